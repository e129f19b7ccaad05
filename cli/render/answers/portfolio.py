"""The portfolio itself: what is done when, in which size, for how much, and why."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.text import Text

from cli.render.console import heading, plain_table, show
from cli.render.text import clean, count, figure, shortened
from domain.portfolio.report import Decision, InitiativeReport
from domain.problem.sizing import Scope

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
    style = "fair" if item.decision is Decision.FORCED_IN else "quiet"
    text = Text(clean("; ".join(shortened(reason) for reason in item.reasons)), style=style)
    if not every:
        text.no_wrap, text.overflow = True, "ellipsis"
    return text
