"""What is different between two portfolios, as tables."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from rich.console import Console
from rich.text import Text

from cli.render.console import heading, plain_table, show
from cli.render.text import clean, count, figure
from domain.portfolio.diff import ItemChange, PortfolioDiff
from domain.portfolio.figures import TargetReport
from domain.portfolio.portfolio import Placement
from domain.problem.problem import PortfolioProblem
from domain.problem.sizing import Scope
from domain.rules.wording import tokens

_LOOKS = {"enters": "good", "drops": "bad", "moves": "fair", "is resized": "fair", "moves, resized": "fair"}


def show_changes(console: Console, problem: PortfolioProblem, diff: PortfolioDiff, note: str = "") -> None:
    """Initiatives that enter, drop, move or are resized, then the figures that change."""
    if diff.is_empty:
        heading(console, "Changes", "none: the portfolio stays as it is")
    else:
        _show_initiatives(console, problem, diff, note)
    show_figures(console, diff)


def signed(value: Decimal) -> str:
    """A difference with its sign."""
    return f"+{figure(value)}" if value > 0 else figure(value)


def _show_initiatives(console: Console, problem: PortfolioProblem, diff: PortfolioDiff, note: str) -> None:
    titles: Mapping[str, str] = {i.initiative_key: i.title or "" for i in problem.initiatives}
    heading(console, "Changes", note)
    table = plain_table("", "Initiative", "", "Before", "After")
    moved = {change.initiative_key for change in diff.moved}
    resized = {change.initiative_key for change in diff.resized}
    stayed = {change.initiative_key: change for change in (*diff.moved, *diff.resized)}
    rows: list[tuple[str, ItemChange]] = [("enters", change) for change in diff.entered]
    rows += [("drops", change) for change in diff.left]
    for key, change in stayed.items():
        both = key in moved and key in resized
        rows.append(("moves, resized" if both else "moves" if key in moved else "is resized", change))
    for word, change in rows:
        table.add_row(
            Text(word, style=_LOOKS[word], no_wrap=True),
            Text(clean(change.initiative_key), style="key", no_wrap=True),
            Text(clean(titles.get(change.initiative_key, "")), style="quiet"),
            Text(_place(change.before)),
            Text(_place(change.after)),
        )
    show(console, table)


def show_figures(console: Console, diff: PortfolioDiff) -> None:
    """Tokens, KPI totals, targets and rules, where they change."""
    changes = [change for change in (diff.tokens, *diff.kpis) if change.delta]
    if changes:
        heading(console, "Figures")
        table = plain_table("", "Before", "After", "Change", right=frozenset({1, 2, 3}))
        for change in changes:
            table.add_row(
                Text(clean(change.name), style="key"),
                Text(figure(change.before, change.after)),
                Text(figure(change.after, change.before)),
                Text(signed(change.delta), style="title"),
            )
        show(console, table)
    _show_curves(console, diff)
    targets = [change for change in diff.targets if _gap(change.before) != _gap(change.after)]
    if targets:
        heading(console, "Targets", "missing before and after")
        table = plain_table("Target", "Before", "After", right=frozenset({1, 2}))
        for target in targets:
            table.add_row(
                Text(clean(target.rule_id), style="key"),
                Text(figure(_gap(target.before))),
                Text(figure(_gap(target.after))),
            )
        show(console, table)
    for word, violations, style in (("breaks", diff.newly_broken, "bad"), ("mends", diff.mended, "good")):
        if violations:
            heading(console, f"{word.capitalize()} {count(len(violations), 'rule')}")
            for violation in violations:
                console.print(Text(f"  {clean(str(violation))}", style=style))


def _show_curves(console: Console, diff: PortfolioDiff) -> None:
    if diff.curves:
        heading(console, "Response curves", "the raw total, and what it counts for")
        table = plain_table("Curve", "Raw before", "After", "Counted before", "After", right=frozenset({1, 2, 3, 4}))
        for change in diff.curves:
            ends = change.before, change.after
            raw = [None if end is None else end.raw for end in ends]
            counted = [None if end is None else end.counted for end in ends]
            table.add_row(
                Text(clean(change.rule_id.removeprefix("curve:")), style="key"),
                *(Text(figure(amount)) for amount in (*raw, *counted)),
            )
        show(console, table)


def _gap(report: TargetReport | None) -> Decimal | None:
    return None if report is None else report.gap


def _place(place: Placement | None) -> str:
    if place is None:
        return "–"
    scope = "" if place.scope is Scope.NONE else f" {place.scope.value}"
    return clean(f"{place.period_key or ''}{scope}, {tokens(place.tokens)}")
