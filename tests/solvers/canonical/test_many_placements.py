"""A year with more initiatives than are placed in order: one portfolio from every solver, in any order of rows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from random import Random

import pytest

from benchmarks.made_up.quarters import KINDS, SEED, quarters
from domain.integer_model.model import SolveParameters
from domain.optimization.optimize import optimize
from domain.optimization.preparation import prepare
from domain.portfolio.report import PortfolioReport
from domain.problem.problem import PortfolioProblem
from solvers.canonical.placement import IN_ORDER
from solvers.pool import SolverPool

pytestmark = pytest.mark.solver


@pytest.fixture(scope="module")
def pool() -> Iterator[SolverPool]:
    with SolverPool() as running:
        yield running


def placed(report: PortfolioReport) -> list[tuple[str, str | None]]:
    """What is selected, and when."""
    assert report.canonical
    chosen = set(report.selected)
    return sorted((each.initiative_key, each.period) for each in report.initiatives if each.initiative_key in chosen)


def turned(problem: PortfolioProblem, seed: int) -> PortfolioProblem:
    """The same problem with its initiatives in another order."""
    initiatives = list(problem.initiatives)
    Random(seed).shuffle(initiatives)
    return replace(problem, initiatives=tuple(initiatives))


@pytest.mark.parametrize("kind", ["windows", "all"])
def test_many_are_placed_alike_by_every_solver_and_in_every_order(pool: SolverPool, kind: str) -> None:
    problem = quarters(450, KINDS[kind], SEED)
    first = optimize(problem, pool.solver("cp-sat"), SolveParameters())
    assert len(first.selected) > IN_ORDER
    for solver, seed in (("auto", 1), ("highs", 2), ("scip", 3)):
        assert placed(optimize(turned(problem, seed), pool.solver(solver), SolveParameters())) == placed(first)


def test_what_is_worth_the_most_in_one_period_is_not_searched_for(pool: SolverPool) -> None:
    plan = prepare(quarters(450, KINDS["timed"], SEED)).formulation.plan
    result = pool.solver("cp-sat").solve(plan, SolveParameters())
    assert result.is_canonical
    assert result.work < 0.1  # half a unit where each is asked for
