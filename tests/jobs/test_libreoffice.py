"""A spreadsheet that goes through LibreOffice between runs: opened, recalculated and saved there, and planned again."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from domain.integer_model.model import SolveParameters
from domain.optimization.optimize import optimize
from domain.sheet_jobs import catalogue
from domain.sheet_jobs.planning_workbook import PlanningWorkbook, RowAnswer, SheetNews
from persistence.unit_of_work import SqlStorage
from sheets.center.inputs import read_input_tabs, read_inputs
from sheets.center.workbooks import OptimizationCenter
from sheets.headers import find_headers
from sheets.layout import OPTIMIZATION_CENTER
from sheets.memory import StoredMemory
from sheets.workbook import CellWrite, FormulaWrite, Value, WriteBatch
from sheets.xlsx.workbook import XlsxWorkbook
from tests.jobs.office import SCENARIO, Office, candidate, table
from tests.sheets.writing.test_summary import chart_rows
from tests.tiny_solver import TinySolver

SOFFICE = shutil.which("soffice")
PDFTOTEXT = shutil.which("pdftotext")
pytestmark = pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed (soffice)")
OWN, DOUBLE, REMARK = 20, 21, 13
"""Columns of people: texts and formulas beside the candidates, texts beside the results."""
RECALCULATED = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item></oor:items>
"""
"""The setting by which LibreOffice computes every formula anew when it opens a file."""
CELLS = {
    "I-1": ("Ada", "=F2*2"),
    "I-2": ("Ben", "=F3*2"),
    "I-3": ("Cleo", "=F4*2"),
}


class Remembering(Office):
    """An office that knows what it has left in the cells."""

    def open_center(self, name: str) -> PlanningWorkbook:
        assert self.center is not None
        return OptimizationCenter(self.center, StoredMemory(self.storage))


