"""What the terminal shows, as cells of a spreadsheet."""

from decimal import Decimal

from rich.table import Table
from rich.text import Text

from cli.render.cells import CellConsole
from cli.render.console import bullet, heading, plain_table, show


def test_sentences_headings_and_tables_become_rows() -> None:
    console = CellConsole()
    console.print(Text("✓ Costs 1,200 of gmv.  proven"))
    heading(console, "Changes", "2 in sum")
    table = plain_table("", "Initiative", "Tokens", right=frozenset({2}))
    table.add_row("enters", Text("I-1"), Text("1,200.5"))
    table.add_section()
    table.add_row("", "−I-2 ", "–")
    table.add_row("used", "███░ 3 / 4", "-85")
    show(console, table)
    bullet(console, "mind the gap")
    assert console.rows == [
        ["Costs 1,200 of gmv. proven"],
        [],
        ["Changes: 2 in sum"],
        ["", "Initiative", "Tokens"],
        ["enters", "I-1", Decimal("1200.5")],
        [None, "−I-2", None],
        ["used", "3 / 4", Decimal(-85)],
        ["mind the gap"],
    ]


def test_nothing_is_cut_however_long_it_is() -> None:
    console, long = CellConsole(), "a" * 3000
    table = Table("key")
    table.add_row(Text(long, no_wrap=True, overflow="ellipsis"))
    show(console, table)
    assert console.rows == [["key"], [long]]
