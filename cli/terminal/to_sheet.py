"""``--to-sheet``: an answer in a tab of a spreadsheet, besides where it is shown."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console


def add_to_sheet(parser: argparse.ArgumentParser) -> None:
    """Add the option ``--to-sheet``."""
    parser.add_argument(
        "--to-sheet",
        metavar="SPREADSHEET",
        nargs="?",
        const="",
        help="write the answer into a tab of its own as well (default: of FILE, where that is a spreadsheet)",
    )


def sheet_of(args: argparse.Namespace) -> str | None:
    """The spreadsheet that the answer goes into; None for none. Raises ``InputError`` where none is named."""
    from cli.wiring.bootstrap import is_spreadsheet
    from domain.errors import InputError

    name: str | None = args.to_sheet
    if name != "":
        return name
    file = args.file if isinstance(args.file, str) else args.file[0]
    if not is_spreadsheet(file):
        raise InputError(f"{file} is no spreadsheet; name the one for the answer: --to-sheet plan.xlsx")
    return str(file).partition("#")[0]


def write_to_sheet(sheet: str | None, name: str, show: Callable[[Console], None]) -> None:
    """Write what is shown into the tab of such answers, and say where; nothing where there is no spreadsheet.

    Raises ``WorkbookError`` where a person has a tab of that name.
    """
    if sheet is None:
        return
    from cli.render.cells import CellConsole
    from sheets.opening import open_workbook
    from sheets.writing.answers import write_answer

    console = CellConsole()
    show(console)
    tab = write_answer(open_workbook(sheet), name, console.rows)
    print(f"The answer is in the tab {tab} of {sheet}", file=sys.stderr)
