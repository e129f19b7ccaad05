"""Small random models with all of their points, and answers by looking at every one of them."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from random import Random

from domain.integer_model.builder import ModelBuilder
from domain.integer_model.model import NO_LOWER, NO_UPPER, LinearForm, Model, Sense, Stage, StageRole
from domain.integer_model.result import PlanResult, Proof, SolutionStatus, SolveResult, StageOutcome, Termination


def random_model(random: Random, columns: int) -> Model:
    """Binary columns, and a few wider ones, under rows that leave some points."""
    builder = ModelBuilder()
    for _ in range(columns):
        low = random.choice((0, 0, 0, 0, -1))
        builder.add_column(low, low + random.choice((1, 1, 1, 2)))
    for _ in range(random.randrange(1, 4)):
        chosen = random.sample(range(columns), random.randrange(1, columns + 1))
        coefs = [random.choice((-3, -2, -1, 1, 1, 2, 3)) for _ in chosen]
        limit = random.randrange(-2, 6)
        if random.random() < 0.5:
            builder.add_row("", chosen, coefs, NO_LOWER, limit)
        else:
            builder.add_row("", chosen, coefs, limit - 6, NO_UPPER)
    return builder.build()


def points(model: Model) -> Iterator[array[int]]:
    """Every point that a model admits, in lexicographic order."""
    count, rows = model.num_columns, range(model.num_rows)
    table = [dict(zip(form.columns, form.coefs, strict=True)) for form in map(model.row, rows)]
    # What the columns from each one on add to each row at least and at most.
    reach = [[(0, 0)] * len(rows)]
    for column in reversed(range(count)):
        ends = [[row.get(column, 0) * bound for bound in (model.lower[column], model.upper[column])] for row in table]
        after = zip(reach[0], ends, strict=True)
        reach.insert(0, [(low + min(both), high + max(both)) for (low, high), both in after])

    def extended(point: list[int], sums: list[int]) -> Iterator[array[int]]:
        column = len(point)
        for row, (low, high) in zip(rows, reach[column], strict=True):
            if sums[row] + high < model.row_lower[row] or sums[row] + low > model.row_upper[row]:
                return
        if column == count:
            yield array("q", point)
            return
        for value in range(model.lower[column], model.upper[column] + 1):
            added = [total + row.get(column, 0) * value for total, row in zip(sums, table, strict=True)]
            yield from extended([*point, value], added)

    return extended([], [0] * len(rows))


def best(model: Model, form: LinearForm) -> array[int] | None:
    """The best point, the last one where there are several."""
    found = None
    for point in points(model):
        if found is None or form.value(point) >= form.value(found):
            found = point
    return found


def solved(model: Model, form: LinearForm, start: Sequence[int]) -> SolveResult:
    """What a backend would answer."""
    assert len(start) == model.num_columns
    point = best(model, form)
    if point is None:
        return SolveResult(SolutionStatus.INFEASIBLE, Termination.INFEASIBILITY)
    value = form.value(point)
    return SolveResult(SolutionStatus.OPTIMAL, Termination.OPTIMALITY, point, value, value)


def planned(model: Model, form: LinearForm, start: Sequence[int]) -> PlanResult:
    """What a solver would answer."""
    found = solved(model, form, start)
    if found.values is None:
        return PlanResult(SolutionStatus.INFEASIBLE, Termination.INFEASIBILITY, None, proof=Proof.EXACT)
    outcome = StageOutcome("place", found.objective, found.bound, True, proof=Proof.EXACT)
    stages = (outcome,) if form.columns else ()
    return PlanResult(SolutionStatus.OPTIMAL, Termination.OPTIMALITY, found.values, stages, proof=Proof.EXACT)


def stage(name: str, form: LinearForm, role: StageRole = StageRole.CANONICAL) -> Stage:
    """A stage that maximises a form."""
    return Stage(name, Sense.MAXIMIZE, role, form)
