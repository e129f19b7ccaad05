"""The models that one would write by hand ask for the same as the engine."""

from __future__ import annotations

from pathlib import Path

import highspy
import pytest

from benchmarks.competitors.plain import PlainProblem, read_problem
from benchmarks.made_up.quarters import KINDS, quarters
from domain.integer_model.model import SolveParameters
from domain.optimization.optimize import optimize
from persistence.problem_files.problem_file import write_problem
from solvers.pool import SolverPool


def best_of(problem: PlainProblem) -> float:
    highs = highspy.Highs()
    highs.silent()
    x = [highs.addBinary() for _ in problem.values]
    for limit in problem.limits:
        indices, amounts = [x[i].index for i in limit.amounts], list(limit.amounts.values())
        highs.addRow(limit.lower, limit.upper, len(indices), indices, amounts)
    for dependent, needed in problem.prerequisites:
        highs.addConstr(x[dependent] <= x[needed])
    highs.maximize(sum(value * x[i] for i, value in enumerate(problem.values)))
    return float(highs.getObjectiveValue())


@pytest.mark.parametrize(("kind", "size"), [("ordered", 40), ("windows", 32)])
def test_a_year_in_quarters_is_worth_the_same_to_both(kind: str, size: int, tmp_path: Path) -> None:
    problem = quarters(size, KINDS[kind], seed=1)
    write_problem(problem, tmp_path / "year.json")
    with SolverPool() as pool:
        objective = optimize(problem, pool.solver("auto"), SolveParameters()).objective
    assert objective is not None
    assert abs(best_of(read_problem(tmp_path / "year.json")) - float(objective)) < 1e-6
