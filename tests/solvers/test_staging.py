"""Stages: blended or one after the other, they give what enumeration gives; limits never cost what is proven."""

from __future__ import annotations

import random
from array import array
from dataclasses import replace
from fractions import Fraction
from itertools import product
from typing import Any
from unittest.mock import patch

import pytest

from domain.integer_model.model import LinearForm, Model, Plan, SolveParameters, StageRole
from domain.integer_model.result import PlanResult, Progress, SolutionStatus, SolveResult, Termination
from solvers.backend import Backend, Capabilities, Watch
from solvers.conformance.models import brute_force, plan_of, random_plan
from solvers.stages.blending import BLEND_LIMIT, grouped, member_bounds
from solvers.stages.outcome import PlanState
from solvers.staging import run_plan


class Enumerating(Backend):
    """Tries every point; the calls it gets are counted, and it can be made to give up or to fail."""

    name = "enumerating"
    capabilities = Capabilities(exact_up_to=2**40, deterministic_limit_unit="one point")

    def __init__(self, fail_at: int | None = None, give_up_at: int | None = None) -> None:
        self.calls = 0
        self.fail_at, self.give_up_at = fail_at, give_up_at

    def solve(self, model: Model, parameters: SolveParameters, watch: Watch) -> SolveResult:
        self.calls += 1
        if self.calls == self.fail_at:
            raise RuntimeError("gave way")
        ranges = [range(low, high + 1) for low, high in zip(model.lower, model.upper, strict=True)]
        points = [point for point in product(*ranges) if model.admits(point)]
        if not points:
            return SolveResult(SolutionStatus.INFEASIBLE, Termination.INFEASIBILITY)
        if self.calls == self.give_up_at:
            worst = min(points, key=model.objective.value)
            return SolveResult(
                SolutionStatus.FEASIBLE, Termination.TIME_LIMIT, worst, model.objective.value(worst), 10**9
            )
        best = max(points, key=model.objective.value)
        watch.report(model.objective.value(best), None, best)
        value = model.objective.value(best)
        return SolveResult(SolutionStatus.OPTIMAL, Termination.OPTIMALITY, best, value, value, work=len(points))


class Narrow(Enumerating):
    """Solved with blending turned off (see ``solved``), so that every stage is a call of its own."""


class Ear:
    """Hears what a plan says on its way."""

    def __init__(self) -> None:
        self.heard: list[Progress] = []
        self.standings: list[PlanState] = []

    def progress(self, progress: Progress) -> None:
        self.heard.append(progress)

    def standing(self, standing: PlanState) -> None:
        self.standings.append(standing)

    def should_stop(self) -> bool:
        return False


def solved(plan: Plan, backend: Backend | None = None, **parameters: Any) -> PlanResult:
    limit = 0 if isinstance(backend, Narrow) else BLEND_LIMIT
    with patch("solvers.staging.BLEND_LIMIT", limit):
        return run_plan(backend or Enumerating(), plan, SolveParameters(**parameters), Ear())


def values(result: PlanResult) -> tuple[int | None, ...]:
    return tuple(stage.value for stage in result.stages)


@pytest.mark.parametrize("seed", range(60))
@pytest.mark.parametrize("backend", [Enumerating, Narrow])
def test_blended_and_separate_stages_agree_with_enumeration(seed: int, backend: type[Enumerating]) -> None:
    plan = random_plan(random.Random(seed))
    best = brute_force(plan)
    result = solved(plan, backend())
    if not best:
        assert result.status is SolutionStatus.INFEASIBLE
        return
    assert values(result) == best
    assert result.status is SolutionStatus.OPTIMAL
    assert all(stage.proven and stage.bound == stage.value for stage in result.stages)
    varying = sum(any(stage.form.coefs) for stage in plan.stages)
    if backend is Narrow and varying > 1:
        assert not any(stage.blended for stage in result.stages)


TIED = plan_of([(0, 3)] * 2, [([1, 1], None, 3)], [2, 2], [1, 0], [0, 1])


