"""Pins, lags, response curves of any shape, overheads and formulas: against a brute force over all portfolios."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator

import pytest

from domain.construction import first_portfolio
from domain.formulation import formulate
from domain.problem.problem import PortfolioProblem
from domain.rules.rulebook import ruled
from solvers.pool import SolverPool
from tests.brute_force.test_against_brute_force import compare
from tests.brute_force.test_infeasible_against_brute_force import check_conflict, check_relaxation
from tests.oracle import Oracle
from tests.strategies import curved_problem, formula_problem, mixed_problem, pinned_problem

pytestmark = [pytest.mark.solver, pytest.mark.slow]

SEEDS = int(os.environ.get("BRUTE_FORCE_FAMILIES", "80"))
FIRST = os.environ.get("BRUTE_FORCE_FIRST")
MOST_PORTFOLIOS = 800
Make = Callable[[int], PortfolioProblem]


def pinned(seed: int) -> PortfolioProblem:
    return pinned_problem(seed, max_portfolios=MOST_PORTFOLIOS)


def curved(seed: int) -> PortfolioProblem:
    return curved_problem(seed, max_portfolios=MOST_PORTFOLIOS)


def mixed(seed: int) -> PortfolioProblem:
    return mixed_problem(seed, max_portfolios=MOST_PORTFOLIOS)


def multiplied(seed: int) -> PortfolioProblem:
    return formula_problem(seed, max_portfolios=MOST_PORTFOLIOS // 2)


each_family = pytest.mark.parametrize(
    ("make", "first"),
    [
        (pinned, int(FIRST or 70000)),
        (curved, int(FIRST or 80000)),
        (mixed, int(FIRST or 95000)),
        (multiplied, int(FIRST or 100000)),
    ],
    ids=["pins", "curves", "mixed", "overheads and formulas"],
)


@pytest.fixture(scope="module")
def pool() -> Iterator[SolverPool]:
    with SolverPool() as running:
        yield running


@each_family
@pytest.mark.parametrize("name", ["cp-sat", "highs"])
def test_backends_answer_as_the_brute_force_does(pool: SolverPool, name: str, make: Make, first: int) -> None:
    faults = []
    for seed in range(first, first + SEEDS):
        oracle = Oracle(make(seed))
        try:
            compare(oracle.problem, oracle, pool.solver(name))
            if oracle.best() is None:
                check_conflict(oracle, pool.solver(name))
                check_relaxation(oracle, pool.solver(name))
        except Exception as error:
            faults.append(f"seed {seed}: {type(error).__name__}: {error}")
    assert not faults, "\n\n".join(faults)


@each_family
def test_many_have_a_first_portfolio(make: Make, first: int) -> None:
    found = sum(first_portfolio(formulate(ruled(make(seed)))) is not None for seed in range(first, first + SEEDS))
    # Where everything is mixed, overheads and shares leave fewer first portfolios to build.
    assert found > (SEEDS // 4 if make is mixed else SEEDS // 3)
