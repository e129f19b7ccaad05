"""A whole answer, from the one sentence that matters down to the provenance."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.text import Text

from cli.render.answers.figures import (
    show_curves,
    show_formulas,
    show_kpis,
    show_overheads,
    show_ratios,
    show_smooth,
    show_targets,
)
from cli.render.answers.findings import show_reasons
from cli.render.answers.headline import show_headline, show_provenance
from cli.render.answers.infeasible import show_conflict, show_relaxation
from cli.render.answers.limits import show_limits
from cli.render.answers.portfolio import show_portfolio, show_usage
from cli.render.console import bullet, heading, plain_table, show
from cli.render.text import clean, count, figure, listed
from domain.integer_model.result import SolutionStatus
from domain.portfolio.figures import (
    Severity,
)
from domain.portfolio.report import Decision, InitiativeReport, PortfolioReport
from domain.problem.problem import PortfolioProblem
from domain.problem.scenario import ObjectiveMode, Scenario

SHOWN = 8
SHOWN_RULES = 2


def show_left_out(console: Console, initiatives: Sequence[InitiativeReport], every: bool) -> None:
    """What was left out with the reason, the best value per token first."""
    left = [item for item in initiatives if item.decision in (Decision.NOT_SELECTED, Decision.FORCED_OUT)]
    left.sort(key=lambda item: (item.rank is None, item.rank or 0))
    if not left:
        return
    shown = left if every else left[:SHOWN]
    note = "best value per token first"
    if len(shown) < len(left):
        note = f"the best {len(shown)} of {len(left)} by value per token; --all shows the rest, with every reason"
    heading(console, "Left out", note)
    table = plain_table("Rank", "Initiative", "Title", "Value", "What stands in its way", right=frozenset({0, 3}))
    table.columns[2].overflow = "ellipsis"
    table.columns[2].no_wrap = True
    for item in shown:
        table.add_row(
            Text("" if item.rank is None else str(item.rank), style="quiet"),
            Text(clean(item.initiative_key), style="key", no_wrap=True),
            Text(clean(item.title)),
            Text(figure(item.value)),
            Text(clean("; ".join(item.reasons)) if every else _obstacles(item)),
        )
    show(console, table)


def _obstacles(item: InitiativeReport) -> str:
    """The rules that it would break, or the reasons where there are none such."""
    return listed(item.blocking_rules, SHOWN_RULES) if item.blocking_rules else clean("; ".join(item.reasons))


def show_invalid(console: Console, initiatives: Sequence[InitiativeReport]) -> None:
    """Candidates that took no part, each with every reason."""
    invalid = [item for item in initiatives if item.decision is Decision.INVALID]
    if not invalid:
        return
    heading(
        console, "Invalid candidates", f"{count(len(invalid), 'initiative')} took no part; mend the file to let them in"
    )
    show_reasons(console, [(item.initiative_key, item.reasons) for item in invalid])


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
        show_curves(console, report.curves)
        show_smooth(console, report)
        show_ratios(console, report.ratios)
        show_formulas(console, report.formulas)
        show_overheads(console, report.overheads)
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
