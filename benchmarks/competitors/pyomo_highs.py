"""The portfolio in Pyomo, solved by HiGHS through its persistent interface."""

from __future__ import annotations

import pyomo.environ as pyo
from pyomo.contrib.appsi.solvers import Highs

from benchmarks.competitors.plain import TIME_LIMIT, PlainProblem, answer


def build(problem: PlainProblem) -> pyo.ConcreteModel:
    """The model as one writes it by hand."""
    model = pyo.ConcreteModel()
    model.x = pyo.Var(range(len(problem.values)), domain=pyo.Binary)
    model.y = pyo.Var(range(len(problem.groups)), domain=pyo.Binary)
    model.value = pyo.Objective(
        expr=sum(v * model.x[i] for i, v in enumerate(problem.values))
        + sum(bonus * model.y[g] for g, (_, bonus) in enumerate(problem.groups)),
        sense=pyo.maximize,
    )
    model.limits = pyo.ConstraintList()
    for limit in problem.limits:
        total = sum(amount * model.x[i] for i, amount in limit.amounts.items())
        if limit.upper < float("inf"):
            model.limits.add(total <= limit.upper)
        if limit.lower > float("-inf"):
            model.limits.add(total >= limit.lower)
    model.prerequisites = pyo.ConstraintList()
    for dependent, needed in problem.prerequisites:
        model.prerequisites.add(model.x[dependent] <= model.x[needed])
    model.groups = pyo.ConstraintList()
    for g, (members, bonus) in enumerate(problem.groups):
        if bonus > 0:
            for i in members:
                model.groups.add(model.y[g] <= model.x[i])
        else:
            model.groups.add(model.y[g] >= sum(model.x[i] for i in members) - (len(members) - 1))
    return model


def solve(problem: PlainProblem) -> tuple[float | None, bool]:
    """The best value found, and whether it was proven."""
    model = build(problem)
    solver = Highs()
    solver.config.time_limit = TIME_LIMIT
    solver.config.load_solution = False
    solver.highs_options = {"mip_rel_gap": 0.0, "mip_abs_gap": 0.0}
    result = solver.solve(model)
    return result.best_feasible_objective, result.termination_condition.name == "optimal"


if __name__ == "__main__":
    answer(solve)
