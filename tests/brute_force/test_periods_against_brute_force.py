"""Several periods, through both backends' real processes, against a brute force over all portfolios."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from solvers.pool import SolverPool
from tests.brute_force.test_against_brute_force import compare
from tests.oracle import Oracle
from tests.period_problems import period_problem

pytestmark = [pytest.mark.solver, pytest.mark.slow]

SEEDS = int(os.environ.get("BRUTE_FORCE_SEEDS", "120"))
CHUNK = 30


@pytest.fixture(scope="session")
def pool() -> Iterator[SolverPool]:
    with SolverPool() as running:
        yield running


@pytest.mark.parametrize("name", ["cp-sat", "highs"])
@pytest.mark.parametrize("first", range(0, SEEDS, CHUNK))
def test_selecting_and_placing_finds_what_the_brute_force_finds(pool: SolverPool, name: str, first: int) -> None:
    solver = pool.solver(name)
    faults = []
    for seed in range(first, first + CHUNK):
        problem = period_problem(seed)
        try:
            compare(problem, Oracle(problem), solver)
        except AssertionError as error:
            faults.append(f"seed {seed}: {error}")
    assert not faults, "\n\n".join(faults)
