"""The near-optimal core as three lists: in every portfolio, in some, in none."""

from __future__ import annotations

from rich.console import Console
from rich.text import Text

from cli.render.analyses.gains import show_threshold
from cli.render.console import bullet, heading, plain_table, show
from cli.render.text import clean, count
from domain.analyses.nearly_best.core import CoreInitiative, CoreResult, Presence

_WORDS = {
    Presence.ALWAYS: ("Always in", "good"),
    Presence.SOMETIMES: ("Sometimes", "fair"),
    Presence.NEVER: ("Never in", "quiet"),
    Presence.OPEN: ("Undecided", "bad"),
}


def show_core(console: Console, result: CoreResult) -> None:
    """Show who is always in, sometimes, and never."""
    if result.threshold is None:
        heading(console, "No core", f"{result.status.value}: no portfolio was found")
        return
    state = "decided for every candidate" if result.complete else "a limit came first"
    asked = f"{count(result.questions, 'question')}, {count(result.portfolios, 'portfolio')} found"
    heading(console, "What nearly best portfolios have in common", f"{state}; {asked}")
    show_threshold(console, result.threshold)
    table = plain_table("", "", "Initiatives", right=frozenset({1}))
    for presence, (word, style) in _WORDS.items():
        items = [item for item in result.initiatives if item.presence is presence]
        if items:
            names = "  ".join(_name(item, presence) for item in items)
            table.add_row(Text(word, style=style), Text(str(len(items))), Text(names))
    console.print()
    show(console, table)
    if any(item.presence is Presence.SOMETIMES and item.in_best for item in result.initiatives):
        bullet(console, "* is in the best portfolio, yet not in all that are nearly as good", style="quiet")
    for note in result.notes:
        bullet(console, note, style="fair")


def _name(item: CoreInitiative, presence: Presence) -> str:
    mark = "*" if item.in_best and presence is not Presence.ALWAYS else ""
    return clean(item.initiative_key) + mark
