"""Small models with answers known by enumeration, and a hard one, for tests of backends."""

from __future__ import annotations

import random
from collections.abc import Collection, Sequence
from itertools import product

from domain.integer_model.builder import ModelBuilder
from domain.integer_model.model import NO_LOWER, NO_UPPER, LinearForm, Plan, Sense, Stage, StageRole

Row = tuple[Sequence[int], int | None, int | None]


def form(coefs: Sequence[int]) -> LinearForm:
    """A linear form out of one coefficient a column."""
    kept = [(column, coef) for column, coef in enumerate(coefs) if coef]
    return LinearForm(tuple(column for column, _ in kept), tuple(coef for _, coef in kept))


def plan_of(
    bounds: Sequence[tuple[int, int]],
    rows: Sequence[Row],
    objective: Sequence[int],
    *tie_breaks: Sequence[int],
    implied: Collection[int] = (),
) -> Plan:
    """A plan with one objective and any tie-breaks, everything given densely."""
    builder = ModelBuilder()
    for column, (low, high) in enumerate(bounds):
        builder.add_column(low, high, column in implied)
    for number, (coefs, least, most) in enumerate(rows):
        row = form(coefs)
        lower, upper = NO_LOWER if least is None else least, NO_UPPER if most is None else most
        builder.add_row(f"row:{number}", row.columns, row.coefs, lower, upper)
    stages = [Stage("value", Sense.MAXIMIZE, StageRole.OBJECTIVE, form(objective))]
    for number, coefs in enumerate(tie_breaks, start=1):
        stages.append(Stage(f"tie_break_{number}", Sense.MAXIMIZE, StageRole.TIE_BREAK, form(coefs)))
    return Plan(builder.build(), tuple(stages))


def brute_force(plan: Plan) -> tuple[int, ...]:
    """The lexicographically best values of all stages, by trying every point; empty when there is none."""
    model = plan.model
    ranges = (range(low, high + 1) for low, high in zip(model.lower, model.upper, strict=True))
    points = (point for point in product(*ranges) if model.admits(point))
    return max((tuple(stage.form.value(point) for stage in plan.stages) for point in points), default=())


def random_plan(rng: random.Random) -> Plan:
    """A few columns and rows of mixed signs and kinds, with an objective and one or two tie-breaks."""
    columns = rng.randint(1, 6)
    bounds = []
    for _ in range(columns):
        low = rng.choice([0, 0, 0, -2, 1])
        bounds.append((low, low + rng.choice([0, 1, 1, 1, 2, 3])))
    rows: list[Row] = []
    for _ in range(rng.randint(0, 4)):
        coefs = [rng.choice([0, 1, 1, 2, 3, -1, -2, 5]) for _ in range(columns)]
        middle = sum(coef * rng.randint(low, high) for coef, (low, high) in zip(coefs, bounds, strict=True))
        kind = rng.randrange(4)
        lower = middle - rng.randint(0, 3) if kind != 0 else None
        upper = middle + rng.randint(0, 3) if kind != 1 else None
        rows.append((coefs, middle if kind == 3 else lower, middle if kind == 3 else upper))
    objectives = [[rng.randint(-4, 9) for _ in range(columns)] for _ in range(rng.randint(1, 3))]
    return plan_of(bounds, rows, objectives[0], *objectives[1:])


def hard_plan(columns: int = 100, rows: int = 10, seed: int = 7) -> Plan:
    """A knapsack with many capacities: a good point is found at once, and no proof within any test's patience."""
    rng = random.Random(seed)
    weights = [[rng.randint(1, 1000) for _ in range(columns)] for _ in range(rows)]
    values = [sum(weight[column] for weight in weights) // rows + rng.randint(0, 500) for column in range(columns)]
    limits: list[Row] = [(weight, None, sum(weight) // 2) for weight in weights]
    return plan_of([(0, 1)] * columns, limits, values)
