"""``optengine sheet``: sets up, checks, pulls and pushes an .xlsx file."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import openpyxl
import pytest

from cli.wiring.bootstrap import load_problem
from cli.wiring.databases import VARIABLE
from domain.backlog.snapshots import snapshot
from domain.integer_model.model import SolveParameters
from domain.optimization.optimize import optimize
from domain.storage.run import OptimizationRun, RunOutcome, RunStatus
from persistence.report_json import dumps
from persistence.unit_of_work import open_storage
from tests.cli.conftest import Optengine
from tests.tiny_solver import TinySolver

NOON = datetime(2026, 1, 2, 12, tzinfo=UTC)
ROWS = [["I-1", "UK", 4, 100, True], ["I-2", "UK", 3, 90, True], ["I-3", "UK", "12,5", 80, True]]


@pytest.fixture
def planned(optengine: Optengine, monkeypatch: pytest.MonkeyPatch) -> Optengine:
    """The command line over an empty database, with plan.xlsx set up and filled in."""
    monkeypatch.delenv(VARIABLE, raising=False)
    assert optengine("db", "upgrade").code == 0
    assert optengine("sheet", "setup", "plan.xlsx").code == 0
    book = openpyxl.load_workbook("plan.xlsx")
    fill(book["Candidates"], ["initiative_key", "market", "engineering_tokens", "north_star_contribution"], ROWS)
    fill(
        book["Scenario_Config"],
        ["scenario_name", "period_key", "capacity_total_tokens", "objective_mode"],
        [["UK push", "2026-Q1", 5, "north_star"]],
    )
    fill(book["Constraints"], ["constraint_type", "dimension", "key", "max_tokens"], [["cap", "market", "UK", 9]])
    fill(book["Targets"], ["market", "kpi_key", "target_value", "floor_or_goal"], [["UK", "north_star", 170, "goal"]])
    book.save("plan.xlsx")
    return optengine


def fill(sheet: object, names: list[str], rows: list[list[object]]) -> None:
    columns = {cell.value: cell.column for cell in sheet[1]}  # type: ignore[index]
    for number, row in enumerate(rows, start=2):
        for name, value in zip(names, row, strict=False):
            sheet.cell(number, columns[name], value)  # type: ignore[attr-defined]


def cells(tab: str, name: str) -> list[object]:
    """The cells of a column below its header."""
    header, *rows = openpyxl.load_workbook("plan.xlsx")[tab].iter_rows(values_only=True)
    return [row[header.index(name)] for row in rows]


def solve_newest_scenario() -> None:
    """What a worker would do with a run of the scenario."""
    with open_storage("sqlite:///optengine.db") as storage, storage.writing() as uow:
        scenario, rules = uow.scenarios.by_name("UK push"), uow.constraint_sets.by_name("Rules of UK push")
        assert scenario is not None and rules is not None
        problem = snapshot(uow, scenario.id, rules.id)
        uow.runs.add(OptimizationRun("run-1", scenario.id, "tiny", "hash", NOON), problem)
        report = optimize(problem, TinySolver(), SolveParameters())
        outcome = RunOutcome(RunStatus.SUCCESS, NOON, dumps(report), solution_status=report.solution_status)
        uow.runs.mark_running("run-1", NOON)
        uow.runs.finish("run-1", replace(outcome, objective=report.objective))


def test_setup_makes_what_is_missing_once(optengine: Optengine) -> None:
    made = optengine("sheet", "setup", "plan.xlsx", "--json").answer
    assert len(made["tabs"]) == 11 and made["changed"]
    before = Path("plan.xlsx").read_bytes()
    assert "was complete already" in optengine("sheet", "setup", "plan.xlsx").out
    assert Path("plan.xlsx").read_bytes() == before
    assert "the tab Roadmap_Items" in optengine("sheet", "setup", "roadmap.xlsx", "--roadmap").out


def test_the_sample_goes_into_empty_tabs_only(optengine: Optengine) -> None:
    made = optengine("sheet", "setup", "plan.xlsx", "--sample", "--json").answer
    assert made["sample_rows"]["Candidates"] > 50
    again = optengine("sheet", "setup", "plan.xlsx", "--sample")
    assert (again.code, "so the sample was left out" in again.out) == (0, True)


def test_check_names_every_fault_and_says_so_with_its_exit_code(planned: Optengine) -> None:
    done = planned("sheet", "check", "plan.xlsx", "--json")
    assert done.code == 2
    assert [fault["place"] for fault in done.answer["faults"]] == ["Candidates!F4 (engineering_tokens of I-3)"]
    assert "is text, not a number" in planned("sheet", "check", "plan.xlsx").out
    book = openpyxl.load_workbook("plan.xlsx")
    book["Candidates"]["F4"] = 12.5
    book.save("plan.xlsx")
    assert planned("sheet", "check", "plan.xlsx").code == 0


@pytest.mark.parametrize("action", ["check", "pull", "push"])
def test_a_spreadsheet_that_is_not_there_is_named(planned: Optengine, action: str) -> None:
    done = planned("sheet", action, "none.xlsx")
    assert (done.code, done.out) == (2, "")
    assert "there is no file none.xlsx; the setup of the spreadsheet makes it" in done.err


def test_pull_stores_sound_rows_and_answers_every_row(planned: Optengine) -> None:
    done = planned("sheet", "pull", "plan.xlsx")
    assert done.code == 2
    assert "1 row not stored" in done.out
    assert cells("Candidates", "run_status") == ["candidate for 2026-Q1", "candidate for 2026-Q1", "invalid"]
    assert cells("Scenario_Config", "run_status") == ["saved"]
    assert cells("Targets", "run_status") == cells("Constraints", "run_status") == ["ok"]
    again = planned("sheet", "pull", "plan.xlsx", "--json").answer
    assert (again["cells"], again["scenario"], again["constraint_set"]) == (0, "UK push", "Rules of UK push")
    with open_storage("sqlite:///optengine.db") as storage, storage.reading() as uow:
        assert [record.key for record in uow.initiatives.candidates(["2026-Q1"])] == ["I-1", "I-2"]
        scenario = uow.scenarios.by_name("UK push")
        assert scenario is not None and scenario.scenario.capacity_total_tokens == 5


def test_rows_without_a_key_or_with_a_text_in_its_place_are_named_in_short(planned: Optengine) -> None:
    book = openpyxl.load_workbook("plan.xlsx")
    book["Candidates"]["A2"], book["Candidates"]["A3"] = "k" * 9000, None
    book.save("plan.xlsx")
    said = planned("sheet", "pull", "plan.xlsx").out
    assert len(said) < 9000
    assert "Candidates without a key" in said


def test_push_writes_the_newest_run_of_the_scenario(planned: Optengine) -> None:
    planned("sheet", "pull", "plan.xlsx")
    refused = planned("sheet", "push", "plan.xlsx")
    assert (refused.code, "there is no run of scenario 'UK push' yet" in refused.err) == (2, True)
    solve_newest_scenario()
    done = planned("sheet", "push", "plan.xlsx", "--json")
    assert (done.code, done.answer["run_id"], done.answer["pending"]) == (0, "run-1", [])
    assert cells("Runs", "run_id") == ["run-1"]
    assert dict(
        zip(cells("Results_Portfolio", "initiative_key"), cells("Results_Portfolio", "selected"), strict=True)
    ) == {
        "I-1": True,
        "I-2": False,
    }
    assert "north_star" in cells("Gaps_And_Alerts", "kpi_key")
    assert cells("Candidates", "run_status")[:2] == ["selected for 2026-Q1", "not selected"]
    assert planned("sheet", "push", "plan.xlsx", "--json").answer["cells"] == 0


def test_a_file_that_is_open_is_written_by_the_next_push(planned: Optengine) -> None:
    planned("sheet", "pull", "plan.xlsx")
    solve_newest_scenario()
    lock = Path(".~lock.plan.xlsx#")
    lock.write_text(",ada,desk,02.01.2026 12:00,;")
    before = Path("plan.xlsx").read_bytes()
    done = planned("sheet", "push", "plan.xlsx")
    assert done.code == 2
    assert "is open in LibreOffice by ada" in " ".join(done.out.split())
    assert Path("plan.xlsx").read_bytes() == before
    lock.unlink()
    assert planned("sheet", "push", "plan.xlsx").code == 0
    assert cells("Runs", "run_id") == ["run-1"]


def small_plan() -> dict[str, object]:
    """Two quarters, two sizes, teams, a synergy: what only the later columns and tabs of a spreadsheet can say."""
    return {
        "scenario": {
            "name": "Two quarters",
            "period_key": "2027",
            "horizon": ["2027-Q1", "2027-Q2"],
            "objective_mode": "weighted_kpis",
            "objective_weights": {"gmv": 2, "score:RICE": 1},
            "objective_normalization": "none",
            "capacity_total_tokens": 7,
            "capacity_by_team": {"web": 3},
            "capacity_by_period": {"2027-Q2": 5},
            "allow_scope_choice": True,
        },
        "constraint_set": {
            "name": "Board",
            "caps": [{"dimension": "category", "key": "UX", "max_tokens": 6, "period_key": "2027-Q1"}],
            "prerequisites": [{"initiative_key": "B", "requires": "A", "lag_periods": 1}],
            "synergies": [{"synergy_group_key": "both", "kpi_key": "gmv", "bonus": 4}],
        },
        "initiatives": [
            {
                "initiative_key": key,
                "category": "UX",
                "engineering_tokens_mvp": 2,
                "engineering_tokens_full": 4,
                "mvp_contribution_share": 0.6,
                "team_tokens": {"web": 1},
                "kpi_contribution": {"gmv": value},
                "synergy_group_keys": ["both"],
                "scores": {"RICE": 1},
            }
            for key, value in (("A", 5), ("B", 9), ("C", 7))
        ],
    }


@pytest.mark.solver
def test_a_plan_of_several_quarters_is_answered_from_the_spreadsheet_alone(optengine: Optengine) -> None:
    Path("plan.json").write_text(json.dumps(small_plan()), encoding="utf-8")
    imported = optengine("sheet", "import", "plan.json", "plan.xlsx")
    assert (imported.code, imported.err) == (0, "")
    assert "plan.xlsx says the same: Candidates 3, Scenario_Config 1, Constraints 2" in imported.out
    exported = optengine("sheet", "export", "plan.xlsx")
    Path("again.json").write_text(exported.out, encoding="utf-8")
    assert load_problem("again.json").problem == load_problem("plan.json").problem == load_problem("plan.xlsx").problem
    answers = [json.loads(optengine("solve", name, "--json").out) for name in ("plan.json", "plan.xlsx")]
    assert answers[0]["initiatives"] == answers[1]["initiatives"]
    traded = optengine("trade", "plan.xlsx", "--in", "C", "--to-sheet")
    assert traded.code == 0
    assert "The answer is in the tab Answer_trade of plan.xlsx" in traded.err
    said = openpyxl.load_workbook("plan.xlsx")["Answer_trade"]
    assert ["Stage", "Before", "After", "Lost"] in [[cell.value for cell in row[:4]] for row in said.iter_rows()]
    sentences = [str(said.cell(row, 1).value) for row in (2, 3)]
    assert sentences[0] == "Trade: C in against the best portfolio"
    assert sentences[1].startswith(("Costs ", "Gains "))
    for command in ("solve", "roadmaps", "compare"):
        assert f"Answer_{command} of plan.xlsx" in optengine(command, "plan.xlsx", "--to-sheet").err
    solved = openpyxl.load_workbook("plan.xlsx")["Answer_solve"]
    assert str(solved.cell(3, 1).value).startswith("Optimal: ")
    refused = optengine("trade", "plan.json", "--in", "C", "--to-sheet")
    assert (refused.code, "plan.json is no spreadsheet" in refused.err) == (2, True)


def test_an_export_names_the_cells_that_keep_it_from_being_whole(optengine: Optengine) -> None:
    Path("plan.json").write_text(json.dumps(small_plan()), encoding="utf-8")
    optengine("sheet", "import", "plan.json", "plan.xlsx")
    book = openpyxl.load_workbook("plan.xlsx")
    fill(book["Candidates"], ["initiative_key", "engineering_tokens_mvp"], [["A", "many"]])
    book.save("plan.xlsx")
    for command in (("sheet", "export"), ("solve",), ("validate",)):
        refused = optengine(*command, "plan.xlsx")
        assert refused.code == 2
        assert "(engineering_tokens_mvp of A)" in refused.err + refused.out
    told = optengine("sheet", "export", "plan.xlsx", "--sound-rows")
    assert told.code == 2
    assert [each["initiative_key"] for each in json.loads(told.out)["initiatives"]] == ["B", "C"]
    assert "(engineering_tokens_mvp of A)" in told.err


def test_of_several_scenarios_one_is_named_behind_the_file(optengine: Optengine) -> None:
    Path("plan.json").write_text(json.dumps(small_plan()), encoding="utf-8")
    optengine("sheet", "import", "plan.json", "plan.xlsx")
    book = openpyxl.load_workbook("plan.xlsx")
    names = ["scenario_name", "period_key", "objective_mode"]
    fill(book["Scenario_Config"], names, [["Two quarters", "2027", "north_star"], ["UK push", "2027", "north_star"]])
    book.save("plan.xlsx")
    refused = optengine("validate", "plan.xlsx")
    assert refused.code == 2
    assert "several scenarios: Two quarters, UK push" in refused.err
    assert load_problem("plan.xlsx#UK push").problem.scenario.name == "UK push"
    chosen = optengine("sheet", "export", "plan.xlsx", "--scenario", "UK push")
    assert json.loads(chosen.out)["scenario"]["name"] == "UK push"
