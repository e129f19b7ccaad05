"""A whole answer, from the one sentence that matters down to the provenance."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.text import Text

from cli.render.answers.findings import show_reasons
from cli.render.answers.headline import show_headline, show_provenance
from cli.render.answers.infeasible import show_conflict, show_relaxation
from cli.render.answers.limits import show_limits
from cli.render.answers.portfolio import show_portfolio, show_usage
from cli.render.console import bullet, heading, plain_table, show, speaks_unicode
from cli.render.text import clean, count, figure, listed
from domain.integer_model.result import SolutionStatus
from domain.portfolio.figures import (
    CurveReport,
    FormulaReport,
    KpiReport,
    OverheadReport,
    RatioReport,
    Severity,
    TargetReport,
)
from domain.portfolio.report import Decision, InitiativeReport, PortfolioReport
from domain.problem.problem import PortfolioProblem
from domain.problem.scenario import ObjectiveMode, Scenario

WIDE = 76

_STYLES = {
    Severity.NONE: "good",
    Severity.LOW: "fair",
    Severity.MEDIUM: "fair",
    Severity.HIGH: "bad",
    Severity.CRITICAL: "bad",
}


def show_targets(console: Console, targets: Sequence[TargetReport], note: str = "") -> None:
    """Every target with what was achieved."""
    if not targets:
        return
    missed = sum(target.severity is not Severity.NONE for target in targets)
    heading(console, "Targets", f"{len(targets) - missed} of {len(targets)} met" + (f"; {note}" if note else ""))
    wide = console.width >= WIDE
    names = ["Market", "KPI"] + (["Kind"] if wide else []) + ["Target", "Achieved"] + (["Gap"] if wide else []) + [""]
    figures = frozenset(index for index, name in enumerate(names) if name in ("Target", "Achieved", "Gap"))
    table = plain_table(*names, right=figures)
    for target in targets:
        style = _STYLES[target.severity]
        met = target.severity is Severity.NONE
        period = f" {target.period}" if target.period else ""
        verdict = "met" if met else f"missed, {target.severity.value}"
        cells = [Text(clean((target.market or "all") + period)), Text(clean(target.kpi_key), style="key")]
        if wide:
            cells.append(Text(target.floor_or_goal, style="quiet"))
        cells += [Text(figure(target.target, target.achieved)), Text(figure(target.achieved, target.target))]
        if wide:
            cells.append(Text("" if met else figure(target.gap), style=style))
        mark = ("✓ " if met else "✗ ") if speaks_unicode(console) else ""
        table.add_row(*cells, Text(mark + verdict if wide else verdict.partition(",")[0], style=style))
    show(console, table)


def show_kpis(console: Console, kpis: Sequence[KpiReport], note: str = "") -> None:
    """What the portfolio brings in, KPI by KPI."""
    if not kpis:
        return
    heading(console, "KPI totals", note)
    table = plain_table("KPI", "Total", "Contributions", "Synergies", right=frozenset({1, 2, 3}))
    for kpi in kpis:
        table.add_row(
            Text(clean(kpi.kpi_key), style="key"),
            Text(figure(kpi.total), style="title"),
            Text(figure(kpi.contributions), style="quiet"),
            Text(figure(kpi.synergies) if kpi.synergies else "", style="bad" if kpi.synergies < 0 else "good"),
        )
    show(console, table)


def show_curves(console: Console, curves: Sequence[CurveReport]) -> None:
    """Where the portfolio stands on each response curve."""
    if not curves:
        return
    heading(console, "Response curves", "next: what the next 1 of the raw total would count for")
    table = plain_table("Curve", "KPI", "Market", "Raw", "Counted", "Next", right=frozenset({3, 4, 5}))
    for curve in curves:
        table.add_row(
            Text(clean(curve.rule_id.removeprefix("curve:")), style="key"),
            Text(clean(curve.kpi_key)),
            Text(clean(curve.market or "all"), style="quiet"),
            Text(figure(curve.raw)),
            Text(figure(curve.counted), style="title"),
            Text(figure(curve.slope)),
        )
    show(console, table)


def show_overheads(console: Console, overheads: Sequence[OverheadReport]) -> None:
    """What is used besides the tokens of initiatives."""
    if not overheads:
        return
    heading(console, "Overheads", "tokens besides the initiatives' own; next: what one more of them would take")
    table = plain_table("Overhead", "Period", "Selected", "Tokens", "Next", right=frozenset({2, 3, 4}))
    for overhead in overheads:
        table.add_row(
            Text(clean(overhead.rule_id.removeprefix("overhead:")), style="key"),
            Text(clean(overhead.period), style="quiet"),
            Text(str(overhead.selected)),
            Text(figure(overhead.tokens), style="title"),
            Text(figure(overhead.next)),
        )
    show(console, table)


def show_smooth(console: Console, report: PortfolioReport) -> None:
    """What is found along the shapes of curves, beside the exact answer of their points."""
    found = report.smooth
    if found is None:
        return
    heading(console, "Along the smooth shapes", f"by {clean(found.solver)} in floating point; nothing of it is proven")
    bullet(
        console, f"this portfolio is worth {figure(found.drawn)} along them, and {figure(report.objective)} as drawn"
    )
    if found.value is not None:
        bound = "" if found.bound is None else f", and nothing better than {figure(found.bound)} is left, it says"
        bullet(console, f"the best that it found is worth {figure(found.value)}{bound} ({listed(found.selected, 6)})")
    for note in found.notes:
        bullet(console, clean(note), style="quiet")


def show_ratios(console: Console, ratios: Sequence[RatioReport]) -> None:
    """What is asked for and reached of each ratio."""
    if not ratios:
        return
    heading(console, "Ratios")
    table = plain_table("Ratio", "KPI", "For each of", "At least", "Reached", right=frozenset({3, 4}))
    for ratio in ratios:
        table.add_row(
            Text(clean(ratio.rule_id.removeprefix("ratio:")), style="key"),
            Text(clean(ratio.numerator)),
            Text(clean(ratio.denominator), style="quiet"),
            Text(figure(ratio.at_least)),
            Text("-" if ratio.reached is None else figure(ratio.reached), style="title"),
        )
    show(console, table)


def show_formulas(console: Console, formulas: Sequence[FormulaReport]) -> None:
    """What formulas make of the totals that they multiply."""
    if not formulas:
        return
    heading(console, "Formulas", "next: what the next 1 of the raw total would count for")
    table = plain_table("KPI", "Counted", "Factor", "Base", "Raw", "Next", right=frozenset({1, 3, 4, 5}))
    for formula in formulas:
        for place, factor in enumerate(formula.factors):
            table.add_row(
                Text("" if place else clean(formula.kpi_key), style="key"),
                Text("" if place else figure(formula.counted), style="title"),
                Text(clean(factor.kpi_key)),
                Text(figure(factor.base), style="quiet"),
                Text(figure(factor.raw)),
                Text(figure(factor.slope)),
            )
    show(console, table)


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
