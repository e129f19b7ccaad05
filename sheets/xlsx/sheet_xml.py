"""One pass over the XML of a tab: where each row and cell begins and ends, in bytes, and what calamine does not tell.

With the places of the cells, a few of them can be exchanged and every other byte of the file stays as it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from xml.parsers import expat

from sheets.errors import WorkbookFormatError
from sheets.workbook import Area, constant
from sheets.workbook.area import parse_cell
from sheets.xlsx.extent import MOST_CELLS

SPILLED = "=(filled by the formula of another cell)"


@dataclass(slots=True)
class CellPlace:
    """A cell: its bytes and its style."""

    column: int
    start: int
    end: int = 0
    style: str = ""


@dataclass(slots=True)
class RowPlace:
    """A row: its bytes, and those between its tags (content_start is end where the tag closes itself)."""

    row: int
    start: int
    content_end: int = 0
    end: int = 0
    closes_itself: bool = False
    cells: list[CellPlace] = field(default_factory=list)


@dataclass(slots=True)
class SheetPlaces:
    """Everything found. constants: ticks that are kept as formulas such as TRUE(), which count as values.

    errors: what stands in cells whose formula has no result; uncalculated: those whose formula was never calculated;
    prefix: of the elements' names.
    """

    prefix: str = ""
    data_start: int = -1
    data_content_end: int = -1
    data_end: int = -1
    data_closes_itself: bool = False
    rows: list[RowPlace] = field(default_factory=list)
    formulas: dict[tuple[int, int], str] = field(default_factory=dict)
    constants: dict[tuple[int, int], bool] = field(default_factory=dict)
    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    uncalculated: set[tuple[int, int]] = field(default_factory=set)
    merges: list[Area] = field(default_factory=list)
    column_styles: list[tuple[int, int, str]] = field(default_factory=list)


class _Scan:
    """The handlers of the parser and what they remember."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.found = SheetPlaces()
        self.row: RowPlace | None = None
        self.cell: CellPlace | None = None
        self.kind = ""
        self.text: list[str] = []
        self.formula: Mapping[str, str] | None = None
        self.spills: list[Area] = []
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end

    def start(self, name: str, attributes: dict[str, str]) -> None:
        local = name.rpartition(":")[2]
        if local == "c" and self.row is not None:
            self._start_cell(attributes)
        elif local == "f" and self.cell is not None:
            self.formula = attributes
            self._collect()
        elif local == "v" and (self.kind == "e" or (self.row and self.cell and self._cell() in self.found.formulas)):
            self._collect()
        elif local == "row" and self.found.data_start >= 0:
            number = int(attributes["r"]) - 1 if "r" in attributes else self._next_row()
            self.row = RowPlace(number, self.parser.CurrentByteIndex)
        elif local == "sheetData":
            self.found.prefix = name[: -len(local)]
            self.found.data_start = self.parser.CurrentByteIndex
        elif local == "mergeCell":
            self.found.merges.append(Area.parse(attributes["ref"]))
        elif local == "col" and "style" in attributes:
            self.found.column_styles.append(
                (int(attributes["min"]) - 1, int(attributes["max"]) - 1, attributes["style"])
            )

    def end(self, name: str) -> None:
        local = name.rpartition(":")[2]
        if local == "c" and self.cell is not None:
            self.cell.end = self._end_of_tag(self.cell.start)[1]
            self.cell = None
        elif local == "f" and self.formula is not None:
            self._end_formula(self.formula)
        elif local == "v" and self.parser.CharacterDataHandler and self.row and self.cell:
            text = self._collected()
            if self.kind == "e":
                self.found.errors[self._cell()] = text
            elif text or self.kind == "str":
                self.found.uncalculated.discard(self._cell())
        elif local == "row" and self.row is not None:
            self.row.content_end, self.row.end, self.row.closes_itself = self._end_of_tag(self.row.start)
            self.found.rows.append(self.row)
            self.row = None
        elif local == "sheetData":
            found = self.found
            found.data_content_end, found.data_end, found.data_closes_itself = self._end_of_tag(found.data_start)

    def finish(self) -> SheetPlaces:
        if sum(area.size for area in self.spills) > MOST_CELLS:
            raise WorkbookFormatError("the array formulas of a tab fill more cells than can be read")
        for area in self.spills:
            for row in range(area.first_row, (area.last_row or area.first_row) + 1):
                for column in range(area.first_column, area.last_column + 1):
                    self.found.formulas.setdefault((row, column), SPILLED)
        return self.found

    def _start_cell(self, attributes: dict[str, str]) -> None:
        assert self.row is not None
        cells = self.row.cells
        if "r" in attributes:
            column = parse_cell(attributes["r"])[1]
        else:
            column = cells[-1].column + 1 if cells else 0
        self.cell = CellPlace(column, self.parser.CurrentByteIndex, style=attributes.get("s", ""))
        self.kind = attributes.get("t", "")
        cells.append(self.cell)

    def _end_formula(self, attributes: Mapping[str, str]) -> None:
        assert self.row is not None and self.cell is not None
        text = self._collected()
        tick = constant(text) if attributes.get("t", "normal") == "normal" else None
        if tick is not None:
            self.found.constants[self._cell()] = tick
            self.formula = None
            return
        self.found.formulas[self._cell()] = f"={text}" if text else "=(shared formula)"
        if self.kind != "e":
            self.found.uncalculated.add(self._cell())
        if attributes.get("t") == "array" and "ref" in attributes:
            self.spills.append(Area.parse(attributes["ref"]))
        self.formula = None

    def _cell(self) -> tuple[int, int]:
        assert self.row is not None and self.cell is not None
        return self.row.row, self.cell.column

    def _next_row(self) -> int:
        return self.found.rows[-1].row + 1 if self.found.rows else 0

    def _collect(self) -> None:
        self.text.clear()
        self.parser.CharacterDataHandler = self.text.append

    def _collected(self) -> str:
        self.parser.CharacterDataHandler = None
        return "".join(self.text)

    def _end_of_tag(self, start: int) -> tuple[int, int, bool]:
        """Where the content and the whole element end, and whether its tag closes itself.

        The parser stands behind a tag that closes itself, and at the beginning of one that closes another.
        """
        at = self.parser.CurrentByteIndex
        if self.data[at - 2 : at] == b"/>" and at == tag_end(self.data, start):
            return at, at, True
        return at, self.data.index(b">", at) + 1, False


def tag_end(data: bytes, start: int) -> int:
    """Just behind the tag that begins at ``start``; a ``>`` within quotes does not end it."""
    end = data.index(b">", start) + 1
    while data.count(b'"', start, end) % 2 or data.count(b"'", start, end) % 2:
        end = data.index(b">", end) + 1
    return end


def may_hold_more_than_values(data: bytes) -> bool:
    """Whether the XML may have formulas, errors or merged cells, which takes a pass of its own to read."""
    return any(mark in data for mark in (b"<f>", b"<f ", b":f>", b":f ", b't="e"', b"t='e'", b"mergeCell "))


def scan(data: bytes) -> SheetPlaces:
    """Read the places of all rows and cells. Raises ``WorkbookFormatError``."""
    scanning = _Scan(data)
    try:
        scanning.parser.Parse(data, True)
    except (expat.ExpatError, ValueError, KeyError) as error:
        raise WorkbookFormatError(f"the XML of a tab cannot be read: {error}") from None
    if scanning.found.data_start < 0:
        raise WorkbookFormatError("the XML of a tab has no cells")
    return scanning.finish()
