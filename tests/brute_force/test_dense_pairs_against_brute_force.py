"""Problems with dense pairs through the search by itself, against a brute force over all portfolios."""

from __future__ import annotations

import os

import pytest

from domain.integer_model.model import Plan, SolveParameters
from domain.integer_model.result import PlanResult
from domain.integer_model.solver import SolveControl
from domain.optimization.preparation import prepare
from domain.problem.problem import PortfolioProblem
from solvers.pairs.backend import PairSearch
from solvers.processes.worker import Worker
from solvers.racing.dense_pairs import can_search
from solvers.staging import run_plan
from tests.brute_force.test_against_brute_force import compare
from tests.dense_problems import dense_problem
from tests.oracle import Oracle
from tests.solvers.selecting.models import Ear

SEEDS = int(os.environ.get("BRUTE_FORCE_SEEDS", "60"))
FIRST = int(os.environ.get("BRUTE_FORCE_FIRST", "0"))
CHUNK = 30


class Alone:
    """The search without a process."""

    name, exact_up_to = "pairs", 2**53

    def solve(self, plan: Plan, parameters: SolveParameters, control: SolveControl | None = None) -> PlanResult:
        return run_plan(PairSearch(), plan, parameters, Ear())


def searched(first: int, count: int) -> list[PortfolioProblem]:
    """The problems of these seeds that the search takes part in."""
    problems = map(dense_problem, range(first, first + count))
    return [problem for problem in problems if can_search(prepare(problem, {}).formulation.plan)]


@pytest.mark.slow
@pytest.mark.parametrize("first", range(FIRST, FIRST + SEEDS, CHUNK))
def test_the_search_finds_what_the_brute_force_finds(first: int) -> None:
    faults, problems = [], searched(first, CHUNK)
    assert len(problems) > CHUNK // 2
    for problem in problems:
        try:
            compare(problem, Oracle(problem), Alone())
        except AssertionError as error:
            faults.append(f"{problem.scenario.name}: {error}")
    assert not faults, "\n\n".join(faults)


@pytest.mark.slow
@pytest.mark.solver
def test_it_does_so_in_a_process() -> None:
    worker = Worker(PairSearch)
    try:
        for problem in searched(FIRST, 5):
            compare(problem, Oracle(problem), worker)
    finally:
        worker.close()
