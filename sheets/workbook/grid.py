"""The cells of one tab as they were read: values unformatted, formulas and notes beside them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeAlias

from sheets.workbook.area import Area


@dataclass(frozen=True, slots=True)
class CellError:
    """What stands in a cell whose formula has no result, such as ``#REF!``."""

    code: str

    def __str__(self) -> str:
        return self.code


NEVER_CALCULATED = CellError("never calculated")
"""What stands in a cell whose formula was put there by a program that does not calculate."""
Blank: TypeAlias = None
Value: TypeAlias = str | bool | int | float | CellError | Blank
"""A cell's value. Dates are serial numbers, days since 30 December 1899; an empty text is a blank cell."""


_CONSTANT = re.compile(r"\s*=?\s*(TRUE|FALSE)\s*\(\s*\)\s*\Z", re.IGNORECASE)


def constant(formula: str) -> bool | None:
    """The value of ``=TRUE()`` or ``=FALSE()``, as which programs keep ticks; None for a formula of people."""
    found = _CONSTANT.match(formula)
    return None if found is None else found[1].upper() == "TRUE"


def without_blank_ends(rows: list[list[Value]]) -> list[list[Value]]:
    """The rows themselves, cut where only blank cells or blank rows follow."""
    for row in rows:
        while row and row[-1] is None:
            row.pop()
    while rows and not rows[-1]:
        rows.pop()
    return rows


class Look(StrEnum):
    """How a number shows that does not show its digits, which tells what a person may have typed."""

    DATE = "date"
    TIME = "time"
    SCIENTIFIC = "scientific"


@dataclass(frozen=True, slots=True)
class Grid:
    """A tab. rows: as far as there is anything, each as long as it has to be; row and column counts: of the whole tab.

    formulas: by row and column; a cell that is filled by a formula elsewhere is in there, too, with a text of its own.
    merges: merged cells, of which only the first one shows. looks: cells whose number shows as something else.
    locale: of the spreadsheet, such as de_DE, which says how numbers are written; nothing where it is not known.
    """

    tab: str
    rows: Sequence[Sequence[Value]]
    formulas: Mapping[tuple[int, int], str] = field(default_factory=dict)
    notes: Mapping[tuple[int, int], str] = field(default_factory=dict)
    merges: tuple[Area, ...] = ()
    row_count: int = 0
    column_count: int = 0
    looks: Mapping[tuple[int, int], Look] = field(default_factory=dict)
    locale: str = ""

    def value(self, row: int, column: int) -> Value:
        """What stands in a cell; None where nothing does."""
        if row < len(self.rows) and column < len(cells := self.rows[row]):
            return cells[column]
        return None

    def hidden_cells(self) -> dict[tuple[int, int], Area]:
        """The cells that lie behind the first one of merged cells which holds something, each with the merged cells."""
        found = {}
        width = max((len(cells) for cells in self.rows), default=0) if self.merges else 0
        for area in self.merges:
            first = area.first_row, area.first_column
            if self.value(*first) is None and first not in self.formulas:
                continue
            last = len(self.rows) - 1 if area.last_row is None else min(area.last_row, len(self.rows) - 1)
            for row in range(area.first_row, last + 1):
                for column in range(area.first_column, min(area.last_column, width - 1) + 1):
                    found[row, column] = area
            found.pop(first, None)
        return found

    def hides(self, row: int, column: int) -> bool:
        """Whether the cell lies behind the first one of merged cells."""
        return any(
            (row, column) in area and (row, column) != (area.first_row, area.first_column) for area in self.merges
        )
