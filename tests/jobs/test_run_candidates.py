from decimal import Decimal
from pathlib import Path

import pytest

from domain.integer_model.result import PlanResult, SolutionStatus, Termination
from domain.integer_model.solver import SolveControl
from domain.sheet_jobs import catalogue
from domain.storage.run import RunStatus
from persistence.unit_of_work import SqlStorage
from sheets.workbook import Workbook
from sheets.xlsx.workbook import XlsxWorkbook
from tests.jobs.office import (
    MakeWorkbook,
    Office,
    candidate,
    center_tabs,
    column,
    everything,
    set_up,
    table,
)
from tests.sheets.local_server.process import LocalServer
from tests.sheets.seeds import write_xlsx


class Failing:
    """A solver whose library breaks."""

    name = "failing"
    exact_up_to = 2**53

    def solve(self, *_: object) -> PlanResult:
        return PlanResult(SolutionStatus.UNKNOWN, Termination.ERROR, None, (), detail="the library crashed")


def test_from_the_candidates_to_the_results(
    any_storage: SqlStorage, make_workbook: MakeWorkbook, request: pytest.FixtureRequest
) -> None:
    storage, book = any_storage, set_up(make_workbook, center_tabs(constraints=[["cap", "market", "UK", None, 8]]))
    office = Office(storage, book)
    if not isinstance(book, XlsxWorkbook):
        server: LocalServer = request.getfixturevalue("server")
        server.reset()
    done = office.job(catalogue.RUN_ALL)
    if not isinstance(book, XlsxWorkbook):
        counts = server.counts()
        assert counts["read"] <= 2 and counts["write"] <= 2
    assert (done.status, done.error_text) == (RunStatus.SUCCESS, None)
    assert [(step.name, step.status) for step in office.steps(done)] == [
        (name, RunStatus.SUCCESS)
        for name in ("begin", "pull", "save", "start run", "await run", "near misses", "write results")
    ]
    run_id = done.result["run_id"]
    with storage.reading() as uow:
        problem = uow.runs.problem(run_id)
        run = uow.runs.get(run_id)
        portfolio = uow.portfolios.by_run(run.id)
    assert [i.initiative_key for i in problem.initiatives] == ["I-1", "I-2", "I-3"]
    assert problem.initiatives[0].kpi_contribution == {"north_star": Decimal(100)}
    assert problem.constraint_set.caps[0].max_tokens == 8
    assert run.requested_by_email == "ada@plan.example"
    assert portfolio is not None and [item.initiative_key for item in portfolio.selected] == ["I-1", "I-2"]
    assert column(book, "Results_Portfolio", "selected") == {"I-1": True, "I-2": True, "I-3": False}
    runs = table(book, "Runs")
    assert list(runs) == [run_id]
    assert (runs[run_id]["status"], runs[run_id]["total_value"], runs[run_id]["capacity_used"]) == ("success", 190, 7)
    assert column(book, "Candidates", "run_status") == {
        "I-1": "forced in for 2026-Q1",
        "I-2": "selected for 2026-Q1",
        "I-3": "not selected",
    }
    assert column(book, "Scenario_Config", "run_status") == {"UK push": "optimal"}

    told = table(book, "Summary")["Just missed/I-3 Title of I-3"]
    assert str(told["comment"]).startswith("No plan can have it under these rules; the total capacity")

    before, solves = everything(book), office.solvers.solves
    if isinstance(book, XlsxWorkbook):
        data = Path(book.name).read_bytes()
    else:
        server.reset()
    again = office.job(catalogue.RUN_ALL)
    assert again.run_id != done.run_id
    nothing = {"cells": 0, "message": "optimal, 2 selected; nothing differs, nothing written"}
    assert again.result == done.result | nothing
    if isinstance(book, XlsxWorkbook):
        assert Path(book.name).read_bytes() == data
    else:
        assert server.counts()["write"] == 0
    assert everything(book) == before
    assert office.solvers.solves == solves, "the plan and the prices of the same question are known"

    fresh = office.job(catalogue.RUN_ALL, fresh=True)
    assert fresh.result["run_id"] != run_id
    results = everything(book)
    assert results["Results_Portfolio"] == before["Results_Portfolio"]
    assert results["Candidates"] == before["Candidates"]
    assert list(table(book, "Runs")) == [run_id, fresh.result["run_id"]]


def test_only_ticked_candidates(storage: SqlStorage, make_workbook: MakeWorkbook) -> None:
    book = set_up(make_workbook, center_tabs())
    done = Office(storage, book).job(catalogue.RUN_SELECTED)
    assert done.result["selected"] == 1
    assert column(book, "Candidates", "run_status") == {
        "I-1": "not part of the run",
        "I-2": "selected for 2026-Q1",
        "I-3": "not part of the run",
    }
    assert set(table(book, "Results_Portfolio")) == {"I-2"}


