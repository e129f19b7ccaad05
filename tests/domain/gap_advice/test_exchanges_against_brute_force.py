"""What is said of an exchange is true: it is allowed, it changes the value by so much, and it closes the gap."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace

import pytest

from domain.constraints import TargetKind
from domain.gap_advice import Standing, TargetAdvice, advise, alerts_of
from domain.model import SolveParameters
from domain.numbers import to_decimal
from domain.problem import PortfolioProblem
from domain.result import SolutionStatus
from domain.rules import TargetRule
from domain.services.optimize import optimize
from tests.oracle import Oracle
from tests.strategies import random_problem
from tests.tiny_solver import TinySolver

SEEDS = int(os.environ.get("GAP_ADVICE_SEEDS", "60"))


def advices(problem: PortfolioProblem) -> Iterator[tuple[Standing, TargetRule, TargetAdvice]]:
    """What is advised about each target that the best portfolio misses."""
    report = optimize(problem, TinySolver(), SolveParameters())
    if report.solution_status is SolutionStatus.OPTIMAL:
        standing = Standing(problem, report.initiatives)
        for target in standing.rules.targets:
            if standing.evaluation.shortfall(target) > 0:
                yield standing, target, advise(standing, target)


@pytest.mark.parametrize("seed", range(SEEDS))
def test_an_exchange_is_what_it_says(seed: int) -> None:
    problem = random_problem(seed, max_portfolios=150)
    for standing, target, advice in advices(problem):
        exchange = advice.exchange
        if exchange is None or exchange.broken:
            continue
        after = (set(standing.choices) | set(exchange.added)) - set(exchange.dropped)
        oracle = Oracle(problem)
        name = "weighted_kpis" if problem.scenario.uses_weights else "north_star"
        allowed = [p for p in oracle.portfolios() if not p.broken and set(p.picks) == after]
        before = standing.value(standing.choices)
        assert exchange.value in [to_decimal(portfolio.stages[name] - before) for portfolio in allowed]
        assert exchange.gap == max(target.target_value - exchange.achieved, 0)
        if exchange.gap == 0:
            hard = Oracle(_with_floor(problem, target, standing))
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


def _with_floor(problem: PortfolioProblem, target: TargetRule, standing: Standing) -> PortfolioProblem:
    """The problem in which a goal has to be reached."""
    period = None if target.period is None else standing.rules.periods[target.period]
    targets = tuple(
        replace(found, floor_or_goal=TargetKind.FLOOR)
        if (found.market, found.kpi_key, found.period_key, found.target_value)
        == (target.market, target.kpi_key, period, target.target_value)
        else found
        for found in problem.constraint_set.targets
    )
    return replace(problem, constraint_set=replace(problem.constraint_set, targets=targets))
