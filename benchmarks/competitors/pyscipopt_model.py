"""The portfolio in PySCIPOpt, solved by the SCIP that comes with it."""

from __future__ import annotations

from pyscipopt import Model, quicksum

from benchmarks.competitors.plain import TIME_LIMIT, PlainProblem, answer


def build(problem: PlainProblem) -> Model:
    """The model as one writes it by hand."""
    model = Model()
    model.hideOutput()
    x = [model.addVar(f"x{i}", vtype="B") for i in range(len(problem.values))]
    y = [model.addVar(f"y{g}", vtype="B") for g in range(len(problem.groups))]
    value = quicksum(v * x[i] for i, v in enumerate(problem.values))
    bonuses = quicksum(bonus * y[g] for g, (_, bonus) in enumerate(problem.groups))
    model.setObjective(value + bonuses, "maximize")
    for limit in problem.limits:
        total = quicksum(amount * x[i] for i, amount in limit.amounts.items())
        if limit.upper < float("inf"):
            model.addCons(total <= limit.upper)
        if limit.lower > float("-inf"):
            model.addCons(total >= limit.lower)
    for dependent, needed in problem.prerequisites:
        model.addCons(x[dependent] <= x[needed])
    for g, (members, bonus) in enumerate(problem.groups):
        if bonus > 0:
            for i in members:
                model.addCons(y[g] <= x[i])
        else:
            model.addCons(y[g] >= quicksum(x[i] for i in members) - (len(members) - 1))
    return model


def solve(problem: PlainProblem) -> tuple[float | None, bool]:
    """The best value found, and whether it was proven."""
    model = build(problem)
    model.setParam("limits/time", TIME_LIMIT)
    model.optimize()
    found = model.getNSols() > 0
    return (model.getObjVal() if found else None), model.getStatus() == "optimal"


if __name__ == "__main__":
    answer(solve)
