"""The value of each capacity as a table: one more token, and the next limit that helps."""

from __future__ import annotations

from rich.console import Console
from rich.text import Text

from cli.render.analyses.frontier import keys, told
from cli.render.analyses.gains import gain_cell, goals_cell, today
from cli.render.console import bullet, heading, plain_table, show
from cli.render.text import clean, figure
from domain.analyses.frontiers.capacity_values import CapacityValue, CapacityValuesResult


def show_capacity_values(console: Console, result: CapacityValuesResult) -> None:
    """Show all capacities in the order of the problem."""
    state = "everything proven" if result.complete else "not everything is proven"
    heading(console, "What capacity is worth", f"{today(result.value, result.status, 'value today')}; {state}")
    if not result.capacities:
        bullet(
            console, "Nothing limits tokens but floors and caps; `optengine rule-prices` prices those.", style="quiet"
        )
        return
    more = f"+{figure(result.step)} gains"
    table = plain_table(
        "Capacity",
        "Limit",
        "Used",
        more,
        "Next limit",
        "which gains",
        "Enters",
        "Drops",
        right=frozenset({1, 2, 3, 4, 5}),
    )
    for each in result.capacities:
        table.add_row(
            Text(clean(each.name.removeprefix("capacity:")), style="key"),
            Text(figure(each.limit, each.used)),
            Text(figure(each.used, each.limit)),
            gain_cell(each.one_more),
            _next(each),
            Text("") if each.next_gain is None else gain_cell(each.next_gain),
            Text("" if each.next_gain is None else keys(each.next_gain.entered, "+")),
            Text("" if each.next_gain is None else keys(each.next_gain.dropped, "-")),
        )
    show(console, table)
    for each in result.capacities:
        goals = Text("") if each.next_gain is None else goals_cell(each.next_gain)
        if goals.plain:
            bullet(console, f"{each.name.removeprefix('capacity:')}: goals {goals.plain}")
    for note in result.notes:
        bullet(console, note, style="quiet")


def _next(each: CapacityValue) -> Text:
    if each.never:
        return Text("none helps", style="quiet")
    if each.next_limit.value is None and each.next_limit.bound is not None:
        return Text(f"{figure(each.next_limit.bound)} or more", style="fair")
    return Text(told(each.next_limit, each.limit), style="" if each.next_limit.proven else "fair")
