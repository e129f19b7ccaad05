from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from domain.backlog.initiatives import save_initiatives
from domain.backlog.scenarios import create_scenario
from domain.errors import InputError
from domain.integer_model.model import Plan, SolveParameters
from domain.integer_model.result import PlanResult, Proof, SolutionStatus, Termination
from domain.integer_model.solver import SolveControl
from domain.problem.initiative import Initiative
from domain.problem.scenario import ObjectiveMode, Scenario
from domain.sheet_jobs import catalogue
from domain.storage.records import InitiativeRecord
from domain.storage.run import RunStatus
from persistence.database.clock import SystemClock
from persistence.unit_of_work import SqlStorage
from sheets.workbook import Workbook
from sheets.xlsx.workbook import XlsxWorkbook
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
    everything,
    set_up,
    table,
)
from tests.sheets.local_server.process import LocalServer
from tests.sheets.seeds import Seed, write_xlsx
from tests.tiny_solver import TinySolver

NOON = datetime(2026, 1, 2, 12, tzinfo=UTC)


class Failing:
    """A solver whose library breaks."""

    name = "failing"
    exact_up_to = 2**53

    def solve(self, *_: object) -> PlanResult:
        return PlanResult(SolutionStatus.UNKNOWN, Termination.ERROR, None, (), detail="the library crashed")


class Doubtful(TinySolver):
    """A solver that is sure of nothing beyond floating point."""

    def solve(self, plan: Plan, parameters: SolveParameters, control: SolveControl | None = None) -> PlanResult:
        found = super().solve(plan, parameters, control)
        stages = tuple(replace(stage, proof=Proof.NUMERICAL) for stage in found.stages)
        return replace(found, stages=stages, proof=Proof.NUMERICAL)


class Near(TinySolver):
    """A solver that ends a little below its bound."""

    def solve(self, plan: Plan, parameters: SolveParameters, control: SolveControl | None = None) -> PlanResult:
        found = super().solve(plan, parameters, control)
        first, *rest = found.stages
        assert first.value is not None
        open_stages = (replace(first, bound=first.value + 1, proven=False), *(replace(s, proven=False) for s in rest))
        return replace(
            found,
            status=SolutionStatus.FEASIBLE,
            termination=Termination.GAP_REACHED,
            stages=open_stages,
            proof=Proof.NONE,
        )


def test_what_is_known_in_floating_point_only_is_nowhere_called_proven(
    storage: SqlStorage, make_workbook: MakeWorkbook
) -> None:
    book = set_up(make_workbook, center_tabs())
    office = Office(storage, book)
    office.solvers.chosen = Doubtful()
    done = office.job(catalogue.RUN_ALL)
    assert done.result["message"].startswith("optimal (not proven), ")
    scenario = table(book, "Scenario_Config")["UK push"]
    assert scenario["run_status"] == "optimal (not proven)"
    assert str(scenario["run_message"]).startswith("the best as far as floating point can tell, which is not proven")
    [run] = table(book, "Runs").values()
    assert str(run["gap_summary"]).endswith("the best as far as floating point can tell, which is not proven")
    alert = table(book, "Gaps_And_Alerts")["global/run"]
    assert (
        alert["notes"] == "the portfolio, worth 190, is the best as far as floating point can tell, which is not proven"
    )
    with storage.reading() as uow:
        stored = uow.runs.get(done.result["run_id"])
    assert (stored.solution_status, stored.proof) == (SolutionStatus.OPTIMAL, Proof.NUMERICAL)
    again = office.job(catalogue.RUN_ALL)
    assert again.result["run_id"] != done.result["run_id"], "only an exact proof stands for another run"


def test_how_far_from_the_best_a_portfolio_is_stands_beside_it(
    storage: SqlStorage, make_workbook: MakeWorkbook
) -> None:
    book = set_up(make_workbook, center_tabs())
    office = Office(storage, book)
    office.solvers.chosen = Near()
    done = office.job(catalogue.RUN_ALL)
    assert done.result["message"].startswith("feasible, within ")
    scenario = table(book, "Scenario_Config")["UK push"]
    assert scenario["run_status"] == "feasible"
    assert str(scenario["run_message"]).startswith("within ")
    [run] = table(book, "Runs").values()
    assert str(run["gap_summary"]).endswith("% of the best possible")
    alert = table(book, "Gaps_And_Alerts")["global/run"]
    assert "is not proven to be the best (within " in str(alert["notes"])
    assert "set effort to proof in Scenario_Config" in str(alert["recommendation"])


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
        (name, RunStatus.SUCCESS) for name in ("begin", "pull", "save", "start run", "await run", "write results")
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

    before = everything(book)
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
    assert office.solvers.solves == 1

    fresh = office.job(catalogue.RUN_ALL, fresh=True)
    assert fresh.result["run_id"] != run_id
    results = everything(book)
    assert results["Results_Portfolio"] == before["Results_Portfolio"]
    assert results["Candidates"] == before["Candidates"]
    assert list(table(book, "Runs")) == [run_id, fresh.result["run_id"]]


@pytest.mark.parametrize(
    ("cell", "asked", "effort"),
    [(None, {}, "normal"), ("quick", {}, "quick"), ("quick", {"effort": "proof"}, "proof"), ("proof", {}, "proof")],
)
def test_a_run_is_worth_what_the_job_says_else_what_the_row_says_else_normal(
    storage: SqlStorage, make_workbook: MakeWorkbook, cell: str | None, asked: dict[str, str], effort: str
) -> None:
    tabs = center_tabs()
    tabs["Scenario_Config"] = Seed([[*SCENARIO_COLUMNS, "effort"], [*SCENARIO, cell]])
    done = Office(storage, set_up(make_workbook, tabs)).job(catalogue.RUN_ALL, **asked)
    with storage.reading() as uow:
        run = uow.runs.get(done.result["run_id"])
        problem = uow.runs.problem(run.run_id)
    assert run.parameters["effort"] == effort
    assert problem.scenario.name == "UK push", "the effort is no part of the problem"


def test_another_effort_is_another_question(storage: SqlStorage, make_workbook: MakeWorkbook) -> None:
    office = Office(storage, set_up(make_workbook, center_tabs()))
    first = office.job(catalogue.RUN_ALL).result["run_id"]
    assert office.job(catalogue.RUN_ALL).result["run_id"] == first
    assert office.job(catalogue.RUN_ALL, effort="proof").result["run_id"] != first


def test_an_effort_that_there_is_not_starts_no_job(storage: SqlStorage, make_workbook: MakeWorkbook) -> None:
    office = Office(storage, set_up(make_workbook, center_tabs()))
    with pytest.raises(InputError, match="effort is one of quick, normal, proof, not 'fast'"):
        office.job(catalogue.RUN_ALL, effort="fast")


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


def test_a_deadline_of_the_constraints_counts(storage: SqlStorage, make_workbook: MakeWorkbook) -> None:
    book = set_up(make_workbook, center_tabs(constraints=[["deadline", None, "I-2: 2025-12-31"]]))
    office = Office(storage, book)
    done = office.job(catalogue.RUN_ALL)
    with storage.reading() as uow:
        dates = {i.initiative_key: i.deadline_date for i in uow.runs.problem(done.result["run_id"]).initiatives}
        assert uow.initiatives.get("I-2").initiative.deadline_date is None
    assert str(dates["I-2"]) == "2025-12-31"


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
    assert office.solvers.solves == 1
    with storage.reading() as uow:
        assert len(uow.runs.newest()) == 1


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
