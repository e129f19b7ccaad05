"""The console that answers are shown on, and the few styles they use."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping
from typing import IO, Any

from rich import box
from rich.console import Console, JustifyMethod
from rich.padding import Padding
from rich.table import Table
from rich.text import Text
from rich.theme import Theme

from cli.render.text import clean

WIDTH_WITHOUT_TERMINAL = 110
THEME = Theme(
    {
        "title": "bold",
        "good": "green",
        "fair": "yellow",
        "bad": "red",
        "quiet": "dim",
        "key": "cyan",
        "bar": "cyan",
        "bar.full": "yellow",
        "bar.empty": "dim",
    }
)


def make_console(file: IO[str] | None = None, **settings: Any) -> Console:
    """A console on standard output: as wide as the terminal, or wide enough to read in a file."""
    stream = file or sys.stdout
    if "width" not in settings and not stream.isatty() and "COLUMNS" not in os.environ:
        settings["width"] = WIDTH_WITHOUT_TERMINAL
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(errors="replace")
    return AnswerConsole(file=stream, theme=THEME, highlight=False, markup=False, emoji=False, **settings)


class AnswerConsole(Console):
    """A console that leaves a closed pipe to its caller."""

    def on_broken_pipe(self) -> None:
        """Raise what happened instead of leaving the program here."""
        raise BrokenPipeError


def speaks_unicode(console: Console) -> bool:
    """Whether marks and bars may be more than ASCII."""
    return console.encoding.lower().replace("_", "-").startswith("utf")


def heading(console: Console, text: str, note: str = "") -> None:
    """A title with a line of air above it."""
    line = Text(clean(text), style="title")
    if note:
        line.append(f"  {clean(note)}", style="quiet")
    console.print()
    console.print(line)


def plain_table(*columns: str, right: frozenset[int] = frozenset(), whole: frozenset[int] = frozenset()) -> Table:
    """A table without lines but one under its head.

    right: the indices of columns of figures. whole: of columns that are never cut or folded, such as ids to copy.
    """
    table = Table(
        box=box.SIMPLE_HEAD,
        show_edge=False,
        pad_edge=False,
        padding=(0, 1),
        header_style="quiet",
        border_style="dim",
    )
    for index, name in enumerate(columns):
        justify: JustifyMethod = "right" if index in right else "left"
        table.add_column(name, justify=justify, no_wrap=index in right | whole, overflow="fold")
    return table


STATUS_STYLES = {"success": "good", "failed": "bad", "cancelled": "fair"}
"""How the status of what was started is shown."""


def show_standing(
    console: Console, title: str, status: str, record: Mapping[str, Any], shown: Callable[[Any], str]
) -> None:
    """All that is known of something that was started, and the heading of its step log. shown: a value as text."""
    heading(console, title, status)
    table = plain_table("", "")
    for name, value in record.items():
        if value not in (None, "", {}, []):
            table.add_row(Text(name.replace("_", " "), style="quiet"), clean(shown(value)))
    show(console, table)
    heading(console, "Steps")


def verdict(console: Console, text: str, *, good: bool = True, line: str = "bold") -> None:
    """What it comes to, with a mark where the console has one."""
    mark = ("✓ " if good else "✗ ") if speaks_unicode(console) else ""
    console.print(Text(mark, style="good" if good else "bad").append(clean(text), style=line))


def nothing_listed(console: Console, what: str, command: str) -> None:
    """An empty list, with the command that would put something into it."""
    console.print(f" No {what} to list. To start one:  {command}", style="quiet")


def show(console: Console, table: Table) -> None:
    """Print a table indented."""
    console.print(Padding(table, (0, 0, 0, 1), expand=False))


def bullet(console: Console, text: str, style: str = "") -> None:
    """One item of a list, its further lines indented."""
    mark = "•" if speaks_unicode(console) else "-"
    grid = Table.grid(padding=(0, 1))
    grid.add_column(no_wrap=True)
    grid.add_column(overflow="fold")
    grid.add_row(Text(mark, style="quiet"), Text(clean(text), style=style))
    console.print(Padding(grid, (0, 0, 0, 2), expand=False))
