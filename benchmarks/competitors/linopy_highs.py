"""The portfolio in linopy, solved by HiGHS."""

from __future__ import annotations

import linopy
import numpy as np
import pandas as pd

from benchmarks.competitors.plain import TIME_LIMIT, PlainProblem, answer


def build(problem: PlainProblem) -> linopy.Model:
    """The model as one writes it by hand, in whole arrays where linopy offers them."""
    model = linopy.Model()
    items = pd.RangeIndex(len(problem.values), name="item")
    x = model.add_variables(coords=[items], name="x", binary=True)
    value = (x * np.array(problem.values, dtype=float)).sum()
    for limit in problem.limits:
        amounts = np.zeros(len(items))
        amounts[list(limit.amounts)] = list(limit.amounts.values())
        total = (x * amounts).sum()
        if limit.upper < float("inf"):
            model.add_constraints(total <= limit.upper)
        if limit.lower > float("-inf"):
            model.add_constraints(total >= limit.lower)
    if problem.prerequisites:
        dependents, needed = (list(side) for side in zip(*problem.prerequisites, strict=True))
        pairs = pd.RangeIndex(len(dependents), name="pair")
        lhs = x.isel(item=dependents).rename(item="pair").assign_coords(pair=pairs)
        rhs = x.isel(item=needed).rename(item="pair").assign_coords(pair=pairs)
        model.add_constraints(lhs - rhs <= 0, name="prerequisites")
    if problem.groups:
        groups = pd.RangeIndex(len(problem.groups), name="group")
        y = model.add_variables(coords=[groups], name="y", binary=True)
        value = value + (y * np.array([bonus for _, bonus in problem.groups], dtype=float)).sum()
        held = [(g, i) for g, (members, bonus) in enumerate(problem.groups) if bonus > 0 for i in members]
        if held:
            links = pd.RangeIndex(len(held), name="link")
            ys = y.isel(group=[g for g, _ in held]).rename(group="link").assign_coords(link=links)
            xs = x.isel(item=[i for _, i in held]).rename(item="link").assign_coords(link=links)
            model.add_constraints(ys - xs <= 0, name="links")
        for g, (members, bonus) in enumerate(problem.groups):
            if bonus <= 0:
                model.add_constraints(x.isel(item=members).sum() - y.isel(group=g) <= len(members) - 1)
    model.add_objective(value, sense="max")
    return model


def solve(problem: PlainProblem) -> tuple[float | None, bool]:
    """The best value found, and whether it was proven."""
    model = build(problem)
    _, condition = model.solve(
        "highs", time_limit=TIME_LIMIT, mip_rel_gap=0.0, mip_abs_gap=0.0, output_flag=False, progress=False
    )
    objective = model.objective.value
    found = objective is not None and bool(np.isfinite(objective))
    return (float(objective) if found else None), condition == "optimal"


if __name__ == "__main__":
    answer(solve)
