"""Formulation and both backends, through their real processes, against a brute force over all portfolios."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from domain.formulation import formulate
from domain.integer_model.model import SolveParameters
from domain.integer_model.result import SolutionStatus, Termination
from domain.integer_model.solver import SolverPort
from domain.portfolio.judged import JudgedPortfolio
from domain.portfolio.verification import verify
from domain.problem.problem import PortfolioProblem
from domain.rules.rulebook import ruled
from solvers.pool import SolverPool
from tests.oracle import Oracle
from tests.strategies import random_problem

pytestmark = [pytest.mark.solver, pytest.mark.slow]

SEEDS = int(os.environ.get("BRUTE_FORCE_SEEDS", "300"))
FIRST = int(os.environ.get("BRUTE_FORCE_FIRST", "10000"))
CHUNK = 50


@pytest.fixture(scope="session")
def pool() -> Iterator[SolverPool]:
    with SolverPool() as running:
        yield running


def compare(problem: PortfolioProblem, oracle: Oracle, solver: SolverPort) -> None:
    """One backend's answer is the brute force's, in status and in the value of every stage."""
    given = ruled(problem)
    formulation = formulate(given)
    result = solver.solve(formulation.plan, SolveParameters())
    best = oracle.best()
    if best is None:
        assert (result.status, result.termination) == (SolutionStatus.INFEASIBLE, Termination.INFEASIBILITY), result
        return
    assert (result.status, result.termination) == (SolutionStatus.OPTIMAL, Termination.OPTIMALITY), result
    assert result.values is not None
    solution = formulation.decode(tuple(result.values))
    assert verify(given, solution) == ()
    values = JudgedPortfolio(given, solution).stage_values
    assert list(values) == list(best.stages) == [stage.name for stage in formulation.plan.stages]
    for stage, outcome in zip(formulation.plan.stages, result.stages, strict=True):
        assert outcome.name == stage.name
        assert outcome.proven, outcome
        assert outcome.value is not None
        assert outcome.bound == outcome.value, outcome
        if stage.rounding:
            # Its coefficients did not fit: the engine says so, and what comes after may differ.
            assert any(note.startswith(stage.name) for note in formulation.notes)
            assert abs(values[stage.name] - best.stages[stage.name]) <= 2 * stage.rounding
            return
        assert values[stage.name] == best.stages[stage.name], stage.name
        assert stage.in_unit(outcome.value) == best.stages[stage.name], stage.name


@pytest.mark.parametrize("name", ["cp-sat", "highs"])
@pytest.mark.parametrize("first", range(FIRST, FIRST + SEEDS, CHUNK))
def test_backends_find_what_the_brute_force_finds(pool: SolverPool, name: str, first: int) -> None:
    solver = pool.solver(name)
    faults = []
    for seed in range(first, first + CHUNK):
        problem = random_problem(seed, max_portfolios=1200)
        try:
            compare(problem, Oracle(problem), solver)
        except AssertionError as error:
            faults.append(f"seed {seed}: {error}")
    assert not faults, "\n\n".join(faults)
