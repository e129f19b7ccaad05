"""A portfolio that holds passes; each rule, broken on purpose, is caught under its id."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from domain.portfolio.verification import Violation, verify
from domain.problem.constraints import (
    Bundle,
    Cap,
    ConstraintSet,
    Dimension,
    Floor,
    Pin,
    Prerequisite,
    SynergyBonus,
    Target,
    TargetKind,
)
from domain.problem.initiative import Initiative, ScopeMode
from domain.problem.problem import PortfolioProblem
from domain.problem.selection import Choice, PortfolioSolution
from domain.problem.sizing import Scope, Size
from domain.problem.totals import Ratio
from domain.rules.rulebook import ruled
from tests.domain.builders import d, initiative, problem
from tests.work import growth

QUARTERS = ("2026-Q1", "2026-Q2")
Picks = dict[str, int]


def portfolio(question: PortfolioProblem, picks: Picks) -> PortfolioSolution:
    """Each key in a period, in its first size."""
    sizes = ruled(question).pool.sizes
    return PortfolioSolution({key: Choice(key, period, sizes[key][0]) for key, period in picks.items()})


def broken(question: PortfolioProblem, picks: Picks) -> list[str]:
    return [v.rule_id for v in verify(ruled(question), portfolio(question, picks))]


def item(key: str, **fields: object) -> Initiative:
    return initiative(key, 4, 10, market="UK", department="Growth", category="UX", program_key="P", **fields)


A = item("A", team_tokens={"web": d(3)})
B = item("B", team_tokens={"web": d(2)})
C = replace(item("C"), market="DE", department="Core", category="Infra", program_key=None)


def ask(rules: ConstraintSet | None = None, *more: Initiative, **scenario: object) -> PortfolioProblem:
    own = {i.initiative_key for i in more}
    base = tuple(i for i in (A, B, C) if i.initiative_key not in own)
    scenario.setdefault("horizon", QUARTERS)
    return problem(*base, *more, rules=rules, **scenario)


def rules(**fields: object) -> ConstraintSet:
    return ConstraintSet(**fields)  # type: ignore[arg-type]


def target(
    value: int, kind: TargetKind = TargetKind.FLOOR, market: str | None = None, period: str | None = None
) -> Target:
    return Target("north_star", d(value), kind, market, period)


CASES: dict[str, tuple[PortfolioProblem, Picks, Picks, str]] = {
    "total capacity": (ask(capacity_total_tokens=d(8)), {"A": 0, "B": 0, "C": 1}, {"A": 0, "B": 0, "C": 0},
        "capacity:global@2026-Q1"),
    "capacity of one period": (ask(capacity_by_period={"2026-Q2": d(4)}), {"A": 0, "B": 0}, {"A": 1, "B": 1},
        "capacity:global@2026-Q2"),
    "market capacity": (ask(capacity_by_market={"UK": d(4)}), {"A": 0, "B": 1, "C": 0}, {"A": 0, "B": 0},
        "capacity:market:UK@2026-Q1"),
    "department capacity": (ask(capacity_by_department={"Growth": d(4)}), {"A": 0, "C": 0}, {"A": 1, "B": 1},
        "capacity:department:Growth@2026-Q2"),
    "team capacity": (ask(capacity_by_team={"web": d(4)}), {"A": 0, "B": 1}, {"A": 0, "B": 0},
        "capacity:team:web@2026-Q1"),
    "floor": (ask(rules(floors=(Floor(Dimension.PROGRAM, d(8), "P"),))), {"A": 0, "B": 1}, {"A": 0, "C": 0},
        "floor:program:P"),
    "floor of a period": (ask(rules(floors=(Floor(Dimension.GLOBAL, d(4), None, "2026-Q1"),))), {"A": 0}, {"A": 1},
        "floor:global@2026-Q1"),
    "cap": (ask(rules(caps=(Cap(Dimension.CATEGORY, d(7), "UX"),))), {"A": 0, "C": 1}, {"A": 0, "B": 1},
        "cap:category:UX"),
    "cap of a team": (ask(rules(caps=(Cap(Dimension.TEAM, d(4), "web", "2026-Q2"),))), {"A": 0, "B": 1},
        {"A": 1, "B": 1}, "cap:team:web@2026-Q2"),
    "target of all": (ask(rules(targets=(target(30),))), {"A": 0, "B": 0, "C": 1}, {"A": 0, "B": 0},
        "target:global:north_star"),
    "target of a market": (ask(rules(targets=(target(20, market="UK"),))), {"A": 0, "B": 1}, {"A": 0, "C": 0},
        "target:UK:north_star"),
    "target of a period": (ask(rules(targets=(target(20, period="2026-Q2"),))), {"A": 1, "B": 1}, {"A": 0, "B": 1},
        "target:global:north_star@2026-Q2"),
    "mandatory": (ask(rules(mandatory_initiatives=("A",))), {"A": 0}, {"B": 0}, "mandatory:A"),
    "forced out": (ask(rules(forced_out=("A",))), {"B": 0}, {"A": 0, "B": 0}, "forced_out:A"),
    "prerequisite": (ask(rules(prerequisites=(Prerequisite("A", "B"),))), {"A": 1, "B": 0}, {"A": 0},
        "prerequisite:A:B"),
    "prerequisite in a later period": (ask(rules(prerequisites=(Prerequisite("A", "B"),))), {"A": 0, "B": 0},
        {"A": 0, "B": 1}, "prerequisite:A:B"),
    "prerequisite a period before": (ask(rules(prerequisites=(Prerequisite("A", "B", 1),))), {"A": 1, "B": 0},
        {"A": 1, "B": 1}, "prerequisite:A:B"),
    "prerequisite more periods before than there are": (ask(rules(prerequisites=(Prerequisite("A", "B", 2),))),
        {"B": 0}, {"A": 1, "B": 0}, "prerequisite:A:B"),
    "pin to a period": (ask(rules(pins=(Pin("A", "2026-Q2"),))), {"A": 1}, {"A": 0}, "pin:A"),
    "pin to a period beyond": (ask(rules(pins=(Pin("A", "2027-Q2"),))), {"B": 0}, {"A": 0}, "pin:A"),
    "pin to a size": (ask(rules(pins=(Pin("A", scope=ScopeMode.MVP),))), {"B": 0}, {"A": 0}, "pin:A"),
    "ratio to tokens": (ask(rules(ratios=(Ratio("R", "north_star", "tokens", d(3)),))), {}, {"B": 0}, "ratio:R"),
    "prerequisite out of reach": (ask(rules(prerequisites=(Prerequisite("A", "X"),))), {"B": 0}, {"A": 0},
        "prerequisite:A:X"),
    "bundle": (ask(rules(bundles=(Bundle("T", ("A", "B")),))), {"A": 1, "B": 1}, {"A": 1}, "bundle:T"),
    "bundle in two periods": (ask(rules(bundles=(Bundle("T", ("A", "B")),))), {}, {"A": 0, "B": 1}, "bundle:T"),
    "bundle kept out": (ask(rules(bundles=(Bundle("T", ("A", "Bad")),)), initiative("Bad", None)), {"B": 0}, {"A": 0},
        "bundle:T"),
    "exclusion": (ask(rules(exclusions=(("A", "B"),))), {"A": 0}, {"A": 0, "B": 1}, "exclusion:A:B"),
    "window": (ask(None, replace(A, earliest_start_date=date(2026, 4, 1))), {"A": 1}, {"A": 0}, "window:A"),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_each_rule_is_checked(name: str) -> None:
    question, holds, fails, rule_id = CASES[name]
    assert broken(question, holds) == []
    assert broken(question, fails) == [rule_id]


def test_a_mandatory_key_that_names_no_candidate_is_always_violated() -> None:
    question = ask(rules(mandatory_initiatives=("X",)))
    assert broken(question, {}) == broken(question, {"A": 0}) == ["mandatory:X"]


def test_goals_are_not_rules() -> None:
    assert broken(ask(rules(targets=(target(99, TargetKind.GOAL),))), {}) == []


@pytest.mark.parametrize(
    ("goal", "first", "second", "fault"),
    [
        (target(25), A, B, None),
        (target(25, market="UK"), A, B, None),
        (target(25, market="UK"), A, C, "target:UK:north_star"),
        (target(25, period="2026-Q1"), A, B, "target:global:north_star@2026-Q1"),
    ],
)
def test_a_bonus_counts_in_the_total_of_all_and_of_the_members_own_market(
    goal: Target, first: Initiative, second: Initiative, fault: str | None
) -> None:
    members = [replace(i, synergy_group_keys=("G",)) for i in (first, second)]
    constraints = rules(targets=(goal,), synergies=(SynergyBonus("G", "north_star", d(5)),))
    question = ask(constraints, *members)
    keys = {i.initiative_key: 0 for i in members}
    assert broken(question, keys) == ([fault] if fault else [])
    assert len(broken(question, {"A": 0})) == 1


def test_decimals_are_exact() -> None:
    pair = (initiative("A", "0.1"), initiative("B", "0.2"))
    fits = problem(*pair, capacity_total_tokens=d("0.3"))
    assert broken(fits, {"A": 0, "B": 0}) == []
    tight = problem(*pair, capacity_total_tokens=d("0.2999999999999999999999999999"))
    assert broken(tight, {"A": 0, "B": 0}) == ["capacity:global"]
    over = problem(*pair, initiative("C", "0.0000001"), capacity_total_tokens=d("0.3"))
    assert broken(over, {"A": 0, "B": 0, "C": 0}) == ["capacity:global"]


Tamper = Callable[[Choice], tuple[str, Choice]]


@pytest.mark.parametrize(
    ("tamper", "message"),
    [
        (lambda c: ("Z", replace(c, initiative_key="Z")), "Z is no valid candidate"),
        (lambda c: ("A", replace(c, initiative_key="B")), "stands for B"),
        (lambda c: ("A", replace(c, period=2)), "period 2 is not in the horizon"),
        (lambda c: ("A", replace(c, period=-1)), "period -1 is not in the horizon"),
        (lambda c: ("A", replace(c, size=Size(Scope.MVP, d(1), {}))), "its size mvp is not open to it"),
        (lambda c: ("A", replace(c, size=replace(c.size, tokens=d(3)))), "its size none is not open to it"),
    ],
)
def test_a_choice_that_is_not_open_is_caught(tamper: Tamper, message: str) -> None:
    question = ask()
    key, choice = tamper(portfolio(question, {"A": 0}).choices["A"])
    found = verify(ruled(question), PortfolioSolution({key: choice}))
    assert found == (Violation(f"choice:{key}", message),)
    assert str(found[0]) == f"choice:{key}: {message}"


def chain_check(count: int) -> Callable[[], tuple[Violation, ...]]:
    chain = tuple(initiative(f"I{n}", "1.5", n, prerequisite_keys=(f"I{n - 1}",) if n else ()) for n in range(count))
    question = problem(*chain, capacity_total_tokens=d(6000))
    given = ruled(question)
    solution = portfolio(question, {f"I{n}": 0 for n in range(count)})
    return lambda: verify(given, solution)


def test_thousands_of_initiatives_and_prerequisites_are_checked_in_work_that_grows_with_their_number_only() -> None:
    assert chain_check(4000)() == ()
    assert growth(chain_check, 2000) < 6
