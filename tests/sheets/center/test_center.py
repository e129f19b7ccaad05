"""The Optimization Center as jobs see it: what people filled in, and what is written back, in both kinds."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from domain.problem.constraints import Cap, Dimension
from domain.sheet_jobs.planning_workbook import PushReport, RowAnswer, RunNews, SheetNews
from sheets.center.workbooks import OptimizationCenter
from sheets.errors import WorkbookFaultsError
from sheets.layout import OPTIMIZATION_CENTER
from sheets.workbook import CellWrite, Workbook, WriteBatch
from tests.jobs.office import table
from tests.sheets.news import failed, problem, run, solved
from tests.sheets.seeds import Seed

MakeWorkbook = Callable[[Mapping[str, Seed]], Workbook]
CANDIDATES = ["initiative_key", "market", "engineering_tokens", "deadline_date", "is_selected_for_run"]


@pytest.fixture
def workbook(make_workbook: MakeWorkbook) -> Workbook:
    made = make_workbook({"Sheet1": Seed([])})
    made.setup(OPTIMIZATION_CENTER)
    return made


def push(workbook: Workbook, news: RunNews) -> PushReport:
    return OptimizationCenter(workbook).push(SheetNews(run=news))


def test_a_row_that_the_engine_did_not_write_stays_below_the_results(workbook: Workbook) -> None:
    header = [column.name for column in OPTIMIZATION_CENTER.tab("Results_Portfolio").columns]
    total = [CellWrite("Results_Portfolio", 20, 0, "TOTAL"), CellWrite("Results_Portfolio", 20, 2, 12)]
    total.append(CellWrite("Results_Portfolio", 20, 1, False))
    old = [
        CellWrite("Results_Portfolio", 19, header.index(name), value)
        for name, value in (("initiative_key", "I-99"), ("selected", False), ("run_status", "left out in S"))
    ]
    alert = [CellWrite("Gaps_And_Alerts", 20, 0, "ask Ada about these")]
    workbook.write(WriteBatch([*total, *old, *alert], {"Results_Portfolio": (21, 13), "Gaps_And_Alerts": (21, 8)}))
    for _ in range(2):
        push(workbook, solved(problem()))
        found = table(workbook, "Results_Portfolio")
        assert found["TOTAL"] == {"initiative_key": "TOTAL", "selected": False, "allocated_tokens": 12}
        assert "I-99" not in found
        assert table(workbook, "Gaps_And_Alerts")["ask Ada about these/"] == {"market": "ask Ada about these"}
    assert push(workbook, solved(problem())).cells == 0


def test_what_people_filled_in_is_pulled_with_every_fault(make_workbook: MakeWorkbook) -> None:
    center = OptimizationCenter(
        make_workbook(
            {
                "Candidates": Seed([CANDIDATES, ["I-1", "UK", 4, date(2026, 3, 1), True], ["I-2", "UK", "12,5"]]),
                "Scenario_Config": Seed(
                    [["scenario_name", "period_key", "objective_mode"], ["S", "2026-Q1", "north_star"], ["T", "soon"]]
                ),
                "Constraints": Seed(
                    [
                        ["constraint_type", "dimension", "key", "max_tokens"],
                        ["cap", "market", "UK", 8],
                        ["deadline", None, "I-1: 2026-02-01"],
                        ["cap", "market", "DE", -1],
                    ]
                ),
                "Targets": Seed([["market", "kpi_key", "target_value", "floor_or_goal"]]),
            }
        )
    )
    inputs = center.pull()
    assert [(row.initiative_key, row.is_selected, bool(row.faults)) for row in inputs.candidates] == [
        ("I-1", True, False),
        ("I-2", False, True),
    ]
    assert inputs.scenarios[0].scenario().period_key == "2026-Q1"
    assert inputs.rules["S"].constraint_set.caps == (Cap(Dimension.MARKET, Decimal(8), "UK"),)
    assert inputs.rules["S"].deadlines == {"I-1": date(2026, 2, 1)}
    assert [(answer.tab, answer.key[0], answer.status) for answer in inputs.answers] == [
        ("Candidates", "I-2", "invalid"),
        ("Scenario_Config", "T", "invalid"),
        ("Constraints", "cap", "ok"),
        ("Constraints", "deadline", "ok"),
        ("Constraints", "cap", "invalid"),
    ]
    assert [fault.place.partition(" ")[0] for fault in inputs.faults] == [
        "Candidates!C3",
        "Scenario_Config!B3",
        "Scenario_Config!C3",
        "Constraints!D4",
    ]
    assert center.push(SheetNews(inputs.answers)).cells > 0
    assert center.push(SheetNews(inputs.answers)) == PushReport()


def test_headers_of_all_tabs_are_refused_at_once(make_workbook: MakeWorkbook) -> None:
    tabs = {name: Seed([["mine"]]) for name in ("Candidates", "Scenario_Config", "Constraints", "Targets")}
    with pytest.raises(WorkbookFaultsError) as caught:
        OptimizationCenter(make_workbook(tabs)).pull()
    assert {fault.place for fault in caught.value.faults} == set(tabs)


def test_a_run_fills_the_output_tabs(workbook: Workbook) -> None:
    assert push(workbook, solved(problem())).findings == ()
    results = table(workbook, "Results_Portfolio")
    assert set(results) == {f"I-{number}" for number in range(6)}
    assert results["I-1"] == {
        "initiative_key": "I-1",
        "selected": True,
        "allocated_tokens": 4,
        "market": "UK",
        "department": "Growth",
        "category": "UX",
        "north_star_gain": 100,
        "active_overall_score": 12.5,
        "mandatory_reason": "the regulator asks for it",
        "notes": results["I-1"]["notes"],
        "run_status": "forced in for 2026-Q1 in UK push",
        "title": "Title of I-1",
        "period": "2026-Q1",
        "scenario_name": "UK push",
    }
    assert results["I-2"]["bundle_key"] == "B" and results["I-2"]["north_star_gain"] == 90.25
    assert results["I-3"]["dependency_status"] == "I-0: delivered"
    assert results["I-4"]["dependency_status"] == "I-1: selected for 2026-Q1"
    assert (results["I-4"]["selected"], results["I-4"]["allocated_tokens"]) == (False, 0)
    assert results["I-5"]["notes"] == "engineering_tokens is missing"
    [row] = table(workbook, "Runs").values()
    assert row == {
        "run_id": "run-1",
        "scenario_name": "UK push",
        "status": "success",
        "created_at": 46024.5,
        "finished_at": 46024.5,
        "selected_count": 3,
        "total_value": 270.25,
        "capacity_used": 9,
        "gap_summary": "1 of 1 targets missed: gmv, UK lacks 40",
        "link_to_results": "Results_Portfolio",
        "run_name": "Run 1 of UK push",
        "capacity": 10,
        "rules": 2,
        "solver": "tiny",
        "proof": "optimal",
        "inputs_hash": "hash",
    }
    gap = table(workbook, "Gaps_And_Alerts")["UK/gmv"]
    assert (gap["target"], gap["achieved"], gap["gap"], gap["severity"]) == (40, 0, 40, "high")


def test_pushing_again_writes_nothing(workbook: Workbook, monkeypatch: pytest.MonkeyPatch) -> None:
    push(workbook, solved(problem()))
    monkeypatch.setattr(type(workbook), "write", lambda *_: pytest.fail("written again"))
    assert push(workbook, solved(problem())) == PushReport()


def test_the_same_question_in_another_run_changes_nothing_but_runs(workbook: Workbook) -> None:
    push(workbook, solved(problem()))
    before = workbook.read(["Results_Portfolio", "Gaps_And_Alerts"])
    push(workbook, solved(problem(), "run-2"))
    after = workbook.read(["Results_Portfolio", "Gaps_And_Alerts"])
    assert {tab: grid.rows for tab, grid in before.items()} == {tab: grid.rows for tab, grid in after.items()}
    runs = table(workbook, "Runs")
    assert [row.get("link_to_results") for row in runs.values()] == [None, "Results_Portfolio"]


def test_a_row_of_a_run_follows_the_run(workbook: Workbook) -> None:
    push(workbook, RunNews(run("run-1"), "UK push", problem()))
    [row] = table(workbook, "Runs").values()
    assert (row["status"], row.get("finished_at")) == ("queued", None)
    push(workbook, solved(problem()))
    [row] = table(workbook, "Runs").values()
    assert row["status"] == "success"


def test_results_that_hold_no_longer_are_cleared(workbook: Workbook) -> None:
    push(workbook, solved(problem()))
    push(workbook, solved(problem("20", targets=())))
    assert table(workbook, "Results_Portfolio")["I-4"]["selected"] is True
    assert "UK/gmv" not in table(workbook, "Gaps_And_Alerts")


@pytest.mark.parametrize("news", [solved(problem("2"), "run-9"), failed(problem())], ids=["infeasible", "failed"])
def test_without_a_portfolio_the_last_good_results_stay(workbook: Workbook, news: RunNews) -> None:
    push(workbook, solved(problem()))
    before = workbook.read(["Results_Portfolio"])["Results_Portfolio"].rows
    push(workbook, news)
    assert workbook.read(["Results_Portfolio"])["Results_Portfolio"].rows == before
    row = table(workbook, "Runs")["run-9"]
    assert row["status"] == ("failed" if news.report is None else "infeasible")
    assert str(row["gap_summary"]).startswith(("no portfolio keeps all rules: ", "the run failed: the solver crashed"))
    assert "selected_count" not in row
    assert "critical" in {gap["severity"] for gap in table(workbook, "Gaps_And_Alerts").values()}


def test_an_answer_to_a_row_that_is_gone_is_reported(workbook: Workbook) -> None:
    workbook.read(["Candidates"])
    workbook.write(WriteBatch([CellWrite("Candidates", 1, 0, "I-1")]))
    answers = (RowAnswer("Candidates", ("I-1",), "saved"), RowAnswer("Candidates", ("I-2",), "saved"))
    report = OptimizationCenter(workbook).push(SheetNews(answers))
    assert [str(fault) for fault in report.findings] == [
        "Candidates (I-2): the row is gone, so that its answer has no place"
    ]
    assert table(workbook, "Candidates")["I-1"]["run_status"] == "saved"


@pytest.mark.parametrize("later", [0, 3600])
def test_rows_that_moved_after_the_pull_are_found_anew(
    workbook: Workbook, monkeypatch: pytest.MonkeyPatch, later: int
) -> None:
    workbook.read(["Candidates"])
    workbook.write(WriteBatch([CellWrite("Candidates", 1, 0, "I-1")]))
    center = OptimizationCenter(workbook)
    center.pull()
    workbook.write(WriteBatch([CellWrite("Candidates", 1, 0, "I-0"), CellWrite("Candidates", 2, 0, "I-1")]))
    now = time.monotonic() + later
    monkeypatch.setattr("sheets.center.workbooks.time.monotonic", lambda: now)
    center.push(SheetNews((RowAnswer("Candidates", ("I-1",), "saved"),)))
    assert table(workbook, "Candidates") == {
        "I-0": {"initiative_key": "I-0"},
        "I-1": {"initiative_key": "I-1", "run_status": "saved"},
    }


def test_answers_right_after_the_pull_take_a_read_of_keys_only(
    workbook: Workbook, monkeypatch: pytest.MonkeyPatch
) -> None:
    center = OptimizationCenter(workbook)
    answers = center.pull().answers
    monkeypatch.setattr(type(workbook), "read", lambda *_: pytest.fail("everything was read again"))
    assert center.push(SheetNews(answers)) == PushReport()


def test_a_text_that_no_cell_can_hold_is_cut_with_a_mark(workbook: Workbook) -> None:
    news = failed(problem(), error="x" * 60_000)
    push(workbook, news)
    told = str(table(workbook, "Runs")["run-9"]["gap_summary"])
    assert len(told) == workbook.longest_text
    assert told.endswith("… [cut; the full text is in the database]")
    assert push(workbook, news) == PushReport()


def test_what_was_left_out_stands_in_the_row_of_the_run(workbook: Workbook) -> None:
    push(workbook, replace(solved(problem()), left_out="2 cells were refused"))
    [row] = table(workbook, "Runs").values()
    assert str(row["gap_summary"]).startswith("2 cells were refused; ")
