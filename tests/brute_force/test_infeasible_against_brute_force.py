"""Conflict sets and relaxations of infeasible problems against a brute force over all portfolios."""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import cache, partial

import pytest

from domain.formulation import formulate
from domain.formulation.elastic import elastic_plan
from domain.integer_model.iis import find_iis
from domain.integer_model.model import Plan, SolveParameters
from domain.integer_model.result import PlanResult, SolutionStatus
from domain.integer_model.solver import SolverPort
from domain.numbers import to_decimal
from domain.optimization.optimize import optimize
from domain.optimization.relaxation import read_relaxation
from domain.rules.rulebook import ruled
from solvers.pool import SolverPool
from tests.oracle import Oracle
from tests.strategies import curved_problem, varied_problem

pytestmark = [pytest.mark.solver, pytest.mark.slow]

PROBLEMS = int(os.environ.get("BRUTE_FORCE_INFEASIBLE", "60"))
FIRST = int(os.environ.get("BRUTE_FORCE_FIRST", "20000"))


@pytest.fixture(scope="module")
def pool() -> Iterator[SolverPool]:
    with SolverPool() as running:
        yield running


@cache
def infeasible() -> list[tuple[int, Oracle]]:
    """The first infeasible ones from a seed on."""
    found: list[tuple[int, Oracle]] = []
    seed = FIRST
    while len(found) < PROBLEMS:
        oracle = Oracle(varied_problem(seed, max_portfolios=800))
        if oracle.best() is None:
            found.append((seed, oracle))
        seed += 1
    return found


def solve(solver: SolverPort, plan: Plan) -> PlanResult:
    return solver.solve(plan, SolveParameters())


def check_conflict(oracle: Oracle, solver: SolverPort) -> None:
    given = ruled(oracle.problem)
    conflict = find_iis(formulate(given).plan.model, partial(solve, solver))
    assert conflict.minimal, conflict
    assert set(conflict.rules) <= set(oracle.rule_ids)
    assert not oracle.feasible_with(conflict.rules), conflict
    for left_out in conflict.rules:
        assert oracle.feasible_with(set(conflict.rules) - {left_out}), (conflict, left_out)


def check_relaxation(oracle: Oracle, solver: SolverPort) -> None:
    given = ruled(oracle.problem)
    formulation = formulate(given)
    elastic = elastic_plan(formulation)
    result = solve(solver, elastic.plan)
    assert result.status is SolutionStatus.OPTIMAL, result
    assert result.values is not None
    relaxation = read_relaxation(formulation, elastic, result.values)
    least = oracle.least_relaxation()
    if elastic.plan.stages[0].rounding == 0 and not elastic.notes:
        assert relaxation.total == least
    else:
        assert float(relaxation.total) == pytest.approx(float(least), rel=1e-6)
    picks = {
        key: (choice.period, choice.size.scope.value) for key, choice in relaxation.portfolio.solution.choices.items()
    }
    broken = {rule.rule_id for rule in relaxation.rules}
    (portfolio,) = (p for p in oracle.relaxed() if p.picks == picks and p.broken == broken)
    assert portfolio.cost == relaxation.total
    if relaxation.total == least and not any(stage.rounding for stage in formulation.plan.stages):
        best = max((p for p in oracle.relaxed() if p.cost == least), key=lambda p: p.key)
        told = [stage.name for stage in elastic.plan.stages[1:]]
        assert [portfolio.stages[name] for name in told] == [best.stages[name] for name in told]


@pytest.mark.parametrize("check", [check_conflict, check_relaxation])
@pytest.mark.parametrize("name", ["cp-sat", "highs"])
def test_infeasible_problems_are_explained_truly(pool: SolverPool, name: str, check: object) -> None:
    assert callable(check)
    faults = []
    for seed, oracle in infeasible():
        try:
            check(oracle, pool.solver(name))
        except Exception as error:
            faults.append(f"seed {seed}: {type(error).__name__}: {error}")
    assert not faults, "\n\n".join(faults)


@pytest.mark.parametrize("name", ["cp-sat", "highs"])
def test_a_target_on_a_curve_on_a_curve_gives_way_by_degrees(pool: SolverPool, name: str) -> None:
    """Slopes on slopes make a row so wide that it is written in digits."""
    oracle = Oracle(curved_problem(910069, max_portfolios=800))
    assert elastic_plan(formulate(ruled(oracle.problem))).in_digits
    check_relaxation(oracle, pool.solver(name))
    report = optimize(oracle.problem, pool.solver(name), SolveParameters())
    assert report.relaxation is not None
    assert report.relaxation.proven
    assert report.relaxation.total_relative_violation == to_decimal(oracle.least_relaxation())
