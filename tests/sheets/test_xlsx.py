"""What holds for files only: who has it open, how it is replaced, and that nothing else in it changes."""

from __future__ import annotations

import re
import zipfile
from datetime import UTC, date, datetime
from pathlib import Path

import openpyxl
import pytest

from sheets.errors import (
    WorkbookChangedError,
    WorkbookError,
    WorkbookFormatError,
    WorkbookInUseError,
    WorkbookMissingError,
)
from sheets.layout import OPTIMIZATION_CENTER
from sheets.workbook import CellError, CellWrite, WriteBatch
from sheets.xlsx.save import backup_of
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


@pytest.mark.parametrize(
    ("lock", "content", "said"),
    [
        (".~lock.plan.xlsx#", b",ann,laptop,01.01.2026 10:00,profile;", "open in LibreOffice by ann"),
        ("~$plan.xlsx", b"\x03Bob" + b" " * 50, "open in Excel by Bob"),
        ("~$plan.xlsx", b"", "open in Excel; nothing was written"),
    ],
)
def test_a_file_that_is_open_is_refused_and_written_later(path: Path, lock: str, content: bytes, said: str) -> None:
    before = path.read_bytes()
    lock_file = path.with_name(lock)
    lock_file.write_bytes(content)
    workbook = XlsxWorkbook(path)
    assert workbook.read(["A"])["A"].value(1, 0) == "a"
    with pytest.raises(WorkbookInUseError, match=re.escape(said)):
        workbook.write(batch((1, 1, 5)))
    assert path.read_bytes() == before
    assert sorted(found.name for found in path.parent.iterdir()) == sorted([lock, path.name])
    lock_file.unlink()
    workbook.write(batch((1, 1, 5)))
    assert workbook.read(["A"])["A"].value(1, 1) == 5


def test_the_version_before_is_kept(path: Path) -> None:
    before = path.read_bytes()
    path.chmod(0o640)
    XlsxWorkbook(path).write(batch((1, 1, 5)))
    assert backup_of(path).read_bytes() == before
    assert path.stat().st_mode & 0o777 == 0o640
    assert sorted(found.name for found in path.parent.iterdir()) == ["plan.xlsx", "plan.xlsx.backup"]


def test_a_file_saved_by_somebody_since_it_was_read_is_left_alone(path: Path) -> None:
    workbook = XlsxWorkbook(path)
    workbook.read(["A"])
    write_xlsx(path, {"A": Seed([["k", "v"], ["theirs", 1]])})
    theirs = path.read_bytes()
    with pytest.raises(WorkbookChangedError, match="saved by somebody else meanwhile"):
        workbook.write(batch((1, 1, 5)))
    assert path.read_bytes() == theirs


def test_a_write_that_fails_leaves_the_file_as_it_was(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = path.read_bytes()

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(WorkbookError, match="No space left on device; it is as it was"):
        XlsxWorkbook(path).write(batch((1, 1, 5)))
    assert path.read_bytes() == before
    assert [found.name for found in path.parent.iterdir()] == [path.name]


def test_files_that_are_no_spreadsheets(tmp_path: Path) -> None:
    with pytest.raises(WorkbookMissingError, match="there is no file"):
        XlsxWorkbook(tmp_path / "none.xlsx").read(["A"])
    (tmp_path / "text.xlsx").write_text("hello")
    with pytest.raises(WorkbookFormatError, match=r"is no \.xlsx file"):
        XlsxWorkbook(tmp_path / "text.xlsx").read(["A"])


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
    assert [list(row) for row in grid.rows] == [[None, "b"], [None, None], [1, None]]


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


def test_setup_makes_the_file_with_drop_downs_and_a_frozen_row(tmp_path: Path) -> None:
    path = tmp_path / "center.xlsx"
    assert XlsxWorkbook(path).setup(OPTIMIZATION_CENTER).touched
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == [tab.name for tab in OPTIMIZATION_CENTER.tabs]
    sheet = book["Scenario_Config"]
    assert sheet.freeze_panes == "A2"
    assert [rule.formula1 for rule in sheet.data_validations.dataValidation] == [
        '"north_star,weighted_kpis,lexicographic"'
    ]
    written = path.read_bytes()
    assert not XlsxWorkbook(path).setup(OPTIMIZATION_CENTER).touched
    assert path.read_bytes() == written
    XlsxWorkbook(path).write(WriteBatch([CellWrite("Runs", 1, 3, datetime(2026, 3, 1, 8, tzinfo=UTC))]))
    assert openpyxl.load_workbook(path)["Runs"]["D2"].number_format == "yyyy-mm-dd hh:mm:ss"


def test_setup_does_not_add_tabs_where_a_chart_would_get_lost(path: Path) -> None:
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/charts/chart1.xml", "<c/>")
    before = path.read_bytes()
    with pytest.raises(WorkbookError, match=r"holds xl/charts/chart1\.xml, which would be lost"):
        XlsxWorkbook(path).setup(OPTIMIZATION_CENTER)
    assert path.read_bytes() == before


def test_formulas_written_by_people_keep_their_text(path: Path) -> None:
    write_xlsx(path, {"A": Seed([["k", Formula("=1+1")]])})
    workbook = XlsxWorkbook(path)
    workbook.write(batch((1, 0, "=1+1")))
    assert workbook.read(["A"])["A"].formulas == {(0, 1): "=1+1"}
