"""A table out of a file: which kind of file it is, which tab holds it, and where its headers stand."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from sheets.errors import WorkbookError, WorkbookFormatError
from sheets.importing.mapping import BacklogMapping
from sheets.importing.open_document import read_open_document
from sheets.importing.texts import SEPARATORS, decoded, rows_of_text
from sheets.keys import key_text
from sheets.workbook import Grid, Value, without_blank_ends
from sheets.xlsx.package import open_archive, parts_of, read_package
from sheets.xlsx.reader import read_grids

MOST_BYTES = 20 * 2**20
MOST_ROWS = 20_000
MOST_COLUMNS = 500
_LOOKED_AT = 20
_OWN_TABS = frozenset({"Candidates", "Scenario_Config", "Constraints"})


@dataclass(frozen=True, slots=True)
class Table:
    """A grid of which one row holds headers. Rows count from zero, as in the grid; notes: how the file was read."""

    source: str
    grid: Grid
    header_row: int
    notes: tuple[str, ...] = ()

    @property
    def headers(self) -> tuple[str, ...]:
        """The header of each column; empty for a column without one."""
        width = max((len(row) for row in self.grid.rows[self.header_row :]), default=0)
        return tuple(" ".join(key_text(self.grid.value(self.header_row, at)).split()) for at in range(width))

    @property
    def row_numbers(self) -> list[int]:
        """The rows below the headers that hold anything."""
        return [
            number
            for number in range(self.header_row + 1, len(self.grid.rows))
            if any(not _is_blank(value) for value in self.grid.rows[number])
        ]


def read_table(data: bytes, source: str, mapping: BacklogMapping) -> Table:
    """The table in a file. Raises ``WorkbookError``, whose message begins with the name of the file.

    source: its name, for messages. mapping: which tab, row, separator and encoding it has, where somebody says so.
    """
    try:
        if len(data) > MOST_BYTES:
            raise WorkbookError(f"has {len(data):,} bytes; a table may have {MOST_BYTES:,} at most")
        grid, notes = _grid(data, mapping)
        header_row = _header_row(grid, mapping.header_row)
        table = Table(source, grid, header_row, tuple(note for note in notes if note))
        rows, columns = len(grid.rows) - header_row - 1, len(table.headers)
        if rows > MOST_ROWS or columns > MOST_COLUMNS:
            raise WorkbookError(
                f"has {rows:,} rows and {columns:,} columns; a table may have {MOST_ROWS:,} and {MOST_COLUMNS:,}"
            )
        if rows <= 0:
            raise WorkbookError("has no rows below its headers")
        return table
    except WorkbookError as error:
        message = str(error)
        raise type(error)(message if message.startswith(source) else f"{source} {message}") from None


def _grid(data: bytes, mapping: BacklogMapping) -> tuple[Grid, tuple[str, ...]]:
    if data[:4] == b"PK\x03\x04":
        return _spreadsheet(data, mapping)
    if data[:4] in (b"%PDF", bytes.fromhex("d0cf11e0")):
        raise WorkbookFormatError("is no table that can be read; save it as CSV, .xlsx or .ods")
    text, note = decoded(data, mapping.encoding)
    if mapping.separator and mapping.separator not in SEPARATORS and len(mapping.separator) != 1:
        raise WorkbookError(f"cannot be parted by {mapping.separator!r}; write {', '.join(SEPARATORS)}")
    rows, separator = rows_of_text(text, SEPARATORS.get(mapping.separator, mapping.separator))
    named = next((name for name, mark in SEPARATORS.items() if mark == separator), separator)
    told = "" if separator == "," else f"its cells are parted by {named}s"
    grid = Grid("", without_blank_ends([[cell if cell.strip() else None for cell in row] for row in rows]))
    lengths = Counter(len(row) for row in rows if row)
    usual = max(lengths, key=lambda length: (lengths[length], length), default=0)
    short = [number for number, row in enumerate(rows, start=1) if row and len(row) < usual and number > 1]
    ragged = f"rows with fewer cells than the others: {len(short)}, the first is row {short[0]}" if short else ""
    return grid, (note, told, ragged)


def _spreadsheet(data: bytes, mapping: BacklogMapping) -> tuple[Grid, tuple[str, ...]]:
    names = parts_of(data)
    if "content.xml" in names:
        grids: Mapping[str, Grid] = read_open_document(data)
    elif any(name.startswith("xl/") for name in names):
        grids = _workbook(data, mapping.tab)
    else:
        raise WorkbookFormatError("is an archive of another kind; save the table as CSV, .xlsx or .ods")
    return _chosen(grids, mapping.tab)


def _workbook(data: bytes, tab: str) -> Mapping[str, Grid]:
    with tempfile.TemporaryDirectory(prefix="optengine-import-") as folder:
        path = Path(folder) / "table.xlsx"
        path.write_bytes(data)
        try:
            with open_archive(path) as archive:
                tabs = list(read_package(archive).tabs)
            return read_grids(path, [tab] if tab in tabs else tabs)
        except WorkbookFormatError as error:
            raise WorkbookFormatError(str(error).removeprefix(str(path)).lstrip(": ")) from None


def _chosen(grids: Mapping[str, Grid], tab: str) -> tuple[Grid, tuple[str, ...]]:
    """The tab that is meant. Raises ``WorkbookError`` where several could be."""
    filled = [name for name, grid in grids.items() if grid.rows]
    if tab:
        if tab not in grids:
            raise WorkbookError(f"has no tab {tab!r}; it has {', '.join(grids)}")
        return grids[tab], ()
    if not filled:
        raise WorkbookError("has no tab with anything in it")
    if _OWN_TABS.issubset(grids):
        raise WorkbookError("states a whole plan already: solve it, or give it to `optengine sheet`")
    if len(filled) > 1:
        shown = ", ".join(f"{name} ({len(grids[name].rows)} rows)" for name in filled[:20])
        raise WorkbookError(f"has several tabs: {shown}; say which one with --tab NAME, or tab = in the mapping")
    return grids[filled[0]], ()


def _header_row(grid: Grid, asked: int) -> int:
    """The first row that is about as wide as the widest: titles and remarks stand above it."""
    if asked:
        return asked - 1
    filled = [sum(not _is_blank(value) for value in row) for row in grid.rows[:_LOOKED_AT]]
    if not filled:
        raise WorkbookError("holds nothing")
    return next(at for at, number in enumerate(filled) if 2 * number >= max(filled))


def _is_blank(value: Value) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())
