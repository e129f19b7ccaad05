"""``optengine import`` and ``export``: a backlog previewed, written as a plan, and given back with what was decided."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cli.wiring.bootstrap import load_problem
from tests.cli.conftest import Optengine

OPEN = "key;value;effort;due date\nA;1.234;8 pts;03/04/2026\nB;2.500;5 pts;\n"
ANSWERS = ("--numbers", "comma", "--dates", "day-first")
PLAN = ("--period", "2027-Q1", "--capacity", "8")


@pytest.fixture
def backlog(optengine: Optengine) -> Optengine:
    """The command line in a directory with a backlog that leaves two things open."""
    Path("backlog.csv").write_text(OPEN, "utf-8")
    return optengine


def test_what_is_open_is_asked_and_nothing_is_written(backlog: Optengine) -> None:
    asked = backlog("import", "backlog.csv", "plan.json", *PLAN)
    assert asked.code == 2
    assert "--numbers" in asked.out
    assert "03/04/2026 is 2026-03-04" in " ".join(asked.out.split())
    assert not Path("plan.json").exists()
    found = json.loads(backlog("import", "backlog.csv", "--json").out)
    assert [(each["about"], each["column"]) for each in found["questions"]] == [
        ("numbers", "value"),
        ("dates", "due date"),
    ]
    assert found["written"] is None


def test_the_file_and_the_spreadsheet_that_are_written_say_the_same(backlog: Optengine) -> None:
    assert backlog("import", "backlog.csv", "plan.json", *ANSWERS, *PLAN, "--save-map", "map.toml").code == 0
    assert backlog("import", "backlog.csv", "plan.xlsx", "--map", "map.toml").code == 0
    problem = load_problem("plan.json").problem
    assert load_problem("plan.xlsx").problem == problem
    assert problem.initiatives[0].kpi_contribution == {"north_star": 1234}
    assert problem.scenario.capacity_total_tokens == 8
    again = backlog("import", "backlog.csv", "plan.xlsx", "--map", "map.toml")
    assert again.code == 2
    assert "holds rows already" in again.err


@pytest.mark.parametrize(
    ("periods", "period_key", "horizon"),
    [
        (["2027-Q3"], "2027-Q3", ()),
        (["2027-Q1", "2027-Q2"], "2027-H1", ("2027-Q1", "2027-Q2")),
        (["2027-H1, 2027-H2"], "2027", ("2027-H1", "2027-H2")),
        (["2027-Q4", "2028-Q1"], "2027-Q4", ("2027-Q4", "2028-Q1")),
    ],
)
def test_the_periods_that_are_said_take_the_place_of_those_of_the_mapping(
    backlog: Optengine, periods: list[str], period_key: str, horizon: tuple[str, ...]
) -> None:
    Path("map.toml").write_text('[plan]\nperiod_key = "2026-Q1"\nhorizon = ["2026-Q1", "2026-Q2"]\n', "utf-8")
    said = [word for period in periods for word in ("--period", period)]
    assert backlog("import", "backlog.csv", "plan.json", *ANSWERS, "--map", "map.toml", *said).code == 0
    scenario = load_problem("plan.json").problem.scenario
    assert (scenario.period_key, scenario.horizon) == (period_key, horizon)


def test_the_column_that_may_hold_the_keys_is_proposed_ready_to_be_copied(optengine: Optengine) -> None:
    Path("unnamed.csv").write_text("Ref Nr.,Vorhaben,Nutzen\nA-1,One,9\nA-2,Two,9\n", "utf-8")
    asked = " ".join(optengine("import", "unnamed.csv").out.split())
    assert '--column "Ref Nr.=initiative_key", or --keys I-' in asked
    assert '--column "HEADER=engineering_tokens"' in asked


def test_rows_that_cannot_be_used_can_be_left_out_by_name(backlog: Optengine) -> None:
    Path("faulty.csv").write_text("key,value,effort\nA,1,1\nB,2,many\n", "utf-8")
    refused = backlog("import", "faulty.csv", "plan.json", *PLAN)
    assert refused.code == 2
    assert "C3 (effort)" in refused.out
    assert backlog("import", "faulty.csv", "plan.json", *PLAN, "--sound-rows").code == 0
    assert [one.initiative_key for one in load_problem("plan.json").problem.initiatives] == ["A"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["nix.csv"], "nix.csv cannot be read"),
        (["backlog.csv", "--column", "value"], "HEADER=FIELD"),
        (["backlog.csv", "--column", "value=valu"], "there is no field 'valu'"),
        (["backlog.csv", "--column", "valu=title"], "no column 'valu'"),
        (["backlog.csv", "--map", "nix.toml"], "nix.toml cannot be read"),
        (["backlog.csv", "--period", "soon", "--capacity", "many"], "plan.capacity_total_tokens"),
        (["backlog.csv", "plan.json", *ANSWERS], "for which period"),
        (
            ["backlog.csv", "plan.json", *ANSWERS, "--period", "2027-Q1", "--period", "2027-Q1"],
            '"2027-Q1" is given twice',
        ),
        (
            ["backlog.csv", "plan.xlsx", *ANSWERS, "--period", "2027-Q2", "--period", "2027-Q1"],
            "give the periods in order of time",
        ),
    ],
)
def test_what_is_wrong_is_said_without_a_traceback(backlog: Optengine, words: list[str], said: str) -> None:
    refused = backlog("import", *words)
    assert refused.code == 2
    assert said in refused.err
    assert "Traceback" not in refused.err


def test_who_gives_a_table_where_a_problem_file_belongs_is_told_the_command(backlog: Optengine) -> None:
    refused = backlog("sheet", "import", "backlog.csv", "plan.xlsx")
    assert refused.code == 2
    assert "`optengine import` takes it in" in refused.err


def test_a_plan_goes_back_into_the_columns_that_it_came_from_with_what_was_decided(backlog: Optengine) -> None:
    backlog("import", "backlog.csv", "plan.xlsx", *ANSWERS, *PLAN, "--save-map", "map.toml")
    Path("answer.json").write_text(backlog("solve", "plan.xlsx", "--json").out, "utf-8")
    told = backlog("export", "plan.xlsx", "back.csv", "--map", "map.toml", "--answer", "answer.json", "--save-map", "m")
    assert told.code == 0, told.err
    assert "plan:decision" in told.out
    first, *rows = Path("back.csv").read_text("utf-8").splitlines()
    assert first == "key,value,effort,due date,Plan decision,Plan period,Plan reason"
    assert rows[0].startswith("A,1234,8,03/04/2026,not selected,,no open period")
    assert rows[1].startswith('B,2500,5,,selected,2027-Q1,"on merit')
    again = backlog("import", "back.csv", "again.json", "--map", "m")
    assert (again.code, "a plan has decided" in again.out) == (0, True)
    assert load_problem("again.json").problem == load_problem("plan.xlsx").problem
    found = json.loads(backlog("export", "again.json", "jira.xlsx", "--tool", "jira", "--json").out)
    assert (found["shape"], found["left_out"], found["unsaid"]) == ("Jira", [], [])


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["plan.json", "back.pdf"], "has to end in .csv, .tsv or .xlsx"),
        (["plan.json", "nix/back.csv"], "there is no directory nix"),
        (["plan.json", "back.csv", "--answer", "nix.json"], "--answer nix.json cannot be read"),
        (["plan.json", "back.csv", "--answer", "plan.json"], "is no answer"),
        (["plan.json", "back.csv", "--answer", "other.json"], "the answer is to another problem: it speaks of C"),
        (["plan.json", "back.csv", "--answer", "none.json"], "the answer holds no plan; it says infeasible"),
    ],
)
def test_what_cannot_be_exported_is_said(backlog: Optengine, words: list[str], said: str) -> None:
    backlog("import", "backlog.csv", "plan.json", *ANSWERS, *PLAN)
    plan = json.loads(Path("plan.json").read_text("utf-8"))
    plan["constraint_set"]["mandatory_initiatives"] = ["A", "B"]
    Path("none.json").write_text(json.dumps(plan), "utf-8")
    Path("none.json").write_text(backlog("solve", "none.json", "--json").out, "utf-8")
    plan["constraint_set"]["mandatory_initiatives"], plan["initiatives"][0]["initiative_key"] = [], "C"
    Path("c.json").write_text(json.dumps(plan), "utf-8")
    Path("other.json").write_text(backlog("solve", "c.json", "--json").out, "utf-8")
    refused = backlog("export", *words)
    assert refused.code == 2
    assert said in refused.err
    assert "Traceback" not in refused.err
