"""The search of dense pairs finds and proves what trying every point finds."""

from __future__ import annotations

import pytest

from domain.integer_model.model import Plan, SolveParameters
from domain.integer_model.result import Proof, SolutionStatus, Termination
from domain.lean import replace
from tests.solvers.pairs.plans import best_of, in_two_stages, random_plan, solved, values_at


@pytest.mark.parametrize("most_columns", [1, 2, 3])
@pytest.mark.parametrize("largest", [9, 10**6, 2**40])
def test_it_agrees_with_trying_every_point(most_columns: int, largest: int) -> None:
    for seed in range(25):
        plan = random_plan(seed, 7 - most_columns, most_columns, largest)
        best, result = best_of(plan), solved(plan)
        if not best:
            assert (result.status, result.proof) == (SolutionStatus.INFEASIBLE, Proof.EXACT), seed
            continue
        assert (result.status, result.proof) == (SolutionStatus.OPTIMAL, Proof.EXACT), (seed, result)
        assert result.values is not None
        assert values_at(plan, result.values) == best, seed
        assert all(stage.exactly_proven for stage in result.stages), (seed, result.stages)


@pytest.mark.parametrize("largest", [2, 99])
def test_it_agrees_where_pairs_count_in_two_objectives(largest: int) -> None:
    for seed in range(25):
        plan = in_two_stages(random_plan(seed, 5, 2, largest), seed)
        best, result = best_of(plan), solved(plan)
        if not best:
            assert (result.status, result.proof) == (SolutionStatus.INFEASIBLE, Proof.EXACT), seed
            continue
        assert result.values is not None
        assert values_at(plan, result.values) == best, seed
        assert all(stage.exactly_proven for stage in result.stages), (seed, result.stages)


def test_without_a_capacity() -> None:
    for seed in range(10):
        plan = random_plan(seed, 6, 1, 9, most_capacities=0)
        best, result = best_of(plan), solved(plan)
        assert result.values is not None
        assert (result.proof, values_at(plan, result.values)) == (Proof.EXACT, best), seed


def test_a_limit_of_work_ends_it_with_a_point_and_a_bound_and_again_so() -> None:
    plan = random_plan(3, 60, 1, 99)
    once, again = (solved(plan, SolveParameters(deterministic_limit=0.05)) for _ in range(2))
    assert once.termination is Termination.WORK_LIMIT
    assert once.values is not None
    assert (once.values, once.stages, once.work) == (again.values, again.stages, again.work)
    stage = once.stages[0]
    assert stage.value is not None and stage.bound is not None and stage.value < stage.bound
    assert (stage.proof, once.reproducible) == (Proof.EXACT, True)


def test_it_begins_with_a_point_that_is_known() -> None:
    plan = random_plan(4)
    best = solved(plan)
    started = replace(plan, model=replace(plan.model, hint=best.values))
    assert solved(started).stages == best.stages


def test_within_a_gap_it_ends_sooner() -> None:
    plan = Plan(random_plan(3, 40, 1, 99).model, random_plan(3, 40, 1, 99).stages[:1])
    near = solved(plan, SolveParameters(gap=0.2))
    assert near.termination is Termination.GAP_REACHED
    assert near.work < solved(plan, SolveParameters(deterministic_limit=30.0)).work


@pytest.mark.parametrize("fault", ["integer", "no guard", "tight guard", "own partner", "short column", "other pull"])
def test_a_model_that_it_does_not_read_is_an_error_not_an_answer(fault: str) -> None:
    plan = random_plan(1)
    model, form = plan.model, plan.stages[0].form
    column = model.products[0].column
    if fault == "integer":
        upper = list(model.upper)
        upper[0] = 2
        model = replace(model, upper=upper)
    if fault == "no guard":
        model = replace(model, tags=tuple(tag or "rule" for tag in model.tags))
    if fault == "tight guard":
        row = next(row for row in range(model.num_rows) if model.row(row).columns[0] == column)
        coefs = [coef + 1 if coef < -1 else coef for coef in model.coefs[model.starts[row] :]]
        model = replace(model, coefs=[*model.coefs[: model.starts[row]], *coefs])
    if fault == "own partner":
        first = model.products[0]
        twice = replace(first, partners=(*first.partners, (first.leader, 1)))
        model = replace(model, products=(twice, *model.products[1:]))
    if fault == "short column":
        upper = list(model.upper)
        upper[column] -= 1
        model = replace(model, upper=upper)
    if fault == "other pull":
        form = replace(form, coefs=tuple(-coef for coef in form.coefs))
    result = solved(Plan(model, (replace(plan.stages[0], form=form),)))
    assert (result.status, result.termination) == (SolutionStatus.UNKNOWN, Termination.ERROR)
