"""The figures of a portfolio, recomputed exactly."""

from __future__ import annotations

from fractions import Fraction

import pytest

from domain.portfolio.evaluation import Evaluation, pool_scale
from domain.portfolio.judged import JudgedPortfolio
from domain.problem.constraints import ConstraintSet, Dimension, SynergyBonus, Target, TargetKind
from domain.problem.initiative import ScopeMode
from domain.problem.problem import PortfolioProblem
from domain.problem.scenario import Normalization, ObjectiveMode, TieBreak
from domain.problem.selection import Choice, PortfolioSolution
from domain.rules.rulebook import ruled
from tests.domain.builders import d, initiative, problem, rulebook

HALVES = ("2026-H1", "2026-H2")
A = initiative(
    "A", "0.1", None, market="UK", department="Growth", category="UX", program_key="P", team_tokens={"web": d("0.2")},
    kpi_contribution={"north_star": d("0.1"), "gmv": d(30)}, synergy_group_keys=("G",), active_overall_score=d(5),
    scores={"RICE": d(4)}, time_sensitivity_score=d(2),
)  # fmt: skip
B = initiative(
    "B", "0.2", None, market="UK", department="Core", engineering_tokens_mvp=d("0.05"), scope_mode=ScopeMode.MVP,
    mvp_contribution_share=d("0.5"), kpi_contribution={"north_star": d("0.2"), "gmv": d(-10)},
    synergy_group_keys=("G", "H"), active_overall_score=d("2.5"),
)  # fmt: skip
C = initiative("C", 1, 7, market="DE", team_tokens={"web": d(1)}, synergy_group_keys=("H",))
SYNERGIES = (
    SynergyBonus("G", "north_star", d(3)),
    SynergyBonus("H", "north_star", d(-1)),
    SynergyBonus("G", "gmv", d(9)),
)


def ask(targets: tuple[Target, ...] = (), **scenario: object) -> PortfolioProblem:
    scenario.setdefault("horizon", HALVES)
    return problem(A, B, C, rules=ConstraintSet(synergies=SYNERGIES, targets=targets), **scenario)


def evaluation(question: PortfolioProblem, **picks: int) -> Evaluation:
    given = ruled(question)
    choices = {key: Choice(key, period, given.pool.sizes[key][0]) for key, period in picks.items()}
    return Evaluation(given, PortfolioSolution(choices))


def test_tokens_by_dimension_and_period() -> None:
    figures = evaluation(ask(), A=0, B=1, C=1)
    assert figures.tokens_used(Dimension.GLOBAL) == d("1.15")
    assert figures.tokens_used(Dimension.GLOBAL, period=1) == d("1.05")
    assert figures.tokens_used(Dimension.MARKET, "UK") == d("0.15")
    assert figures.tokens_used(Dimension.MARKET, "UK", 0) == d("0.1")
    assert figures.tokens_used(Dimension.DEPARTMENT, "Core") == d("0.05")
    assert figures.tokens_used(Dimension.CATEGORY, "UX", 1) == 0
    assert figures.tokens_used(Dimension.PROGRAM, "P") == d("0.1")
    assert figures.tokens_used(Dimension.TEAM, "web") == d("1.2")
    assert figures.tokens_used(Dimension.TEAM, "nobody") == 0


def test_kpi_totals_with_contributions_and_synergies_apart() -> None:
    figures = evaluation(ask(), A=0, B=1, C=1)
    assert figures.kpi_contributions("north_star") == d("7.2")
    assert figures.kpi_synergies("north_star") == 2
    assert figures.kpi_total("north_star") == d("9.2")
    assert figures.kpi_total("north_star", "UK") == d("3.2")
    assert figures.kpi_total("north_star", "DE") == 7
    assert figures.kpi_total("north_star", period=1) == d("7.1")
    assert figures.kpi_total("north_star", "UK", 1) == d("0.1")
    assert figures.kpi_total("gmv") == 34
    assert figures.kpi_total("score") == d("7.5")
    assert figures.kpi_total("score:RICE") == 4
    assert figures.kpi_total("unknown") == 0


def test_a_bonus_waits_for_every_member() -> None:
    assert evaluation(ask(), A=0, C=0).active_synergies == ()
    assert [s.group_key for s in evaluation(ask(), A=0, B=1).active_synergies] == ["G", "G"]


def test_goal_shortfall_is_relative_and_plain_where_the_target_is_zero() -> None:
    goals = (
        Target("gmv", d(40), TargetKind.GOAL),
        Target("gmv", d(-20), TargetKind.GOAL, "DE"),
        Target("gmv", d(0), TargetKind.GOAL, period_key="2026-H2"),
        Target("gmv", d(1000), TargetKind.FLOOR),
    )
    figures = evaluation(ask(goals), A=0, B=1)
    assert figures.goal_shortfall() == Fraction(6, 40) + 5
    assert [figures.shortfall(target) for target in rulebook(ask(goals))[1].targets] == [6, 0, 5, 966]


def test_the_pool_total_is_of_positive_contributions_in_full_scope() -> None:
    question = ask(objective_mode=ObjectiveMode.WEIGHTED_KPIS, objective_weights={"gmv": d(2), "nobody": d(1)})
    pool, _ = rulebook(question)
    assert pool_scale(question, pool, "north_star") == Fraction("0.3")
    assert pool_scale(question, pool, "gmv") == 30
    assert evaluation(question, A=0, B=1).weighted_kpis() == Fraction(2 * 34, 30)


def test_without_normalisation_the_weights_are_plain() -> None:
    question = ask(
        objective_mode=ObjectiveMode.WEIGHTED_KPIS,
        objective_weights={"gmv": d(2), "score": d("-0.1"), "nobody": d(1)},
        objective_normalization=Normalization.NONE,
    )
    assert evaluation(question, A=0, B=1).weighted_kpis() == Fraction(68) - Fraction("0.75")


def test_time_sensitivity_weighs_contributions_of_early_periods_and_no_bonus() -> None:
    question = ask(time_sensitivity_weight=d("0.5"), north_star_kpi_key="gmv")
    assert evaluation(question, A=0, B=0).objective_kpi("gmv") == 30 * 2 - 5 + 9
    late = evaluation(question, A=1, B=0)
    assert late.objective_kpi("gmv") == Fraction(30 * 3, 2) - 5 + 9
    assert late.kpi_total("gmv") == 34


@pytest.mark.parametrize(
    ("mode", "weights", "names"),
    [
        (ObjectiveMode.NORTH_STAR, {"gmv": d(1)}, ["north_star"]),
        (ObjectiveMode.WEIGHTED_KPIS, {}, ["weighted_kpis"]),
        (ObjectiveMode.LEXICOGRAPHIC, {}, ["goal_shortfall", "north_star"]),
        (ObjectiveMode.LEXICOGRAPHIC, {"gmv": d(1)}, ["goal_shortfall", "weighted_kpis"]),
    ],
)
def test_the_stages_of_each_mode(mode: ObjectiveMode, weights: dict[str, object], names: list[str]) -> None:
    question = ask(objective_mode=mode, objective_weights=weights, tie_breaks=(TieBreak.TOKENS, TieBreak.SCORE))
    given = ruled(question)
    values = JudgedPortfolio(given, PortfolioSolution({"A": Choice("A", 0, given.pool.sizes["A"][0])})).stage_values
    assert list(values) == [*names, "tie_break:tokens", "tie_break:score", "key", "key:2", "early"]
    assert values["tie_break:tokens"] == Fraction("0.1")
    assert values["tie_break:score"] == 5
