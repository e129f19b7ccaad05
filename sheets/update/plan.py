"""What has to be written so that a tab says what the engine knows, and nothing besides."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count

from domain.errors import Fault
from sheets.headers import Headers
from sheets.keys import RowKey, cell_place, key_text, row_key, rows_by_key
from sheets.layout import Column, Kind, Tab
from sheets.memory import Seen
from sheets.update.hands import ManualEdits
from sheets.workbook import NEVER_CALCULATED, CellError, CellWrite, ChartRows, Grid, Value, Writable, storable

_HALF_A_SECOND = 0.5 / 86400


@dataclass(frozen=True, slots=True)
class TabUpdate:
    """What a tab is to say. rows: by key, the columns to be written; a column left out stays as it is.

    A person's column is only filled where it is blank. adds_rows: whether a key that is not there gets a new row.
    stale: keys of rows that the engine wrote and that hold no longer; its cells in them are cleared.
    seen: what the engine remembers to have left in its cells; where a person has changed one since, theirs stays.
    keeps_order: whether the rows are to stand in the order given and without gaps. A row that holds anything of a
    person stays where it is, so that nothing gets beside another key; the others are arranged around it.
    """

    tab: Tab
    rows: Mapping[RowKey, Mapping[str, Writable]]
    adds_rows: bool = False
    stale: Collection[RowKey] = ()
    seen: Seen = field(default_factory=dict)
    keeps_order: bool = False


@dataclass(slots=True)
class TabPlan:
    """The cells to be written, the size that the tab needs, and what could not be written and why.

    seen: what is to be remembered of the engine's cells before they are written. places: the rows of the keys.
    """

    writes: list[CellWrite] = field(default_factory=list)
    size: tuple[int, int] = (0, 0)
    findings: list[Fault] = field(default_factory=list)
    absent: list[RowKey] = field(default_factory=list)
    seen: Seen = field(default_factory=dict)
    places: dict[RowKey, int] = field(default_factory=dict)

    def charts(self, tab: Tab) -> list[ChartRows]:
        """The rows that the charts of the tab are to show."""
        found = []
        for chart in tab.charts:
            rows = [row for key, row in self.places.items() if key[0] == chart.section]
            found.append(ChartRows(tab.name, chart.title, *((min(rows), max(rows)) if rows else ())))
        return found


def plan_tab(update: TabUpdate, grid: Grid, headers: Headers, longest_text: int) -> TabPlan:
    """Compare a tab with what it is to say. Doing what is planned leaves nothing to plan."""
    return _Planner(update, grid, headers, longest_text).plan()


class _Planner:
    def __init__(self, update: TabUpdate, grid: Grid, headers: Headers, longest_text: int) -> None:
        self.update = update
        self.tab = update.tab
        self.grid = grid
        self.longest_text = longest_text
        self.result = TabPlan()
        used = {name for cells in update.rows.values() for name in cells}
        if update.adds_rows:
            used |= set(self.tab.key)
        new = [name for name in headers.missing if name in used]
        self.columns = {**headers.columns, **{name: headers.width + at for at, name in enumerate(new)}}
        self.new_headers = new
        self.wanted: dict[tuple[int, int], tuple[Column | None, Writable]] = {}
        self.hands = ManualEdits(self.tab, update.seen, longest_text)

    def plan(self) -> TabPlan:
        present = rows_by_key(self.tab, self.columns, self.grid)
        for name in self.new_headers:
            self.wanted[0, self.columns[name]] = None, name
        movable = self._movable(present) if self.update.keeps_order else {}
        for key in self.update.stale:
            if key not in self.update.rows:
                for row in present.get(key, ()):
                    self._clear(row, key)
                self.hands.forget(key)
        added = []
        for key, cells in self.update.rows.items():
            rows = present.get(key, [])
            if not rows or key in movable:
                added.append((key, cells))
                continue
            self.result.places[key] = rows[0]
            for row in rows[:1] if self.tab.is_output else rows:
                self._fill(row, self._with_flag(row, key, cells), is_new=False)
                self._remember(row, key, cells, {name: self.grid.value(row, self.columns[name]) for name in cells})
            if self.tab.is_output and len(rows) > 1:
                self._find(rows[1], self.columns[self.tab.key[0]], f"the key stands in row {rows[0] + 1} already")
        for row in movable.values():
            self._empty(row)
        if self.update.adds_rows:
            self._add(added, {key: self._carried(row) for key, row in movable.items()})
        else:
            self.result.absent = [key for key, _ in added]
        for (row, column), (owner, value) in sorted(self.wanted.items(), key=lambda item: item[0]):
            self._write(row, column, owner, value)
        self.result.seen = self.hands.seen
        return self._sized()

    def _movable(self, present: Mapping[RowKey, list[int]]) -> dict[RowKey, int]:
        """The rows to be written that hold nothing of a person, by key; they may be put anywhere."""
        return {
            key: rows[0]
            for key in self.update.rows
            if len(rows := present.get(key, [])) == 1 and not self._holds_something_of_people(rows[0], key)
        }

    def _holds_something_of_people(self, row: int, key: RowKey) -> bool:
        owned = {at for name, at in self.columns.items() if self.tab.column(name).is_owned_by_engine}
        if any(at[0] == row for at in (*self.grid.formulas, *self.grid.notes)):
            return True
        if any(area.first_row <= row <= (row if area.last_row is None else area.last_row) for area in self.grid.merges):
            return True
        beside = (value for at, value in enumerate(self.grid.rows[row]) if at not in owned)
        return any(value not in (None, False) for value in beside) or any(
            self._is_by_hand(row, key, name) for name in self.columns
        )

    def _carried(self, row: int) -> dict[str, Writable]:
        """What a row says, to be taken along to its new place."""
        cells = {name: self.grid.value(row, at) for name, at in self.columns.items()}
        return {name: None if isinstance(value, CellError) else value for name, value in cells.items()}

    def _empty(self, row: int) -> None:
        """Give a row free; what is not written there anew is cleared."""
        for name, at in self.columns.items():
            self.wanted[row, at] = self.tab.column(name), None

    def _clear(self, row: int, key: RowKey) -> None:
        for column in self.tab.columns:
            if column.is_owned_by_engine and column.name in self.columns:
                at = self.columns[column.name]
                if self._is_by_hand(row, key, column.name):
                    self._find(row, at, "was changed by hand and stays, though the engine has given up its row")
                else:
                    self.wanted[row, at] = column, None

    def _is_by_hand(self, row: int, key: RowKey, name: str) -> bool:
        at = self.columns[name]
        is_owned = self.tab.column(name).is_owned_by_engine and (row, at) not in self.grid.formulas
        return is_owned and self.hands.has_changed(key, name, self.grid.value(row, at))

    def _with_flag(self, row: int, key: RowKey, cells: Mapping[str, Writable]) -> Mapping[str, Writable]:
        """What is written of a row: not what a person has changed, which its flag tells instead."""
        conflicts = {
            name: (self.grid.value(row, self.columns[name]), value)
            for name, value in cells.items()
            if self._is_by_hand(row, key, name)
            and not _same(self.grid.value(row, self.columns[name]), value, self.longest_text)
        }
        if not conflicts:
            return cells
        for name, (here, ours) in conflicts.items():
            said = (
                f"was changed by hand to {key_text(here)!r} and stays; the engine has {key_text(storable(ours, 200))!r}"
            )
            self._find(row, self.columns[name], said)
        kept = {name: value for name, value in cells.items() if name not in conflicts}
        if self.hands.flag in kept:
            kept[self.hands.flag] = self.hands.flagged(kept[self.hands.flag], conflicts)
        return kept

    def _remember(
        self, row: int, key: RowKey, cells: Mapping[str, Writable], before: Mapping[str, Writable | Value]
    ) -> None:
        for name in cells:
            at = self.columns[name]
            if (row, at) in self.wanted and self.tab.column(name).is_owned_by_engine:
                self.hands.note(key, name, before.get(name), self.wanted[row, at][1])

    def _fill(self, row: int, cells: Mapping[str, Writable], *, is_new: bool) -> None:
        for name, value in cells.items():
            column, at = self.tab.column(name), self.columns[name]
            if is_new or column.is_owned_by_engine or self.grid.value(row, at) is None:
                self.wanted[row, at] = column, value

    def _add(
        self, rows: list[tuple[RowKey, Mapping[str, Writable]]], carried: Mapping[RowKey, Mapping[str, Writable]]
    ) -> None:
        free = self._free_rows()
        for key, cells in rows:
            named = dict(zip(self.tab.key, key, strict=True))
            row = self.result.places[key] = next(free)
            self._fill(row, {**carried.get(key, {}), **named, **cells}, is_new=True)
            self._remember(row, key, cells, carried.get(key, {}))

    def _free_rows(self) -> Iterator[int]:
        """Rows that are blank (ticks left open aside), or will be; then those behind the last one that is in use.

        A note or merged cells take a row as well: the one would get beside a key, the others would hide its cells.
        """
        last = max(len(self.grid.rows), max((row + 1 for row, _ in self.grid.formulas), default=1), 1)
        taken = {row for row, _ in (*self.grid.formulas, *self.grid.notes)}
        for row in count(1):
            if row not in taken and not self._is_merged(row) and (row >= last or self._will_be_blank(row)):
                yield row

    def _is_merged(self, row: int) -> bool:
        """Whether merged cells cover one of the tab's own cells in the row."""
        return any((row, at) in area for area in self.grid.merges for at in self.columns.values())

    def _will_be_blank(self, row: int) -> bool:
        cells = self.grid.rows[row] if row < len(self.grid.rows) else ()
        return all(
            value is None or value is False or ((row, column) in self.wanted and self.wanted[row, column][1] is None)
            for column, value in enumerate(cells)
        )

    def _write(self, row: int, column: int, owner: Column | None, value: Writable) -> None:
        if _same(self.grid.value(row, column), value, self.longest_text):
            if (row, column) in self.grid.formulas:
                self._find(row, column, "holds a formula where the engine writes; it is left as it is")
            return
        if (row, column) in self.grid.formulas:
            shown = key_text(storable(value, 200))
            self._find(row, column, f"holds a formula where the engine writes; it is left as it is, without {shown!r}")
        elif self.grid.hides(row, column):
            self._find(row, column, "lies within merged cells and cannot be written; take them apart")
        else:
            is_figure = owner is not None and owner.kind is Kind.NUMBER
            self.result.writes.append(CellWrite(self.tab.name, row, column, value, is_figure))

    def _find(self, row: int, column: int, message: str) -> None:
        header = next((name for name, at in self.columns.items() if at == column), "")
        key = row_key(self.tab, self.columns, self.grid, row) if row else None
        self.result.findings.append(Fault(cell_place(self.tab.name, row, column, header, key), message))

    def _sized(self) -> TabPlan:
        if writes := self.result.writes:
            self.result.size = max(write.row for write in writes) + 1, max(write.column for write in writes) + 1
        return self.result


def _same(current: Value, wanted: Writable, longest_text: int) -> bool:
    current = None if current == NEVER_CALCULATED else current
    value = storable(wanted, longest_text)
    if isinstance(current, bool) or isinstance(value, bool):
        return current is value
    if isinstance(wanted, datetime) and isinstance(current, int | float) and isinstance(value, int | float):
        return abs(current - value) < _HALF_A_SECOND
    return current == value
