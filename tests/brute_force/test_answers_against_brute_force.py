"""The whole use case, from problem to report, against a brute force over all portfolios."""

from __future__ import annotations

import os
from collections.abc import Iterator
from decimal import Decimal

import pytest

from domain.integer_model.model import SolveParameters
from domain.integer_model.result import SolutionStatus
from domain.integer_model.solver import SolverPort
from domain.numbers import to_decimal
from domain.optimization.optimize import optimize
from domain.portfolio.report import PortfolioReport
from solvers.pool import SolverPool
from tests.oracle import Oracle
from tests.strategies import random_problem

pytestmark = [pytest.mark.solver, pytest.mark.slow]

SEEDS = int(os.environ.get("BRUTE_FORCE_ANSWERS", "100"))
FIRST = int(os.environ.get("BRUTE_FORCE_FIRST", "30000"))


@pytest.fixture(scope="module")
def pool() -> Iterator[SolverPool]:
    with SolverPool() as running:
        yield running


def check(oracle: Oracle, solver: SolverPort) -> None:
    report = optimize(oracle.problem, solver, SolveParameters())
    best = oracle.best()
    if best is None:
        check_infeasible(oracle, report)
        return
    assert report.solution_status is SolutionStatus.OPTIMAL
    if any("rounded" in warning for warning in report.warnings):
        return
    main = next(value for name, value in best.stages.items() if name in ("north_star", "weighted_kpis"))
    assert report.objective == to_decimal(main)
    assert {stage.name: stage.value for stage in report.stages} == {n: to_decimal(v) for n, v in best.stages.items()}
    chosen = [p for p in oracle.portfolios() if not p.broken and set(p.picks) == set(report.selected)]
    assert max(p.key for p in chosen) == best.key
    assert all(usage.slack >= 0 for usage in report.usage)


def check_infeasible(oracle: Oracle, report: PortfolioReport) -> None:
    assert report.solution_status is SolutionStatus.INFEASIBLE
    assert report.conflict is not None
    assert report.conflict.minimal
    conflict = set(report.conflict.rules)
    assert not oracle.feasible_with(conflict)
    assert all(oracle.feasible_with(conflict - {rule_id}) for rule_id in conflict)
    assert report.relaxation is not None
    least = to_decimal(oracle.least_relaxation())
    assert abs(report.relaxation.total_relative_violation - least) <= abs(least) * Decimal("1e-9")


@pytest.mark.parametrize("name", ["cp-sat", "highs"])
def test_reports_say_what_the_brute_force_finds(pool: SolverPool, name: str) -> None:
    faults = []
    for seed in range(FIRST, FIRST + SEEDS):
        try:
            check(Oracle(random_problem(seed, max_portfolios=800)), pool.solver(name))
        except Exception as error:
            faults.append(f"seed {seed}: {type(error).__name__}: {error}")
    assert not faults, "\n\n".join(faults)
