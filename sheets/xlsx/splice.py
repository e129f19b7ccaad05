"""Exchanges some cells in the XML of a tab and leaves every other byte as it is.

So nothing gets lost that a library would not know: cached results of formulas, charts, sparklines, text boxes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from xml.sax.saxutils import escape

from sheets.workbook import Value, cell_name
from sheets.xlsx.heights import NOTHING_WRAPS, Wrapped
from sheets.xlsx.sheet_xml import CellPlace, RowPlace, SheetPlaces, scan, tag_end

_LOOKS_ESCAPED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")


@dataclass(frozen=True, slots=True)
class FormulaText:
    """A formula on its way into a cell; it begins with ``=``."""

    text: str


Cells = Mapping[int, Mapping[int, Value | FormulaText]]
StyleOf = Callable[[int, int, str], str]
_SPANS = re.compile(rb"\s+spans\s*=\s*(\"[^\"]*\"|'[^']*')")
_Splice = tuple[int, int, bytes]


def patch(data: bytes, cells: Cells, style_of: StyleOf, wrapped: Wrapped = NOTHING_WRAPS) -> bytes:
    """The XML with the cells, by row and column, as they are to be. Raises ``WorkbookFormatError``.

    style_of: given row, column and the style that the cell has (or would inherit), the style that it gets. wrapped: the
    columns for whose texts rows are made higher.
    """
    places = scan(data)
    writer = _Writer(data, places, cells, style_of, wrapped)
    parts: list[bytes] = []
    done = 0
    for start, end, replacement in writer.splices():
        parts += data[done:start], replacement
        done = end
    parts.append(data[done:])
    return b"".join(parts)


class _Writer:
    def __init__(self, data: bytes, places: SheetPlaces, cells: Cells, style_of: StyleOf, wrapped: Wrapped) -> None:
        self.data = data
        self.wrapped = wrapped
        self.places = places
        self.cells = cells
        self.style_of = style_of
        self.prefix = places.prefix
        self.inherited: dict[int, str] = {}

    def splices(self) -> Iterator[_Splice]:
        """What is to be exchanged, in the order of the file, without overlap."""
        wanted = sorted(self.cells)
        at = 0
        for place in self.places.rows:
            new = b""
            while at < len(wanted) and wanted[at] < place.row:
                new += self._new_row(wanted[at])
                at += 1
            if new:
                yield place.start, place.start, new
            if at < len(wanted) and wanted[at] == place.row:
                yield from self._row(place)
                at += 1
            if place.row:
                self.inherited.update({cell.column: cell.style for cell in place.cells})
        rest = b"".join(self._new_row(row) for row in wanted[at:])
        if rest and self.places.data_closes_itself:
            tag = f"{self.prefix}sheetData".encode()
            yield self.places.data_start, self.places.data_end, b"<%s>%s</%s>" % (tag, rest, tag)
        elif rest:
            yield self.places.data_content_end, self.places.data_content_end, rest

    def _row(self, place: RowPlace) -> Iterator[_Splice]:
        cells = self.cells[place.row]
        head_end = tag_end(self.data, place.start)
        head = _SPANS.sub(b"", self.data[place.start : head_end])
        head = self.wrapped.with_height(head, cells) if place.row else head
        old = {cell.column: cell for cell in place.cells}
        if place.closes_itself:
            inner = b"".join(self._cell(place.row, column, None) for column in sorted(cells))
            if inner:
                closing = f"</{self.prefix}row>".encode()
                yield place.start, place.end, head[:-2].rstrip() + b">" + inner + closing
            return
        yield place.start, head_end, head
        for start, end, column in self._slots(place, sorted(cells)):
            yield start, end, self._cell(place.row, column, old.get(column))

    @staticmethod
    def _slots(place: RowPlace, columns: list[int]) -> Iterator[tuple[int, int, int]]:
        """Where each column goes: over the cell that is there, or in front of the next one."""
        following: Iterator[CellPlace] = iter(place.cells)
        cell = next(following, None)
        for column in columns:
            while cell is not None and cell.column < column:
                cell = next(following, None)
            start = place.content_end if cell is None else cell.start
            yield start, (cell.end if cell is not None and cell.column == column else start), column

    def _new_row(self, row: int) -> bytes:
        inner = b"".join(self._cell(row, column, None) for column in sorted(self.cells[row]))
        if not inner:
            return b""
        head = f'<{self.prefix}row r="{row + 1}">'.encode()
        head = self.wrapped.with_height(head, self.cells[row]) if row else head
        return head + inner + f"</{self.prefix}row>".encode()

    def _cell(self, row: int, column: int, old: CellPlace | None) -> bytes:
        value = self.cells[row][column]
        if old is None and value is None:
            return b""
        style = self.style_of(row, column, self._style(row, column) if old is None else old.style)
        p = self.prefix
        attributes = f' r="{cell_name(row, column)}"' + (f' s="{style}"' if style else "")
        if value is None:
            return f"<{p}c{attributes}/>".encode()
        if isinstance(value, FormulaText):
            return f"<{p}c{attributes}><{p}f>{escape(value.text[1:])}</{p}f></{p}c>".encode()
        if isinstance(value, bool):
            return f'<{p}c{attributes} t="b"><{p}v>{int(value)}</{p}v></{p}c>'.encode()
        if isinstance(value, int | float):
            return f"<{p}c{attributes}><{p}v>{value!r}</{p}v></{p}c>".encode()
        text = escape(_LOOKS_ESCAPED.sub("_x005F_", str(value))).encode("utf-8", "replace")
        opening = f'<{p}c{attributes} t="inlineStr"><{p}is><{p}t xml:space="preserve">'.encode()
        return opening + text + f"</{p}t></{p}is></{p}c>".encode()

    def _style(self, row: int, column: int) -> str:
        """The style of the cell above it, else the one of the column; headers have one of their own."""
        if row and column in self.inherited:
            return self.inherited[column]
        for first, last, style in self.places.column_styles:
            if row and first <= column <= last:
                return style
        return ""
