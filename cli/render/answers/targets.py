"""KPI totals, and the targets with what is missing."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.text import Text

from cli.render.console import heading, plain_table, show, speaks_unicode
from cli.render.text import clean, figure
from domain.portfolio.report import KpiReport, Severity, TargetReport

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
