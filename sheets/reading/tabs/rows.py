"""Reads the rows of an input tab: one bad cell spoils its row and no other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from domain.errors import Fault
from sheets.errors import WorkbookFaultsError
from sheets.headers import find_headers, normalise
from sheets.keys import RowKey, cell_place, key_text, row_key
from sheets.layout import Column, Tab
from sheets.reading.cells.kinds import read_value, shown
from sheets.reading.cells.names import usual_letters
from sheets.reading.cells.remade import doubtful_number, remade
from sheets.workbook import Area, Grid, Look, Value, cell_name

_FIRST_ROWS = 20
NAMES = frozenset(
    {
        "initiative_key",
        "market",
        "department",
        "category",
        "bundle_key",
        "prerequisite_keys",
        "immediate_kpi_key",
        "primary_kpi_key",
        "scenario_name",
        "key",
        "target_kpi_key",
        "kpi_key",
        "program_key",
        "exclusion_keys",
        "synergy_group_key",
        "synergy_group_keys",
        "members",
        "north_star_kpi_key",
    }
)
"""The columns that hold names of something, by which it is found elsewhere."""


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

    def has(self, name: str) -> bool:
        """Whether the tab has the column, whatever stands in it."""
        return name in self.columns

    def members(self, family: str) -> dict[str, Any] | None:
        """What the columns of a family say, by what follows its name; None where the tab has no such column."""
        names = [name for name in self.columns if name.startswith(family)]
        filled = {name.removeprefix(family): self.values.get(name) for name in names}
        return {key: value for key, value in filled.items() if value is not None} if names else None

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
    hidden = grid.hidden_cells()
    first: dict[RowKey, Row] = {}
    for number in range(1, len(grid.rows)):
        key = row_key(tab, headers.columns, grid, number)
        if key is None:
            continue
        row = _read(tab, grid, number, key, headers.columns, hidden)
        rows.append(row)
        before = first.setdefault(key, row)
        if before is not row:
            for twice in (before, row):
                other = row if twice is before else before
                twice.refuse(tab.key[0], f"the row is given twice, here and in row {other.number + 1}")
    return rows


def _refuse_hidden(row: Row, name: str, grid: Grid, area: Area, told: set[Area]) -> None:
    """A cell that lies behind the first one of merged cells holds nothing, whatever it looks like."""
    if area not in told:
        first = cell_name(area.first_row, area.first_column)
        value = shown(grid.value(area.first_row, area.first_column))
        row.refuse(name, f"is merged into {area}, of which only {first} holds a value, {value}; take the cells apart")
    told.add(area)


def _judge_name(row: Row, name: str, value: Value, look: Look | None) -> None:
    """Say what may have become of a name on its way into the cell."""
    if (wrong := remade(value, look)) is not None:
        del row.values[name]
        row.refuse(name, wrong)
    elif (doubt := doubtful_number(value)) is not None:
        row.note(name, doubt)
    elif isinstance(value, str) and (clean := key_text(value)) != value:
        what = "has blanks around it" if value.strip() == clean else "holds characters that do not show"
        row.note(name, f"{what}; it is read as {shown(clean)}")
    elif isinstance(value, str) and (usual := usual_letters(value)) != value:
        row.note(name, f"has letters that only look like those of {shown(usual)}; did you mean {usual}?")


def _elsewhere(grid: Grid, name: str) -> str:
    """Where a header stands that is not in the first row, as below a title."""
    for row in range(1, min(len(grid.rows), _FIRST_ROWS)):
        for column, value in enumerate(grid.rows[row]):
            if normalise(value) == name:
                return f" from row 1; it stands in {cell_name(row, column)}, so delete the rows above it"
    return ""


def _columns(tab: Tab, columns: Mapping[str, int]) -> list[Column]:
    """The columns that people fill and that the tab has: those of the layout in its order, then those of families."""
    known = [column for name, column in tab.by_name.items() if name in columns]
    found = known + [tab.column(name) for name in columns if name not in tab.by_name]
    return [column for column in found if not column.is_owned_by_engine and column.name != "notes"]


def _read(
    tab: Tab,
    grid: Grid,
    number: int,
    key: RowKey,
    columns: Mapping[str, int],
    hidden: Mapping[tuple[int, int], Area],
) -> Row:
    row = Row(tab, number, key, columns)
    told: set[Area] = set()
    for column in _columns(tab, columns):
        place = number, columns[column.name]
        if place in hidden:
            _refuse_hidden(row, column.name, grid, hidden[place], told)
            continue
        try:
            value = grid.value(number, columns[column.name])
            row.values[column.name], note = read_value(column, value, grid.locale)
            if note:
                row.note(column.name, note)
            elif column.name in NAMES:
                _judge_name(row, column.name, value, grid.looks.get(place))
        except ValueError as error:
            row.refuse(column.name, str(error))
    return row
