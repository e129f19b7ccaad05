from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace

import pytest

from domain.integer_model.builder import ModelBuilder
from domain.integer_model.iis import PATIENCE, find_iis
from domain.integer_model.model import NO_LOWER, NO_UPPER, Model, Plan, SolveParameters
from domain.integer_model.result import PlanResult, Proof, SolutionStatus, Termination
from domain.integer_model.submodel import rows_by_rule
from tests.tiny_solver import TinySolver, feasible_points

UNKNOWN = PlanResult(SolutionStatus.UNKNOWN, Termination.TIME_LIMIT, None)


class Counted:
    def __init__(self, unknown_after: int | None = None) -> None:
        self.calls = 0
        self.unknown_after = unknown_after

    def __call__(self, plan: Plan) -> PlanResult:
        self.calls += 1
        if self.unknown_after is not None and self.calls > self.unknown_after:
            return UNKNOWN
        return TinySolver().solve(plan, SolveParameters())


def has_point(model: Model, rules: Sequence[str]) -> bool:
    return next(feasible_points(rows_by_rule(model).keeping(rules)), None) is not None


def random_model(seed: int) -> Model:
    chance = random.Random(seed)
    builder = ModelBuilder()
    columns = [builder.add_column(0, chance.choice((1, 1, 1, 2))) for _ in range(chance.randint(1, 6))]
    for index in range(chance.randint(2, 9)):
        used = [c for c in columns if chance.random() < 0.5]
        coefs = [chance.choice((-2, -1, 1, 2, 3)) for _ in used]
        lower, upper = chance.choice(((NO_LOWER, chance.randint(-2, 2)), (chance.randint(-1, 3), NO_UPPER)))
        tag = "" if chance.random() < 0.1 else f"rule:{chance.randint(0, index)}"
        builder.add_row(tag, used, coefs, lower, upper)
    return builder.build()


@pytest.mark.parametrize("block", range(10))
def test_conflicts_of_random_models_are_irreducible(block: int) -> None:
    seen = 0
    for seed in range(block * 60, block * 60 + 60):
        model = random_model(seed)
        if has_point(model, rows_by_rule(model).rule_ids):
            continue
        seen += 1
        conflict = find_iis(model, Counted())
        assert conflict.minimal, seed
        assert not has_point(model, conflict.rules), seed
        for rule_id in conflict.rules:
            assert has_point(model, [other for other in conflict.rules if other != rule_id]), (seed, rule_id)
    assert seen > 5


@pytest.mark.parametrize("answers", [0, 1, 2, 4])
def test_when_time_runs_out_the_set_is_still_a_conflict_and_says_that_it_may_not_be_minimal(answers: int) -> None:
    for seed in range(120):
        model = random_model(seed)
        if has_point(model, rows_by_rule(model).rule_ids):
            continue
        conflict = find_iis(model, Counted(answers))
        assert not has_point(model, conflict.rules), seed
        if conflict.minimal:
            assert all(has_point(model, [o for o in conflict.rules if o != rule]) for rule in conflict.rules), seed
        else:
            assert "not proven in time" in conflict.detail


def test_a_rule_that_nothing_satisfies_is_found_without_a_search() -> None:
    builder = ModelBuilder()
    first = builder.add_column()
    builder.add_row("floor:market:UK", [], [], 5, NO_UPPER)
    builder.add_row("mandatory:A", [first], [1], 1, NO_UPPER)
    solve = Counted()
    conflict = find_iis(builder.build(), solve)
    assert (conflict.rules, conflict.minimal, solve.calls) == (("floor:market:UK",), True, 0)


def long_chain(links: int) -> Model:
    """One demand at the end of a long chain of prerequisites, forbidden at its start, among many that do not matter."""
    builder = ModelBuilder()
    columns = [builder.add_column() for _ in range(2 * links + 1)]
    builder.add_row("mandatory:last", [columns[3]], [1], 1, 1)
    for k in range(links):
        builder.add_row(f"prerequisite:{k}", [columns[k + 1], columns[k]], [1, -1], NO_LOWER, 0)
    for k in range(links):
        builder.add_row(f"exclusion:{k}", [columns[links + k], columns[links + k + 1]], [1, 1], NO_LOWER, 1)
    builder.add_row("forced_out:first", [columns[0]], [1], 0, 0)
    return builder.build()


def propagated(plan: Plan) -> PlanResult:
    """Solves long_chain and its parts by unit propagation."""
    values = list(plan.model.lower)
    kinds = [tag.partition(":")[0] for tag in plan.model.tags]
    links = [
        (kinds[row], plan.model.row(row).columns)
        for row in reversed(range(plan.model.num_rows))
        if kinds[row] in ("mandatory", "prerequisite")
    ]
    changed = True
    while changed:
        changed = False
        for kind, columns in links:
            if kind == "mandatory" and not values[columns[0]]:
                values[columns[0]] = changed = True
            if kind == "prerequisite" and values[columns[0]] > values[columns[1]]:
                values[columns[1]] = changed = True
    if plan.model.admits(values):
        return PlanResult(SolutionStatus.OPTIMAL, Termination.OPTIMALITY, values)
    return PlanResult(SolutionStatus.INFEASIBLE, Termination.INFEASIBILITY, None, proof=Proof.EXACT)


@pytest.mark.parametrize(("propagation", "most"), [(True, 5), (False, 120)])
def test_twenty_thousand_prerequisites_cost_about_a_hundred_solves(
    monkeypatch: pytest.MonkeyPatch, propagation: bool, most: int
) -> None:
    calls = []
    if not propagation:
        monkeypatch.setattr("domain.integer_model.iis.conflicting_tags", lambda model: None)

    def solve(plan: Plan) -> PlanResult:
        calls.append(plan.model.num_rows)
        return propagated(plan)

    conflict = find_iis(long_chain(20_000), solve)
    assert conflict.minimal
    assert set(conflict.rules) == {
        "mandatory:last", "forced_out:first", "prerequisite:0", "prerequisite:1", "prerequisite:2",
    }  # fmt: skip
    assert len(calls) <= most


def test_once_nothing_is_answered_any_more_the_rest_is_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("domain.integer_model.iis.conflicting_tags", lambda model: None)
    solve = Counted(unknown_after=0)
    conflict = find_iis(long_chain(2_000), solve)
    assert (conflict.minimal, solve.calls) == (False, PATIENCE)
    assert "prerequisite:1" in conflict.rules
    assert "not proven in time" in conflict.detail


def test_an_answer_that_does_not_hold_is_not_believed() -> None:
    builder = ModelBuilder()
    first = builder.add_column()
    builder.add_row("a", [first], [1], 1, 1)
    builder.add_row("b", [first], [1], 0, 0)
    lie = replace(UNKNOWN, status=SolutionStatus.OPTIMAL, values=(0,))
    conflict = find_iis(builder.build(), lambda _: lie)
    assert set(conflict.rules) == {"a", "b"}
