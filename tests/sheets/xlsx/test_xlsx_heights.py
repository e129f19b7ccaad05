"""Rows of a file are as high as the texts written into them ask for, unless a person has said how high they are."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from openpyxl.styles import Alignment

from sheets.workbook import CellWrite, WriteBatch
from sheets.xlsx.heights import LINE
from sheets.xlsx.workbook import XlsxWorkbook

LONG = "word " * 40


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A tab with a wide column that wraps, a wide one that does not, and one that wraps and is hidden."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "A"
    sheet.append(["text", "plain", "hidden"])
    for letter, wraps in (("A", True), ("B", False), ("C", True)):
        sheet.column_dimensions[letter].width = 40
        sheet.column_dimensions[letter].alignment = Alignment(wrap_text=wraps)
    sheet.column_dimensions["C"].hidden = True
    book.save(tmp_path / "a.xlsx")
    return tmp_path / "a.xlsx"


def heights(path: Path, *writes: CellWrite) -> list[float | None]:
    """The heights of the rows below the header once the cells are written; None for a line."""
    XlsxWorkbook(path).write(WriteBatch(writes))
    sheet = openpyxl.load_workbook(path)["A"]
    return [sheet.row_dimensions[row].height for row in range(2, sheet.max_row + 1)]


def test_a_text_that_wraps_makes_its_row_higher_and_a_short_one_leaves_a_line(path: Path) -> None:
    writes = [CellWrite("A", 1, 0, LONG), CellWrite("A", 2, 0, "short"), CellWrite("A", 3, 0, "two\nlines")]
    assert heights(path, *writes) == [5 * LINE, None, 2 * LINE]
    assert heights(path, CellWrite("A", 1, 0, "short"))[0] is None


def test_columns_that_do_not_wrap_or_are_hidden_change_no_height(path: Path) -> None:
    assert heights(path, CellWrite("A", 1, 1, LONG), CellWrite("A", 2, 2, LONG)) == [None, None]


def test_a_height_that_a_person_has_set_stays(path: Path) -> None:
    book = openpyxl.load_workbook(path)
    book["A"].append(["short"])
    book["A"].row_dimensions[2].height = 33
    book.save(path)
    assert heights(path, CellWrite("A", 1, 0, LONG)) == [33]


def test_the_header_and_texts_beyond_all_measure(path: Path) -> None:
    assert heights(path, CellWrite("A", 0, 0, LONG), CellWrite("A", 1, 0, "word " * 4000)) == [27 * LINE]
    assert openpyxl.load_workbook(path)["A"].row_dimensions[1].height is None