def test_one_call_serves_blended_stages() -> None:
    backend = Enumerating()
    result = solved(TIED, backend)
    assert backend.calls == 1
    assert values(result) == (6, 3, 0)
    assert all(stage.blended for stage in result.stages)


def test_no_blending_within_a_gap_or_above_a_tolerance() -> None:
    backend = Enumerating()
    solved(TIED, backend, gap=0.1)
    assert backend.calls == 3
    loose = replace(TIED, stages=(replace(TIED.stages[0], abs_tol=Fraction(2)), *TIED.stages[1:]))
    assert [group.members for group in grouped(loose.stages, [0, 1, 2], loose.model, 2**31)] == [(0,), (1, 2)]


def test_a_tolerance_lets_later_stages_trade() -> None:
    plan = plan_of([(0, 10)] * 2, [([1, 1], None, 10)], [3, 2], [0, 1])
    stage = replace(plan.stages[0], scale=Fraction(2), abs_tol=Fraction(2), rel_tol=Fraction(1, 100))
    result = solved(replace(plan, stages=(stage, plan.stages[1])))
    # The optimum is 30; 2 units are 4 integers, so up to 4 of the 10 move to the second column.
    assert values(result) == (26, 4)
    assert result.stages[0].bound == 30
    assert result.stages[0].proven


def test_stages_that_are_the_same_everywhere_need_no_solve() -> None:
    backend = Enumerating()
    result = solved(plan_of([(0, 1), (4, 4)], [], [0, 0], [0, 5]), backend)
    assert backend.calls == 1
    assert [(stage.value, stage.bound, stage.proven) for stage in result.stages] == [(0, 0, True), (20, 20, True)]


def test_no_stage_is_a_question_of_feasibility() -> None:
    result = solved(Plan(TIED.model))
    assert result.status is SolutionStatus.OPTIMAL
    assert result.values is not None


def test_a_hint_that_holds_is_never_fallen_behind() -> None:
    hinted = Plan(TIED.model.with_objective(LinearForm(), [1, 1]), TIED.stages)
    result = solved(hinted, Narrow(give_up_at=1))
    assert (result.status, list(result.values or ())) == (SolutionStatus.FEASIBLE, [1, 1])
    failed = solved(hinted, Narrow(fail_at=1))
    assert (failed.status, failed.termination) == (SolutionStatus.FEASIBLE, Termination.ERROR)


def test_a_backend_that_denies_a_known_point_is_not_believed() -> None:
    class Denying(Narrow):
        def solve(self, model: Model, parameters: SolveParameters, watch: Watch) -> SolveResult:
            return SolveResult(SolutionStatus.INFEASIBLE, Termination.INFEASIBILITY)

    hinted = Plan(TIED.model.with_objective(LinearForm(), [1, 1]), TIED.stages)
    result = solved(hinted, Denying())
    assert (result.status, result.termination) == (SolutionStatus.FEASIBLE, Termination.ERROR)
    assert "although a point is known" in result.detail


def test_an_unproven_tie_break_costs_nothing_above_it() -> None:
    result = solved(TIED, Narrow(give_up_at=2))
    assert result.status is SolutionStatus.OPTIMAL
    assert result.termination is Termination.TIME_LIMIT
    assert [stage.proven for stage in result.stages] == [True, False, False]
    assert result.stages[0].value == 6
    assert result.stages[2].value is not None
    assert not result.reproducible


def test_a_tie_break_that_fails_is_a_note() -> None:
    result = solved(TIED, Narrow(fail_at=2))
    assert (result.status, result.termination) == (SolutionStatus.OPTIMAL, Termination.OPTIMALITY)
    assert any("gave way" in note for note in result.notes)


def test_a_limit_in_the_first_stage_keeps_the_point_it_has() -> None:
    result = solved(TIED, Narrow(give_up_at=1))
    assert (result.status, result.termination) == (SolutionStatus.FEASIBLE, Termination.TIME_LIMIT)
    assert [stage.proven for stage in result.stages] == [False, False, False]
    assert result.stages[0].bound is not None


