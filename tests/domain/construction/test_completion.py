from __future__ import annotations

import pytest

from domain.construction.completion import completed
from domain.construction.whole_rows import carries_of, whole_rows
from domain.integer_model.model import EXACT_LIMIT
from domain.optimization.preparation import prepare
from domain.problem.constraints import ConstraintSet, SynergyBonus, Target, TargetKind
from domain.problem.problem import PortfolioProblem
from domain.problem.scenario import ObjectiveMode
from tests.domain.builders import d, formulation, initiative, problem
from tests.near_ties.problems import near_tie
from tests.strategies import random_problem


def pair(bonus: int, **scenario: object) -> PortfolioProblem:
    rules = ConstraintSet(
        synergies=(SynergyBonus("s", "north_star", d(bonus)),),
        targets=(Target("north_star", d(10), TargetKind.GOAL, None, None),),
    )
    members = (initiative(key, 1, value, synergy_group_keys=("s",)) for key, value in (("A", 3), ("B", 4)))
    return problem(*members, rules=rules, **scenario)


@pytest.mark.parametrize(("bonus", "both"), [(5, 1), (-5, 1)])
def test_a_bonus_or_penalty_counts_where_all_members_are_in(bonus: int, both: int) -> None:
    made = formulation(pair(bonus))
    assert list(completed(made, [0, 1])) == [1, 1, both]
    assert list(completed(made, [0])) == [1, 0, 0]


def test_a_shortfall_is_what_is_missing_once_bonuses_are_counted() -> None:
    made = formulation(pair(2, objective_mode=ObjectiveMode.LEXICOGRAPHIC))
    assert list(completed(made, [0, 1])) == [1, 1, 1, 1]
    assert list(completed(made, [1])) == [0, 1, 0, 6]


@pytest.mark.parametrize("draw", [random_problem, near_tie])
@pytest.mark.parametrize("seed", range(150))
def test_a_choice_is_completed_to_a_point_of_the_model_just_where_it_keeps_all_rules(draw: object, seed: int) -> None:
    question: PortfolioProblem = draw(seed)  # type: ignore[operator]
    prepared = prepare(question)
    made = prepared.formulation
    model, count = made.plan.model, len(made.options)
    for mask in range(2 ** min(count, 6)):
        chosen = [column for column in range(count) if mask >> column & 1]
        keys = [made.options[column].initiative_key for column in chosen]
        if len(set(keys)) < len(keys):
            continue
        point = completed(made, chosen)
        solution = made.decode(point)
        holds = not prepared.judged(solution).violations
        assert model.admits(point) == holds
        if holds:
            exact = prepared.judged(solution).stage_values
            told = {stage.name: stage.in_unit(stage.form.value(point)) for stage in made.plan.stages}
            assert told == exact


def test_rows_in_digits_are_whole_again() -> None:
    seeds = [seed for seed in range(60) if carries_of(prepare(near_tie(seed)).formulation)]
    assert seeds
    for seed in seeds:
        made = prepare(near_tie(seed)).formulation
        carries = carries_of(made)
        rows = list(whole_rows(made))
        assert all(carries.isdisjoint(row.form.columns) for row in rows)
        assert any(sum(map(abs, row.form.coefs)) > EXACT_LIMIT for row in rows)
