"""Reads tabs of a file: values with calamine, and with a pass over the XML what calamine does not tell."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, time, timedelta
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook

from sheets.errors import WorkbookFormatError, missing_tabs
from sheets.workbook import NEVER_CALCULATED, CellError, Grid, Look, Value, as_shown, serial, without_blank_ends
from sheets.workbook.area import parse_cell
from sheets.xlsx.extent import LAST_COLUMN, LAST_ROW, MOST_CELLS, refuse_boundless
from sheets.xlsx.package import Package, open_archive, read_notes, read_package, read_part
from sheets.xlsx.sheet_xml import may_hold_more_than_values, scan

_BUILT_IN = frozenset({11, 48})
_CODE = re.compile(rb"<(?:\w+:)?numFmt\b([^>]*)>")
_ID = re.compile(rb"\bnumFmtId\s*=\s*[\"']([0-9]+)[\"']")
_POWER = re.compile(rb"formatCode\s*=\s*[\"'][^\"']*[0#?]E[+-]", re.IGNORECASE)
_STYLES = re.compile(rb"<(?:\w+:)?cellXfs\b[^>]*>(.*?)</(?:\w+:)?cellXfs>", re.DOTALL)
_STYLE = re.compile(rb"<(?:\w+:)?xf\b[^>]*>")
_CELL = re.compile(rb"<(?:\w+:)?c\b([^>]*)>")
_PLACE = re.compile(rb"\br\s*=\s*[\"']([A-Z]+[0-9]+)[\"']")
_STYLE_OF_CELL = re.compile(rb"\bs\s*=\s*[\"']([0-9]+)[\"']")


def scientific_styles(styles: bytes) -> frozenset[bytes]:
    """The numbers of the cell styles of a file, by which its cells name them."""
    codes = _BUILT_IN | {
        int(number[1]) for code in _CODE.findall(styles) if _POWER.search(code) and (number := _ID.search(code))
    }
    found = _STYLES.search(styles)
    named = _STYLE.findall(found[1]) if found else []
    return frozenset(
        b"%d" % index for index, style in enumerate(named) if (number := _ID.search(style)) and int(number[1]) in codes
    )


def cells_of_styles(tab: bytes, styles: Collection[bytes]) -> Iterator[tuple[int, int]]:
    """The cells of a tab that have one of the styles."""
    if not styles:
        return
    for attributes in _CELL.findall(tab):
        style = _STYLE_OF_CELL.search(attributes)
        if style and style[1] in styles and (place := _PLACE.search(attributes)):
            yield parse_cell(place[1].decode())


def read_grids(path: Path, tabs: Sequence[str]) -> dict[str, Grid]:
    """All cells of the tabs, with formulas, notes and merged cells."""
    with open_archive(path) as archive:
        package = read_package(archive)
        parts = _parts(path, archive, package, tabs)
        looks: dict[str, dict[tuple[int, int], Look]] = {tab: {} for tab in tabs}
        rows = _rows(path, parts, looks)
        scientific = scientific_styles(read_part(archive, package.styles)) if package.styles else ()
        for tab in tabs:
            looks[tab].update(dict.fromkeys(cells_of_styles(parts[tab], scientific), Look.SCIENTIFIC))
        return {tab: _grid(archive, package, tab, parts[tab], rows[tab], looks[tab]) for tab in tabs}


def read_values(path: Path, tabs: Sequence[str]) -> dict[str, list[list[Value]]]:
    """The values of the tabs only."""
    with open_archive(path) as archive:
        return _rows(path, _parts(path, archive, read_package(archive), tabs))


def _parts(path: Path, archive: zipfile.ZipFile, package: Package, tabs: Sequence[str]) -> dict[str, bytes]:
    """The XML of each tab. Raises ``TabsMissingError`` or ``WorkbookFormatError``."""
    if missing := missing_tabs(path.name, tabs, package.tabs):
        raise missing
    parts = {tab: read_part(archive, package.tabs[tab]) for tab in tabs}
    if sum(refuse_boundless(tab, data) for tab, data in parts.items()) > MOST_CELLS:
        raise WorkbookFormatError(f"{path.name}: its tabs together hold more cells than can be read")
    return parts


def _rows(
    path: Path, tabs: Iterable[str], looks: Mapping[str, dict[tuple[int, int], Look]] | None = None
) -> dict[str, list[list[Value]]]:
    """The rows of each tab, none of which reaches beyond all measure. Raises ``WorkbookFormatError``.

    looks: by tab, is given the cells that show as dates and times.
    """
    found = {}
    try:
        with CalamineWorkbook.from_path(path) as book:
            for tab in tabs:
                cells = _cells(book, tab)
                if looks is not None:
                    looks[tab].update(_dates(cells))
                found[tab] = without_blank_ends([[_value(cell) for cell in row] for row in cells])
            return found
    except (CalamineError, OSError) as error:
        raise WorkbookFormatError(f"{path} cannot be read: {error}") from None


def _cells(book: CalamineWorkbook, tab: str) -> Sequence[Sequence[object]]:
    return book.get_sheet_by_name(tab).to_python(skip_empty_area=False)


def _dates(rows: Sequence[Sequence[object]]) -> Iterator[tuple[tuple[int, int], Look]]:
    for row, cells in enumerate(rows):
        for column, cell in enumerate(cells):
            if isinstance(cell, date | time | timedelta):
                yield (row, column), Look.DATE if isinstance(cell, date) else Look.TIME


def _value(cell: object) -> Value:
    if isinstance(cell, str):
        return cell or None
    if isinstance(cell, bool | int):
        return cell
    if isinstance(cell, float):
        return as_shown(cell)
    if isinstance(cell, date):
        return serial(cell)
    if isinstance(cell, time):
        return (cell.hour * 3600 + cell.minute * 60 + cell.second) / 86400
    if isinstance(cell, timedelta):
        return cell / timedelta(days=1)
    return None


def _grid(
    archive: zipfile.ZipFile,
    package: Package,
    tab: str,
    data: bytes,
    rows: list[list[Value]],
    looks: Mapping[tuple[int, int], Look],
) -> Grid:
    notes = read_notes(archive, package.notes[tab]) if tab in package.notes else {}
    grid = Grid(
        tab=tab,
        rows=rows,
        notes={parse_cell(cell): text for cell, text in notes.items()},
        row_count=LAST_ROW,
        column_count=LAST_COLUMN,
        looks=looks,
        locale=package.language,
    )
    if not may_hold_more_than_values(data):
        return grid
    found = scan(data)
    for (row, column), code in found.errors.items():
        _put(rows, row, column, CellError(code))
    for row, column in found.uncalculated:
        _put(rows, row, column, NEVER_CALCULATED)
    for (row, column), tick in found.constants.items():
        _put(rows, row, column, tick)
    return replace(grid, rows=rows, formulas=found.formulas, merges=tuple(found.merges))


def _put(rows: list[list[Value]], row: int, column: int, value: Value) -> None:
    while len(rows) <= row:
        rows.append([])
    cells = rows[row]
    cells.extend([None] * (column + 1 - len(cells)))
    cells[column] = value
