"""The portfolio itself: what is done when, in which size, for how much, and why; and what it uses of each limit."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from rich.console import Console
from rich.text import Text

from cli.render.console import heading, plain_table, show, speaks_unicode
from cli.render.text import clean, count, figure, merit_in_short, shortened
from domain.portfolio.figures import UsageReport
from domain.portfolio.report import Decision, InitiativeReport
from domain.problem.sizing import Scope

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


WIDEST, WIDE, MEDIUM = 132, 96, 64
TITLE_WIDTH = 34


def show_portfolio(
    console: Console,
    initiatives: Sequence[InitiativeReport],
    selected: Sequence[str],
    periods: Sequence[str],
    every: bool = False,
) -> None:
    """The selected initiatives by period; narrower consoles get fewer columns. ``every`` shows reasons in full."""
    chosen = set(selected)
    items = [item for item in initiatives if item.initiative_key in chosen]
    items.sort(key=lambda item: periods.index(item.period) if item.period in periods else -1)
    widest, wide, medium = (console.width >= least for least in (WIDEST, WIDE, MEDIUM))
    titled = medium and any(item.title for item in items)
    several, sized = len(periods) > 1, any(item.scope is not Scope.NONE for item in items)
    names = ["Period"] if several else []
    names += ["Initiative", "Title"] if titled else ["Initiative"]
    names += ["Market", "Category"] if widest else []
    names += ["Size"] if sized else []
    figures = frozenset({len(names), len(names) + 1})
    names += ["Tokens", "Value"] + (["Why"] if wide else [])
    table = plain_table(*names, right=figures)
    if titled:
        table.columns[names.index("Title")].max_width = TITLE_WIDTH
    before = None
    for item in items:
        new_period = item.period != before
        if new_period and before is not None:
            table.add_section()
        cells = [Text((item.period or "") if new_period else "", style="title")] if several else []
        cells.append(Text(clean(item.initiative_key), style="key", no_wrap=True))
        if titled:
            cells.append(_short(item.title))
        if widest:
            cells += [_short(item.market or ""), _short(item.category or "")]
        if sized:
            cells.append(Text("" if item.scope is Scope.NONE else item.scope.value, style="quiet"))
        cells += [Text(figure(item.tokens)), Text(figure(item.value))]
        if wide:
            cells.append(_why(item, every))
        table.add_row(*cells)
        before = item.period
    note = count(len(items), "initiative")
    if wide and not every and console.measure(table).maximum >= console.width:
        note += "; --all shows the reasons in full"
    heading(console, "Portfolio", note)
    if items:
        show(console, table)


def _short(text: str) -> Text:
    return Text(clean(text), no_wrap=True, overflow="ellipsis")


def _why(item: InitiativeReport, every: bool) -> Text:
    style = "fair" if item.decision is Decision.FORCED_IN else "default"
    if every:
        return Text(clean("; ".join(shortened(reason) for reason in item.reasons)), style=style)
    told = clean("; ".join(merit_in_short(reason) for reason in item.reasons))
    return Text(told, style=style, no_wrap=True, overflow="ellipsis")
