"""The port ``Workbook`` over an .xlsx file."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import openpyxl
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from sheets.errors import WorkbookError, WorkbookFaultsError, WorkbookMissingError, missing_tabs
from sheets.headers import Headers, find_headers
from sheets.layout import Column, Kind, Layout, Tab
from sheets.workbook import (
    Area,
    CellWrite,
    FormulaWrite,
    Grid,
    SetupReport,
    Value,
    Writable,
    WriteBatch,
    escaped,
    storable,
    without_blank_ends,
)
from sheets.xlsx.charts import draw_charts
from sheets.xlsx.extent import LAST_ROW
from sheets.xlsx.grafting import graft_tabs
from sheets.xlsx.looks import alignment, colour, make_presentable
from sheets.xlsx.package import open_archive, read_package
from sheets.xlsx.patching import LONGEST_TEXT, patched_copy
from sheets.xlsx.reader import read_grids, read_values
from sheets.xlsx.save import Stamp, replace_file, stamp

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

FORMATS = {
    Kind.DATE: "yyyy-mm-dd",
    Kind.MOMENT: "yyyy-mm-dd hh:mm:ss",
    Kind.NUMBER: "General",
    Kind.FLAG: '"TRUE";"TRUE";"FALSE"',
    Kind.SHARE: "#,##0.0%",
}
_FIGURES = "[>=1000]#,##0;[<=-1000]-#,##0;General"
"""On a page for people to read: large figures as whole numbers with thousands apart."""
_HEADER_SIZE, _HEADER_SHARE = 9, 0.95
"""Headers are small, since their names are long; how wide they are as a share of what their length takes."""
_WIDEST = 50
_NO_TITLE, _LONGEST_TITLE = re.compile(r"[\[\]:*?/\\]|[\x00-\x1f\ud800-\udfff\ufffe\uffff]|^'|'$"), 31
_FILLS = {True: "FFE2EFDA", False: "FFDDEBF7"}


def new_file(path: Path, layout: Layout) -> None:
    """A file with all tabs of the layout and nothing else."""
    book = _book(layout.tabs)
    book.properties.title = layout.title
    book.save(path)


def table_file(tab: str, rows: Sequence[Sequence[Writable]], header_row: int) -> bytes:
    """A file with one table, its headers first, in a row that counts from 1. No text is taken for a formula."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    if len(tab) > _LONGEST_TITLE or _NO_TITLE.search(tab):
        raise WorkbookError(f"no .xlsx file can have a tab called {tab[:100]!r}")
    sheet.title = tab
    sheet.freeze_panes = f"A{header_row + 1}"
    for number, row in enumerate(rows, start=header_row):
        for column, written in enumerate(row, start=1):
            cell: Any = sheet.cell(number, column)
            cell.value = value = storable(written, LONGEST_TEXT)
            if isinstance(value, str):
                cell.data_type, cell.quotePrefix = "s", escaped(value) != value
            elif isinstance(written, date):
                cell.number_format = FORMATS[Kind.DATE]
            if number == header_row:
                cell.font = Font(bold=True)
                longest = max(len(str(each[column - 1] or "")) for each in rows)
                sheet.column_dimensions[get_column_letter(column)].width = min(longest, _WIDEST) + 2
    data = BytesIO()
    book.save(data)
    return data.getvalue()


def with_tabs(source: Path, target: Path, tabs: Sequence[Tab]) -> None:
    """Write to ``target`` what ``source`` is with the tabs added."""
    donor = BytesIO()
    _book(tabs, with_colours=False).save(donor)
    graft_tabs(source, target, donor, {tab.name: [column.name for column in tab.columns] for tab in tabs})


def note_of(column: Column) -> str:
    """The note of a header: what the column holds, and whether the engine fills it."""
    return f"{column.help}\n(The engine fills this column.)" if column.is_owned_by_engine else column.help


