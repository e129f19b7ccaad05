"""A limit too short for any solver still gives a portfolio, and never a poor one."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from domain.optimization.preparation import prepare
from domain.portfolio.evaluation import NORTH_STAR
from persistence.problem_files.problem_file import read_problem
from tests.cli.conftest import Optengine
from tests.cli.problems import hard, write
from tests.domain.construction.plain_greedy import plain_greedy

pytestmark = pytest.mark.solver
NRP = Path(__file__).resolve().parents[2].parent / "shared" / "bench" / "nrp1-0.3.json"
SOLVERS = ("highs", "cp-sat", "auto")


def greedy_value(path: str) -> Decimal:
    prepared = prepare(read_problem(Path(path)))
    portfolio = plain_greedy(prepared, "whole")
    value = prepared.judged(portfolio).stage_values[NORTH_STAR]
    return Decimal(value.numerator) / value.denominator


@pytest.mark.parametrize("solver", SOLVERS)
def test_a_solver_that_still_loads_at_the_limit(
    program: Callable[..., subprocess.Popen[str]], tmp_path: Path, solver: str
) -> None:
    path = write(tmp_path, hard())
    process = program("solve", path, "--solver", solver, "--time-limit", "0.05", "--json")
    out, err = process.communicate(timeout=60)
    answer = json.loads(out)
    assert (process.returncode, err) == (0, "")
    assert (answer["solution_status"], answer["termination_reason"]) == ("feasible", "time_limit")
    assert Decimal(str(answer["objective"])) >= greedy_value(path)
    assert answer["stages"][0]["proven"] is False
    assert answer["solver"]["reproducible"] is False


@pytest.mark.parametrize("solver", SOLVERS)
def test_a_solver_that_has_hardly_begun_at_the_limit(optengine: Optengine, tmp_path: Path, solver: str) -> None:
    path = write(tmp_path, hard())
    answer = optengine("solve", path, "--solver", solver, "--time-limit", "0.1", "--json").answer
    assert (answer["solution_status"], answer["termination_reason"]) == ("feasible", "time_limit")
    assert Decimal(str(answer["objective"])) >= greedy_value(path)


@pytest.mark.skipif(not NRP.is_file(), reason="the public problems are not here")
@pytest.mark.parametrize("solver", SOLVERS)
def test_a_public_problem_within_a_third_of_a_second(
    program: Callable[..., subprocess.Popen[str]], solver: str
) -> None:
    process = program("solve", str(NRP), "--solver", solver, "--time-limit", "0.3", "--json")
    answer = json.loads(process.communicate(timeout=60)[0])
    assert process.returncode == 0
    assert Decimal(str(answer["objective"])) >= greedy_value(str(NRP))
