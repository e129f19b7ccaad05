"""Tabs of .ods files: values with calamine, and with a pass over the XML how far they reach and what has no result."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from io import BytesIO
from typing import Any
from xml.parsers import expat

from python_calamine import CalamineError, CalamineWorkbook

from sheets.errors import WorkbookFormatError
from sheets.workbook import CellError, Grid, Look, Value, as_shown, serial, without_blank_ends
from sheets.workbook.area import Area
from sheets.xlsx.extent import MOST_CELLS
from sheets.xlsx.package import read_part

_CONTENT = "content.xml"
_CELLS = ("table:table-cell", "table:covered-table-cell")
_OF_VALUES = ("office:", "table:formula")
"""What calamine takes for the value of a cell begins so."""


@dataclass(slots=True)
class _Tab:
    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    merges: list[Area] = field(default_factory=list)
    cells: int = 0


def read_open_document(data: bytes) -> dict[str, Grid]:
    """All tabs of a file. Raises ``WorkbookFormatError`` for one that is damaged or boundless."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        tabs = _Scan(read_part(archive, _CONTENT)).tabs
    try:
        with CalamineWorkbook.from_filelike(BytesIO(data)) as book:
            return {name: _grid(book, name, tabs.get(name, _Tab())) for name in book.sheet_names}
    except CalamineError as error:
        raise WorkbookFormatError(f"cannot be read: {error}") from None


def _grid(book: CalamineWorkbook, name: str, tab: _Tab) -> Grid:
    found: list[list[Value]] = []
    looks: dict[tuple[int, int], Look] = {}
    for number, cells in enumerate(book.get_sheet_by_name(name).to_python(skip_empty_area=False)):
        found.append([])
        for column, cell in enumerate(cells):
            value, look = _value(cell)
            found[-1].append(value)
            if look is not None:
                looks[number, column] = look
    for (row, column), code in tab.errors.items():
        if row < len(found) and column < len(found[row]):
            found[row][column] = CellError(code)
    return Grid(name, without_blank_ends(found), merges=tuple(tab.merges), looks=looks)


def _value(cell: Any) -> tuple[Value, Look | None]:
    match cell:
        case bool() | int():
            return cell, None
        case float():
            return as_shown(cell), None
        case date():
            return serial(cell), Look.DATE
        case time() | timedelta():
            return str(cell), Look.TIME
        case _:
            return str(cell) or None, None


class _Scan:
    """One pass that holds no cell: how many there are once repeats are counted, which are in error, which merged."""

    def __init__(self, content: bytes) -> None:
        self.tabs: dict[str, _Tab] = {}
        self._tab = _Tab()
        self._row = self._column = self._repeat = self._width = self._before = 0
        self._is_filled = False
        self._place, self._error = (0, 0), False
        self._text: list[str] = []
        parser = expat.ParserCreate()
        parser.StartElementHandler, parser.EndElementHandler = self._start, self._end
        parser.CharacterDataHandler = self._text.append
        parser.StartDoctypeDeclHandler = self._doctype
        try:
            parser.Parse(content, True)
        except expat.ExpatError as error:
            raise WorkbookFormatError(f"its part {_CONTENT} is no XML: {error}") from None

    def _doctype(self, *_: object) -> None:
        raise WorkbookFormatError(f"its part {_CONTENT} declares a document type, as no spreadsheet program does")

    def _start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "table:table":
            self._before += self._tab.cells
            self._tab = self.tabs[attributes.get("table:name", "")] = _Tab()
            self._row = 0
        elif name == "table:table-row":
            self._column = self._width = 0
            self._repeat = _count(attributes, "table:number-rows-repeated")
        elif name in _CELLS:
            self._place = self._row, self._column
            self._column += _count(attributes, "table:number-columns-repeated")
            self._error = attributes.get("calcext:value-type") == "error"
            self._text.clear()
            if any(name.startswith(_OF_VALUES) for name in attributes):
                self._width = self._column
            self._merge(attributes)

    def _merge(self, attributes: Mapping[str, str]) -> None:
        rows = _count(attributes, "table:number-rows-spanned")
        columns = _count(attributes, "table:number-columns-spanned")
        if rows * columns > 1:
            first_row, first_column = self._place
            self._tab.merges.append(Area(first_row, first_column, first_row + rows - 1, first_column + columns - 1))

    def _end(self, name: str) -> None:
        if name in _CELLS:
            if self._error:
                self._tab.errors[self._place] = "".join(self._text).strip() or "#ERROR"
        elif name == "table:table-row":
            self._row += self._repeat
            self._tab.cells = max(self._tab.cells, self._row * self._width)
            if self._before + self._tab.cells > MOST_CELLS:
                raise WorkbookFormatError(
                    f"row {self._row}: with what stands there the tab holds more cells than can be read; clear what "
                    "lies far below or to the right of your table, and save the file"
                )


def _count(attributes: Mapping[str, str], name: str) -> int:
    """A number of the file; as calamine reads it, with a sign and zeros before it, but never beyond all measure."""
    text = attributes.get(name, "1").removeprefix("+").lstrip("0")
    return int(text[:10]) if text.isdecimal() else 1
