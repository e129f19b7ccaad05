"""Fair shares: a stage of their own in lexicographic mode, a warning in the others."""

from __future__ import annotations

from dataclasses import replace

from domain.formulation import formulate
from domain.formulation.stages import tolerable_stages
from domain.integer_model.model import StageRole
from domain.problem.constraints import ConstraintSet
from domain.problem.scenario import ObjectiveMode
from domain.problem.totals import FairShare
from domain.rules.rulebook import ruled
from tests.domain.builders import initiative, problem

SHARED = ConstraintSet(fair_shares=(FairShare("north_star"), FairShare("north_star")))


def stages(mode: ObjectiveMode, *markets: str | None) -> list[str]:
    every = [initiative(f"I-{n}", 1, 5, market=market) for n, market in enumerate(markets)]
    formulation = formulate(ruled(problem(*every, rules=SHARED, objective_mode=mode, tie_breaks=(), canonical=False)))
    return [stage.name for stage in formulation.plan.stages]


def test_the_market_with_the_least_comes_after_the_goals_and_before_the_main_stage() -> None:
    found = stages(ObjectiveMode.LEXICOGRAPHIC, "UK", "DE")
    assert found == ["goal_shortfall", "fair_share:north_star", "north_star"]


def test_they_have_no_effect_in_other_modes_or_without_markets_and_say_so() -> None:
    assert stages(ObjectiveMode.NORTH_STAR, "UK") == ["north_star"]
    assert stages(ObjectiveMode.LEXICOGRAPHIC, None) == ["goal_shortfall", "north_star"]
    warned = ruled(problem(initiative("A", 1, 5, market="UK"), rules=SHARED)).rules.warnings
    assert "fair_share:north_star: has no effect, since the objective mode is not lexicographic" in warned


def test_one_that_is_given_twice_counts_once_and_says_so() -> None:
    said = "fair_share:north_star: is given 2 times, and counts once"
    for mode in (ObjectiveMode.LEXICOGRAPHIC, ObjectiveMode.NORTH_STAR):
        asked = problem(initiative("A", 1, 5, market="UK"), rules=SHARED, objective_mode=mode)
        assert ruled(asked).rules.warnings.count(said) == 1
        once = replace(asked, constraint_set=ConstraintSet(fair_shares=SHARED.fair_shares[:1]))
        assert said not in ruled(once).rules.warnings


def test_its_stage_can_be_given_a_tolerance() -> None:
    asked = problem(
        initiative("A", 1, 5, market="UK"),
        objective_mode=ObjectiveMode.LEXICOGRAPHIC,
        rules=ConstraintSet(fair_shares=(FairShare("north_star"),)),
    )
    stages = [stage.name for stage in formulate(ruled(asked)).plan.stages if stage.role is not StageRole.CANONICAL]
    assert list(tolerable_stages(asked)) == stages
    assert "fair_share:north_star" in stages
