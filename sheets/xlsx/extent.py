"""How far the cells of a tab reach, before they are read: a rectangle of all of them has to fit into memory."""

from __future__ import annotations

import re
from collections.abc import Mapping
from xml.parsers import expat

from sheets.errors import WorkbookFormatError
from sheets.workbook import cell_name
from sheets.workbook.area import column_number, parse_cell

LAST_ROW = 1_048_576
LAST_COLUMN = 16_384
MOST_CELLS = 8_000_000
_CELLS = re.compile(rb"<(?:\w+:)?c(?=[\s/>])")
_ATTRIBUTE = rb"\s+(?!r=)[\w:.-]+=\"[^\"<>]*\""
_PLACED = re.compile(
    rb"<(?:\w+:)?c(?:%b)*\s+r=\"([A-Z]{1,3})([0-9]{1,7})\"(?:%b)*\s*(?:(/>|></)|>)" % (_ATTRIBUTE, _ATTRIBUTE)
)


def refuse_boundless(tab: str, data: bytes) -> int:
    """How many cells the rectangle around all that a tab holds has. data: the XML of the tab.

    Raises ``WorkbookFormatError`` for a tab with a cell far away from the others.
    """
    placed = _PLACED.findall(data)
    if len(placed) == len(_CELLS.findall(data)):
        filled = {(letters, digits) for letters, digits, is_empty in placed if not is_empty}
        columns_of = {letters: column_number(letters.decode()) for letters, _ in filled}
        cells = {(int(digits) - 1, columns_of[letters]) for letters, digits in filled}
    else:
        cells = _Walk(tab, data).filled
    rows = max((row + 1 for row, _ in cells), default=0)
    columns = max((column + 1 for _, column in cells), default=0)
    if rows * columns > MOST_CELLS:
        bottom, right = max(cells), max(cells, key=lambda cell: cell[1])
        ends = " and ".join(dict.fromkeys(cell_name(*cell) for cell in (bottom, right)))
        raise WorkbookFormatError(
            f"{tab}!{ends}: what stands there makes the tab {rows} rows by {columns} columns large, more than can be "
            "read; clear what lies far below or to the right of your table, and save the file"
        )
    return rows * columns


class _Walk:
    """One pass over a tab of which not every cell says plainly where it is: those that hold anything."""

    def __init__(self, tab: str, data: bytes) -> None:
        self.filled: set[tuple[int, int]] = set()
        self._row = self._column = 0
        self._cell: tuple[int, int] | None = None
        parser = expat.ParserCreate()
        parser.StartElementHandler, parser.EndElementHandler = self._start, self._end
        try:
            parser.Parse(data, True)
        except (expat.ExpatError, ValueError) as error:
            raise WorkbookFormatError(f"{tab}: the XML of the tab cannot be read: {error}"[:300]) from None

    def _start(self, name: str, attributes: Mapping[str, str]) -> None:
        local = name.rpartition(":")[2]
        if local == "row":
            self._row = int(attributes["r"]) - 1 if "r" in attributes else self._row
        elif local == "c":
            self._cell = parse_cell(attributes["r"]) if "r" in attributes else (self._row, self._column)
            self._column = self._cell[1] + 1
        elif self._cell is not None:
            self.filled.add(self._cell)

    def _end(self, name: str) -> None:
        local = name.rpartition(":")[2]
        if local == "row":
            self._row, self._column = self._row + 1, 0
        elif local == "c":
            self._cell = None
