"""Cuts against points that break a row: they cut the point off, and no point that holds."""

from __future__ import annotations

import random
from itertools import product

import pytest

from solvers.conformance.models import plan_of
from solvers.default_plugins.highs.covers import cover_cut


@pytest.mark.parametrize("seed", range(60))
def test_a_cut_takes_the_broken_point_and_nothing_that_holds(seed: int) -> None:
    rng = random.Random(seed)
    count = rng.randint(2, 6)
    bounds = [(low, low + 1) for low in (rng.choice([0, 0, 0, -1, 3]) for _ in range(count))]
    coefs = [rng.choice([-5, -3, -2, 1, 2, 4, 7]) for _ in range(count)]
    middle = sum(coef * low for coef, (low, _) in zip(coefs, bounds, strict=True))
    row = (coefs, middle - rng.randint(0, 3), middle + rng.randint(0, 3))
    model = plan_of(bounds, [row], [0] * count).model
    points = list(product(*(range(low, high + 1) for low, high in bounds)))
    good = [point for point in points if model.admits(point)]
    for broken in points:
        if model.admits(broken):
            continue
        cut = cover_cut(model, broken, 0)
        assert cut is not None
        _, form, _, upper = cut
        assert form.value(broken) > upper
        assert all(form.value(point) <= upper for point in good)


def test_columns_with_more_than_two_values_are_left_alone() -> None:
    model = plan_of([(0, 3), (0, 1)], [([2, 1], None, 3)], [1, 1]).model
    assert cover_cut(model, [2, 0], 0) is None
