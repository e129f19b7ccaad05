"""What people decide in the spreadsheet beside the optimizer: baseline, active plan, initiatives planned by hand."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest

from domain.portfolio.assessment import Assessment, assess
from domain.portfolio.portfolio import ItemSource, PortfolioItem
from domain.portfolios.overrides import Override, override_item
from domain.problem.problem import PortfolioProblem
from domain.sheet_jobs import catalogue
from domain.storage import PortfolioFlag
from domain.storage.run import RunStatus
from persistence.unit_of_work import SqlStorage, SystemClock
from sheets.headers import find_headers
from sheets.layout import OPTIMIZATION_CENTER
from sheets.update import rows_by_key
from sheets.workbook import CellWrite, Workbook, WriteBatch
from tests.jobs.office import SCENARIO, MakeWorkbook, Office, center_tabs, column, roadmap, set_up, table


def put(book: Workbook, tab: str, key: tuple[str, ...], name: str, value: Any) -> None:
    """A value as a person types it."""
    layout = OPTIMIZATION_CENTER.tab(tab)
    grid = book.read([tab])[tab]
    columns = find_headers(layout, grid).columns
    [row, *_] = rows_by_key(layout, columns, grid)[key]
    book.write(WriteBatch([CellWrite(tab, row, columns[name], value)]))


def named(book: Workbook, name: str) -> tuple[str, ...]:
    return next((run,) for run, cells in table(book, "Runs").items() if cells.get("run_name") == name)


def flagged(book: Workbook, flag: str) -> list[object]:
    return [cells["run_name"] for cells in table(book, "Runs").values() if cells.get(flag) is True]


def test_baseline_and_active_plan_are_named_in_the_row_of_the_scenario(
    storage: SqlStorage, make_workbook: MakeWorkbook
) -> None:
    book = set_up(make_workbook, center_tabs())
    office = Office(storage, book)
    for tokens in (10, 13, 4):
        put(book, "Scenario_Config", ("UK push",), "capacity_total_tokens", tokens)
        office.job(catalogue.RUN_ALL)
    runs = table(book, "Runs")
    assert [cells["run_name"] for cells in runs.values()] == [f"Run {number} of UK push" for number in (1, 2, 3)]
    last = list(runs.values())[-1]
    assert (last["capacity"], last["rules"], last["solver"], last["proof"]) == (4, 0, "auto", "optimal")
    assert last["inputs_hash"]

    put(book, "Runs", named(book, "Run 2 of UK push"), "run_name", "Board draft")
    put(book, "Scenario_Config", ("UK push",), "baseline_run", "board DRAFT")
    put(book, "Scenario_Config", ("UK push",), "active_run", "Run 1 of UK push")
    assert office.job(catalogue.WRITE_RESULTS).status is RunStatus.SUCCESS
    assert (flagged(book, "is_baseline"), flagged(book, "is_active")) == (["Board draft"], ["Run 1 of UK push"])
    changes = table(book, "Changes")
    assert {key for key in changes if key.startswith("baseline/I-")} == {"baseline/I-2", "baseline/I-3"}
    with storage.reading() as uow:
        scenario = uow.scenarios.by_name("UK push")
        assert scenario is not None
        active = uow.portfolios.flagged(scenario.id, PortfolioFlag.ACTIVE)
        assert active is not None
        assert uow.runs.numbered(active.optimization_run_id or 0).run_id == next(iter(runs))

    put(book, "Scenario_Config", ("UK push",), "baseline_run", next(iter(runs)))
    put(book, "Scenario_Config", ("UK push",), "active_run", "Run 9 of UK push")
    done = office.job(catalogue.SAVE_CONSTRAINTS)
    told = "active_run: 'Run 9 of UK push' is no run of UK push in Runs; write its run_name or run_id"
    assert told in done.result["message"]
    assert told in str(column(book, "Scenario_Config", "run_message")["UK push"])
    office.job(catalogue.RUN_ALL)
    assert (flagged(book, "is_baseline"), flagged(book, "is_active")) == (["Run 1 of UK push"], ["Run 1 of UK push"])
    assert office.job(catalogue.RUN_ALL).result["cells"] == 0


def test_what_is_planned_by_hand_counts_until_it_is_cleared(
    storage: SqlStorage, make_workbook: MakeWorkbook, monkeypatch: pytest.MonkeyPatch
) -> None:
    book, plans = set_up(make_workbook, center_tabs()), roadmap(make_workbook)
    office = Office(storage, book, plans)
    judged: list[tuple[bool, ...]] = []

    def judge(problem: PortfolioProblem, items: Iterable[PortfolioItem]) -> Assessment:
        judged.append(tuple(item.selected for item in items))
        return assess(problem, items)

    monkeypatch.setattr("domain.portfolios.portfolios.assess", judge)
    first = office.job(catalogue.RUN_ALL)
    assert judged == [], "nobody decides anything"
    put(book, "Results_Portfolio", ("I-3", "UK push"), "override", "in")
    put(book, "Results_Portfolio", ("I-2", "UK push"), "override", "Out")
    done = office.job(catalogue.PUBLISH)
    assert "by hand: I-2 out and I-3 in 2026-Q1; north_star 180 in place of 190" in done.result["message"]
    once = [(True, False, True), (True, True, False)]  # with what is planned by hand, and without it
    assert judged == once * 2, "once before the roadmap is written, and once for Results_Portfolio"
    items = {str(cells["initiative_key"]): cells["source"] for cells in table(plans, "Roadmap_Items").values()}
    assert items == {"I-1": "optimizer", "I-3": "manual override"}

    put(book, "Results_Portfolio", ("I-2", "UK push"), "override", None)
    office.job(catalogue.WRITE_RESULTS)
    results = table(book, "Results_Portfolio")
    assert results["I-3"]["override_result"] == "in 2026-Q1 by hand; the optimizer has it out"
    assert (results["I-3"]["selected"], results["I-3"]["title"]) == (False, "Title of I-3"), "the optimizer's own"
    assert "override_result" not in results["I-2"]
    told = str(table(book, "Summary")["Plan/Decided by hand"]["comment"])
    assert told.startswith("I-3 in 2026-Q1; north_star 270 in place of 190; this breaks: ")
    alerts = [str(cells["notes"]) for cells in table(book, "Gaps_And_Alerts").values() if cells["severity"] == "high"]
    assert [each.startswith("broken by what is planned by hand: ") for each in alerts] == [True]
    before = book.read(["Results_Portfolio"])
    assert office.job(catalogue.WRITE_RESULTS).result["cells"] == 0
    assert book.read(["Results_Portfolio"]) == before

    put(book, "Scenario_Config", ("UK push",), "capacity_total_tokens", 13)
    second = office.job(catalogue.RUN_ALL)
    assert "Plan/Decided by hand" in table(book, "Summary"), "the next plan is asked the same"
    for text, fault in (
        ("maybe", '"maybe" is no way to plan an initiative; write in, out, a period'),
        ("2031-Q1", "2031-Q1 is not in the horizon: 2026-Q1"),
    ):
        put(book, "Results_Portfolio", ("I-3", "UK push"), "override", text)
        office.job(catalogue.WRITE_RESULTS)
        assert fault in str(table(book, "Results_Portfolio")["I-3"]["override_result"])
    with storage.writing() as uow:
        for run in (first, second):
            kept = uow.portfolios.by_run(uow.runs.get(run.result["run_id"]).id)
            assert kept is not None
            [item] = [item for item in kept.items if item.initiative_key == "I-3"]
            assert (run is second) is (item.source is ItemSource.OPTIMIZER), "an earlier plan stays as it was"
        override_item(uow, kept.id, "I-2", Override(False), None, SystemClock())
    office.job(catalogue.WRITE_RESULTS)
    elsewhere = "out by hand, though not in this spreadsheet; the optimizer has it in 2026-Q1"
    assert table(book, "Results_Portfolio")["I-2"]["override_result"] == elsewhere


def test_results_of_the_first_edition_are_taken_over_and_those_of_lost_scenarios_cleared(
    storage: SqlStorage, make_workbook: MakeWorkbook
) -> None:
    book = set_up(make_workbook, center_tabs(scenarios=[SCENARIO, ["Other", "2026-Q2", 5, "north_star"]]))
    office = Office(storage, book)
    office.job(catalogue.RUN_ALL, scenario="UK push")
    layout = OPTIMIZATION_CENTER.tab("Results_Portfolio")
    columns = find_headers(layout, book.read([layout.name])[layout.name]).columns
    later = [CellWrite(layout.name, row, columns[name], None) for row in range(4) for name in sorted(layout.later)]
    mine = CellWrite(layout.name, 3, max(columns.values()) + 1, "mine")
    book.write(WriteBatch([*later, mine], {layout.name: (4, max(columns.values()) + 2)}))
    office.job(catalogue.RUN_ALL, scenario="UK push")
    rows = book.read([layout.name])[layout.name].rows
    assert sorted(table(book, layout.name)) == ["I-1", "I-2", "I-3"]
    assert [(row[0], row[max(columns.values()) + 1]) for row in rows[3:4]] == [("I-3", "mine")]
    office.job(catalogue.RUN_ALL, scenario="Other")
    assert len(table(book, layout.name)) == 6
    grid = book.read(["Scenario_Config"])["Scenario_Config"]
    gone = [CellWrite("Scenario_Config", 1, at, None) for at in range(len(grid.rows[0]))]
    book.write(WriteBatch(gone))
    office.job(catalogue.RUN_ALL)
    assert set(column(book, layout.name, "scenario_name").values()) - {None} == {"Other"}
