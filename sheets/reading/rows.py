"""Reads the rows of an input tab: one bad cell spoils its row and no other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from domain.errors import Fault
from sheets.errors import WorkbookFaultsError
from sheets.headers import find_headers, normalise
from sheets.keys import RowKey, cell_place, row_key
from sheets.layout import Tab
from sheets.reading.kinds import read_value
from sheets.workbook import Grid, cell_name

_FIRST_ROWS = 20


@dataclass(slots=True)
class Row:
    """A row: its values by column (None where blank; absent where the tab lacks the column).

    faults: what is wrong; notes: what can be used, and how it was read.
    """

    tab: Tab
    number: int
    key: RowKey
    columns: Mapping[str, int]
    values: dict[str, Any] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    notes: list[Fault] = field(default_factory=list)

    def get(self, name: str) -> Any:
        """The value of a column, None where it is blank or bad."""
        return self.values.get(name)

    def refuse(self, name: str, message: str) -> None:
        """Note what is wrong with the cell in a column."""
        self.faults.append(Fault(self._place(name), message))

    def note(self, name: str, message: str) -> None:
        """Note how the cell in a column was read, where that is not plain to see."""
        self.notes.append(Fault(self._place(name), message))

    def _place(self, name: str) -> str:
        return cell_place(self.tab.name, self.number, self.columns.get(name, 0), name, self.key)

    def needs(self, *names: str) -> bool:
        """Whether none of the columns is blank; notes those that are."""
        for name in names:
            if self.values.get(name) in (None, "", ()) and not self._is_faulty(name):
                self.refuse(name, "is missing")
        return not self.faults

    def _is_faulty(self, name: str) -> bool:
        return name in self.columns and name not in self.values


def read_rows(tab: Tab, grid: Grid, required: Sequence[str]) -> list[Row]:
    """All rows that say anything, in order. Raises ``WorkbookFaultsError`` for headers given twice or missing."""
    headers = find_headers(tab, grid)
    faults = list(headers.faults)
    faults += [
        Fault(tab.name, f"the column {name} is missing{_elsewhere(grid, name)}")
        for name in required
        if name in headers.missing
    ]
    if faults:
        raise WorkbookFaultsError(faults)
    rows = []
    first: dict[RowKey, Row] = {}
    for number in range(1, len(grid.rows)):
        key = row_key(tab, headers.columns, grid, number)
        if key is None:
            continue
        row = _read(tab, grid, number, key, headers.columns)
        rows.append(row)
        before = first.setdefault(key, row)
        if before is not row:
            for twice in (before, row):
                other = row if twice is before else before
                twice.refuse(tab.key[0], f"the row is given twice, here and in row {other.number + 1}")
    return rows


def _elsewhere(grid: Grid, name: str) -> str:
    """Where a header stands that is not in the first row, as below a title."""
    for row in range(1, min(len(grid.rows), _FIRST_ROWS)):
        for column, value in enumerate(grid.rows[row]):
            if normalise(value) == name:
                return f" from row 1; it stands in {cell_name(row, column)}, so delete the rows above it"
    return ""


def _read(tab: Tab, grid: Grid, number: int, key: RowKey, columns: Mapping[str, int]) -> Row:
    row = Row(tab, number, key, columns)
    for column in tab.by_name.values():
        if column.is_owned_by_engine or column.name == "notes" or column.name not in columns:
            continue
        try:
            value = grid.value(number, columns[column.name])
            row.values[column.name], note = read_value(column, value, grid.locale)
            if note:
                row.note(column.name, note)
        except ValueError as error:
            row.refuse(column.name, str(error))
    return row
