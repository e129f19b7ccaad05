"""The portfolio in PuLP, solved by the CBC that comes with it."""

from __future__ import annotations

import pulp

from benchmarks.competitors.plain import TIME_LIMIT, PlainProblem, answer


def build(problem: PlainProblem) -> pulp.LpProblem:
    """The model as one writes it by hand."""
    model = pulp.LpProblem("portfolio", pulp.LpMaximize)
    x = [pulp.LpVariable(f"x{i}", cat="Binary") for i in range(len(problem.values))]
    y = [pulp.LpVariable(f"y{g}", cat="Binary") for g in range(len(problem.groups))]
    model += pulp.lpSum(v * x[i] for i, v in enumerate(problem.values)) + pulp.lpSum(
        bonus * y[g] for g, (_, bonus) in enumerate(problem.groups)
    )
    for limit in problem.limits:
        total = pulp.lpSum(amount * x[i] for i, amount in limit.amounts.items())
        if limit.upper < float("inf"):
            model += total <= limit.upper
        if limit.lower > float("-inf"):
            model += total >= limit.lower
    for dependent, needed in problem.prerequisites:
        model += x[dependent] <= x[needed]
    for g, (members, bonus) in enumerate(problem.groups):
        if bonus > 0:
            for i in members:
                model += y[g] <= x[i]
        else:
            model += y[g] >= pulp.lpSum(x[i] for i in members) - (len(members) - 1)
    return model


def solve(problem: PlainProblem) -> tuple[float | None, bool]:
    """The best value found, and whether it was proven."""
    model = build(problem)
    model.solve(pulp.PULP_CBC_CMD(msg=False, timeLimit=TIME_LIMIT, gapRel=0, gapAbs=0))
    found = model.sol_status in (pulp.LpSolutionOptimal, pulp.LpSolutionIntegerFeasible)
    return (pulp.value(model.objective) if found else None), model.sol_status == pulp.LpSolutionOptimal


if __name__ == "__main__":
    answer(solve)
