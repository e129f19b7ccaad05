"""Nearly best portfolios side by side: what each costs, and by what it differs from the best."""

from __future__ import annotations

from rich.console import Console
from rich.text import Text

from cli.render.analyses.frontier import keys, told
from cli.render.analyses.gains import show_threshold
from cli.render.console import bullet, heading, plain_table, show
from cli.render.text import count, figure
from domain.analyses.nearly_best.alternatives import Alternative, AlternativesResult


def show_alternatives(console: Console, result: AlternativesResult) -> None:
    """Show the portfolios in the order found, then how far each two are apart."""
    if result.threshold is None:
        heading(console, "No alternatives", f"{result.status.value}: no portfolio was found")
        return
    heading(
        console, count(len(result.portfolios), "nearly best portfolio"), "each as far as possible from those before it"
    )
    show_threshold(console, result.threshold)
    console.print()
    table = plain_table("", "Value", "Loses", "Differs by", "Enters", "Drops", right=frozenset({0, 1, 2, 3}))
    for number, each in enumerate(result.portfolios, start=1):
        main = each.losses[-1] if each.losses else None
        table.add_row(
            Text(str(number), style="key"),
            Text("" if main is None else figure(main.after.value)),
            Text("" if main is None or main.lost_at_most is None else figure(main.lost_at_most)),
            Text(_distance(each)),
            Text(keys(each.entered, "+") if number > 1 else count(len(each.selected), "initiative")),
            Text(keys(each.dropped, "-")),
        )
    show(console, table)
    if len(result.portfolios) > 2:
        heading(console, "Initiatives by which each two differ")
        numbers = [str(number) for number in range(1, len(result.portfolios) + 1)]
        matrix = plain_table("", *numbers, right=frozenset(range(len(numbers) + 1)))
        for name, row in zip(numbers, result.distances, strict=True):
            matrix.add_row(Text(name, style="key"), *(Text("" if not each else str(each)) for each in row))
        show(console, matrix)
    for note in result.notes:
        bullet(console, note, style="quiet")


def _distance(each: Alternative) -> str:
    return "" if each.distance is None else told(each.distance)
