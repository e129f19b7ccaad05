"""What is said of an exchange is true: it is allowed, it changes the value by so much, and it closes the gap."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from random import Random

import pytest

from domain.explanation.gap_advice import PortfolioContext, TargetAdvice, advise, alerts_of
from domain.integer_model.model import SolveParameters
from domain.integer_model.result import SolutionStatus
from domain.numbers import to_decimal
from domain.optimization.optimize import optimize
from domain.problem.constraints import Cap, ConstraintSet, Dimension, Target, TargetKind
from domain.problem.initiative import Initiative
from domain.problem.problem import PortfolioProblem
from domain.problem.scenario import ObjectiveMode, Scenario
from domain.problem.totals import FormulaFactor, KpiFormula
from domain.rules.rules import TargetRule
from tests.oracle import Oracle
from tests.strategies import random_problem
from tests.tiny_solver import TinySolver

SEEDS = int(os.environ.get("GAP_ADVICE_SEEDS", "60"))


def advices(problem: PortfolioProblem) -> Iterator[tuple[PortfolioContext, TargetRule, TargetAdvice]]:
    """What is advised about each target that the best portfolio misses."""
    report = optimize(problem, TinySolver(), SolveParameters())
    if report.solution_status is SolutionStatus.OPTIMAL:
        context = PortfolioContext(problem, report.initiatives)
        for target in context.rules.targets:
            if context.evaluation.shortfall(target) > 0:
                yield context, target, advise(context, target)


def tight_problem(seed: int) -> PortfolioProblem:
    """Six initiatives that compete for tokens, and goals that the best portfolio often misses."""
    random = Random(seed)
    keys = [f"I-{number}" for number in range(6)]

    def some(low: int, high: int) -> Decimal:
        return Decimal(random.randint(low, high)) / 2

    initiatives = tuple(
        Initiative(
            key,
            market=random.choice(["UK", "DE"]),
            category=random.choice(["UX", "Infra"]),
            engineering_tokens=None if random.random() < 0.1 else some(1, 9),
            is_mandatory=random.random() < 0.08,
            bundle_key="B" if random.random() < 0.3 else None,
            prerequisite_keys=(random.choice(keys),) if random.random() < 0.2 else (),
            kpi_contribution={"north_star": some(-2, 18), "gmv": some(-2, 12)},
        )
        for key in keys
    )
    rules = ConstraintSet(
        caps=(Cap(Dimension.CATEGORY, some(8, 20), "UX"),) if random.random() < 0.4 else (),
        targets=(
            Target("gmv", some(14, 40), TargetKind.GOAL),
            Target("gmv", some(6, 20), TargetKind.GOAL, "UK"),
        ),
        exclusions=(("I-0", "I-1"),) if random.random() < 0.4 else (),
    )
    scenario = Scenario(
        "tight",
        "2026-H1",
        ObjectiveMode.NORTH_STAR,
        horizon=("2026-Q1", "2026-Q2") if random.random() < 0.3 else (),
        capacity_total_tokens=some(6, 20),
    )
    return PortfolioProblem(scenario, rules, initiatives)


@pytest.mark.parametrize("seed", range(SEEDS))
@pytest.mark.parametrize("make", [tight_problem, lambda seed: random_problem(seed, 150)], ids=["tight", "any"])
def test_an_exchange_is_what_it_says(make: Callable[[int], PortfolioProblem], seed: int) -> None:
    problem = make(seed)
    for context, target, advice in advices(problem):
        exchange = advice.exchange
        if exchange is None or exchange.broken:
            continue
        after = (set(context.choices) | set(exchange.added)) - set(exchange.dropped)
        oracle = Oracle(problem)
        name = "weighted_kpis" if problem.scenario.uses_weights else "north_star"
        allowed = [p for p in oracle.portfolios() if not p.broken and set(p.picks) == after]
        before = context.value(context.choices)
        assert exchange.value in [to_decimal(portfolio.stages[name] - before) for portfolio in allowed]
        assert exchange.gap == max(target.target_value - exchange.achieved, 0)
        if exchange.gap == 0:
            hard = Oracle(_with_floor(problem, target, context))
            assert any(not p.broken and set(p.picks) == after for p in hard.portfolios())


@pytest.mark.parametrize("seed", range(SEEDS))
def test_every_answer_has_alerts_that_name_each_missed_target(seed: int) -> None:
    problem = random_problem(seed, max_portfolios=150)
    report = optimize(problem, TinySolver(), SolveParameters())
    alerts = alerts_of(problem, report)
    if report.solution_status is SolutionStatus.INFEASIBLE:
        assert report.conflict is not None and report.relaxation is not None
        named = {alert.subject for alert in alerts}
        assert {*report.conflict.rules, *(rule.rule_id for rule in report.relaxation.rules)} <= named
        return
    missed = [(target.market, target.gap, target.severity) for target in report.targets if target.gap > 0]
    told = [(alert.market, alert.gap, alert.severity) for alert in alerts if " is missed by " in alert.notes]
    assert sorted(told, key=str) == sorted(missed, key=str)


def test_the_gap_of_a_formula_is_closed_by_what_brings_its_factors() -> None:
    """Its own contributions count for nothing; sessions and conversion do, and more together."""
    funnel = KpiFormula(
        "gmv", (FormulaFactor("sessions", Decimal(1000)), FormulaFactor("rate", Decimal("0.03"))), Decimal(40)
    )
    given = {
        "Plain": {"north_star": Decimal(9)},
        "Own": {"gmv": Decimal(5000)},
        "Ads": {"sessions": Decimal(500)},
        "Checkout": {"rate": Decimal("0.012")},
    }
    initiatives = [
        Initiative(key, engineering_tokens=None if key == "Late" else Decimal(5), kpi_contribution=kpis)
        for key, kpis in {**given, "Late": {"sessions": Decimal(100)}}.items()
    ]
    goal = Target("gmv", Decimal(1300), TargetKind.GOAL)
    scenario = Scenario("funnel", "2026-Q1", ObjectiveMode.NORTH_STAR, capacity_total_tokens=Decimal(10))
    rules = ConstraintSet(targets=(goal,), kpi_formulas=(funnel,))
    ((context, _, advice),) = advices(PortfolioProblem(scenario, rules, tuple(initiatives)))
    assert set(context.choices) == {"Plain"}
    assert advice.outside == Decimal(1320)
    assert advice.exchange is not None
    assert (advice.exchange.added, advice.exchange.dropped) == (("Ads", "Checkout"), ("Plain",))
    assert (advice.exchange.gap, advice.exchange.broken) == (Decimal(0), ())
    assert [(each.initiative_key, each.effect) for each in advice.mendable] == [("Late", Decimal(120))]


def _with_floor(problem: PortfolioProblem, target: TargetRule, context: PortfolioContext) -> PortfolioProblem:
    """The problem in which a goal has to be reached."""
    period = None if target.period is None else context.rules.periods[target.period]
    targets = tuple(
        replace(found, floor_or_goal=TargetKind.FLOOR)
        if (found.market, found.kpi_key, found.period_key, found.target_value)
        == (target.market, target.kpi_key, period, target.target_value)
        else found
        for found in problem.constraint_set.targets
    )
    return replace(problem, constraint_set=replace(problem.constraint_set, targets=targets))