def test_the_deterministic_limit_is_for_all_stages_together() -> None:
    backend = Enumerating()
    result = solved(TIED, backend, gap=0.01, deterministic_limit=5)
    assert backend.calls == 1
    assert result.termination is Termination.WORK_LIMIT
    assert result.reproducible


def test_an_objective_beyond_the_exact_range_is_noted() -> None:
    class Coarse(Enumerating):
        capabilities = Capabilities(exact_up_to=5)

    # A stage with a tolerance is not rewritten into smaller integers.
    loose = replace(TIED, stages=(replace(TIED.stages[0], abs_tol=Fraction(1)),))
    assert any("floating-point precision" in note for note in solved(loose, Coarse()).notes)


def test_rows_beyond_the_exact_range_are_noted() -> None:
    class Coarse(Enumerating):
        capabilities = Capabilities(exact_up_to=2**40, rows_exact_up_to=2)

    fine, coarse = (solved(plan_of([(0, 1)], [([a], None, 3)], [1]), Coarse()) for a in (2, 3))
    assert not any("a rule has integers" in note for note in fine.notes)
    assert any("a rule has integers up to 3" in note for note in coarse.notes)


def test_columns_beyond_the_exact_range_are_noted_where_nothing_is_found_too() -> None:
    class Coarse(Enumerating):
        capabilities = Capabilities(exact_up_to=2**40, columns_exact_up_to=2)

    found, none = solved(plan_of([(0, 3)], [], [1]), Coarse()), solved(plan_of([(0, 3)], [([2], 1, 1)], [1]), Coarse())
    assert none.status is SolutionStatus.INFEASIBLE
    for result in (found, none):
        assert any("a column reaches up to 3" in note for note in result.notes)


def test_crossed_bounds_and_empty_rows_need_no_solver() -> None:
    backend = Enumerating()
    empty = Model(array("q", [0]), array("q", [1]), [0, 0], (), (), [1], [5], ("rule",))
    assert solved(Plan(empty), backend).status is SolutionStatus.INFEASIBLE
    assert solved(Plan(Model(array("q", [2]), array("q", [1]))), backend).status is SolutionStatus.INFEASIBLE
    assert backend.calls == 0


def test_progress_comes_first_and_in_the_stages_own_unit() -> None:
    ear = Ear()
    scaled = replace(TIED, stages=(replace(TIED.stages[0], scale=Fraction(2)), *TIED.stages[1:]))
    run_plan(Enumerating(), scaled, SolveParameters(), ear)
    assert ear.heard[0] == Progress("value", 0.0, solver_name="enumerating")
    assert ear.heard[1].incumbent == 3.0
    assert ear.standings[0].values is not None


@pytest.mark.parametrize("seed", range(40))
def test_a_bound_of_the_blend_bounds_every_member(seed: int) -> None:
    """Whatever slack the bound has, no member's best exceeds what is told of it."""
    plan = random_plan(random.Random(seed))
    varying = [index for index, stage in enumerate(plan.stages) if stage.form.coefs]
    best = brute_force(plan)
    if not best or not varying or varying[0] != 0:
        return
    group = grouped(plan.stages, varying, plan.model, 2**40)[0]
    at_best = [best[member] for member in group.members]
    top = sum(weight * value for weight, value in zip(group.weights, at_best, strict=True))
    for extra in range(0, 5 * group.weights[0], max(1, group.weights[0] // 3)):
        for bound, value in zip(member_bounds(group, top + extra, at_best), at_best, strict=True):
            assert bound is None or bound >= value
    assert member_bounds(group, top, at_best) == at_best


def test_roles_are_what_blending_looks_at() -> None:
    two = replace(TIED, stages=(TIED.stages[0], replace(TIED.stages[1], role=StageRole.OBJECTIVE), TIED.stages[2]))
    assert [group.members for group in grouped(two.stages, [0, 1, 2], two.model, 2**31)] == [(0,), (1, 2)]
    assert LinearForm((0,), (2,)).value([3]) == 6