@pytest.mark.parametrize("what", ["infeasible", "failing"])
def test_the_last_good_results_stay(storage: SqlStorage, make_workbook: MakeWorkbook, what: str) -> None:
    book = set_up(make_workbook, center_tabs())
    office = Office(storage, book)
    good = office.job(catalogue.RUN_ALL)
    before = table(book, "Results_Portfolio")
    if what == "failing":
        office.solvers.chosen = Failing()
        bad = office.job(catalogue.RUN_ALL, fresh=True)
        assert bad.status is RunStatus.FAILED
        assert "the library crashed" in str(bad.error_text)
        status, rows = "failed", "run failed"
    else:
        cap = {"constraint_set": "other"}
        tight = candidate("I-1", 40, 100, mandatory=True)
        other = set_up(make_workbook, center_tabs([tight]))
        office.center = other
        bad = office.job(catalogue.RUN_ALL, **cap)
        assert (bad.status, bad.result["solution_status"]) == (RunStatus.SUCCESS, "infeasible")
        assert table(other, "Results_Portfolio") == {}
        assert column(other, "Candidates", "run_status") == {"I-1": "no portfolio"}
        assert str(column(other, "Scenario_Config", "run_status")) == str({"UK push": "no portfolio"})
        [run] = table(other, "Runs").values()
        assert run["status"] == "infeasible" and "no portfolio" in str(run["gap_summary"])
        assert table(other, "Gaps_And_Alerts") != {}
        return
    assert table(book, "Results_Portfolio") == before
    runs = table(book, "Runs")
    assert [cells["status"] for cells in runs.values()] == ["success", status]
    assert "the library crashed" in str(list(runs.values())[-1]["gap_summary"])
    assert any("the library crashed" in str(cells) for cells in table(book, "Gaps_And_Alerts").values())
    assert set(column(book, "Candidates", "run_status").values()) == {rows}
    assert next(iter(runs)) == good.result["run_id"]


def test_a_deadline_of_the_constraints_counts(storage: SqlStorage, make_workbook: MakeWorkbook) -> None:
    book = set_up(make_workbook, center_tabs(constraints=[["deadline", None, "I-2: 2025-12-31"]]))
    office = Office(storage, book)
    done = office.job(catalogue.RUN_ALL)
    with storage.reading() as uow:
        dates = {i.initiative_key: i.deadline_date for i in uow.runs.problem(done.result["run_id"]).initiatives}
        assert uow.initiatives.get("I-2").initiative.deadline_date is None
    assert str(dates["I-2"]) == "2025-12-31"


def test_a_file_that_is_open_elsewhere_is_written_later(storage: SqlStorage, tmp_path: Path) -> None:
    def make(tabs: object) -> Workbook:
        return XlsxWorkbook(write_xlsx(tmp_path / "plan.xlsx", tabs))  # type: ignore[arg-type]

    book = set_up(make, center_tabs())
    office = Office(storage, book)
    lock = tmp_path / ".~lock.plan.xlsx#"
    lock.write_text(",ada,laptop,26.11.2026 07:00,;")
    data = (tmp_path / "plan.xlsx").read_bytes()
    done = office.job(catalogue.RUN_ALL)
    assert done.status is RunStatus.SUCCESS
    assert done.result["pending"]
    assert "pending" in office.steps(done)[-1].message
    assert (tmp_path / "plan.xlsx").read_bytes() == data
    still = office.job(catalogue.WRITE_RESULTS)
    assert still.result["pending"]
    lock.unlink()
    written = office.job(catalogue.WRITE_RESULTS)
    assert (written.result["pending"], written.result["run_id"]) == ([], done.result["run_id"])
    assert column(book, "Results_Portfolio", "selected") == {"I-1": True, "I-2": True, "I-3": False}
    assert column(book, "Candidates", "run_status")["I-2"] == "selected for 2026-Q1"
    assert office.job(catalogue.WRITE_RESULTS).result["cells"] == 0


def test_twenty_starts_with_one_key_are_one_run(storage: SqlStorage, make_workbook: MakeWorkbook) -> None:
    office = Office(storage, set_up(make_workbook, center_tabs()))
    found = {office.job(catalogue.RUN_ALL, "tuesday").run_id for _ in range(20)}
    assert len(found) == 1
    office.perform(found.pop(), SolveControl())
    assert office.solvers.solves == 2, "one plan, and one price of what it does not have"
    with storage.reading() as uow:
        assert len(uow.runs.newest()) == 1
