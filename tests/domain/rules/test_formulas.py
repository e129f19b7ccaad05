"""Formulas: what they count, what each initiative is worth by them, and what they do not go with."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from domain.errors import InputError
from domain.explanation.explanation import Certainty, explain
from domain.formulation import formulate
from domain.portfolio.judged import JudgedPortfolio
from domain.problem.constraints import ConstraintSet, SynergyBonus, Target, TargetKind
from domain.problem.problem import PortfolioProblem
from domain.problem.selection import Choice, PortfolioSolution
from domain.problem.totals import CurvePoint, FairShare, FormulaFactor, KpiFormula, Ratio, ResponseCurve
from domain.rules.rulebook import ruled
from tests.domain.builders import d, initiative, problem

GMV = KpiFormula("gmv", (FormulaFactor("sessions", d(1000)), FormulaFactor("conversion", d("0.03"))), d(40))
BROUGHT = {"Ads": {"sessions": d(500)}, "Search": {"sessions": d(400)}, "Checkout": {"conversion": d("0.012")}}


def funnel(*, own: dict[str, Any] | None = None, **rules: Any) -> PortfolioProblem:
    every = [
        initiative(key, 5, None, market="UK", synergy_group_keys=("S",), kpi_contribution={**brought, **(own or {})})
        for key, brought in BROUGHT.items()
    ]
    given = problem(*every, rules=ConstraintSet(kpi_formulas=(GMV,), **rules))
    return replace(given, scenario=replace(given.scenario, north_star_kpi_key="gmv"))


def judged(given: PortfolioProblem, *selected: str) -> JudgedPortfolio:
    whole = ruled(given)
    chosen = {key: Choice(key, 0, whole.pool.sizes[key][0]) for key in selected}
    return JudgedPortfolio(whole, PortfolioSolution(chosen))


def test_a_formula_counts_the_product_less_that_of_the_bases() -> None:
    portfolio = judged(funnel(), "Ads", "Checkout")
    assert portfolio.stage_values["north_star"] == 1320
    (formula,) = portfolio.formulas()
    assert (formula.rule_id, formula.counted) == ("formula:gmv", 1320)
    assert [(f.kpi_key, f.raw, f.slope) for f in formula.factors] == [
        ("sessions", 500, d("1.68")),
        ("conversion", d("0.012"), 60000),
    ]


def test_an_initiative_is_worth_what_the_product_loses_without_it_or_would_gain_with_it() -> None:
    found = explain(judged(funnel(), "Ads", "Checkout"), Certainty(True)).initiatives
    assert {each.initiative_key: each.value for each in found} == {"Ads": 840, "Search": 672, "Checkout": 720}


def test_bonuses_on_a_factor_are_multiplied_and_what_adds_to_the_formula_itself_is_not_counted() -> None:
    bonus = SynergyBonus("S", "sessions", d(100))
    assert judged(funnel(synergies=(bonus,)), *BROUGHT).stage_values["north_star"] == 40 * (2000 * d("0.042") - 30)
    given = funnel(own={"gmv": d(7)}, synergies=(SynergyBonus("S", "gmv", d(100)),))
    assert judged(given, "Ads").stage_values["north_star"] == 600
    said = "formula:gmv: what initiatives and synergies contribute to gmv themselves is not counted"
    assert said in ruled(given).rules.warnings


def test_a_target_reads_the_product_and_says_what_keeps_it() -> None:
    given = funnel(targets=(Target("gmv", d(1300), TargetKind.FLOOR),))
    portfolio = judged(given, "Ads", "Checkout")
    (target,) = portfolio.targets()
    assert (target.achieved, portfolio.violations) == (1320, ())
    reasons = explain(portfolio, Certainty(True)).initiatives[0].reasons
    assert "target:global:gmv needs its 840 gmv" in reasons
    assert str(judged(given, "Ads").violations[0]) == "target:global:gmv: 600 is below the target of 1300"


@pytest.mark.parametrize(
    ("rules", "said"),
    [
        ({"targets": (Target("gmv", d(1), TargetKind.GOAL, "UK"),)}, "no total for target:UK:gmv"),
        ({"targets": (Target("gmv", d(1), TargetKind.GOAL, None, "2026-Q1"),)}, "no total for target:global:gmv@"),
        ({"fair_shares": (FairShare("gmv"),)}, "cannot be shared among markets"),
        ({"ratios": (Ratio("R", "sessions", "gmv", d(1)),)}, "ratio:R: nothing may make its denominator gmv negative"),
        (
            {"response_curves": (ResponseCurve("c", "gmv", None, (CurvePoint(d(0), d(0)), CurvePoint(d(1), d(1)))),)},
            "curve:c cannot bend it",
        ),
    ],
)
def test_what_a_formula_does_not_go_with_is_named(rules: dict[str, Any], said: str) -> None:
    with pytest.raises(InputError, match=said):
        ruled(funnel(**rules))


def test_a_weight_of_time_is_refused_by_name() -> None:
    given = funnel()
    hurried = replace(given, scenario=replace(given.scenario, time_sensitivity_weight=d(1)))
    with pytest.raises(InputError, match="it cannot be worth more in early periods"):
        ruled(hurried)


def test_a_formula_of_which_nothing_is_asked_takes_no_columns() -> None:
    given = funnel()
    elsewhere = replace(given, scenario=replace(given.scenario, north_star_kpi_key="sessions"))
    formulation = formulate(ruled(elsewhere))
    assert formulation.plan.model.num_columns == len(formulation.options)
