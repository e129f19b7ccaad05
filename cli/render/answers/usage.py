"""How full each capacity, floor and cap is, as bars."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from rich.console import Console
from rich.text import Text

from cli.render.console import heading, plain_table, show, speaks_unicode
from cli.render.text import clean, figure
from domain.portfolio.report import UsageReport

BAR = 12
FAMILIES = {"capacity": "Capacity", "floor": "Floors", "cap": "Caps"}


def show_usage(console: Console, usage: Sequence[UsageReport], periods: Sequence[str]) -> None:
    """One table per family; periods stand beside each other where they fit."""
    for family, title in FAMILIES.items():
        rows = [row for row in usage if row.rule_id.partition(":")[0] == family]
        if rows:
            heading(console, title, "tokens used / at least" if family == "floor" else "tokens used / at most")
            _show_rows(console, rows, periods)


def _show_rows(console: Console, rows: Sequence[UsageReport], periods: Sequence[str]) -> None:
    spans: dict[str, dict[str, UsageReport]] = {}
    for row in rows:
        name, period = split_rule(row.rule_id, periods)
        spans.setdefault(name, {})[period] = row
    columns = [period for period in ("", *periods) if any(period in span for span in spans.values())]
    if len(columns) > 1 and 30 + 28 * len(columns) <= console.width:
        table = plain_table("", *(period or "Whole horizon" for period in columns))
        for name, span in spans.items():
            table.add_row(Text(clean(name), style="key"), *(_bar(console, span.get(period)) for period in columns))
    else:
        table = plain_table("", "")
        table.show_header = False
        for name, span in spans.items():
            for period, row in span.items():
                label = f"{name} {period}" if period and len(periods) > 1 else name
                table.add_row(Text(clean(label), style="key"), _bar(console, row))
    show(console, table)


def split_rule(rule_id: str, periods: Sequence[str]) -> tuple[str, str]:
    """What a rule is about, in words, and its period (empty: the whole horizon)."""
    base, at, period = rule_id.rpartition("@")
    if not at or period not in periods:
        base, period = rule_id, ""
    _, _, name = base.partition(":")
    return ("total" if name == "global" else name.replace(":", " ", 1)), period


def _bar(console: Console, row: UsageReport | None) -> Text:
    if row is None:
        return Text("")
    full, empty = ("█", "░") if speaks_unicode(console) else ("#", ".")
    share = min(row.used / row.limit, Decimal(1)) if row.limit > 0 else Decimal(1)
    filled = int(share * BAR)
    bar = Text(full * filled, style="bar.full" if row.binding else "bar")
    bar.append(empty * (BAR - filled), style="bar.empty")
    bar.append(f" {figure(row.used, row.limit)}", style="fair" if row.binding else "default")
    bar.append(f" / {figure(row.limit, row.used)}", style="quiet")
    bar.no_wrap = True
    return bar
