"""What ``solve`` and ``validate`` answer, to programs and to people."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import jsonschema
import pytest

from tests.cli.conftest import Optengine
from tests.cli.problems import faulty, infeasible, small, write

pytestmark = pytest.mark.solver

KEYS = {
    "solution_status",
    "termination_reason",
    "objective",
    "bound",
    "gap",
    "stages",
    "selected",
    "initiatives",
    "usage",
    "kpis",
    "targets",
    "warnings",
    "conflict",
    "relaxation",
    "solver",
    "timings",
}


@pytest.mark.parametrize("problem", [small(), infeasible(), faulty()])
def test_json_has_every_key(optengine: Optengine, tmp_path: Path, problem: dict[str, object]) -> None:
    outcome = optengine("solve", write(tmp_path, problem), "--json")
    assert outcome.err == ""
    assert outcome.out.endswith("}\n")
    assert set(outcome.answer) >= KEYS
    assert {"load", "formulate", "solve", "verify", "total"} <= set(outcome.answer["timings"])
    for initiative in outcome.answer["initiatives"]:
        assert {"initiative_key", "decision", "period", "scope", "tokens", "reasons"} <= set(initiative)
        assert initiative["scope"] in ("mvp", "full", "custom", "none")


def test_output_writes_what_json_prints(optengine: Optengine, tmp_path: Path) -> None:
    outcome = optengine("solve", write(tmp_path, small()), "--output", "answer.json")
    assert outcome.code == 0
    assert "Optimal" in outcome.out
    answer = json.loads((tmp_path / "answer.json").read_text(encoding="utf-8"))
    assert answer["selected"] == ["A", "C"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["answer.json", "problem.json"]


def test_the_headline_tells_what_overheads_take_beside(optengine: Optengine, tmp_path: Path) -> None:
    problem = small()
    overhead = {"overhead_key": "platform", "tokens_by_count": [0, 0, 0.52], "dimension": "global"}
    problem["constraint_set"] = {"overheads": [overhead]}
    problem["scenario"]["capacity_total_tokens"] = 9
    said = optengine("solve", write(tmp_path, problem)).out
    assert "2 of 4 candidates for 8 tokens and 0.52 of overheads, north_star 130" in said
    why = " ".join(optengine("explain", write(tmp_path, problem)).out.split())
    assert "takes 2 of 4 candidates for 8 tokens and 0.52 of overheads, north_star 130" in why


def test_an_infeasible_answer_is_written_too(optengine: Optengine, tmp_path: Path) -> None:
    outcome = optengine("solve", write(tmp_path, infeasible()), "--json", "--output", "answer.json")
    assert outcome.code == 3
    assert json.loads((tmp_path / "answer.json").read_text(encoding="utf-8")) == outcome.answer


def test_the_problem_from_standard_input(optengine: Optengine, monkeypatch: pytest.MonkeyPatch) -> None:
    data = json.dumps(small()).encode("utf-8")
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
    outcome = optengine("solve", "-", "--json")
    assert outcome.code == 0
    assert outcome.answer["selected"] == ["A", "C"]


def test_parameters_reach_the_solver(optengine: Optengine, tmp_path: Path) -> None:
    limits = ("--gap", "0.05", "--time-limit", "20", "--memory-limit", "4000")
    others = ("--solver", "highs", "--seed", "7", "--threads", "1", "--option", "presolve=off")
    outcome = optengine("solve", write(tmp_path, small()), "--json", *limits, *others)
    assert outcome.code == 0
    solver = outcome.answer["solver"]
    assert (solver["name"], solver["seed"]) == ("highs", 7)
    assert solver["parameters"]["gap"] == 0.05
    assert solver["parameters"]["time_limit"] == 20
    assert solver["parameters"]["memory_limit_mb"] == 4000
    assert solver["parameters"]["options"] == {"presolve": "off"}


def test_options_of_one_solver_need_it_by_name(optengine: Optengine, tmp_path: Path) -> None:
    outcome = optengine("solve", write(tmp_path, small()), "--option", "presolve=off")
    assert (outcome.code, outcome.out) == (2, "")
    assert "name one backend to use them" in outcome.err


def test_no_time_limit(optengine: Optengine, tmp_path: Path) -> None:
    outcome = optengine("solve", write(tmp_path, small()), "--json", "--time-limit", "0")
    assert outcome.answer["solver"]["parameters"]["time_limit"] is None


def test_faulty_candidates_are_listed_with_every_reason(optengine: Optengine, tmp_path: Path) -> None:
    outcome = optengine("solve", write(tmp_path, faulty()), "--json")
    assert outcome.code == 0
    assert outcome.answer["selected"] == ["A", "C"]
    reasons = {each["initiative_key"]: " / ".join(each["reasons"]) for each in outcome.answer["initiatives"]}
    decisions = {each["initiative_key"]: each["decision"] for each in outcome.answer["initiatives"]}
    assert "tokens" in reasons["NO-TOKENS"]
    assert "negative" in reasons["NEGATIVE"]
    assert "inverted" in reasons["INVERTED"]
    assert "NOBODY" in reasons["UNREACHABLE"]
    for word in ("tokens", "market", "contribution", "inverted"):
        assert word in reasons["EVERYTHING"]
    assert {key for key, decision in decisions.items() if decision == "invalid"} == {
        "NO-TOKENS",
        "NEGATIVE",
        "INVERTED",
        "EVERYTHING",
    }


def test_people_see_the_same(optengine: Optengine, tmp_path: Path) -> None:
    outcome = optengine("solve", write(tmp_path, faulty()), "--all")
    assert (outcome.code, outcome.err) == (0, "")
    for word in ("Optimal", "proven best", "2 of", "8 tokens", "130", "Invalid candidates", "inverted", "NOBODY"):
        assert word in outcome.out


def test_people_are_told_why_and_what_to_do(optengine: Optengine, tmp_path: Path) -> None:
    outcome = optengine("solve", write(tmp_path, infeasible()))
    assert outcome.code == 3
    for word in ("Infeasible", "Conflict", "mandatory:A", "mandatory:D", "capacity:global", "Smallest way out", "11"):
        assert word in outcome.out


def test_validate(optengine: Optengine, tmp_path: Path) -> None:
    file = write(tmp_path, faulty())
    found = optengine("validate", file, "--json")
    assert found.code == 0
    assert (found.answer["valid"], found.answer["candidates"]) == (True, 5)
    assert {each["initiative_key"] for each in found.answer["invalid"]} >= {"NO-TOKENS", "EVERYTHING"}
    assert optengine("validate", file, "--strict").code == 2
    shown = optengine("validate", file)
    assert (shown.code, shown.err) == (0, "")
    for word in ("can be solved", "NO-TOKENS", "UNREACHABLE"):
        assert word in shown.out


def test_validate_sees_a_mandate_that_cannot_be_kept(optengine: Optengine, tmp_path: Path) -> None:
    problem = faulty()
    problem["constraint_set"]["mandatory_initiatives"] = ["NEGATIVE"]
    outcome = optengine("validate", write(tmp_path, problem))
    assert outcome.code == 3
    assert "mandatory:NEGATIVE" in outcome.out


def test_solvers(optengine: Optengine) -> None:
    found = optengine("solvers", "--json")
    assert found.code == 0
    assert {"cp-sat", "highs", "scip"} <= {each["name"] for each in found.answer["solvers"] if each["available"]}
    assert found.answer["default"] == "auto"
    assert "cp-sat" in optengine("solvers").out


def test_schema_accepts_what_the_engine_accepts(optengine: Optengine) -> None:
    outcome = optengine("schema", "problem")
    assert outcome.code == 0
    validator = jsonschema.Draft202012Validator(outcome.answer)
    for problem in (small(), infeasible(), faulty()):
        assert validator.is_valid(problem)
    assert not validator.is_valid({"scenario": {}})
