"""What holds for files only: who has it open, how it is replaced, and how it is set up."""

from __future__ import annotations

import re
import threading
import zipfile
from datetime import UTC, datetime
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
from sheets.workbook import CellWrite, WriteBatch
from sheets.xlsx.save import _keep, backup_of, replace_file
from sheets.xlsx.workbook import XlsxWorkbook
from tests.sheets.seeds import Seed, write_xlsx

SHEET = "xl/worksheets/sheet1.xml"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return write_xlsx(tmp_path / "plan.xlsx", {"A": Seed([["k", "v"], ["a", 1], ["b", 2]])})


def batch(*cells: tuple[int, int, object]) -> WriteBatch:
    return WriteBatch([CellWrite("A", row, column, value) for row, column, value in cells])  # type: ignore[arg-type]


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


def test_of_two_who_write_at_the_same_time_one_is_told(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = XlsxWorkbook(path), XlsxWorkbook(path)
    for workbook in (first, second):
        workbook.read(["A"])
    told: list[Exception] = []

    def write_second() -> None:
        try:
            second.write(batch((2, 1, "theirs")))
        except WorkbookChangedError as error:
            told.append(error)

    other = threading.Thread(target=write_second)

    def keep(kept: Path) -> None:
        if other.ident is None:
            other.start()
            other.join(0.5)
        _keep(kept)

    monkeypatch.setattr("sheets.xlsx.save._keep", keep)
    first.write(batch((1, 1, "ours")))
    other.join()
    assert len(told) == 1
    assert [first.read(["A"])["A"].value(row, 1) for row in (1, 2)] == ["ours", 2]


def test_a_file_that_somebody_makes_meanwhile_stays(tmp_path: Path) -> None:
    path = tmp_path / "new.xlsx"

    def write(beside: Path) -> None:
        beside.write_bytes(b"ours")
        path.write_bytes(b"theirs")

    with pytest.raises(WorkbookChangedError, match="saved by somebody else meanwhile"):
        replace_file(path, write, None)
    assert path.read_bytes() == b"theirs"


def test_a_link_stays_and_what_it_leads_to_is_written(path: Path) -> None:
    (path.parent / "links").mkdir()
    link = path.parent / "links" / "mine.xlsx"
    link.symlink_to(path)
    XlsxWorkbook(link).write(batch((1, 1, 5)))
    assert link.is_symlink() and XlsxWorkbook(path).read(["A"])["A"].value(1, 1) == 5
    path.with_name(f".~lock.{path.name}#").write_text(",ann,laptop,01.01.2026 10:00,profile;")
    with pytest.raises(WorkbookInUseError, match="open in LibreOffice by ann"):
        XlsxWorkbook(link).write(batch((1, 1, 6)))


def test_a_file_that_is_read_only_is_left_alone(path: Path) -> None:
    before = path.read_bytes()
    path.chmod(0o444)
    with pytest.raises(WorkbookError, match="is read-only; nothing was written"):
        XlsxWorkbook(path).write(batch((1, 1, 5)))
    assert path.read_bytes() == before


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
    with pytest.raises(WorkbookMissingError, match=r"a new one has no macros, so let it end in \.xlsx"):
        XlsxWorkbook(tmp_path / "none.xlsm").setup(OPTIMIZATION_CENTER)
    assert not list(tmp_path.iterdir())


def test_a_damaged_part_is_named_and_nothing_is_written(path: Path) -> None:
    with zipfile.ZipFile(path) as archive:
        starts = {name: archive.getinfo(name).header_offset for name in (SHEET, "xl/theme/theme1.xml")}
    whole = path.read_bytes()
    for part, start in starts.items():
        damaged = whole[: start + 70] + bytes(9) + whole[start + 79 :]
        path.write_bytes(damaged)
        with pytest.raises(WorkbookFormatError, match=f"is damaged or of another kind: its part {part} cannot be read"):
            XlsxWorkbook(path).write(batch((1, 1, 5)))
        assert path.read_bytes() == damaged
    assert not list(path.parent.glob("*.tmp"))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"hello", "some other kind of file under that name"),
        (b"", "it is empty; delete it"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + bytes(512), "protected by a password, or of the old kind"),
        (b"PK and no more", "it is damaged, or was not copied to its end"),
    ],
)
def test_other_files_are_told_apart(tmp_path: Path, content: bytes, said: str) -> None:
    (tmp_path / "other.xlsx").write_bytes(content)
    with pytest.raises(WorkbookFormatError, match=rf"is no \.xlsx file: .*{said}"):
        XlsxWorkbook(tmp_path / "other.xlsx").read(["A"])
    assert (tmp_path / "other.xlsx").read_bytes() == content


