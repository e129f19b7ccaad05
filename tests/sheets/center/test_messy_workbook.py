"""A spreadsheet as people leave it: nothing of theirs is changed, and every fault is named at its cell."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from domain.sheet_jobs.planning_workbook import RowAnswer, SheetNews
from sheets.center.workbooks import OptimizationCenter
from sheets.headers import find_headers
from sheets.layout import OPTIMIZATION_CENTER
from sheets.workbook import Grid, Workbook
from sheets.xlsx.workbook import XlsxWorkbook
from tests.sheets.news import problem, solved
from tests.sheets.seeds import Formula, Seed, write_xlsx

MakeWorkbook = Callable[[Mapping[str, Seed]], Workbook]
TABS = [tab.name for tab in OPTIMIZATION_CENTER.tabs if not tab.is_later]
HEADERS = [
    "My notes",
    " Engineering  TOKENS",
    "Initiative-Key",
    None,
    "MARKET",
    "is_selected_for_run",
    "Run Status",
    "deadline_date",
    "north_star_contribution",
    "priority (mine)",
    "Total",
    "run_message",
]
CANDIDATES = Seed(
    rows=[
        HEADERS,
        ["mine", 4, "I-1", "no header", "UK", True, "old", None, 100, "high", Formula("=B2*2", 8)],
        [],
        ["=text", "12,5", "I-2", None, "UK", False, None, None, 90, "+low", Formula("=B4*2")],
        [None, 2, " I-3 ", None, "UK", True, None, "2026-03-01", 80],
        [None, 1, "I-1", None, "UK", False],
        [None, 6, "I-4", 7, "UK", True, Formula("=C7", "I-4"), None, 70, None, Formula("=SUM(B2:B7)", 13)],
        ["a row of mine", None, None, None, None, None, None, None, None, "only mine"],
        [],
        [None, None, "I-5", None, "UK", True, "merged", None, 60],
        [None, 3, "I-6", None, "UK", True, None, None, "-5%"],
        [None, 3, "I-7", None, "UK", "maybe", None, 46000, 5],
        ["below all", None, None, "far", None, None, None, None, None, None, None, None, "further"],
    ],
    notes={"A2": "a note of mine", "C2": "about I-1", "G7": "my formula", "L1": "a header note"},
    merges=["A13:B13", "G10:G11"],
)
OUTPUTS = {
    "Runs": Seed([["status", "my verdict", "run_id"], ["success", "good one", "run-0"], [None, "a free remark"]]),
    "Results_Portfolio": Seed(
        [
            ["selected", "mine", "Initiative Key", "notes", "sum"],
            [True, "keep me", "I-9", "stale", Formula("=1+1", 2)],
            [False, "keep me too", "I-1", Formula("=A3", False)],
            [None, "no key here"],
        ],
        notes={"B2": "a note"},
    ),
    "Gaps_And_Alerts": Seed([["kpi_key", "market", "gap", "owner"], ["gmv", "DE", 5, "Ada"]]),
}
INPUTS = {
    "Candidates": CANDIDATES,
    "Scenario_Config": Seed(
        [
            ["period_key", "Scenario Name", "objective_mode", "capacity_total_tokens", "Effort "],
            ["2026-Q1", "UK push", "fun", 10, "soon"],
        ]
    ),
    "Constraints": Seed(
        [
            ["key", "mine", "constraint_type", "dimension", "max_tokens"],
            ["UK", "x", "cap", "market", "8 or 9"],
            ["I-1", None, "mandatory"],
            ["nonsense", None, "dependency"],
        ]
    ),
    "Targets": Seed([["kpi_key", "target_value", "floor_or_goal", "market"], ["gmv", 40, "goal", "UK"]]),
}
FAULTS = [
    "Candidates!C2 (initiative_key of I-1)",
    "Candidates!B4 (engineering_tokens of I-2)",
    "Candidates!H5 (deadline_date of I-3)",
    "Candidates!C6 (initiative_key of I-1)",
    "Candidates!I11 (north_star_contribution of I-6)",
    "Candidates!F12 (is_selected_for_run of I-7)",
    "Scenario_Config!C2 (objective_mode of UK push)",
    "Scenario_Config!E2 (effort of UK push)",
    "Constraints!E2 (max_tokens of cap, market, UK)",
    "Constraints!A4 (key of dependency, nonsense)",
]


def foreign(grids: Mapping[str, Grid]) -> dict[str, object]:
    """Everything that is not in a cell of the engine: by tab, its cells, formulas, notes and merged cells."""
    found: dict[str, object] = {}
    for tab in map(OPTIMIZATION_CENTER.tab, grids):
        grid = grids[tab.name]
        headers = find_headers(tab, grid)
        owned = {at for name, at in headers.columns.items() if tab.by_name[name].is_owned_by_engine}
        cells = {
            (row, column): value
            for row, values in enumerate(grid.rows)
            for column, value in enumerate(values)
            if value is not None and (row == 0 or column not in owned)
        }
        found[tab.name] = cells, dict(grid.formulas), dict(grid.notes), grid.merges
    return found


def news(center: OptimizationCenter) -> SheetNews:
    """What a job would write: the answers to faulty rows, to all candidates, and a run."""
    inputs = center.pull()
    told = {answer.key for answer in inputs.answers}
    rows = [row for row in inputs.candidates if row.key not in told]
    answers = [RowAnswer("Candidates", row.key, "=selected", "+on merit") for row in rows]
    return SheetNews((*inputs.answers, *answers), solved(problem()))


@pytest.fixture
def messy(make_workbook: MakeWorkbook) -> Workbook:
    return make_workbook({**INPUTS, **OUTPUTS, "My own tab": Seed([["private"]])})


def test_every_fault_is_reported_at_its_cell(messy: Workbook) -> None:
    faults = OptimizationCenter(messy).pull().faults
    assert [fault.place for fault in faults] == FAULTS


def test_nothing_of_peoples_is_lost_or_changed(messy: Workbook) -> None:
    before = foreign(messy.read(TABS))
    center = OptimizationCenter(messy)
    report = center.push(news(center))
    after = foreign(messy.read(TABS))
    for tab in TABS:
        assert _without_new_headers(after[tab], before[tab]) == before[tab], tab
    assert [str(finding).partition(" holds ")[0].partition(" lies ")[0] for finding in report.findings] == [
        "Candidates!G7 (run_status of I-4):",
        "Candidates!G11 (run_status of I-6):",
        "Results_Portfolio!D3 (notes of I-1):",
    ]
    again = center.push(news(center))
    told = [finding.message for finding in report.findings]
    assert (again.cells, [finding.message for finding in again.findings]) == (0, told)


def _without_new_headers(after: object, before: object) -> object:
    """Headers that the engine added at the right edge are its own."""
    cells, *rest = after  # type: ignore[misc]
    old = before[0]  # type: ignore[index]
    kept = {at: value for at, value in cells.items() if at[0] or at in old}
    return (kept, *rest)


def test_answers_stand_beside_their_rows(messy: Workbook) -> None:
    center = OptimizationCenter(messy)
    center.push(news(center))
    rows = messy.read(["Candidates"])["Candidates"].rows
    told = {str(row[2]).strip(): row[6] for row in rows[1:] if len(row) > 6 and row[2]}
    assert told["I-5"] == "=selected"
    assert {told[key] for key in ("I-1", "I-2", "I-3", "I-7")} == {"invalid"}
    assert "is text, not a number" in str(rows[3][11])
    assert "is text, not a date" in str(rows[4][11])
    assert "given twice" in str(rows[1][11]) and "given twice" in str(rows[5][11])


@pytest.mark.parametrize("start", ["=1+1", "+3", "-3", "@SUM(A1)", "'=x", '=HYPERLINK("x")'])
def test_what_looks_like_a_formula_comes_out_as_text(make_workbook: MakeWorkbook, start: str) -> None:
    workbook = make_workbook({"Sheet1": Seed([])})
    workbook.setup(OPTIMIZATION_CENTER)
    asked = problem()
    odd = replace(asked.initiatives[0], market=start, department=start, mandate_reason=start, bundle_key=start)
    news = solved(replace(asked, initiatives=(odd, *asked.initiatives[1:])))
    OptimizationCenter(workbook).push(SheetNews(run=replace(news, scenario_name=start, link=start)))
    grids = workbook.read(TABS)
    header, *rows = grids["Results_Portfolio"].rows
    [row] = [dict(zip(map(str, header), row, strict=False)) for row in rows if row[0] == odd.initiative_key]
    assert [row[name] for name in ("market", "department", "mandatory_reason", "bundle_key")] == [start] * 4
    assert start in grids["Runs"].rows[1]
    assert not any(grid.formulas for grid in grids.values())
    if isinstance(workbook, XlsxWorkbook):
        cells = [cell for row in openpyxl.load_workbook(workbook.path)["Results_Portfolio"] for cell in row]
        assert {cell.data_type for cell in cells if cell.value == start} <= {"s", "inlineStr"}


def test_filters_hidden_rows_and_all_other_parts_of_a_file_stay(tmp_path: Path) -> None:
    workbook = XlsxWorkbook(write_xlsx(tmp_path / "messy.xlsx", {**INPUTS, **OUTPUTS}))
    book = openpyxl.load_workbook(workbook.path)
    sheet = book["Candidates"]
    sheet.auto_filter.ref = "A1:L12"
    sheet.row_dimensions[5].hidden = True
    sheet.column_dimensions["J"].hidden = True
    sheet.conditional_formatting.add("B2:B9", openpyxl.formatting.rule.CellIsRule("greaterThan", ["3"]))
    book.save(workbook.path)
    before = _parts(workbook.path)
    center = OptimizationCenter(workbook)
    assert [fault.place for fault in center.pull().faults] == FAULTS
    center.push(news(center))
    after = _parts(workbook.path)
    assert before.keys() == after.keys()
    changed = {name for name in before if before[name] != after[name]}
    assert all(
        name.startswith("xl/worksheets/sheet") or name in ("xl/workbook.xml", "xl/styles.xml") for name in changed
    )
    sheet = openpyxl.load_workbook(workbook.path)["Candidates"]
    assert sheet.auto_filter.ref == "A1:L12"
    assert sheet.row_dimensions[5].hidden and sheet.column_dimensions["J"].hidden
    assert len(sheet.conditional_formatting) == 1


def _parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}
