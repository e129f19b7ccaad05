"""The rows of a table one by one: their keys, what sums up others, and every cell that cannot be used."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from domain.backlog.initiatives import LONGEST_KEY
from domain.errors import Fault
from sheets.importing.cells import LEAVE_OUT, is_called_off
from sheets.importing.columns import Cells, Column, ReadColumn
from sheets.importing.fields import KEY, STATUS, TITLE, folded
from sheets.importing.mapping import BacklogMapping
from sheets.importing.tables import Table
from sheets.keys import key_text
from sheets.reading.cells.kinds import shown
from sheets.reading.tabs.candidates import is_sum
from sheets.workbook import cell_name

_RESOLUTIONS = frozenset({"resolution", "losung", "resolucion", "risoluzione"})
_NEVER_BELOW_ZERO = ("engineering_tokens", "mvp_share", "team:", "team_mvp:")


def cells_of(table: Table, column: int) -> Cells:
    """The cells of a column, below its header, that hold anything."""
    grid = table.grid
    return {
        row: (value, grid.looks.get((row, column)))
        for row in table.row_numbers
        if (value := grid.value(row, column)) is not None and (not isinstance(value, str) or value.strip())
    }


def _called_off_by_resolution(table: Table, columns: Sequence[Column], mapping: BacklogMapping) -> set[int]:
    """The rows that are closed because nobody will do them, as Jira says it beside a status of Done."""
    return {
        row
        for column in columns
        if folded(column.header) in _RESOLUTIONS and not column.is_asked
        for row, (value, _) in cells_of(table, column.at).items()
        if is_called_off(key_text(value), mapping)
    }


class ReadRows:
    """The rows one by one: their keys, what sums up others, and every cell that cannot be used."""

    def __init__(
        self, table: Table, columns: Sequence[Column], read: Mapping[int, ReadColumn], mapping: BacklogMapping
    ) -> None:
        self.found: list[Mapping[str, Any]] = []
        self.faults: list[Fault] = []
        self.notes: list[str] = []
        self.faulty: set[int] = set()
        self._table, self._mapping = table, mapping
        self._columns = [column for column in columns if column.at in read]
        self._read, self._sums = read, 0
        self._called_off = 0
        self._seen: dict[str, int] = {}
        self._resolved = _called_off_by_resolution(table, columns, mapping)
        hidden: dict[int, set[int]] = {}
        for row, at in table.grid.hidden_cells():
            hidden.setdefault(row, set()).add(at)
        for row in table.row_numbers:
            self._add(row, hidden.get(row, set()))
        self._say_what_is_amiss()

    def _add(self, row: int, hidden: set[int]) -> None:
        fields: dict[str, Any] = {}
        faults: list[Fault] = []
        for column in self._columns:
            assert column.field is not None
            read, name = self._read[column.at], column.field
            if column.at in hidden:
                faults.append(self._fault(row, column, "lies behind merged cells; take these apart"))
            elif row in read.faults:
                faults.append(self._fault(row, column, read.faults[row]))
            elif row in read.values:
                value = read.values[row]
                if isinstance(value, tuple):
                    value = tuple(dict.fromkeys((*fields.get(name, ()), *value)))
                elif name.startswith(_NEVER_BELOW_ZERO) and value < 0:
                    faults.append(self._fault(row, column, f"{value} is below zero"))
                fields[name] = value
        if self._is_sum(fields):
            self._sums += 1
            return
        if fields.get(STATUS) == LEAVE_OUT or row in self._resolved:
            self._called_off += 1
            return
        if not fields and not faults:
            return
        if key_fault := self._keyed(row, fields):
            faults.append(key_fault)
        if faults:
            self.faulty.add(len(self.found))
        self.faults += faults
        self.found.append(fields)

    def _is_sum(self, fields: Mapping[str, Any]) -> bool:
        """Whether a row only sums up the others: it is called so, and has nothing of its own."""
        name = fields.get(KEY) or fields.get(TITLE) or ""
        return bool(name) and is_sum(name) and not (fields.get(KEY) and fields.get(TITLE))

    def _keyed(self, row: int, fields: dict[str, Any]) -> Fault | None:
        at = next((column.at for column in self._columns if column.field == KEY), 0)
        key = fields.get(KEY, "")
        place = cell_name(row, at)
        if not key:
            if not self._mapping.keys:
                return Fault(place, "has no key") if any(c.field == KEY for c in self._columns) else None
            key = fields[KEY] = f"{self._mapping.keys}{len(self.found) + 1}"
        if len(key) > LONGEST_KEY:
            return Fault(place, f"the key is longer than {LONGEST_KEY} characters")
        if key in self._seen:
            return Fault(place, f"the key {shown(key)} stands in {cell_name(self._seen[key], at)} already")
        self._seen[key] = row
        return None

    def _fault(self, row: int, column: Column, message: str) -> Fault:
        return Fault(f"{cell_name(row, column.at)} ({column.header})", message)

    @property
    def needed(self) -> set[str]:
        """Every key that some row needs as its prerequisite."""
        return {key for row in self.found for key in row.get("prerequisite_keys", ())}

    def _say_what_is_amiss(self) -> None:
        headers = self._table.headers
        last = max((at for at, header in enumerate(headers) if header), default=-1)
        for at, header in enumerate(headers):
            if not header and (cells := cells_of(self._table, at)):
                place, number = cell_name(next(iter(cells)), at), len(cells)
                if at < last:
                    self.notes.append(f"{number} cells from {place} on stand below no header and are left out")
                else:
                    what = "stands to the right of all headers; a text that holds a separator has to be in quotes"
                    self.faults.append(Fault(place, what))
        if self._sums:
            rows = "1 row sums up others and is" if self._sums == 1 else f"{self._sums} rows sum up others and are"
            self.notes.append(f"{rows} left out")
        if self._called_off:
            rows = "1 row is" if self._called_off == 1 else f"{self._called_off} rows are"
            told = "called off by status or resolution and left out; [statuses] in a mapping says otherwise"
            self.notes.append(f"{rows} {told}")
        wanted = self.needed - self._seen.keys()
        if wanted and self._seen:
            told = ", ".join(sorted(wanted)[:5]) + (" and others" if len(wanted) > 5 else "")
            self.notes.append(f"prerequisites that are not in the file: {told}; what needs them cannot be chosen")
