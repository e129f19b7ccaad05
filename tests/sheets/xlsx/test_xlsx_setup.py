"""That tabs are added to a file of people's without anything of theirs being lost, whatever it holds."""

from __future__ import annotations

import zipfile
from pathlib import Path

import openpyxl
import pytest
from openpyxl.chart import BarChart, Reference
from openpyxl.styles import Font, PatternFill

from sheets.errors import WorkbookError
from sheets.layout import OPTIMIZATION_CENTER
from sheets.workbook import CellWrite, WriteBatch
from sheets.xlsx.workbook import XlsxWorkbook
from tests.sheets.seeds import Formula, Seed, write_xlsx

pytestmark = pytest.mark.filterwarnings("ignore:Unknown extension")
SHEET = "xl/worksheets/sheet1.xml"
LISTS = {"xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml", "[Content_Types].xml"}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A file with a chart, macros, formats, a calculated formula and what no library knows."""
    path = write_xlsx(tmp_path / "mine.xlsx", {"Mine": Seed([["k", "v"], ["a", 1], ["b", Formula("=B2+1")]])})
    book = openpyxl.load_workbook(path)
    sheet = book["Mine"]
    sheet["A1"].font, sheet["A2"].fill = Font(name="Arial", italic=True), PatternFill("solid", fgColor="FFFFFF00")
    sheet["B2"].number_format = '0.00 "EUR"'
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=2, min_row=1, max_row=3))
    sheet.add_chart(chart, "F2")
    book.save(path)
    exchange(path, SHEET, b"<f>B2+1</f><v />", b"<f>B2+1</f><v>2</v>")
    exchange(path, SHEET, b"</worksheet>", b"<extLst><ext uri='{x}'>sparkline</ext></extLst></worksheet>")
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"macros")
    return path


def parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def exchange(path: Path, part: str, old: bytes, new: bytes) -> None:
    held = parts(path)
    assert old in held[part]
    held[part] = held[part].replace(old, new)
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in held.items():
            archive.writestr(name, data)


def test_adding_tabs_leaves_every_other_part_as_it_is(path: Path) -> None:
    before = parts(path)
    assert len(XlsxWorkbook(path).setup(OPTIMIZATION_CENTER).tabs) == len(OPTIMIZATION_CENTER.tabs)
    after = parts(path)
    assert {name for name in before if before[name] != after.get(name)} == LISTS
    assert XlsxWorkbook(path).read(["Mine"])["Mine"].value(2, 1) == 2
    written = path.read_bytes()
    assert not XlsxWorkbook(path).setup(OPTIMIZATION_CENTER).touched
    assert path.read_bytes() == written


def test_added_tabs_look_like_those_of_a_new_file_and_the_others_as_before(path: Path, tmp_path: Path) -> None:
    XlsxWorkbook(path).setup(OPTIMIZATION_CENTER)
    XlsxWorkbook(tmp_path / "new.xlsx").setup(OPTIMIZATION_CENTER)
    book, new = openpyxl.load_workbook(path), openpyxl.load_workbook(tmp_path / "new.xlsx")
    assert book.sheetnames == ["Mine", *new.sheetnames]
    for tab in new.sheetnames:
        assert book[tab].freeze_panes == "B2" and not book[tab].sheet_view.tabSelected
        rules = [[rule.formula1 for rule in sheet.data_validations.dataValidation] for sheet in (book[tab], new[tab])]
        assert rules[0] == rules[1]
        for here, there in zip(book[tab][1], new[tab][1], strict=True):
            assert (here.value, here.comment.text) == (there.value, there.comment.text)
            assert (here.font.b, here.fill.fgColor.rgb) == (there.font.b, there.fill.fgColor.rgb)
            formats = [sheet.column_dimensions[here.column_letter].number_format for sheet in (book[tab], new[tab])]
            assert formats[0] == formats[1]
    mine = book["Mine"]
    assert (mine["A1"].font.name, mine["A1"].font.i, mine["A2"].fill.fgColor.rgb) == ("Arial", True, "FFFFFF00")
    assert mine["B2"].number_format == '0.00 "EUR"'


def test_added_tabs_can_be_written_and_lacking_ones_completed(path: Path) -> None:
    book = openpyxl.load_workbook(path)
    book.create_sheet("Runs").append(["run_id", "mine"])
    book.save(path)
    report = XlsxWorkbook(path).setup(OPTIMIZATION_CENTER)
    assert "Runs" not in report.tabs and "Runs.status" in report.columns
    workbook = XlsxWorkbook(path)
    workbook.write(WriteBatch([CellWrite("Candidates", 1, 0, "=I-1"), CellWrite("Mine", 3, 0, "c")]))
    grids = workbook.read(["Candidates", "Runs"])
    assert grids["Candidates"].value(1, 0) == "=I-1"
    assert list(grids["Runs"].rows[0][:3]) == ["run_id", "mine", "scenario_name"]


def test_a_chart_under_the_name_of_a_tab_is_to_be_renamed(path: Path) -> None:
    book = openpyxl.load_workbook(path)
    book.create_chartsheet("runs").add_chart(BarChart())
    book.save(path)
    before = path.read_bytes()
    with pytest.raises(WorkbookError, match="has something else called Runs; rename that"):
        XlsxWorkbook(path).setup(OPTIMIZATION_CENTER)
    assert path.read_bytes() == before


def test_a_file_of_the_strict_kind_gets_no_tabs_and_stays(path: Path) -> None:
    usual = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    exchange(path, "xl/workbook.xml", usual, b"http://purl.oclc.org/ooxml/spreadsheetml/main")
    before = path.read_bytes()
    with pytest.raises(WorkbookError, match="Strict Open XML, to which no tabs can be added"):
        XlsxWorkbook(path).setup(OPTIMIZATION_CENTER)
    assert path.read_bytes() == before
