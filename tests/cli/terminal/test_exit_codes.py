"""What the exit code of ``optengine`` says."""

from __future__ import annotations

from pathlib import Path

import pytest

from cli.wiring import bootstrap
from domain.errors import SolveFailedError, VerificationError
from tests.cli.conftest import Optengine
from tests.cli.problems import hopeless, infeasible, small, write

pytestmark = pytest.mark.solver


@pytest.mark.parametrize("solver", ["highs", "cp-sat", "auto"])
def test_0_a_solved_problem(optengine: Optengine, tmp_path: Path, solver: str) -> None:
    outcome = optengine("solve", write(tmp_path, small()), "--solver", solver, "--json")
    assert (outcome.code, outcome.err) == (0, "")
    assert outcome.answer["solution_status"] == "optimal"
    assert outcome.answer["selected"] == ["A", "C"]
    assert outcome.answer["objective"] == 130


def test_3_an_infeasible_problem(optengine: Optengine, tmp_path: Path) -> None:
    outcome = optengine("solve", write(tmp_path, infeasible()), "--json")
    assert outcome.code == 3
    assert outcome.answer["solution_status"] == "infeasible"
    assert set(outcome.answer["conflict"]["rules"]) == {"capacity:global", "mandatory:A", "mandatory:D"}
    assert outcome.answer["relaxation"]["rules"]


def test_4_nothing_found_in_time(optengine: Optengine, tmp_path: Path) -> None:
    outcome = optengine("solve", write(tmp_path, hopeless()), "--time-limit", "1", "--json")
    assert outcome.code == 4
    assert outcome.answer["solution_status"] == "unknown"
    assert outcome.answer["termination_reason"] == "time_limit"


def test_4_says_what_to_do(optengine: Optengine, tmp_path: Path) -> None:
    outcome = optengine("solve", write(tmp_path, hopeless()), "--time-limit", "0.5")
    assert outcome.code == 4
    assert "--time-limit" in outcome.out


@pytest.mark.parametrize(
    "error",
    [
        SolveFailedError("the solver process died"),
        VerificationError(["capacity:global is broken"]),
        RuntimeError("out of paper"),
        RecursionError(),
    ],
)
def test_5_the_engine_failed(
    optengine: Optengine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr(bootstrap, "solve_problem", fail)
    outcome = optengine("solve", write(tmp_path, small()), "--json")
    assert (outcome.code, outcome.out) == (5, "")
    assert "the engine failed" in outcome.err
    assert "Traceback" not in outcome.err


def test_5_shows_the_details_when_asked(optengine: Optengine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("out of paper")

    monkeypatch.setattr(bootstrap, "solve_problem", fail)
    monkeypatch.setenv("OPTENGINE_DEBUG", "1")
    outcome = optengine("solve", write(tmp_path, small()))
    assert outcome.code == 5
    assert "Traceback" in outcome.err


def test_5_a_solver_that_runs_out_of_memory(optengine: Optengine, tmp_path: Path) -> None:
    outcome = optengine("solve", write(tmp_path, hopeless()), "--memory-limit", "1", "--time-limit", "20", "--json")
    assert (outcome.code, outcome.out) == (5, "")
    assert "memory" in outcome.err


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        ([], "COMMAND"),
        (["nonsense"], "nonsense"),
        (["solve"], "FILE"),
        (["solve", "FILE", "--nonsense"], "--nonsense"),
        (["solve", "FILE", "--time-limit", "soon"], "'soon' is not a number"),
        (["solve", "FILE", "--time-limit", "nan"], "nan"),
        (["solve", "FILE", "--time-limit", "-1"], "-1"),
        (["solve", "FILE", "--gap", "1"], "--gap"),
        (["solve", "FILE", "--seed", "1.5"], "--seed"),
        (["solve", "FILE", "--seed", "99999999999"], "--seed"),
        (["solve", "FILE", "--threads", "0"], "--threads"),
        (["solve", "FILE", "--threads", "100000"], "--threads"),
        (["solve", "FILE", "--memory-limit", "0"], "--memory-limit"),
        (["solve", "FILE", "--option", "novalue"], "NAME=VALUE"),
        (["solve", "FILE", "--solver", "highs", "--option", "no_such_option=1"], "no_such_option"),
        (["solve", "FILE", "--solver", "abacus"], "abacus"),
        (["solve", "FILE", "--output", "no/such/place.json"], "no/such"),
        (["solve", "FILE", "--output", "."], "directory"),
        (["schema", "poem"], "poem"),
        (["demo", "--write", "FILE"], "FILE"),
    ],
)
def test_2_a_command_line_that_cannot_be_used(optengine: Optengine, tmp_path: Path, argv: list[str], said: str) -> None:
    file = write(tmp_path, small(), "FILE")
    outcome = optengine(*(file if word == "FILE" else word for word in argv))
    assert (outcome.code, outcome.out) == (2, "")
    assert said in outcome.err
    assert "Traceback" not in outcome.err


@pytest.mark.parametrize("given", ["x", "north_star=-1", "north_star=1e999999999", "north_star=nan", "=1", "foo=1%"])
def test_2_a_stage_tolerance_that_means_nothing(optengine: Optengine, tmp_path: Path, given: str) -> None:
    outcome = optengine("solve", write(tmp_path, small()), "--stage-tolerance", given)
    assert outcome.code == 2
    assert given.removesuffix("=1%") in outcome.err
