"""The jobs beside those that run: saving, writing, publishing; and options that no job accepts."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from itertools import product
from pathlib import Path
from random import Random
from typing import Any

import pytest

from domain.errors import InputError
from domain.portfolios.portfolios import set_flag
from domain.sheet_jobs import catalogue
from domain.sheet_jobs.options import DEFAULT_SECONDS, JobOptions, Strictness, options_of
from domain.storage import PortfolioFlag
from domain.storage.run import RunStatus
from persistence.unit_of_work import SqlStorage, SystemClock
from sheets.headers import find_headers
from sheets.layout import OPTIMIZATION_CENTER
from sheets.workbook import CellWrite, WriteBatch
from sheets.xlsx.workbook import XlsxWorkbook
from tests.jobs.office import (
    SCENARIO,
    MakeWorkbook,
    Office,
    candidate,
    center_tabs,
    column,
    everything,
    roadmap,
    set_up,
    table,
)
from tests.sheets.seeds import write_xlsx


def test_ticked_candidates_are_saved_and_judged(storage: SqlStorage, make_workbook: MakeWorkbook) -> None:
    rows = [
        candidate("I-1", 4, 100, ticked=True),
        candidate("I-2", None, 90, ticked=True),
        candidate("I-3", 6, 80),
        candidate("I-4", "many", 1, ticked=True),
        ["I-5", "", "UK", 1, False, 1, None, "gmv", True],
    ]
    scenarios = [SCENARIO, ["Other", "2026-Q2", 5, "north_star"]]
    book = set_up(make_workbook, center_tabs(rows, scenarios))
    office = Office(storage, book)
    done = office.job(catalogue.SAVE_SELECTED)
    assert (done.status, done.error_text) == (RunStatus.SUCCESS, None)
    assert (done.result["saved"], done.result["candidates"], done.result["refused"]) == (3, 2, 1)
    answered = table(book, "Candidates")
    assert {key: cells.get("run_status") for key, cells in answered.items()} == {
        "I-1": "candidate for 2026-Q1",
        "I-2": "invalid, saved",
        "I-3": None,
        "I-4": "invalid",
        "I-5": "candidate for 2026-Q1",
    }
    assert answered["I-2"]["run_message"] == "engineering_tokens is missing"
    assert answered["I-5"]["run_message"] == "advice by the rules of graduation: immediate_kpi_key is missing"
    with storage.reading() as uow:
        stored = {record.key: record for record in uow.initiatives.all()}
        assert not uow.runs.newest()
    assert {key: record.is_optimization_candidate for key, record in stored.items()} == {
        "I-1": True,
        "I-2": False,
        "I-5": True,
    }
    assert stored["I-1"].initiative.kpi_contribution == {"north_star": Decimal(100)}
    before = everything(book)
    assert office.job(catalogue.SAVE_SELECTED).result["cells"] == 0
    assert everything(book) == before
    assert office.job(catalogue.SAVE_SELECTED, scenario="Other").result["cells"] == 2


def test_what_is_known_beside_the_sheet_stays(storage: SqlStorage, make_workbook: MakeWorkbook) -> None:
    office = Office(storage, set_up(make_workbook, center_tabs()))
    office.job(catalogue.RUN_ALL)
    with storage.writing() as uow:
        record = uow.initiatives.get("I-1")
        kept = replace(record.initiative, kpi_contribution={"gmv": Decimal("7.5")}, program_key="P")
        uow.initiatives.save([replace(record, initiative=kept, notes="mine")])
    office.job(catalogue.RUN_ALL)
    with storage.reading() as uow:
        found = uow.initiatives.get("I-1")
    assert found.initiative.kpi_contribution == {"gmv": Decimal("7.5"), "north_star": Decimal(100)}
    assert (found.initiative.program_key, found.notes) == ("P", "mine")


def test_rules_are_saved_without_a_run(storage: SqlStorage, make_workbook: MakeWorkbook) -> None:
    constraints = [
        ["cap", "market", "UK", None, 8],
        ["floor", "global", "", 2],
        ["exclusion", None, "I-2, I-3"],
        ["deadline", None, "I-2: 2026-02-01"],
        ["cap", "market", "DE", None, "lots"],
    ]
    targets = [["UK", "gmv", 5, "goal"], ["UK", "gmv", "x", "floor"]]
    book = set_up(make_workbook, center_tabs(constraints=constraints, targets=targets))
    office = Office(storage, book)
    done = office.job(catalogue.SAVE_CONSTRAINTS)
    assert (done.status, done.result["constraint_set"]) == (RunStatus.SUCCESS, "Rules of UK push")
    assert office.steps(done)[2].message.endswith("; 1 deadlines count in runs from the spreadsheet")
    with storage.reading() as uow:
        record = uow.constraint_sets.by_name("Rules of UK push")
        scenario = uow.scenarios.by_name("UK push")
        assert not uow.runs.newest()
        assert not uow.initiatives.all()
    assert scenario is not None
    assert scenario.scenario.capacity_total_tokens == 10
    assert record is not None
    rules = record.constraint_set
    assert (len(rules.caps), len(rules.floors), rules.exclusions, len(rules.targets)) == (1, 1, (("I-2", "I-3"),), 1)
    assert sorted(map(str, column(book, "Constraints", "run_status").values())) == ["invalid"] + ["ok"] * 4
    to_nobody = sorted(map(str, column(book, "Targets", "run_status").values()))
    assert to_nobody == ["check", "invalid"], "no candidate contributes to gmv"
    assert column(book, "Scenario_Config", "run_status") == {"UK push": "saved"}
    again = office.job(catalogue.SAVE_CONSTRAINTS)
    assert again.result["cells"] == 0
    with storage.reading() as uow:
        same = uow.constraint_sets.by_name("Rules of UK push")
    assert same is not None
    assert same.updated_at == record.updated_at
    assert office.job(catalogue.SAVE_CONSTRAINTS, constraint_set="Board").result["constraint_set"] == "Board"


def test_overheads_count_in_what_is_published_and_in_what_has_changed(
    storage: SqlStorage, make_workbook: MakeWorkbook
) -> None:
    overhead = ["overhead", "initiative", "platform: I-1", None, None, None, None, "0, 2; once"]
    book, plans = set_up(make_workbook, center_tabs(constraints=[overhead])), roadmap(make_workbook)
    office = Office(storage, book, plans)
    first = office.job(catalogue.RUN_ALL)
    office.job(catalogue.PUBLISH)
    assert [version["capacity_used"] for version in table(plans, "Roadmap_Versions").values()] == [9]
    with storage.writing() as uow:
        kept = uow.portfolios.by_run(uow.runs.get(first.result["run_id"]).id)
        assert kept is not None
        set_flag(uow, kept.id, PortfolioFlag.BASELINE, SystemClock())
    tab = OPTIMIZATION_CENTER.tab("Constraints")
    columns = find_headers(tab, book.read([tab.name])[tab.name]).columns
    book.write(WriteBatch([CellWrite(tab.name, 1, columns["definition"], "0, 3; once")]))
    office.job(catalogue.RUN_ALL)
    changes = table(book, "Changes")
    for plan in ("plan before", "baseline"):
        assert (changes[f"{plan}/tokens"]["before"], changes[f"{plan}/tokens"]["after"]) == ("9", "10")


def test_a_portfolio_is_published_once_however_often(storage: SqlStorage, make_workbook: MakeWorkbook) -> None:
    book, plans = set_up(make_workbook, center_tabs()), roadmap(make_workbook)
    office = Office(storage, book, plans)
    assert "there is no portfolio" in str(office.job(catalogue.PUBLISH).error_text)
    office.job(catalogue.RUN_ALL)
    done = office.job(catalogue.PUBLISH, "first")
    assert (done.status, done.error_text) == (RunStatus.SUCCESS, None)
    (version,) = table(plans, "Roadmap_Versions").values()
    assert (version["selected_count"], version["total_value"], version["capacity_used"]) == (2, 190, 7)
    assert version["scenario_name"] == "UK push"
    items = table(plans, "Roadmap_Items")
    assert sorted(items) == [f"{version['version_id']}/I-1", f"{version['version_id']}/I-2"]

    office.job(catalogue.PUBLISH)
    assert len(table(plans, "Roadmap_Versions")) == 1
    office.job(catalogue.RUN_ALL, fresh=True)
    office.job(catalogue.PUBLISH)
    assert len(table(plans, "Roadmap_Versions")) == 2
    with storage.writing() as uow:
        scenario = uow.scenarios.by_name("UK push")
        assert scenario is not None
        oldest = uow.portfolios.all(scenario.id)[0]
        set_flag(uow, oldest.id, PortfolioFlag.ACTIVE, SystemClock())
    assert office.job(catalogue.PUBLISH, scenario="UK push").result["portfolio_id"] == oldest.id
    assert office.job(catalogue.PUBLISH, portfolio_id=oldest.id).result["portfolio_id"] == oldest.id
    assert [cells["is_active"] for cells in table(plans, "Roadmap_Versions").values()] == [True, False]
    assert office.job(catalogue.PUBLISH, scenario="Moon").error_text == "there is no scenario 'Moon'"
    assert office.job(catalogue.PUBLISH, portfolio_id=99).status is RunStatus.FAILED


def test_the_newest_run_of_the_spreadsheet_is_written(storage: SqlStorage, make_workbook: MakeWorkbook) -> None:
    book = set_up(make_workbook, center_tabs(scenarios=[SCENARIO, ["Other", "2026-Q2", 5, "north_star"]]))
    office = Office(storage, book)
    failed = office.job(catalogue.WRITE_RESULTS)
    assert "no run was started from plan.xlsx yet" in str(failed.error_text)
    first = office.job(catalogue.RUN_ALL, scenario="UK push").result["run_id"]
    second = office.job(catalogue.RUN_ALL, scenario="Other").result["run_id"]
    assert office.job(catalogue.WRITE_RESULTS).result["run_id"] == second
    assert office.job(catalogue.WRITE_RESULTS, scenario="UK push").result["run_id"] == first
    results = column(book, "Results_Portfolio", "selected")
    of_push = {key.removesuffix("/UK push"): value for key, value in results.items() if key.endswith("/UK push")}
    assert of_push == {"I-1": True, "I-2": True, "I-3": False}
    assert {key: value for key, value in results.items() if key.endswith("/Other")} == {
        "I-1/Other": True,
        "I-2/Other": False,
        "I-3/Other": False,
    }, "each scenario keeps the results of its own newest run"
    assert sorted(map(str, column(book, "Runs", "run_name").values())) == ["Run 1 of Other", "Run 1 of UK push"]
    assert list(column(book, "Runs", "link_to_results").values()) == ["Results_Portfolio"] * 2
    assert office.job(catalogue.WRITE_RESULTS, run_id=second).result["run_id"] == second
    assert office.job(catalogue.WRITE_RESULTS, run_id="none").error_text == "there is no run none"
    assert office.job(catalogue.WRITE_RESULTS, workbook="other.xlsx").status is RunStatus.FAILED


def test_tabs_that_are_missing_are_said(storage: SqlStorage, make_workbook: MakeWorkbook) -> None:
    book = make_workbook({"Candidates": center_tabs()["Candidates"]})
    done = Office(storage, book).job(catalogue.RUN_ALL)
    assert done.status is RunStatus.FAILED
    assert "lacks the tab" in str(done.error_text)


@pytest.mark.parametrize(
    ("payload", "message"),
    [
        ({}, "workbook is missing"),
        ({"workbook": " "}, "workbook has to be a text"),
        ({"workbook": 7}, "workbook has to be a text"),
        ({"workbook": "p.xlsx", "colour": "red"}, "a job has no option 'colour'"),
        ({"workbook": "p.xlsx", "time_limit": 0}, "time_limit has to be a number of seconds above zero"),
        ({"workbook": "p.xlsx", "time_limit": "soon"}, "time_limit has to be a number"),
        ({"workbook": "p.xlsx", "time_limit": True}, "time_limit has to be a number"),
        ({"workbook": "p.xlsx", "time_limit": float("inf")}, "time_limit has to be a number"),
        ({"workbook": "p.xlsx", "graduation": "lax"}, "graduation is one of advise, strict"),
        ({"workbook": "p.xlsx", "fresh": 1}, "fresh is true or false"),
        ({"workbook": "p.xlsx", "portfolio_id": 0}, "portfolio_id is a number from 1 up"),
    ],
)
def test_options_that_no_job_accepts(storage: SqlStorage, payload: dict[str, Any], message: str) -> None:
    with pytest.raises(InputError, match=message):
        options_of(payload)
    with pytest.raises(InputError, match=message):
        Office(storage).actions.start(catalogue.RUN_ALL, payload)


def test_options_have_defaults() -> None:
    found = options_of({"workbook": " plan.xlsx ", "scenario": None, "time_limit": "12.5"})
    assert found == JobOptions("plan.xlsx", time_limit=12.5)
    assert (found.graduation, JobOptions("p").time_limit) == (Strictness.ADVISE, DEFAULT_SECONDS)


def test_a_database_that_is_full_of_other_runs_is_looked_through(storage: SqlStorage, tmp_path: Path) -> None:
    office = Office(storage, None)
    books = {}
    for name in ("a.xlsx", "b.xlsx"):
        books[name] = XlsxWorkbook(write_xlsx(tmp_path / name, center_tabs(scenarios=[[name, *SCENARIO[1:]]])))
        books[name].setup(OPTIMIZATION_CENTER)
    runs = {}
    for name, book in books.items():
        office.center = book
        runs[name] = office.job(catalogue.RUN_ALL, workbook=name).result["run_id"]
    office.center = books["a.xlsx"]
    assert office.job(catalogue.WRITE_RESULTS, workbook="a.xlsx").result["run_id"] == runs["a.xlsx"]


@pytest.mark.parametrize("seed", range(6))
def test_random_sheets_against_brute_force(storage: SqlStorage, tmp_path: Path, seed: int) -> None:
    dice = Random(seed)
    rows, good = [], {}
    for number in range(dice.randint(1, 8)):
        key = f"I-{number}"
        tokens: object = dice.choice([1, 2, 3, 4.5, 6, None, -1, "x", "3"])
        value: object = dice.choice([0, 5, 10, 12.25, "=A1", 30])
        mandatory = dice.random() < 0.15
        ticked = dice.random() < 0.6
        rows.append(candidate(key, tokens, value, ticked=ticked, mandatory=mandatory))
        sound = isinstance(tokens, int | float) and tokens >= 0 and isinstance(value, int | float)
        if ticked and sound:
            good[key] = (Decimal(str(tokens)), Decimal(str(value)), mandatory)
    capacity = dice.choice([0, 5, 9.5, 14])
    book = XlsxWorkbook(write_xlsx(tmp_path / "plan.xlsx", center_tabs(rows, [[*SCENARIO[:2], capacity, SCENARIO[3]]])))
    book.setup(OPTIMIZATION_CENTER)
    done = Office(storage, book).job(catalogue.RUN_SELECTED)
    best = None
    for chosen in product([False, True], repeat=len(good)):
        taken = [each for each, is_in in zip(good.values(), chosen, strict=True) if is_in]
        if any(each[2] and not is_in for each, is_in in zip(good.values(), chosen, strict=True)):
            continue
        if sum((each[0] for each in taken), Decimal(0)) <= Decimal(str(capacity)):
            value = sum((each[1] for each in taken), Decimal(0))
            best = value if best is None else max(best, value)
    statuses = column(book, "Candidates", "run_status")
    if done.status is RunStatus.FAILED:
        assert "there is no ticked candidate" in str(done.error_text)
        assert not good
        return
    invalid = {key for key, status in statuses.items() if status == "invalid"}
    assert not invalid & set(good)
    with storage.reading() as uow:
        run = uow.runs.get(done.result["run_id"])
    if best is None:
        assert done.result["solution_status"] == "infeasible"
        assert {status for key, status in statuses.items() if key in good} == {"no portfolio"}
    else:
        assert run.objective == best
        selected = [key for key, cells in table(book, "Results_Portfolio").items() if cells["selected"]]
        assert sum((good[key][1] for key in selected), Decimal(0)) == best
