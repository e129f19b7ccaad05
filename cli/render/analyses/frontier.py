"""A frontier as a table: one line a point, what enters and drops from one to the next, and what was left open."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from rich.console import Console
from rich.text import Text

from cli.render.console import bullet, heading, plain_table, show
from cli.render.text import clean, count, figure, percent
from domain.analyses.frontiers.frontier_results import FrontierGap, FrontierPoint, FrontierResult
from domain.analyses.session.terms import Proven
from domain.integer_model.result import Proof

SHOWN_KEYS = 6
_FLOATING = ", floating point only"
SHOWN_GAPS = 3


def show_frontier(console: Console, result: FrontierResult) -> None:
    """Show all points by rising x."""
    note = "every point, proven" if result.complete else "not complete: see what is left open"
    heading(console, f"{result.y.label} against {result.x.label}", f"{count(len(result.points), 'point')}; {note}")
    goals = any(point.goal_shortfall is not None for point in result.points)
    columns = [result.x.label, result.y.label, "Change", *(["Goals missed"] if goals else []), "Enters", "Drops"]
    table = plain_table(*columns, right=frozenset({0, 1, 2, 3} if goals else {0, 1, 2}))
    now = _standing(result)
    before: FrontierPoint | None = None
    for point in result.points:
        row = [
            Text(told(point.x)),
            Text(told(point.y), style="key" if point is now else ""),
            Text(_gain(point, before)),
        ]
        if goals:
            row.append(Text("" if point.goal_shortfall is None else percent(point.goal_shortfall.value)))
        entered = keys(point.entered, "+") if before is not None else count(len(point.selected), "initiative")
        table.add_row(*row, Text(entered), Text(keys(point.dropped, "-")))
        before = point
    if result.points:
        show(console, table)
    if now is not None and result.x_now is not None:
        held = f"Today's limit of {figure(result.x_now)} lies at the point with {told(now.x)}"
        bullet(console, f"{held}: {result.y.label} {told(now.y)}, {count(len(now.selected), 'initiative')}.")
    for gap in result.gaps[:SHOWN_GAPS]:
        bullet(console, _open(gap, result), style="fair")
    if len(result.gaps) > SHOWN_GAPS:
        left = len(result.gaps) - SHOWN_GAPS
        more = f"more such ranges: {left}; --json lists them, --points and --time-limit allow more"
        bullet(console, more, style="quiet")
    for sentence in result.notes:
        bullet(console, sentence, style="quiet")


def told(value: Proven, beside: Decimal | None = None) -> str:
    """A figure; where its proof is missing, with its bound. beside: as for ``figure``."""
    if value.value is None:
        return "?" if value.bound is None else f"at most {figure(value.bound)}"
    if value.proven:
        return figure(value.value, beside)
    if value.bound is None:
        return f"{figure(value.value)} (not proven{_FLOATING if value.proof is Proof.NUMERICAL else ''})"
    low, high = sorted((value.value, value.bound))
    return f"{figure(low, high)} to {figure(high, low)}"


def keys(names: Sequence[str], sign: str = "") -> str:
    """Keys in a row with a sign before each, the first few by name."""
    shown = " ".join(f"{sign}{clean(name)}" for name in names[:SHOWN_KEYS])
    return shown if len(names) <= SHOWN_KEYS else f"{shown} and {len(names) - SHOWN_KEYS} more"


def _standing(result: FrontierResult) -> FrontierPoint | None:
    """The point that holds at today's limit, where it is known."""
    limit = result.x_now
    if limit is None or any(_holds(gap, limit) for gap in result.gaps):
        return None
    within = [point for point in result.points if point.x.value is not None and point.x.value <= limit]
    return within[-1] if within else None


def _holds(gap: FrontierGap, limit: Decimal) -> bool:
    return (gap.x_from is None or gap.x_from < limit) and (gap.x_to is None or gap.x_to >= limit)


def _gain(point: FrontierPoint, before: FrontierPoint | None) -> str:
    if before is None or point.y.value is None or before.y.value is None:
        return ""
    change = point.y.value - before.y.value
    return f"{'+' if change > 0 else ''}{figure(change)}"


def _open(gap: FrontierGap, result: FrontierResult) -> str:
    between = (
        f"Not searched: {result.x.label} between {figure(gap.x_from, gap.x_to)} and {figure(gap.x_to, gap.x_from)}"
    )
    if gap.y_from is None or gap.y_to is None:
        return between + "."
    low, high = figure(gap.y_from, gap.y_to), figure(gap.y_to, gap.y_from)
    return f"{between}; {result.y.label} lies between {low} and {high} there."
