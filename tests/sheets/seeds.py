"""What a spreadsheet holds before a test, in a form that both kinds of spreadsheets can be made from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import openpyxl
from openpyxl.comments import Comment


@dataclass(frozen=True)
class Formula:
    """A formula, and its result where the spreadsheet computes (Google)."""

    text: str
    result: object = None


@dataclass(frozen=True)
class Shown:
    """A number with a format: as an .xlsx file names it, and as Google does."""

    number: float
    xlsx: str = "0.00E+00"
    google: str = "SCIENTIFIC"


@dataclass(frozen=True)
class Seed:
    """A tab. notes by the names of cells."""

    rows: Sequence[Sequence[object]]
    notes: Mapping[str, str] = field(default_factory=dict)
    merges: Sequence[str] = ()


def write_xlsx(path: Path, tabs: Mapping[str, Seed]) -> Path:
    """A file with the tabs."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, seed in tabs.items():
        sheet = book.create_sheet(name)
        for row, values in enumerate(seed.rows, start=1):
            for column, value in enumerate(values, start=1):
                if value is None:
                    continue
                plain = value.text if isinstance(value, Formula) else value
                cell = sheet.cell(row, column, plain.number if isinstance(plain, Shown) else plain)
                if isinstance(value, Shown):
                    cell.number_format = value.xlsx
                if isinstance(value, str):
                    cell.data_type = "s"
                if isinstance(value, date):
                    cell.number_format = "yyyy-mm-dd"
        for cell_name, note in seed.notes.items():
            sheet[cell_name].comment = Comment(note, "somebody")
        for area in seed.merges:
            sheet.merge_cells(area)
    book.save(path)
    return path