def test_setup_makes_the_file_with_drop_downs_and_a_frozen_row(tmp_path: Path) -> None:
    path = tmp_path / "center.xlsx"
    assert XlsxWorkbook(path).setup(OPTIMIZATION_CENTER).touched
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == [tab.name for tab in OPTIMIZATION_CENTER.tabs]
    sheet = book["Scenario_Config"]
    assert sheet.freeze_panes == "B2"
    for tab in book:
        assert (tab.page_setup.orientation, tab.page_setup.fitToWidth, tab.page_setup.fitToHeight) == (
            "landscape",
            1,
            1 if tab.title == "Summary" else 0,
        )
        assert (tab.sheet_properties.pageSetUpPr.fitToPage, tab.print_title_rows) == (True, "$1:$1")
        assert tab.auto_filter.ref
    formulas = [rule.formula[0] for found in book["Results_Portfolio"].conditional_formatting for rule in found.rules]
    assert 'OR(LEFT(M2,12)="selected for",LEFT(M2,9)="forced in",LEFT(M2,7)="optimal")' in formulas
    assert "AND(ISLOGICAL(B2),B2)" in formulas
    assert [rule.formula1 for rule in sheet.data_validations.dataValidation] == [
        '"north_star,weighted_kpis,lexicographic"',
        '"quick,normal,proof"',
        '"TRUE,FALSE"',
        '"TRUE,FALSE"',
        '"pool_total,none"',
        '"yes,no"',
    ]
    written = path.read_bytes()
    assert not XlsxWorkbook(path).setup(OPTIMIZATION_CENTER).touched
    assert path.read_bytes() == written
    XlsxWorkbook(path).write(WriteBatch([CellWrite("Runs", 1, 3, datetime(2026, 3, 1, 8, tzinfo=UTC))]))
    assert openpyxl.load_workbook(path)["Runs"]["D2"].number_format == "yyyy-mm-dd hh:mm:ss"


@pytest.mark.parametrize(
    ("cells", "said"), [(["XFD1048576"], "A!XFD1048576: "), (["C1048576", "XFD1"], "A!C1048576 and XFD1: ")]
)
def test_a_cell_far_away_is_named_instead_of_filling_the_memory(path: Path, cells: list[str], said: str) -> None:
    book = openpyxl.load_workbook(path)
    for cell in cells:
        book["A"][cell] = "oops"
    book.save(path)
    with pytest.raises(WorkbookFormatError, match=said):
        XlsxWorkbook(path).read(["A"])


def test_cells_far_away_that_are_only_formatted_do_no_harm(path: Path) -> None:
    book = openpyxl.load_workbook(path)
    book["A"]["XFD1048576"].font = openpyxl.styles.Font(bold=True)
    book.save(path)
    assert XlsxWorkbook(path).read(["A"])["A"].value(2, 1) == 2


@pytest.mark.parametrize("cell", [(1_048_576, 0), (1, 16_384)])
def test_nothing_is_written_beyond_the_last_row_or_column(path: Path, cell: tuple[int, int]) -> None:
    before = path.read_bytes()
    with pytest.raises(WorkbookError, match="A: there is no room left"):
        XlsxWorkbook(path).write(batch((*cell, "x")))
    assert path.read_bytes() == before
