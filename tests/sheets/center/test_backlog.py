"""Formulas in a Central Backlog say which initiatives are ready to be candidates, in both kinds of spreadsheets."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Mapping
from decimal import Decimal
from pathlib import Path

import pytest

from sheets.center.backlog import BacklogReport, graduation_formula, put_graduation_formulas
from sheets.errors import WorkbookFaultsError
from sheets.workbook import Workbook
from sheets.xlsx.workbook import XlsxWorkbook
from tests.sheets.seeds import Formula, Seed, write_xlsx

MakeWorkbook = Callable[[Mapping[str, Seed]], Workbook]
HEADERS = [
    "Initiative Key",
    "mine",
    "Title",
    "Country",
    "engineering_tokens",
    "active_overall_score",
    "north_star_contribution",
    "immediate_kpi_key",
    "primary_kpi_key",
]
READY = ["I-1", "x", "Checkout", "UK", 4, 60, 100, "conversion", "gmv"]


def without(position: int, value: object = None) -> list[object]:
    """The ready initiative with one cell changed."""
    return [*READY[:position], value, *READY[position + 1 :]]


ROWS = [READY, without(4), without(5, 49.9), without(4, "12,5"), without(8, " "), without(2), without(6)]
WANTED = [True, False, False, False, False, False, False]


def test_each_initiative_gets_its_formula_once(make_workbook: MakeWorkbook) -> None:
    workbook = make_workbook({"Central Backlog": Seed([HEADERS, READY, [], [None, "mine"], without(4)])})
    before = [list(row) for row in workbook.read(["Central Backlog"])["Central Backlog"].rows]
    assert put_graduation_formulas(workbook, Decimal(50)) == BacklogReport("Central Backlog", 2)
    grid = workbook.read(["Central Backlog"])["Central Backlog"]
    assert grid.rows[0][9] == "is_optimization_candidate"
    assert grid.formulas[1, 9] == (
        "=AND(ISNUMBER($F2),N($F2)>=50,LEN(TRIM($C2))>0,LEN(TRIM($D2))>0,ISNUMBER($E2),N($E2)>=0,ISNUMBER($G2),"
        "LEN(TRIM($H2))>0,LEN(TRIM($I2))>0)"
    )
    assert set(grid.formulas) == {(1, 9), (4, 9)}
    assert [list(row)[:9] for row in grid.rows[1:]] == [row[:9] for row in before[1:]]
    assert put_graduation_formulas(workbook, Decimal(60)) == BacklogReport("Central Backlog", 0)


def test_what_people_put_there_stays(make_workbook: MakeWorkbook) -> None:
    rows = [[*READY, Formula("=TRUE", True)], [*READY, False], READY]
    workbook = make_workbook({"Backlog": Seed([[*HEADERS, "Is optimization candidate"], *rows])})
    assert put_graduation_formulas(workbook, Decimal(0)).formulas == 1
    grid = workbook.read(["Backlog"])["Backlog"]
    assert grid.formulas[1, 9].upper().startswith("=TRUE")
    assert grid.value(2, 9) is False and (3, 9) in grid.formulas


def test_a_backlog_that_lacks_columns_is_left_as_it_is(make_workbook: MakeWorkbook) -> None:
    workbook = make_workbook({"Central_Backlog": Seed([["initiative_key", "title"], ["I-1", "x"]])})
    report = put_graduation_formulas(workbook, Decimal(0))
    assert report.formulas == 0
    assert "lacks the columns active_overall_score, market, engineering_tokens" in report.findings[0].message
    assert not workbook.read(["Central_Backlog"])["Central_Backlog"].formulas


def test_a_header_given_twice_is_refused(make_workbook: MakeWorkbook) -> None:
    workbook = make_workbook({"Central_Backlog": Seed([[*HEADERS, "TITLE"], READY])})
    with pytest.raises(WorkbookFaultsError, match="Central_Backlog!J1: the header title stands in C1 as well"):
        put_graduation_formulas(workbook, Decimal(0))


def test_a_spreadsheet_without_a_backlog(make_workbook: MakeWorkbook) -> None:
    assert put_graduation_formulas(make_workbook({"Other": Seed([["x"]])}), Decimal(0)) == BacklogReport()


def test_the_formula_counts_columns_from_where_they_stand() -> None:
    columns = {name: 26 + number for number, name in enumerate(("active_overall_score", "title", "market"))}
    columns |= dict.fromkeys(("engineering_tokens", "north_star_contribution"), 1)
    columns |= dict.fromkeys(("immediate_kpi_key", "primary_kpi_key"), 2)
    assert graduation_formula(columns, 9, Decimal("0.5")).startswith(
        "=AND(ISNUMBER($AA10),N($AA10)>=0.5,LEN(TRIM($AB10))>0"
    )


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_the_formulas_say_what_they_mean(tmp_path: Path) -> None:
    workbook = XlsxWorkbook(write_xlsx(tmp_path / "plan.xlsx", {"Backlog": Seed([HEADERS, *ROWS])}))
    put_graduation_formulas(workbook, Decimal(50))
    command = [
        "soffice",
        f"-env:UserInstallation=file://{tmp_path}/profile",
        "--headless",
        "--convert-to",
        "xlsx:Calc MS Excel 2007 XML",
    ]
    subprocess.run(
        [*command, "--outdir", tmp_path / "out", workbook.path], check=True, capture_output=True, timeout=120
    )
    computed = XlsxWorkbook(tmp_path / "out" / "plan.xlsx").read(["Backlog"])["Backlog"]
    assert [computed.value(row, 9) for row in range(1, 8)] == WANTED
