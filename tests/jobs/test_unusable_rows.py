"""Rows that cannot be used, or were hardly meant so: what is told of them, and what is run all the same."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from domain.backlog.initiatives import save_initiatives
from domain.backlog.scenarios import create_scenario
from domain.problem.initiative import Initiative
from domain.problem.scenario import ObjectiveMode, Scenario
from domain.sheet_jobs import catalogue
from domain.sheet_jobs.intake import dropped_text
from domain.storage.records import InitiativeRecord
from domain.storage.run import RunStatus
from persistence.unit_of_work import SqlStorage, SystemClock
from sheets.reading.tabs.candidates import read_candidates
from sheets.workbook import Grid
from tests.jobs.office import (
    CANDIDATE_COLUMNS,
    SCENARIO,
    SCENARIO_COLUMNS,
    SOME,
    MakeWorkbook,
    Office,
    candidate,
    center_tabs,
    column,
    set_up,
    table,
)
from tests.sheets.seeds import Seed

NOON = datetime(2026, 1, 2, 12, tzinfo=UTC)


def test_a_faulty_row_keeps_no_other_from_being_run(storage: SqlStorage, make_workbook: MakeWorkbook) -> None:
    rows = [
        *SOME,
        candidate("I-4", "12,5", 1),
        candidate("I-5", 1, 1),
        candidate("I-5", 2, 2),
        candidate("I-6", None, 50),
        candidate("I-7", -1, 5),
        candidate("", 1, 1),
    ]
    book = set_up(make_workbook, center_tabs(rows, constraints=[["cap", "planet", "UK", None, 8], ["mandatory"]]))
    office = Office(storage, book)
    done = office.job(catalogue.RUN_ALL)
    assert done.status is RunStatus.SUCCESS
    answered = table(book, "Candidates")
    statuses = {key: cells.get("run_status") for key, cells in answered.items()}
    assert statuses == {
        "I-1": "forced in for 2026-Q1",
        "I-2": "selected for 2026-Q1",
        "I-3": "not selected",
        "I-4": "invalid",
        "I-5": "invalid",
        "I-6": "invalid",
        "I-7": "invalid",
        "": "invalid",
    }
    assert answered["I-6"]["run_message"] == "engineering_tokens is missing"
    assert "12,5" in str(answered["I-4"]["run_message"])
    assert "given twice" in str(answered["I-5"]["run_message"])
    assert "negative" in str(answered["I-7"]["run_message"])
    assert set(column(book, "Constraints", "run_status").values()) == {"invalid"}
    assert len(office.steps(done)[1].detail["faults"]) >= 6
    told = office.steps(done)[1].message
    assert told.startswith(
        "9 candidates, 1 scenario; 7 cells cannot be used: Candidates!D5 (engineering_tokens of I-4):"
    )
    assert told.endswith("; and 2 more; `optengine sheet check` lists all")
    headline = "7 cells were refused, so that 7 rows were left out"
    assert f"selected; {headline}; " in done.result["message"]
    assert str(column(book, "Scenario_Config", "run_message")["UK push"]).startswith(headline)
    [run] = table(book, "Runs").values()
    assert str(run["gap_summary"]).startswith(f"{headline}; ")
    alerts = table(book, "Gaps_And_Alerts")
    assert {key.partition("/")[2] for key in alerts if "invalid:" in key} == {
        "invalid:I-4",
        "invalid:I-5",
        "invalid:I-6",
        "invalid:I-7",
        "invalid:(no key)",
        "invalid:Constraints: cap, planet, UK",
        "invalid:Constraints: mandatory",
    }
    assert "Candidates!D5 (engineering_tokens of I-4)" in str(alerts["global/invalid:I-4"]["notes"])
    assert office.job(catalogue.WRITE_RESULTS).result["cells"] == 0


def test_a_mandatory_initiative_whose_row_has_faults_is_said_to_have_them(
    storage: SqlStorage, make_workbook: MakeWorkbook
) -> None:
    rows = [*SOME, candidate("I-4", "12,5", 1)]
    book = set_up(make_workbook, center_tabs(rows, constraints=[["mandatory", None, "I-4"]]))
    assert Office(storage, book).job(catalogue.RUN_ALL).result["solution_status"] == "infeasible"
    alerts = table(book, "Gaps_And_Alerts")
    assert "I-4 being mandatory cannot be met by itself" in str(alerts["global/run"]["notes"])
    assert "since its row has faults: Candidates!D5" in str(alerts["global/mandatory:I-4"]["notes"])


def test_candidates_that_are_not_ready_are_told_why(storage: SqlStorage, make_workbook: MakeWorkbook) -> None:
    unready = ["I-9", "", None, 1, False, 500, None, None, True]
    book = set_up(make_workbook, center_tabs([*SOME, unready]))
    office = Office(storage, book)
    reasons = "market is missing; immediate_kpi_key is missing; primary_kpi_key is missing"
    office.job(catalogue.RUN_ALL)
    advised = table(book, "Candidates")["I-9"]
    assert advised["run_status"] == "selected for 2026-Q1"
    assert str(advised["run_message"]).endswith(f"advice by the rules of graduation: {reasons}")
    office.job(catalogue.RUN_ALL, graduation="strict")
    refused = table(book, "Candidates")["I-9"]
    assert (refused["run_status"], refused["run_message"]) == ("invalid", reasons)
    assert "I-9" not in table(book, "Results_Portfolio")
    with storage.reading() as uow:
        assert not uow.initiatives.get("I-9").is_optimization_candidate


@pytest.mark.parametrize(
    ("scenarios", "payload", "message"),
    [
        ([], {}, "Scenario_Config has no scenario; it has none"),
        (
            [SCENARIO, ["DE push", *SCENARIO[1:]]],
            {},
            "scenarios: UK push, DE push; choose one with --scenario NAME",
        ),
        ([SCENARIO], {"scenario": "Moon"}, "no scenario named 'Moon'; it has UK push"),
        ([["UK push", "soon", 10, "north_star"]], {}, "Scenario_Config!B2"),
    ],
)
def test_without_a_sound_scenario_nothing_is_run(
    storage: SqlStorage,
    make_workbook: MakeWorkbook,
    scenarios: list[list[object]],
    payload: dict[str, object],
    message: str,
) -> None:
    office = Office(storage, set_up(make_workbook, center_tabs(scenarios=scenarios)))
    done = office.job(catalogue.RUN_ALL, **payload)
    assert done.status is RunStatus.FAILED
    assert message in str(done.error_text)
    assert [step.status for step in office.steps(done) if step.name == "save"] == [RunStatus.FAILED]
    with storage.reading() as uow:
        assert not uow.runs.newest()
        assert not uow.initiatives.all()


def test_a_faulty_scenario_blocks_only_itself(storage: SqlStorage, make_workbook: MakeWorkbook) -> None:
    rows = [SCENARIO, ["DE push", "soon", 10, "north_star"], [None, "2026-Q1", 5, "north_star"]]
    book = set_up(make_workbook, center_tabs(scenarios=rows))
    office = Office(storage, book)
    assert office.job(catalogue.RUN_ALL).status is RunStatus.SUCCESS
    assert column(book, "Scenario_Config", "run_status") == {"UK push": "optimal", "DE push": "invalid", "": "invalid"}
    assert office.job(catalogue.RUN_ALL, scenario="UK push").status is RunStatus.SUCCESS
    faulty = office.job(catalogue.RUN_ALL, scenario="DE push")
    assert "Scenario_Config!B3" in str(faulty.error_text)
    assert faulty.result == {"can_be_mended": True}


def test_nothing_ticked_is_said(storage: SqlStorage, make_workbook: MakeWorkbook) -> None:
    book = set_up(make_workbook, center_tabs([candidate("I-1", 1, 1)]))
    done = Office(storage, book).job(catalogue.RUN_SELECTED)
    assert done.error_text == "there is no ticked candidate that a run could be asked about"
    assert column(book, "Scenario_Config", "run_message") == {"UK push": done.error_text}


def test_a_rule_about_an_unknown_initiative_says_so_at_its_row(
    storage: SqlStorage, make_workbook: MakeWorkbook
) -> None:
    rules = [["mandatory", None, "NOPE-1"], ["forced_out", None, "NOPE-2"], ["exclusion", None, "I-2, I-3"]]
    book = set_up(make_workbook, center_tabs(constraints=rules))
    Office(storage, book).job(catalogue.RUN_ALL)
    answers = table(book, "Constraints")
    assert [cells["run_status"] for cells in answers.values()] == ["unknown initiative", "unknown initiative", "ok"]
    assert str(answers["mandatory//NOPE-1///"]["run_message"]).endswith(
        "NOPE-1 is unknown: no row of Candidates has this key, so that no portfolio can keep the rule"
    )
    [run] = table(book, "Runs").values()
    assert "NOPE-1 being mandatory cannot be met by itself" in str(run["gap_summary"])


def test_what_was_hardly_meant_is_told_at_the_row(storage: SqlStorage, make_workbook: MakeWorkbook) -> None:
    tabs = center_tabs([candidate(" I-1", 4, 100), candidate("I-2", 3, 90)])
    rows = [[*row, more, bundle] for row, more, bundle in zip(
        tabs["Candidates"].rows, ["prerequisite_keys", "I-1", ""], ["bundle_key", None, "B"], strict=True
    )]  # fmt: skip
    book = set_up(make_workbook, tabs | {"Candidates": Seed(rows)})
    Office(storage, book).job(catalogue.RUN_ALL)
    told = {key.strip(): str(cells["run_message"]) for key, cells in table(book, "Candidates").items()}
    assert 'has blanks around it; it is read as "I-1"' in told["I-1"]
    assert "Candidates!J2 (prerequisite_keys of I-1): names the initiative itself" in told["I-1"]
    assert 'no other initiative is in the bundle "B"' in told["I-2"]


def test_what_most_candidates_lack_is_told_once(storage: SqlStorage, make_workbook: MakeWorkbook) -> None:
    rows = [candidate(f"I-{number}", 1, number) for number in range(1, 9)]
    for row in rows:
        row[CANDIDATE_COLUMNS.index("immediate_kpi_key")] = None
    rows[0][CANDIDATE_COLUMNS.index("primary_kpi_key")] = None
    book = set_up(make_workbook, center_tabs(rows))
    Office(storage, book).job(catalogue.RUN_ALL)
    told = {key: str(cells["run_message"]) for key, cells in table(book, "Candidates").items()}
    assert [key for key, message in told.items() if "graduation" in message] == ["I-1"]
    assert told["I-1"].endswith("advice by the rules of graduation: primary_kpi_key is missing")
    assert column(book, "Scenario_Config", "run_message") == {
        "UK push": "advice by the rules of graduation: immediate_kpi_key is missing in 8 rows; "
        "they take part all the same"
    }


def test_nothing_that_only_the_database_has_counts_in_a_run_and_it_is_told(
    storage: SqlStorage, make_workbook: MakeWorkbook
) -> None:
    stored = Initiative(
        "I-1",
        market="UK",
        engineering_tokens=Decimal(4),
        engineering_tokens_mvp=Decimal(1),
        program_key="P1",
        deadline_date=date(2025, 1, 1),
        kpi_contribution={"north_star": Decimal(800), "gmv": Decimal(9)},
    )
    scenario = Scenario(
        "UK push",
        "2026-Q1",
        ObjectiveMode.NORTH_STAR,
        capacity_total_tokens=Decimal(1),
        capacity_by_market={"UK": Decimal(0)},
        capacity_by_period={"2026-Q1": Decimal(1)},
    )
    with storage.writing() as uow:
        save_initiatives(uow, [InitiativeRecord(stored, NOON, NOON)], SystemClock())
        create_scenario(uow, scenario, SystemClock())
    blank = candidate("I-1", 4, None, ticked=True)
    book = set_up(make_workbook, center_tabs([blank, candidate("I-2", 3, 90, ticked=True)]))
    office = Office(storage, book)
    action = office.job(catalogue.RUN_SELECTED)
    with storage.reading() as uow:
        assert action.optimization_run_id is not None
        run = uow.runs.numbered(action.optimization_run_id)
        asked = uow.runs.problem(run.run_id)
        kept = uow.initiatives.by_keys(["I-1"])["I-1"].initiative
    first = next(each for each in asked.initiatives if each.initiative_key == "I-1")
    assert (first.kpi_contribution, first.engineering_tokens_mvp, first.program_key) == ({}, None, None)
    assert (asked.scenario.capacity_total_tokens, asked.scenario.capacity_by_period) == (10, {})
    assert asked.scenario.capacity_by_market == {}
    assert (kept.kpi_contribution, kept.engineering_tokens_mvp) == ({"gmv": Decimal(9)}, Decimal(1))
    assert "the database has values that Candidates has no column for, and that do not count: " in str(action.result)
    assert "engineering_tokens_mvp (1), kpi_contribution (1), program_key (1)" in str(action.result)


def test_what_no_row_says_any_more_is_told_with_how_many_initiatives_had_it(storage: SqlStorage) -> None:
    figures = {"gmv": Decimal(9), "nps": Decimal(1)}
    stored = [Initiative(key, kpi_contribution=figures, team_tokens={"web": Decimal(2)}) for key in ("I-1", "I-2")]
    with storage.writing() as uow:
        save_initiatives(uow, [InitiativeRecord(each, NOON, NOON) for each in stored], SystemClock())
    rows = read_candidates(Grid("Candidates", [["initiative_key", "kpi:gmv"], ["I-1", 5], ["I-2", None]]))
    with storage.reading() as uow:
        told = dropped_text(uow, rows, Scenario("S", "2026-Q1", ObjectiveMode.NORTH_STAR))
    assert told == "no row of Candidates says any more what the last run was told of kpi_contribution[nps] (2)"


def test_what_starts_in_a_later_period_of_the_horizon_is_no_fault(
    storage: SqlStorage, make_workbook: MakeWorkbook
) -> None:
    starts = {"I-1": None, "I-2": date(2026, 4, 1), "I-3": date(2026, 7, 1)}
    tabs = center_tabs(scenarios=[[*SCENARIO, "2026-Q1, 2026-Q2"]])
    tabs["Scenario_Config"].rows[0] = [*SCENARIO_COLUMNS, "horizon"]
    tabs["Candidates"] = Seed(
        [[*CANDIDATE_COLUMNS, "earliest_start_date"], *([*row, starts[str(row[0])]] for row in SOME)]
    )
    book = set_up(make_workbook, tabs)
    office = Office(storage, book)
    done = office.job(catalogue.RUN_ALL)
    assert "1 invalid, 2 saved" in {step.message for step in office.steps(done)}
    assert column(book, "Candidates", "run_status") == {
        "I-1": "forced in for 2026-Q1",
        "I-2": "selected for 2026-Q2",
        "I-3": "invalid",
    }


def test_what_is_delivered_is_not_called_invalid(storage: SqlStorage, make_workbook: MakeWorkbook) -> None:
    rows = [[*row, "done" if row[0] == "I-3" else "open"] for row in SOME]
    tabs = center_tabs(SOME) | {"Candidates": Seed([[*CANDIDATE_COLUMNS, "status"], *rows])}
    book = set_up(make_workbook, tabs)
    office = Office(storage, book)
    done = office.job(catalogue.RUN_ALL)
    assert office.steps(done)[2].message == "1 delivered, 2 saved"
    answered = table(book, "Candidates")["I-3"]
    assert (answered["run_status"], answered["run_message"]) == ("delivered", "it is already delivered")
