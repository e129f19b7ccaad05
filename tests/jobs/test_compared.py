"""Which plan a run from a spreadsheet is compared with: the one before it, and the baseline of its scenario."""

from __future__ import annotations

from domain.portfolios.portfolios import set_flag
from domain.sheet_jobs import catalogue
from domain.storage import PortfolioFlag
from persistence.unit_of_work import SqlStorage, SystemClock
from sheets.headers import find_headers
from sheets.layout import OPTIMIZATION_CENTER
from sheets.workbook import CellWrite, Workbook, WriteBatch
from tests.jobs.office import MakeWorkbook, Office, center_tabs, set_up, table


def give(book: Workbook, tokens: int) -> None:
    """Another capacity, as a person types it."""
    tab = OPTIMIZATION_CENTER.tab("Scenario_Config")
    columns = find_headers(tab, book.read([tab.name])[tab.name]).columns
    book.write(WriteBatch([CellWrite(tab.name, 1, columns["capacity_total_tokens"], tokens)]))


def entered_and_left(book: Workbook, name: str = "plan before") -> dict[str, object]:
    changes = table(book, "Changes").values()
    kinds = ("entered", "left", "none")
    return {
        str(cells["subject"]): cells["change"]
        for cells in changes
        if cells["compared_with"] == name and cells["change"] in kinds
    }


def test_a_run_is_compared_with_the_plan_before_however_often_it_is_asked(
    storage: SqlStorage, make_workbook: MakeWorkbook
) -> None:
    book = set_up(make_workbook, center_tabs())
    office = Office(storage, book)
    office.job(catalogue.RUN_ALL)
    assert entered_and_left(book) == {"plan": "none"}
    give(book, 13)
    for _ in range(2):
        last = office.job(catalogue.RUN_ALL)
        assert entered_and_left(book) == {"I-3": "entered"}
    assert last.result["cells"] == 0
    told = str(table(book, "Summary")["Plan/New since the plan before"]["comment"])
    assert told.startswith("1 entered (I-3); value from 190 to 270")
    give(book, 2)
    office.job(catalogue.RUN_ALL)
    assert entered_and_left(book) == {"I-3": "entered"}, "a run without a plan leaves the last good page"
    give(book, 10)
    office.job(catalogue.RUN_ALL)
    assert entered_and_left(book) == {"I-3": "left"}, "the plan before is the last one that there was"


def test_the_results_of_an_older_run_are_compared_with_what_was_before_that(
    storage: SqlStorage, make_workbook: MakeWorkbook
) -> None:
    book = set_up(make_workbook, center_tabs())
    office = Office(storage, book)
    office.job(catalogue.RUN_ALL)
    give(book, 13)
    second = office.job(catalogue.RUN_ALL)
    give(book, 4)
    office.job(catalogue.RUN_ALL)
    assert entered_and_left(book) == {"I-2": "left", "I-3": "left"}
    office.job(catalogue.WRITE_RESULTS, run_id=second.result["run_id"])
    assert entered_and_left(book) == {"I-3": "entered"}


def test_the_baseline_is_compared_with_too(storage: SqlStorage, make_workbook: MakeWorkbook) -> None:
    book = set_up(make_workbook, center_tabs())
    office = Office(storage, book)
    first = office.job(catalogue.RUN_ALL)
    with storage.writing() as uow:
        kept = uow.portfolios.by_run(uow.runs.get(first.result["run_id"]).id)
        assert kept is not None
        set_flag(uow, kept.id, PortfolioFlag.BASELINE, SystemClock())
    for tokens in (13, 4):
        give(book, tokens)
        office.job(catalogue.RUN_ALL)
    assert entered_and_left(book) == {"I-2": "left", "I-3": "left"}
    assert entered_and_left(book, "baseline") == {"I-2": "left"}
    totals = table(book, "Changes")["baseline/value"]
    assert (totals["before"], totals["after"]) == ("190", "100")