def _book(tabs: Sequence[Tab], *, with_colours: bool = True) -> openpyxl.Workbook:
    """A book of new tabs. with_colours: conditional formats as well, which cannot be taken into another file."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for tab in tabs:
        sheet = book.create_sheet(tab.name)
        _make(sheet, tab)
        make_presentable(sheet, tab)
        draw_charts(sheet, tab)
        if with_colours:
            colour(sheet, tab)
    return book


def _make(sheet: Worksheet, tab: Tab) -> None:
    sheet.freeze_panes = "B2"
    for number, column in enumerate(tab.columns, start=1):
        letter = get_column_letter(number)
        header = sheet.cell(1, number, column.name)
        header.font = Font(bold=True, size=_HEADER_SIZE)
        header.fill = PatternFill("solid", fgColor=_FILLS[column.is_owned_by_engine])
        header.alignment = alignment(tab, number, is_header=True)
        header.comment = Comment(note_of(column), "Optimization Engine", height=110, width=260)
        sheet.column_dimensions[letter].width = max(column.width, math.ceil(len(column.name) * _HEADER_SHARE) + 2)
        is_figure = tab.charts and column.kind is Kind.NUMBER
        sheet.column_dimensions[letter].number_format = _FIGURES if is_figure else FORMATS.get(column.kind, "@")
        if options := _options(column):
            rule = DataValidation("list", formula1=f'"{",".join(options)}"', allow_blank=True, showErrorMessage=True)
            rule.errorStyle = "stop" if column.strict else "warning"
            rule.errorTitle, rule.error = column.name, f"One of: {', '.join(options)}"[:255]
            rule.add(f"{letter}2:{letter}{LAST_ROW}")
            sheet.add_data_validation(rule)


def _options(column: Column) -> tuple[str, ...]:
    return ("TRUE", "FALSE") if column.kind is Kind.FLAG else column.options


class XlsxWorkbook:
    """A file. Between a read and a write nobody else may save it: the write is refused then, and nothing is lost."""

    longest_text = LONGEST_TEXT

    def __init__(self, path: Path) -> None:
        self.path = path
        self._seen: Stamp | None = None

    @property
    def name(self) -> str:
        """The path of the file."""
        return str(self.path)

    @property
    def identity(self) -> str:
        """The whole path of the file."""
        return str(self.path.resolve())

    def read(self, tabs: Sequence[str]) -> Mapping[str, Grid]:
        """All cells of the tabs, as the file was saved last."""
        self._seen = stamp(self.path)
        return read_grids(self.path, tabs)

    def read_areas(self, areas: Sequence[tuple[str, Area]]) -> list[list[list[Value]]]:
        """The values of some areas; the file is read again only where it was saved meanwhile."""
        self._seen = stamp(self.path)
        values = read_values(self.path, list(dict.fromkeys(tab for tab, _ in areas)))
        return [_cut(values[tab], area) for tab, area in areas]

    def write(self, batch: WriteBatch) -> None:
        """Write the batch into a copy and put it in the place of the file."""
        seen = self._seen or stamp(self.path)
        replace_file(self.path, lambda beside: patched_copy(self.path, beside, batch.cells, charts=batch.charts), seen)
        self._seen = stamp(self.path)

    def put_formulas(self, formulas: Sequence[FormulaWrite], headers: Mapping[tuple[int, int], str]) -> None:
        """Put formulas into a copy and put it in the place of the file."""
        if not formulas:
            return
        texts = [CellWrite(formulas[0].tab, row, column, text) for (row, column), text in headers.items()]
        seen = self._seen or stamp(self.path)
        replace_file(self.path, lambda beside: patched_copy(self.path, beside, texts, formulas), seen)
        self._seen = stamp(self.path)

    def setup(self, layout: Layout) -> SetupReport:
        """Make the file, or the tabs and headers that it lacks."""
        seen = stamp(self.path)
        if seen is None and self.path.suffix.casefold() == ".xlsm":
            raise WorkbookMissingError(f"there is no file {self.path}; a new one has no macros, so let it end in .xlsx")
        if seen is None:
            replace_file(self.path, lambda beside: new_file(beside, layout), None)
            return SetupReport(tuple(tab.name for tab in layout.tabs), touched=True)
        with open_archive(self.path) as archive:
            present = read_package(archive).tabs
        lacking = missing_tabs(self.path.name, (tab.name for tab in layout.tabs), present)
        if lacking is not None and lacking.called:
            raise lacking
        missing = [tab for tab in layout.tabs if tab.name not in present]
        headers = self._headers(layout, [tab.name for tab in layout.tabs if tab.name in present])
        added = [
            CellWrite(tab, 0, found.width + offset, column)
            for tab, found in headers.items()
            for offset, column in enumerate(found.missing)
        ]

        def complete(beside: Path) -> None:
            if missing:
                with_tabs(self.path, beside, missing)
            if added:
                patched_copy(BytesIO(beside.read_bytes()) if missing else self.path, beside, added)

        if missing or added:
            replace_file(self.path, complete, seen)
            self._seen = stamp(self.path)
        columns = tuple(f"{write.tab}.{write.value}" for write in added)
        return SetupReport(tuple(tab.name for tab in missing), columns, touched=bool(missing or added))

    def _headers(self, layout: Layout, tabs: Sequence[str]) -> dict[str, Headers]:
        found = {tab: find_headers(layout.tab(tab), grid) for tab, grid in self.read(tabs).items()}
        if faults := [fault for headers in found.values() for fault in headers.faults]:
            raise WorkbookFaultsError(faults)
        return found


def _cut(rows: list[list[Value]], area: Area) -> list[list[Value]]:
    last = len(rows) if area.last_row is None else area.last_row + 1
    return without_blank_ends([row[area.first_column : area.last_column + 1] for row in rows[area.first_row : last]])
