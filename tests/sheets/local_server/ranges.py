"""Ranges in A1 notation, as Google reads them: ``Tab``, ``'My tab'!A1:B2``, ``Tab!A2:C``, ``Tab!A:A``."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tests.sheets.local_server.errors import ApiError
from tests.sheets.local_server.store import Sheet, Spreadsheet

_RANGE = re.compile(r"(?:([A-Z]{1,3})?([0-9]+)?)(?::([A-Z]{1,3})?([0-9]+)?)?\Z")


def letters(column: int) -> str:
    text = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text


def number(text: str) -> int:
    value = 0
    for letter in text:
        value = value * 26 + ord(letter) - 64
    return value - 1


@dataclass(frozen=True)
class Range:
    """Cells of a tab; the ends are the first row and column outside."""

    sheet: Sheet
    top: int
    left: int
    bottom: int
    right: int

    def __str__(self) -> str:
        title = self.sheet.title
        quoted = title if re.fullmatch(r"\w+", title) else "'" + title.replace("'", "''") + "'"
        return f"{quoted}!{letters(self.left)}{self.top + 1}:{letters(self.right - 1)}{self.bottom}"


def parse(spreadsheet: Spreadsheet, text: str) -> Range:
    """The range of a text; the tab is the first one where none is named."""
    title, bang, cells = text.rpartition("!")
    if not bang:
        unquoted = _unquoted(text)
        if any(sheet.title == unquoted for sheet in spreadsheet.sheets):
            sheet = spreadsheet.by_title(unquoted)
            return Range(sheet, 0, 0, sheet.rows, sheet.columns)
    sheet = spreadsheet.by_title(_unquoted(title)) if bang else spreadsheet.sheets[0]
    found = _RANGE.match(cells.replace("$", ""))
    if not found or not cells:
        raise ApiError(400, f"Unable to parse range: {text}")
    first_column, first_row, last_column, last_row = found.groups()
    left = number(first_column) if first_column else 0
    top = int(first_row) - 1 if first_row else 0
    if ":" not in cells:
        last_column, last_row = first_column, first_row
    right = number(last_column) + 1 if last_column else sheet.columns
    bottom = int(last_row) if last_row else sheet.rows
    if right > sheet.columns or bottom > sheet.rows or top >= sheet.rows or left >= sheet.columns:
        limits = f"Max rows: {sheet.rows}, max columns: {sheet.columns}"
        raise ApiError(400, f"Range ({text}) exceeds grid limits. {limits}")
    return Range(sheet, top, left, bottom, right)


def _unquoted(title: str) -> str:
    if len(title) > 1 and title[0] == title[-1] == "'":
        return title[1:-1].replace("''", "'")
    return title
