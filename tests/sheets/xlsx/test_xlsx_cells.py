"""That a write to a file changes the cells meant and nothing else, whoever wrote the file."""

from __future__ import annotations

import zipfile
from datetime import UTC, date, datetime
from pathlib import Path

import openpyxl
import pytest

from sheets.center.checking import check_center
from sheets.errors import WorkbookFormatError
from sheets.layout import OPTIMIZATION_CENTER
from sheets.workbook import NEVER_CALCULATED, CellError, CellWrite, WriteBatch
from sheets.xlsx.extent import refuse_boundless
from sheets.xlsx.workbook import XlsxWorkbook
from tests.sheets.seeds import Formula, Seed, write_xlsx

SHEET = "xl/worksheets/sheet1.xml"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return write_xlsx(tmp_path / "plan.xlsx", {"A": Seed([["k", "v"], ["a", 1], ["b", 2]])})


def batch(*cells: tuple[int, int, object]) -> WriteBatch:
    return WriteBatch([CellWrite("A", row, column, value) for row, column, value in cells])  # type: ignore[arg-type]


def with_sheet(path: Path, xml: str) -> Path:
    """The file with the XML of its first tab exchanged."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts[SHEET] = xml.encode()
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return path


def sheet_xml(path: Path) -> str:
    with zipfile.ZipFile(path) as archive:
        return archive.read(SHEET).decode()


def test_only_the_cells_written_change(path: Path) -> None:
    with zipfile.ZipFile(path) as archive:
        before = {name: archive.read(name) for name in archive.namelist()}
    XlsxWorkbook(path).write(batch((1, 1, 5)))
    with zipfile.ZipFile(path) as archive:
        after = {name: archive.read(name) for name in archive.namelist()}
    assert [name for name in before if before[name] != after[name]] == [SHEET]
    old, new = '<c r="B2" t="n"><v>1</v></c>', '<c r="B2"><v>5</v></c>'
    assert after[SHEET] == before[SHEET].replace(old.encode(), new.encode())


def test_results_of_formulas_survive_a_write(path: Path) -> None:
    xml = sheet_xml(path).replace('<c r="B3" t="n"><v>2</v></c>', '<c r="B3"><f>B2+1</f><v>2</v></c>')
    workbook = XlsxWorkbook(with_sheet(path, xml))
    workbook.write(batch((1, 2, "x")))
    grid = workbook.read(["A"])["A"]
    assert (grid.value(2, 1), grid.formulas) == (2, {(2, 1): "=B2+1"})


ODD = """<?xml version="1.0"?>
<x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><x:cols>
<x:col min="3" max="4" width="9" style="1"/></x:cols><x:sheetData>
<x:row r="1" spans="1:2"><x:c t="inlineStr"><x:is><x:t>a &gt; b</x:t></x:is></x:c><x:c/></x:row>
<x:row r='3' spans='1:2' ht=">"/><x:row><x:c r="B4"><x:v>4</x:v></x:c><x:c></x:c></x:row>
<x:row r="6"><x:c r="A6" t="e"><x:f>1/0</x:f><x:v>#DIV/0!</x:v></x:c>
<x:c r="B6"><x:f t="array" ref="B6:B8">A1:A3</x:f><x:v>1</x:v></x:c></x:row></x:sheetData></x:worksheet>"""


def test_xml_in_another_hand(path: Path) -> None:
    workbook = XlsxWorkbook(with_sheet(path, ODD))
    grid = workbook.read(["A"])["A"]
    assert grid.value(5, 0) == CellError("#DIV/0!")
    assert set(grid.formulas) == {(5, 0), (5, 1), (6, 1), (7, 1)}
    workbook.write(
        batch((0, 1, "b"), (1, 0, "new"), (2, 2, 3), (3, 0, "left"), (3, 2, True), (8, 0, "end"), (9, 0, None))
    )
    grid = workbook.read(["A"])["A"]
    rows = [[grid.value(row, column) for column in range(3)] for row in range(9)]
    assert rows[:4] == [["a > b", "b", None], ["new", None, None], [None, None, 3], ["left", 4, True]]
    assert rows[8] == ["end", None, None]
    assert "spans" not in sheet_xml(path)
    assert '<x:c r="C3" s="1">' in sheet_xml(path)


def test_a_tab_without_any_cell(path: Path) -> None:
    namespace = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    workbook = XlsxWorkbook(with_sheet(path, f"<worksheet {namespace}><sheetData/></worksheet>"))
    workbook.write(batch((0, 1, "b"), (2, 0, 1)))
    grid = workbook.read(["A"])["A"]
    assert [list(row) for row in grid.rows] == [[None, "b"], [], [1]]


def test_dates_show_as_dates_and_keep_the_format_of_their_cell(path: Path) -> None:
    book = openpyxl.load_workbook(path)
    book["A"]["D2"].number_format = "dd/mm/yyyy"
    book.save(path)
    moment = datetime(2026, 3, 1, 18, 30, tzinfo=UTC)
    XlsxWorkbook(path).write(batch((1, 2, moment), (1, 3, moment.date()), (2, 2, moment), (2, 3, moment.date())))
    sheet = openpyxl.load_workbook(path)["A"]
    assert [sheet[cell].value for cell in ("C2", "D2")] == [datetime(2026, 3, 1, 18, 30), datetime(2026, 3, 1)]  # noqa: DTZ001
    formats = [sheet[cell].number_format for cell in ("C2", "D2", "C3", "D3")]
    assert formats == ["m/d/yy h:mm", "dd/mm/yyyy", "m/d/yy h:mm", "dd/mm/yyyy"]


def test_dates_in_a_file_that_counts_from_1904(path: Path) -> None:
    book = openpyxl.load_workbook(path)
    book.epoch = datetime(1904, 1, 1)  # noqa: DTZ001
    book.save(path)
    workbook = XlsxWorkbook(path)
    workbook.write(batch((1, 1, date(2026, 3, 1))))
    assert workbook.read(["A"])["A"].value(1, 1) == 46082
    assert openpyxl.load_workbook(path)["A"]["B2"].value == datetime(2026, 3, 1)  # noqa: DTZ001


@pytest.mark.parametrize("letter", ["x", "é", "😀"])
def test_a_text_is_cut_to_what_the_program_counts(path: Path, letter: str) -> None:
    workbook = XlsxWorkbook(path)
    for length in (16_000, 40_000):
        workbook.write(batch((1, 1, letter * length)))
        text = str(workbook.read(["A"])["A"].value(1, 1))
        assert len(text.encode("utf-16-le")) // 2 <= 32_767
        assert text.startswith(letter * 16_000) and text.endswith("in the database]") == (length == 40_000)


def test_formulas_written_by_people_keep_their_text(path: Path) -> None:
    write_xlsx(path, {"A": Seed([["k", Formula("=1+1")]])})
    workbook = XlsxWorkbook(path)
    workbook.write(batch((1, 0, "=1+1")))
    assert workbook.read(["A"])["A"].formulas == {(0, 1): "=1+1"}


def test_a_formula_that_was_never_calculated_is_no_blank_cell(path: Path) -> None:
    cells = '<c r="B2"><f>1+1</f><v></v></c><c r="C2"><f>1+1</f></c><c r="D2" t="str"><f>""</f><v></v></c>'
    xml = sheet_xml(path).replace('<c r="B2" t="n"><v>1</v></c>', f'{cells}<c r="E2"><f>1+1</f><v>2</v></c>')
    grid = XlsxWorkbook(with_sheet(path, xml)).read(["A"])["A"]
    assert [grid.value(1, column) for column in range(1, 5)] == [NEVER_CALCULATED, NEVER_CALCULATED, None, 2]


def test_a_check_names_formulas_that_were_never_calculated(tmp_path: Path) -> None:
    rows = [["initiative_key", "engineering_tokens"], ["I-1", Formula("=2+3")], [Formula('="I-"&2'), 4]]
    workbook = XlsxWorkbook(write_xlsx(tmp_path / "plan.xlsx", {"Candidates": Seed(rows)}))
    workbook.setup(OPTIMIZATION_CENTER)
    never = "holds a formula whose value was never calculated; open and save the file in the spreadsheet program"
    assert [str(fault) for fault in check_center(workbook).faults] == [
        f"Candidates!B2 (engineering_tokens of I-1): {never}",
        f"Candidates!A3 (initiative_key): {never}",
    ]


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="1048576"><c r = "XFD1048576"><v>1</v></c></row>',
        "<row r='1048576'><c r='XFD1048576'><v>1</v></c></row>",
        '<row r="1048576"><c s=">" r="XFD1048576"><v>1</v></c></row>',
        """<row r="1048576"><c s=' r="A1"' r="XFD1048576"><v>1</v></c></row>""",
        '<row r="1048576"><c r="XFD1048576" s="/>"><v>1</v></c></row>',
        '<row r="1048576"><c r="&#88;FD1048576"><v>1</v></c></row>',
        '<row r="1">' + "<c><v>1</v></c>" * 16_384 + '</row><row r="1048576"><c><v>1</v></c></row>',
    ],
)
def test_a_cell_far_away_is_found_however_its_place_is_written(rows: str) -> None:
    with pytest.raises(WorkbookFormatError, match=r"A!.*makes the tab 1048576 rows by 16384 columns large"):
        refuse_boundless("A", f"<worksheet><sheetData>{rows}</sheetData></worksheet>".encode())


def test_an_array_formula_over_the_whole_tab_is_refused_before_it_is_spread(path: Path) -> None:
    formula = '<c r="B3"><f t="array" ref="B3:XFD1048576">1</f><v>2</v></c>'
    xml = sheet_xml(path).replace('<c r="B3" t="n"><v>2</v></c>', formula)
    with pytest.raises(WorkbookFormatError, match="array formulas of a tab fill more cells than can be read"):
        XlsxWorkbook(with_sheet(path, xml)).read(["A"])


def test_tabs_that_are_large_together_are_refused(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "plan.xlsx", {name: Seed([["k"]]) for name in "ABC"})
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    far = b'<worksheet><sheetData><row r="300000"><c r="J300000"><v>1</v></c></row></sheetData></worksheet>'
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, far if name.startswith("xl/worksheets/sheet") else data)
    with pytest.raises(WorkbookFormatError, match=r"plan\.xlsx: its tabs together hold more cells than can be read"):
        XlsxWorkbook(path).read(["A", "B", "C"])
