"""Tables and sentences of an answer as rows of cells, so that a spreadsheet says what the terminal does."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from cli.render.console import THEME, AnswerConsole
from sheets.workbook import Writable

Rows = list[list[Writable]]
_WIDE_ENOUGH = 2000
_FIGURE = re.compile(r"[+-]?(\d{1,3}(,\d{3})+|\d+)(\.\d+)?")
_NOTE, _AFTER_SENTENCE = re.compile(r"\s{2,}"), re.compile(r"(?<=[.!?])\s+")
_MARKS = "✓✗●•█░- "


class CellConsole(AnswerConsole):
    """A console that keeps what is printed as cells; so wide that nothing is cut or left out.

    rows: figures are numbers, a dash is no value, and a blank row stands before each heading.
    """

    def __init__(self) -> None:
        super().__init__(file=io.StringIO(), width=_WIDE_ENOUGH, theme=THEME)
        self.rows: Rows = []

    def print(self, *objects: Any, **_: Any) -> None:
        """Keep what would be printed."""
        if not objects and self.rows and self.rows[-1]:
            self.rows.append([])
        for each in objects:
            self.rows += self._rows_of(each)

    def _rows_of(self, shown: Any) -> Iterator[list[Writable]]:
        while isinstance(shown, Padding):
            shown = shown.renderable
        if not isinstance(shown, Table):
            line = _AFTER_SENTENCE.sub(" ", _plain(shown).strip(_MARKS))
            yield [" ".join(_NOTE.sub(": ", line, count=1).split())]
            return
        names = [_words(column.header) for column in shown.columns]
        if shown.show_header and any(names):
            yield [*names]
        for row in zip(*(column.cells for column in shown.columns), strict=True):
            cells = [_cell(_words(each)) for each in row]
            yield cells if shown.show_header or cells[0] else cells[1:]


def _plain(shown: Any) -> str:
    return shown.plain if isinstance(shown, Text) else str(shown)


def _words(shown: Any) -> str:
    text = " ".join(_plain(shown).split())
    return text if _FIGURE.fullmatch(text) else text.lstrip(_MARKS)


def _cell(text: str) -> Writable:
    if _FIGURE.fullmatch(text):
        return Decimal(text.replace(",", ""))
    return None if text in ("–", "") else text
