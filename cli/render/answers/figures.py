"""What a portfolio comes to, in tables: targets, KPIs, response curves, overheads, ratios and formulas."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.text import Text

from cli.render.console import bullet, heading, plain_table, show, speaks_unicode
from cli.render.text import clean, figure, listed
from domain.portfolio.figures import (
    CurveReport,
    FormulaReport,
    KpiReport,
    OverheadReport,
    RatioReport,
    Severity,
    TargetReport,
)
from domain.portfolio.report import PortfolioReport

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
