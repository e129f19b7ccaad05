"""What follows from decisions, and that nothing of it is left when they are taken back."""

from __future__ import annotations

from random import Random

import pytest

from solvers.stages.trail import Trail
from tests.solvers.canonical.models import points, random_model


@pytest.mark.parametrize("seed", range(150))
def test_no_point_is_lost_and_everything_can_be_taken_back(seed: int) -> None:
    random = Random(seed)
    model = random_model(random, 5)
    left = list(points(model))
    trail = Trail(model)
    if not trail.holds:
        assert not left
        return
    before, marks = (list(trail.low), list(trail.high)), []
    for _ in range(8):
        column = random.randrange(5)
        value = random.randrange(model.lower[column], model.upper[column] + 1)
        marks.append((trail.mark, list(trail.low), list(trail.high)))
        remaining = [point for point in left if point[column] == value]
        if trail.decide(column, value):
            assert all(
                low <= x <= high for p in remaining for low, x, high in zip(trail.low, p, trail.high, strict=True)
            )
            left = remaining
        else:
            assert not remaining
            trail.back(marks.pop()[0])
    while marks:
        mark, low, high = marks.pop()
        trail.back(mark)
        assert (trail.low, trail.high) == (low, high)
    assert (trail.low, trail.high) == before
