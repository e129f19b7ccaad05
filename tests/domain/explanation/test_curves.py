"""What an answer says where a KPI counts by a curve: worth beside the others, saturation, and where it stands."""

from __future__ import annotations

from domain.explanation.explanation import Certainty, Explanation, explain
from domain.portfolio.judged import JudgedPortfolio
from domain.problem.constraints import ConstraintSet, SynergyBonus, Target, TargetKind
from domain.problem.selection import Choice, PortfolioSolution
from domain.problem.totals import CurvePoint, Ratio, ResponseCurve
from domain.rules.rulebook import ruled
from tests.domain.builders import d, initiative, problem

POINTS = tuple(CurvePoint(d(raw), d(counted)) for raw, counted in ((0, 0), (40, 40), (80, 60), (160, 70)))
SATURATED = ResponseCurve("uk", "north_star", "UK", POINTS)


def explained(*selected: str, rules: ConstraintSet | None = None) -> Explanation:
    """Three initiatives of the UK that bring 50 each, and one elsewhere, of which these are selected."""
    every = [initiative(key, 1, 50, market="UK", synergy_group_keys=("S",)) for key in ("A", "B", "C")]
    every.append(initiative("D", 1, 50, market="DE"))
    asked = ruled(problem(*every, rules=rules or ConstraintSet(response_curves=(SATURATED,))))
    chosen = {key: Choice(key, 0, asked.pool.sizes[key][0]) for key in selected}
    return explain(JudgedPortfolio(asked, PortfolioSolution(chosen)), Certainty(True))


def test_a_value_is_what_the_objective_loses_without_it_or_would_gain_with_it() -> None:
    values = {found.initiative_key: found.value for found in explained("A", "B", "D").initiatives}
    assert values == {"A": d("17.5"), "B": d("17.5"), "C": d("6.25"), "D": 50}
    assert explained("A").initiatives[0].value == 45


def test_saturation_that_kept_an_initiative_out_is_said() -> None:
    told = explained("A", "B").initiatives[2].reasons
    assert "curve:uk: beside 100 north_star its 50 count for 6.25, alone they would for 45" in told


def test_it_is_said_where_the_portfolio_stands() -> None:
    (curve,) = explained("A", "B", "D").curves
    assert (curve.rule_id, curve.raw, curve.counted, curve.slope) == ("curve:uk", 100, d("62.5"), d("0.125"))
    (total,) = explained("A", "B", "D").kpis
    assert (total.total, total.contributions) == (d("112.5"), 150)


def test_it_is_said_which_ratio_is_reached() -> None:
    ratios = (Ratio("rate", "north_star", "tokens", d(20)), Ratio("none", "north_star", "gmv", d(0)))
    rate, none = explained("A", "B", rules=ConstraintSet(response_curves=(SATURATED,), ratios=ratios)).ratios
    assert (rate.rule_id, rate.at_least, rate.above, rate.below) == ("ratio:rate", 20, d("62.5"), 2)
    assert (rate.reached, none.reached) == (d("31.25"), None)


def test_a_target_reads_what_is_counted() -> None:
    goal = Target("north_star", d(70), TargetKind.FLOOR, "UK")
    (target,) = explained("A", "B", "C", rules=ConstraintSet(targets=(goal,), response_curves=(SATURATED,))).targets
    assert (target.achieved, target.gap) == (d("68.75"), d("1.25"))


def test_a_falling_curve_makes_what_brings_more_an_obstacle_to_a_floor() -> None:
    points = tuple(CurvePoint(d(raw), d(counted)) for raw, counted in ((0, 0), (50, 50), (100, 20)))
    rules = ConstraintSet(
        targets=(Target("north_star", d(30), TargetKind.FLOOR),),
        response_curves=(ResponseCurve("tired", "north_star", None, points),),
    )
    left_out = explained("A", rules=rules).initiatives[1]
    assert left_out.blocking_rules == ("target:global:north_star",)
    assert "target:global:north_star has 20 to spare, it would take 30 away" in left_out.reasons


def test_a_member_that_makes_its_group_bring_more_says_so() -> None:
    rules = ConstraintSet(synergies=(SynergyBonus("S", "north_star", bonus_by_count=(d(0), d(0), d(9), d(9))),))
    assert (
        "synergy S: 2 of 3 are selected and bring 9 north_star"
        in explained("A", "B", rules=rules).initiatives[0].reasons
    )
    told = explained("A", "B", "C", rules=rules).initiatives[0].reasons
    assert not any("synergy" in reason for reason in told)
