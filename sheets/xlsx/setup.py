"""Makes the tabs of a layout in a file: headers with notes, frozen row, formats and drop-downs."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from sheets.layout import Column, Kind, Layout, Tab
from sheets.xlsx.extent import LAST_ROW
from sheets.xlsx.grafting import graft_tabs

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

FORMATS = {Kind.DATE: "yyyy-mm-dd", Kind.MOMENT: "yyyy-mm-dd hh:mm:ss", Kind.NUMBER: "General", Kind.FLAG: "General"}
_FILLS = {True: "FFE2EFDA", False: "FFDDEBF7"}


def new_file(path: Path, layout: Layout) -> None:
    """A file with all tabs of the layout and nothing else."""
    book = _book(layout.tabs)
    book.properties.title = layout.title
    book.save(path)


def with_tabs(source: Path, target: Path, tabs: Sequence[Tab]) -> None:
    """Write to ``target`` what ``source`` is with the tabs added."""
    donor = BytesIO()
    _book(tabs).save(donor)
    graft_tabs(source, target, donor, {tab.name: [column.name for column in tab.columns] for tab in tabs})


def note_of(column: Column) -> str:
    """The note of a header: what the column holds, and whether the engine fills it."""
    return f"{column.help}\n(The engine fills this column.)" if column.is_owned_by_engine else column.help


def _book(tabs: Sequence[Tab]) -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for tab in tabs:
        _make(book.create_sheet(tab.name), tab)
    return book


def _make(sheet: Worksheet, tab: Tab) -> None:
    sheet.freeze_panes = "A2"
    for number, column in enumerate(tab.columns, start=1):
        letter = get_column_letter(number)
        header = sheet.cell(1, number, column.name)
        header.font = Font(bold=True)
        header.fill = PatternFill("solid", fgColor=_FILLS[column.is_owned_by_engine])
        header.alignment = Alignment(vertical="top")
        header.comment = Comment(note_of(column), "Optimization Engine", height=110, width=260)
        sheet.column_dimensions[letter].width = max(column.width, len(column.name) + 3)
        sheet.column_dimensions[letter].number_format = FORMATS.get(column.kind, "@")
        if options := _options(column):
            rule = DataValidation("list", formula1=f'"{",".join(options)}"', allow_blank=True, showErrorMessage=True)
            rule.errorStyle = "stop" if column.strict else "warning"
            rule.errorTitle, rule.error = column.name, f"One of: {', '.join(options)}"[:255]
            rule.add(f"{letter}2:{letter}{LAST_ROW}")
            sheet.add_data_validation(rule)


def _options(column: Column) -> tuple[str, ...]:
    return ("TRUE", "FALSE") if column.kind is Kind.FLAG else column.options
