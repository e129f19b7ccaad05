"""A whole answer, from the one sentence that matters down to the provenance."""

from __future__ import annotations

from rich.console import Console

from cli.render.answers.candidates import show_invalid, show_left_out
from cli.render.answers.headline import show_headline, show_provenance
from cli.render.answers.infeasible import show_conflict, show_relaxation
from cli.render.answers.limits import show_limits
from cli.render.answers.portfolio import show_portfolio
from cli.render.answers.targets import show_kpis, show_targets
from cli.render.answers.usage import show_usage
from cli.render.console import bullet, heading
from domain.integer_model.result import SolutionStatus
from domain.portfolio.report import PortfolioReport, Severity
from domain.problem.problem import PortfolioProblem
from domain.problem.scenario import ObjectiveMode, Scenario

SHOWN_WARNINGS = 20


def show_answer(console: Console, problem: PortfolioProblem, report: PortfolioReport, every: bool = False) -> None:
    """Show an answer as tables; ``every`` lists all that was left out, not only the best of it."""
    periods = problem.scenario.periods
    show_headline(console, problem, report)
    if report.conflict is not None:
        show_conflict(console, report.conflict)
    if report.relaxation is not None:
        show_relaxation(console, report.relaxation)
    if report.solution_status in (SolutionStatus.OPTIMAL, SolutionStatus.FEASIBLE):
        show_portfolio(console, report.initiatives, report.selected, periods, every)
        show_usage(console, report.usage, periods)
        show_targets(console, report.targets, _note_on_goals(problem.scenario, report))
        show_kpis(console, report.kpis, _note_on_totals(problem.scenario))
        show_limits(console, report)
        show_left_out(console, report.initiatives, every)
    show_invalid(console, report.initiatives)
    if report.warnings:
        heading(console, "Warnings")
        for warning in report.warnings if every else report.warnings[:SHOWN_WARNINGS]:
            bullet(console, warning)
        if len(report.warnings) > SHOWN_WARNINGS and not every:
            bullet(console, f"and {len(report.warnings) - SHOWN_WARNINGS} more; --all shows them", style="quiet")
    show_provenance(console, report)


def _note_on_goals(scenario: Scenario, report: PortfolioReport) -> str:
    """Whoever misses a goal should know that only one mode seeks goals."""
    missed = any(each.floor_or_goal == "goal" and each.severity is not Severity.NONE for each in report.targets)
    if scenario.objective_mode is ObjectiveMode.LEXICOGRAPHIC or not missed:
        return ""
    return f"{scenario.objective_mode.value} only reports goals, lexicographic seeks them"


def _note_on_totals(scenario: Scenario) -> str:
    """Why the objective may be another figure than the total of its KPI."""
    return "time sensitivity counts in the objective, not here" if scenario.time_sensitivity_weight else ""
