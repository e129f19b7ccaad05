"""Overheads: what they take, where it counts, and what is said of those that count nobody."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from domain.explanation import blocking
from domain.portfolio.judged import JudgedPortfolio
from domain.problem.constraints import Cap, Charge, ConstraintSet, Dimension, Floor, Overhead
from domain.problem.initiative import Initiative
from domain.problem.problem import PortfolioProblem
from domain.problem.scenario import ObjectiveMode, Scenario
from domain.problem.selection import Choice, PortfolioSolution
from domain.rules.relations import RelationIndex
from domain.rules.rule_text import describe_rules
from domain.rules.rulebook import ruled

SWITCHING = Overhead("switching", (Decimal(0), Decimal(0), Decimal(2), Decimal(5)), Dimension.TEAM, "web")


def problem(*overheads: Overhead, **rules: tuple[object, ...]) -> PortfolioProblem:
    initiatives = tuple(
        Initiative(
            initiative_key=key,
            market="UK",
            engineering_tokens=Decimal(3),
            team_tokens={"web": Decimal(1)} if key != "D" else {"web": Decimal(0)},
            kpi_contribution={"north_star": Decimal(10)},
        )
        for key in "ABCD"
    )
    scenario = Scenario(
        name="S",
        period_key="2026-Q1",
        horizon=("2026-Q1", "2026-Q2"),
        objective_mode=ObjectiveMode.NORTH_STAR,
        capacity_total_tokens=Decimal(10),
        capacity_by_team={"web": Decimal(4)},
    )
    return PortfolioProblem(scenario, ConstraintSet(overheads=overheads, **rules), initiatives)  # type: ignore[arg-type]


def judged(given: PortfolioProblem, **periods: int) -> JudgedPortfolio:
    whole = ruled(given)
    choices = {key: Choice(key, period, whole.pool.sizes[key][0]) for key, period in periods.items()}
    return JudgedPortfolio(whole, PortfolioSolution(choices))


def used(portfolio: JudgedPortfolio) -> dict[str, Decimal]:
    return {usage.rule_id: usage.used for usage in portfolio.usage()}


def test_switching_is_paid_in_each_period_by_those_that_lie_in_it() -> None:
    found = used(judged(problem(SWITCHING), A=0, B=0, C=1))
    assert found["capacity:team:web@2026-Q1"] == 4
    assert found["capacity:global@2026-Q1"] == 8
    assert found["capacity:team:web@2026-Q2"] == 1
    assert found["capacity:global@2026-Q2"] == 3


def test_a_platform_is_paid_once_where_the_first_of_its_initiatives_lies() -> None:
    platform = Overhead("platform", (Decimal(0), Decimal(4)), initiative_keys=("A", "B"), team="web")
    found = used(judged(problem(platform), B=1, A=1, C=0))
    assert found["capacity:global@2026-Q2"] == 10
    assert found["capacity:team:web@2026-Q2"] == 6
    assert found["capacity:global@2026-Q1"] == 3


def test_overheads_never_count_towards_a_floor_but_under_a_cap_and_in_the_tie_break() -> None:
    everywhere = {
        "floors": (Floor(Dimension.GLOBAL, Decimal(1)), Floor(Dimension.TEAM, Decimal(1), "web")),
        "caps": (Cap(Dimension.GLOBAL, Decimal(99)), Cap(Dimension.MARKET, Decimal(99), "UK")),
    }
    portfolio = judged(problem(replace(SWITCHING, charge=Charge.ONCE), **everywhere), A=0, B=0, C=1)
    found = used(portfolio)
    assert (found["floor:global"], found["floor:team:web"]) == (9, 3)
    assert (found["cap:global"], found["cap:market:UK"]) == (14, 9)
    assert portfolio.stage_values["tie_break:tokens"] == 14


def test_who_takes_no_tokens_of_a_team_does_not_count_as_one_of_it() -> None:
    assert used(judged(problem(SWITCHING), A=0, D=0))["capacity:team:web@2026-Q1"] == 1


def test_a_portfolio_that_fits_without_its_overhead_alone_breaks_the_capacity() -> None:
    (violation,) = judged(problem(SWITCHING), A=0, B=0, C=0).violations[:1]
    assert str(violation) == "capacity:global@2026-Q1: 14 tokens are more than the 10 allowed"


@pytest.mark.parametrize(
    ("overhead", "warning"),
    [
        (
            replace(SWITCHING, key="mobile"),
            "overhead:switching: has no effect, since no candidate of team mobile is counted",
        ),
        (Overhead("P", (Decimal(0), Decimal(1)), initiative_keys=("A", "Z")), "overhead:P: Z is no candidate"),
    ],
)
def test_an_overhead_that_counts_nobody_is_a_warning(overhead: Overhead, warning: str) -> None:
    assert warning in ruled(problem(overhead)).rules.warnings


def test_a_rule_is_told_with_what_overheads_take_beside_it() -> None:
    texts = describe_rules(ruled(problem(SWITCHING)), ["overhead:switching", "capacity:team:web@2026-Q1"])
    assert texts["overhead:switching"] == (
        "A, B and C take 0, 2, 5 tokens beside their own in each period, by how many of them are selected"
    )
    assert texts["capacity:team:web@2026-Q1"] == (
        "at most 4 tokens of team web in 2026-Q1 may be used; the candidates ask for 3 altogether, "
        "beside which overhead:switching takes tokens"
    )


def test_what_keeps_an_initiative_out_is_told_with_what_an_overhead_takes_of_it() -> None:
    portfolio = judged(problem(SWITCHING), A=0, B=1, C=1)
    _, obstacles = blocking.Blocking(portfolio, RelationIndex(portfolio.ruled.rules)).best_option("D", (Decimal(10),))
    assert not obstacles
    given = problem(replace(SWITCHING, tokens_by_count=(Decimal(0), Decimal(0), Decimal(5))))
    portfolio = judged(given, A=0, C=1)
    _, obstacles = blocking.Blocking(portfolio, RelationIndex(portfolio.ruled.rules)).best_option("B", (Decimal(10),))
    assert [each.text for each in obstacles] == [
        "capacity:global@2026-Q1 has 7 of 10 tokens left, it needs 8, 5 of it for overhead:switching",
        "capacity:team:web@2026-Q1 has 3 of 4 tokens left, it needs 6, 5 of it for overhead:switching",
    ]
