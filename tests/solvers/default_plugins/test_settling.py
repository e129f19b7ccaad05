"""Implied columns find their exact values from those of the others."""

from __future__ import annotations

import random
from itertools import product

import pytest

from domain.integer_model.model import LinearForm
from solvers.conformance.models import form, plan_of
from solvers.default_plugins.settling import settled


@pytest.mark.parametrize("seed", range(80))
def test_the_best_of_all_values_is_found(seed: int) -> None:
    """Columns 2 and 3 are implied, each in rows of its own."""
    rng = random.Random(seed)
    rows = []
    for column in (2, 3, 2):
        coefs = [rng.randint(-3, 3), rng.randint(-3, 3), 0, 0]
        coefs[column] = rng.choice([-3, -1, 1, 2])
        middle = rng.randint(-4, 6)
        sides = rng.choice([(middle, None), (None, middle), (middle - 2, middle + 2)])
        rows.append((coefs, *sides))
    objective = [0, 0, rng.choice([-2, 1]), rng.choice([-1, 1, 3])]
    plan = plan_of([(0, 1), (0, 2), (-2, 6), (0, 7)], rows, objective, implied=[2, 3])
    model = plan.model.with_objective(plan.stages[0].form)
    for fixed in product((0, 1), (0, 1, 2)):
        points = [(*fixed, *rest) for rest in product(range(-2, 7), range(8))]
        best = max((form(objective).value(point) for point in points if model.admits(point)), default=None)
        point = settled(model, [*fixed, rng.randint(-9, 9), rng.randint(-9, 9)])
        assert (None if point is None else model.objective.value(point)) == best
        assert point is None or model.admits(point)


def test_a_column_that_does_not_count_goes_where_a_shared_row_needs_it() -> None:
    """The third row holds a sum of both implied columns at its least."""
    plan = plan_of(
        [(0, 1), (0, 9), (0, 9)],
        [([4, 1, 0], 5, None), ([2, 0, 1], 3, None), ([0, -1, -1], -2, None)],
        [1, 0, 0],
        implied=[1, 2],
    )
    model = plan.model.with_objective(LinearForm((0,), (1,)))
    assert list(settled(model, [1, 3, 3]) or ()) == [1, 1, 1]
    assert settled(model, [0, 3, 3]) is None
