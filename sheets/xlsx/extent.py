"""How far the cells of a tab reach, before they are read: a rectangle of all of them has to fit into memory."""

from __future__ import annotations

import re

from sheets.errors import WorkbookFormatError
from sheets.workbook import cell_name
from sheets.workbook.area import column_number

LAST_ROW = 1_048_576
LAST_COLUMN = 16_384
MOST_CELLS = 8_000_000
_FILLED = re.compile(rb"<(?:\w+:)?c\b[^>]*?\sr=[\"']([A-Za-z]+)([0-9]+)[\"'][^>]*(?<!/)>(?!</)")


def refuse_boundless(tab: str, data: bytes) -> None:
    """Raises ``WorkbookFormatError`` for a tab with a cell far away from the others. data: the XML of the tab."""
    filled = _FILLED.findall(data)
    rows = max((int(digits) for digits in {digits for _, digits in filled}), default=0)
    columns = max((column_number(letters.decode()) + 1 for letters in {letters for letters, _ in filled}), default=0)
    if rows * columns > MOST_CELLS:
        cells = [(int(digits) - 1, column_number(letters.decode())) for letters, digits in filled]
        bottom, right = max(cells), max(cells, key=lambda cell: cell[1])
        ends = " and ".join(dict.fromkeys(cell_name(*cell) for cell in (bottom, right)))
        raise WorkbookFormatError(
            f"{tab}!{ends}: what stands there makes the tab {rows} rows by {columns} columns large, more than can be "
            "read; clear what lies far below or to the right of your table, and save the file"
        )
