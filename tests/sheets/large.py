"""Many candidates (SHEET_ROWS of them), and a run over them whose portfolio was picked without a solver."""

from __future__ import annotations

import os
from dataclasses import replace
from decimal import Decimal

from domain.explanation.explanation import Certainty, explain
from domain.portfolio.judged import JudgedPortfolio
from domain.problem.constraints import ConstraintSet, Target, TargetKind
from domain.problem.initiative import Initiative
from domain.problem.problem import PortfolioProblem
from domain.problem.scenario import ObjectiveMode, Scenario
from domain.problem.selection import Choice, PortfolioSolution
from domain.rules.rulebook import ruled
from domain.sheet_jobs.planning_workbook import RunNews
from tests.sheets.news import problem, solved

ROWS = int(os.environ.get("SHEET_ROWS", "1000"))
MARKETS = ("UK", "DE", "FR", "ES")


def large_problem() -> PortfolioProblem:
    """Candidates of four markets, with capacity for two in five of them and a goal that one market misses."""
    initiatives = tuple(
        Initiative(
            f"I-{number}",
            title=f"Initiative {number}, which has a title of common length",
            market=MARKETS[number % 4],
            department="Growth",
            category="UX",
            engineering_tokens=Decimal(number % 9 + 1) / 2,
            kpi_contribution={"north_star": Decimal(number % 97)},
            active_overall_score=Decimal(number % 50),
            prerequisite_keys=(f"I-{number - 1}",) if number % 10 == 9 else (),
        )
        for number in range(1, ROWS + 1)
    )
    targets = (Target("north_star", Decimal(12 * ROWS), TargetKind.GOAL, "UK"),)
    scenario = Scenario("Large", "2026-Q1", ObjectiveMode.NORTH_STAR, capacity_total_tokens=Decimal(ROWS))
    return PortfolioProblem(scenario, ConstraintSet("rules", targets=targets), initiatives)


def large_run() -> RunNews:
    """A run that ended with every candidate without prerequisites, in order, for as long as there was room."""
    asked = large_problem()
    given = ruled(asked)
    left, choices = asked.scenario.capacity_total_tokens or Decimal(0), {}
    for key, [size] in given.pool.sizes.items():
        if size.tokens is not None and size.tokens <= left and not given.pool.candidates[key].prerequisite_keys:
            left -= size.tokens
            choices[key] = Choice(key, 0, size)
    told = explain(JudgedPortfolio(given, PortfolioSolution(choices)), Certainty(False))
    news = solved(problem())
    assert news.report is not None
    report = replace(
        news.report,
        selected=tuple(choices),
        initiatives=told.initiatives,
        usage=told.usage,
        limiting_rules=told.limiting_rules,
        kpis=told.kpis,
        targets=told.targets,
    )
    return replace(news, problem=asked, report=report, scenario_name="Large")
