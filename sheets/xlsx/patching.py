"""Writes a batch of cells into a file: exchanges the cells in its XML and copies everything else as it is."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from io import BytesIO
from pathlib import Path

from sheets.errors import WorkbookError, WorkbookFormatError, missing_tabs
from sheets.workbook import CellWrite, ChartRows, FormulaWrite, Value, cell_name, storable
from sheets.xlsx.charts import refitted
from sheets.xlsx.extent import LAST_COLUMN, LAST_ROW
from sheets.xlsx.heights import wrapped_columns, wrapping_formats
from sheets.xlsx.package import open_archive, read_package, read_part, without_part
from sheets.xlsx.splice import FormulaText, patch

DATE_FORMAT = 14
MOMENT_FORMAT = 22
_FORMATS = re.compile(rb"<(\w+:)?cellXfs\b[^>]*?(/>|>)")
_COUNT = re.compile(rb"\bcount\s*=\s*(\"[0-9]+\"|'[0-9]+')")
_XF = re.compile(rb"<(?:\w+:)?xf\b[^>]*>")
_NUMBER_FORMAT = re.compile(rb"\bnumFmtId\s*=\s*[\"']([0-9]+)[\"']")


class Styles:
    """The cell styles of a file. ``data`` is its part with what was added; ``changed`` says whether anything was."""

    def __init__(self, data: bytes) -> None:
        opening = _FORMATS.search(data)
        if not opening or opening[2] == b"/>":
            raise WorkbookFormatError("the file has no cell styles")
        self.data = data
        self.changed = False
        self._prefix = opening[1] or b""
        self._start = opening.start()
        self._content = opening.end()
        self._end = data.find(b"</" + self._prefix + b"cellXfs>", self._content)
        if self._end < 0:
            raise WorkbookFormatError("the cell styles of the file are not complete")
        self._formats = [self._format(xf) for xf in _XF.findall(data, self._content, self._end)]
        self._added: dict[int, int] = {}

    @staticmethod
    def _format(xf: bytes) -> int:
        found = _NUMBER_FORMAT.search(xf)
        return int(found[1]) if found else 0

    def for_date(self, style: str, *, with_time: bool) -> str:
        """The style for a date: the one that the cell has, unless that would show a bare number."""
        index = int(style) if style else 0
        if index < len(self._formats) and self._formats[index] not in (0, 49):
            return style or "0"
        wanted = MOMENT_FORMAT if with_time else DATE_FORMAT
        return str(self._added.get(wanted) or self._add(wanted))

    def _add(self, number_format: int) -> int:
        index = len(self._formats)
        xf = b'<%sxf numFmtId="%d" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
        added = xf % (self._prefix, number_format)
        head = _COUNT.sub(b'count="%d"' % (index + 1), self.data[self._start : self._content])
        self.data = (
            self.data[: self._start] + head + self.data[self._content : self._end] + added + self.data[self._end :]
        )
        self._content = self._start + len(head)
        self._end = self.data.index(b"</" + self._prefix + b"cellXfs>", self._content)
        self._formats.append(number_format)
        self._added[number_format] = index
        self.changed = True
        return index


LONGEST_TEXT = 32_767
_IN_CHAIN = re.compile(rb"<(?:\w+:)?c\b[^>]*?\br=[\"']([A-Z]+[0-9]+)[\"']")
DAYS_TO_1904 = 1462
_CALC = re.compile(rb"<((?:\w+:)?)calcPr\b([^>]*?)(/?)>")
_WISHED = re.compile(rb"\bfullCalcOnLoad\s*=\s*[\"'](1|true)[\"']")
_FULL_CALC = re.compile(rb"\s+fullCalcOnLoad\s*=\s*(\"[^\"]*\"|'[^']*')")


def patched_copy(
    source: Path | BytesIO,
    target: Path,
    writes: Iterable[CellWrite],
    formulas: Iterable[FormulaWrite] = (),
    charts: Iterable[ChartRows] = (),
) -> None:
    """Write to ``target`` what ``source`` is with the cells changed. Formulas are computed anew when it is opened.

    charts: the rows that they are to show.
    """
    with open_archive(source) as archive:
        package = read_package(archive)
        cells, dates = _by_tab(writes, package.counts_from_1904)
        for put in formulas:
            cells.setdefault(put.tab, {}).setdefault(put.row, {})[put.column] = FormulaText(put.formula)
        if missing := missing_tabs(target.name, cells, package.tabs):
            raise missing
        changed: dict[str, bytes] = {}
        styles = Styles(read_part(archive, package.styles)) if package.styles else None
        wrapping = wrapping_formats(styles.data) if styles else frozenset()
        for tab, rows in cells.items():

            def style_of(row: int, column: int, style: str, tab: str = tab) -> str:
                with_time = dates.get((tab, row, column))
                return style if with_time is None or styles is None else styles.for_date(style, with_time=with_time)

            part = package.tabs[tab]
            data = read_part(archive, part)
            changed[part] = patch(data, rows, style_of, wrapped_columns(data, wrapping))
        changed.update(refitted(archive, package, charts))
        if styles is not None and styles.changed and package.styles:
            changed[package.styles] = styles.data
        changed[package.workbook] = _recalculated(read_part(archive, package.workbook))
        dropped = ""
        if package.calc_chain and _is_in_chain(read_part(archive, package.calc_chain), cells.values()):
            dropped = package.calc_chain
            changed.update(without_part(archive, package, dropped))
        copy_parts(archive, target, changed, dropped=dropped)


def _is_in_chain(chain: bytes, tabs: Iterable[Mapping[int, Iterable[int]]]) -> bool:
    """Whether a formula may be written over, which leaves an order of computing that programs call damaged."""
    named = {name.decode() for name in _IN_CHAIN.findall(chain)}
    return any(cell_name(row, column) in named for rows in tabs for row, columns in rows.items() for column in columns)


def _by_tab(
    writes: Iterable[CellWrite], from_1904: bool
) -> tuple[dict[str, dict[int, dict[int, Value | FormulaText]]], dict[tuple[str, int, int], bool]]:
    """The values by tab, row and column; and for each date whether it has a time."""
    cells: dict[str, dict[int, dict[int, Value | FormulaText]]] = {}
    dates: dict[tuple[str, int, int], bool] = {}
    for write in writes:
        value = storable(write.value, LONGEST_TEXT)
        if isinstance(write.value, date):
            dates[write.tab, write.row, write.column] = isinstance(write.value, datetime)
            if from_1904 and isinstance(value, int | float):
                value -= DAYS_TO_1904
        cells.setdefault(write.tab, {}).setdefault(write.row, {})[write.column] = value
    _refuse_beyond_the_edge(cells)
    return cells, dates


def _refuse_beyond_the_edge(cells: Mapping[str, Mapping[int, Mapping[int, object]]]) -> None:
    """A cell that no tab can hold would make the whole file unreadable."""
    for tab, rows in cells.items():
        if max(rows) >= LAST_ROW or max(column for row in rows.values() for column in row) >= LAST_COLUMN:
            raise WorkbookError(
                f"{tab}: there is no room left beside or below what stands in its last column or row; clear what lies "
                "far away from your table, and write again"
            )


def _recalculated(workbook: bytes) -> bytes:
    """The part of the workbook, with the wish that formulas are computed anew when a program opens it."""

    def wish(found: re.Match[bytes]) -> bytes:
        if _WISHED.search(found[2]):
            return found[0]
        rest = _FULL_CALC.sub(b"", found[2]).rstrip()
        return b"<" + found[1] + b"calcPr" + rest + b' fullCalcOnLoad="1"' + found[3] + b">"

    return _CALC.sub(wish, workbook, count=1)


def copy_parts(
    archive: zipfile.ZipFile,
    target: Path,
    changed: Mapping[str, bytes],
    added: Mapping[str, bytes] | None = None,
    *,
    dropped: str = "",
) -> None:
    """Write a file whose parts are those of an opened one but one, some of them changed, and some more."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=4) as copy:
        for info in archive.infolist():
            if info.filename == dropped:
                continue
            data = changed.get(info.filename)
            copy.writestr(info, read_part(archive, info.filename, is_copied=True) if data is None else data)
        for part, data in (added or {}).items():
            copy.writestr(part, data)
