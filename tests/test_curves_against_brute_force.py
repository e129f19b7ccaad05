"""Response curves of any shape: backends, conflicts and relaxations against a brute force."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from domain.construction import first_portfolio
from domain.formulation import formulate
from domain.rules.rulebook import ruled
from solvers.pool import SolverPool
from tests.oracle import Oracle
from tests.strategies import curved_problem
from tests.test_against_brute_force import compare
from tests.test_infeasible_against_brute_force import check_conflict, check_relaxation

pytestmark = [pytest.mark.solver, pytest.mark.slow]

SEEDS = int(os.environ.get("BRUTE_FORCE_CURVES", "120"))
FIRST = int(os.environ.get("BRUTE_FORCE_FIRST", "80000"))


@pytest.fixture(scope="module")
def pool() -> Iterator[SolverPool]:
    with SolverPool() as running:
        yield running


@pytest.mark.parametrize("name", ["cp-sat", "highs"])
def test_backends_count_by_curves_as_the_brute_force_does(pool: SolverPool, name: str) -> None:
    faults = []
    for seed in range(FIRST, FIRST + SEEDS):
        oracle = Oracle(curved_problem(seed, max_portfolios=800))
        try:
            compare(oracle.problem, oracle, pool.solver(name))
            if oracle.best() is None:
                check_conflict(oracle, pool.solver(name))
                check_relaxation(oracle, pool.solver(name))
        except Exception as error:
            faults.append(f"seed {seed}: {type(error).__name__}: {error}")
    assert not faults, "\n\n".join(faults)


def test_a_first_portfolio_counts_by_curves() -> None:
    found = 0
    for seed in range(FIRST, FIRST + SEEDS):
        found += first_portfolio(formulate(ruled(curved_problem(seed, max_portfolios=800)))) is not None
    assert found > SEEDS // 3