@pytest.fixture(scope="module")
def through_libreoffice(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Path, str], Path]:
    """Opens a file in LibreOffice, computes it anew and saves it in some format into a folder of its own."""
    profile = tmp_path_factory.mktemp("profile")
    (profile / "user").mkdir()
    (profile / "user" / "registrymodifications.xcu").write_text(RECALCULATED)

    def convert(path: Path, kind: str) -> Path:
        out = path.parent / f"as-{kind}"
        command = [str(SOFFICE), f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to", kind]
        subprocess.run([*command, "--outdir", str(out), str(path)], check=True, capture_output=True, timeout=120)
        return out / f"{path.stem}.{kind}"

    return convert


@pytest.fixture
def book(tmp_path: Path) -> XlsxWorkbook:
    """A small plan with columns, formulas and a note of people."""
    path = tmp_path / "plan.xlsx"
    made = XlsxWorkbook(path)
    made.setup(OPTIMIZATION_CENTER)
    rows = [candidate("I-1", 4, 100, mandatory=True, ticked=True), candidate("I-2", 3, 90, ticked=True)]
    rows.append(candidate("I-3", 6, 80, ticked=True))
    names = "initiative_key title market engineering_tokens is_mandatory north_star_contribution immediate_kpi_key"
    for at, row in enumerate(rows, start=1):
        cells = zip([*names.split(), "primary_kpi_key", "is_selected_for_run"], row, strict=True)
        put(made, "Candidates", at, {str(name): value for name, value in cells})  # type: ignore[misc]
        owner, formula = CELLS[str(row[0])]
        made.write(WriteBatch([CellWrite("Candidates", 0, OWN, "owner"), CellWrite("Candidates", at, OWN, owner)]))
        made.read(["Candidates"])
        made.put_formulas([FormulaWrite("Candidates", at, DOUBLE, formula)], {(0, DOUBLE): "twice"})
    names = "scenario_name period_key capacity_total_tokens objective_mode"
    put(made, "Scenario_Config", 1, dict(zip(names.split(), SCENARIO, strict=True)))  # type: ignore[arg-type]
    return made


def put(book: XlsxWorkbook, tab: str, row: int, cells: dict[str, Value]) -> None:
    """What a person types into a row."""
    columns = find_headers(OPTIMIZATION_CENTER.tab(tab), book.read([tab])[tab]).columns
    book.write(WriteBatch([CellWrite(tab, row, columns[name], value) for name, value in cells.items()]))  # type: ignore[arg-type]


def more_room(book: XlsxWorkbook) -> None:
    put(book, "Scenario_Config", 1, {"capacity_total_tokens": 13})


def dearer(book: XlsxWorkbook) -> None:
    put(book, "Candidates", 2, {"engineering_tokens": 9})


def another_candidate(book: XlsxWorkbook) -> None:
    cells = {"initiative_key": "I-4", "title": "New", "market": "DE", "engineering_tokens": 2}
    put(book, "Candidates", 4, {**cells, "north_star_contribution": 70.5, "is_selected_for_run": True})


def a_cap(book: XlsxWorkbook) -> None:
    put(book, "Constraints", 1, {"constraint_type": "cap", "dimension": "market", "key": "DE", "max_tokens": 1})
    put(book, "Targets", 1, {"market": "UK", "kpi_key": "north_star", "target_value": 500, "floor_or_goal": "goal"})


def one_less(book: XlsxWorkbook) -> None:
    put(book, "Candidates", 3, {"is_selected_for_run": False})
    put(book, "Targets", 1, {"target_value": 150})


def test_five_rounds_through_libreoffice_give_the_right_answer_and_lose_nothing(
    storage: SqlStorage, book: XlsxWorkbook, through_libreoffice: Callable[[Path, str], Path]
) -> None:
    office = Remembering(storage, book)
    office.job(catalogue.RUN_SELECTED)
    book.write(WriteBatch([CellWrite("Results_Portfolio", 1, REMARK, "agreed with legal")]))
    remarked = str(book.read(["Results_Portfolio"])["Results_Portfolio"].value(1, 0))
    for edit in (more_room, dearer, another_candidate, a_cap, one_less):
        edit(book)
        shutil.copyfile(through_libreoffice(book.path, "xlsx"), book.path)
        office.job(catalogue.RUN_SELECTED)
        check_answer(book)
        check_people(book, remarked)
    assert office.job(catalogue.RUN_SELECTED).result["cells"] == 0
    told = table(book, "Summary")
    assert told["Targets/north_star, UK"]["limit"] == 150
    first, last = chart_rows(book)["Targets: share reached"]
    shown = book.read(["Summary"])["Summary"]
    assert [shown.value(row, 0) for row in range(first, last + 1)] == ["Targets"]


def check_answer(book: XlsxWorkbook) -> None:
    """The results are those of the problem that the file states, and no row speaks of anything else."""
    inputs = read_inputs(read_input_tabs(book))
    assert not inputs.faults
    ticked = {row.initiative_key for row in inputs.candidates if row.is_selected}
    report = optimize(inputs.problem(inputs.scenarios[0], ticked), TinySolver(), SolveParameters())
    results = table(book, "Results_Portfolio")
    assert {key for key, cells in results.items() if cells["selected"]} == set(report.selected)
    assert set(results) == ticked
    value = table(book, "Summary")["Plan/Value: north_star"]["figure"]
    assert report.objective is not None and value == float(report.objective)
    newest = [cells for cells in table(book, "Runs").values() if cells.get("link_to_results")]
    assert [cells["total_value"] for cells in newest] == [value]
    targets = {target.kpi_key for target in report.targets if target.gap}
    assert targets <= {str(cells["kpi_key"]) for cells in table(book, "Gaps_And_Alerts").values()}
    rows = book.read(["Summary"])["Summary"].rows
    assert sum(row[0] == "Targets" for row in rows if row) == len(report.targets)


def check_people(book: XlsxWorkbook, remarked: str) -> None:
    """Everything of a person's is where it was, and formulas are computed."""
    grid = book.read(["Candidates"])["Candidates"]
    headers = list(grid.rows[0])
    assert headers[OWN : DOUBLE + 1] == ["owner", "twice"]
    for row, (owner, formula) in enumerate(CELLS.values(), start=1):
        assert grid.value(row, OWN) == owner
        assert grid.formulas[row, DOUBLE].replace(" ", "") == formula
        tokens = grid.value(row, headers.index("engineering_tokens"))
        assert isinstance(tokens, int | float) and grid.value(row, DOUBLE) == tokens * 2
    results = book.read(["Results_Portfolio"])["Results_Portfolio"]
    [at] = [row for row in range(1, len(results.rows)) if results.value(row, REMARK) == "agreed with legal"]
    assert results.value(at, 0) == remarked
    notes = book.read(["Candidates"])["Candidates"].notes
    assert "One row for each key." in notes[0, 0]


@pytest.mark.skipif(PDFTOTEXT is None, reason="poppler is not installed (pdftotext)")
def test_each_tab_is_printed_one_page_wide_with_every_column_and_the_summary_on_one_page(
    tmp_path: Path, storage: SqlStorage, through_libreoffice: Callable[[Path, str], Path]
) -> None:
    from cli.demo.center import make_center
    from cli.wiring.bootstrap import load_problem, sample_path
    from tests.sheets.news import solved

    path = tmp_path / "plan.xlsx"
    sample = load_problem(str(sample_path())).problem
    make_center(path, sample)
    book = XlsxWorkbook(path)
    asked = [each for each in sample.initiatives if not each.is_mandatory][:6]
    rules = replace(sample.constraint_set, floors=(), caps=(), mandatory_initiatives=(), bundles=(), prerequisites=())
    asked = [replace(each, prerequisite_keys=(), bundle_key=None) for each in asked]
    problem = replace(sample, initiatives=tuple(asked), constraint_set=replace(rules, targets=()))
    answers = tuple(
        RowAnswer("Candidates", (each.initiative_key,), "selected for 2026-Q1", "a reason of many words; " * 9)
        for each in sample.initiatives
    )
    OptimizationCenter(book).push(SheetNews(answers, solved(problem)))
    printed = through_libreoffice(path, "pdf")
    text = subprocess.run([str(PDFTOTEXT), "-layout", str(printed), "-"], check=True, capture_output=True, text=True)
    pages = [page for page in text.stdout.split("\f") if page.strip()]
    by_tab: dict[str, list[str]] = {}
    for page in pages:
        by_tab.setdefault(page.strip().splitlines()[-1].split()[0], []).append(page)
    assert len(by_tab["Summary"]) == 1
    assert "Capacity: used and allowed, in tokens" in by_tab["Summary"][0]
    shown = openpyxl.load_workbook(path)
    for tab in OPTIMIZATION_CENTER.tabs:
        sheet = shown[tab.name]
        hidden = {letter for letter, side in sheet.column_dimensions.items() if side.hidden}
        names = [cell.value for cell in sheet[1] if cell.column_letter not in hidden]
        for page in by_tab[tab.name]:
            assert not [name for name in names if str(name) not in page], tab.name
