"""Many choices that cannot be earlier are settled by one question, and the first placement in order stays the same."""

from __future__ import annotations

import math
import random
from array import array
from itertools import product
from unittest.mock import patch

import pytest

from domain.integer_model.builder import ModelBuilder
from domain.integer_model.model import LinearForm, Model
from domain.integer_model.result import PlanResult, Proof, SolutionStatus, Termination
from solvers.canonical.placing import Placing


class Answering:
    """Answers by trying every point, and counts the questions that were about many choices."""

    def __init__(self) -> None:
        self.about_many = 0

    def __call__(self, model: Model, form: LinearForm, start: array[int], most_work: float = math.inf) -> PlanResult:
        self.about_many += most_work < math.inf
        ranges = [range(low, high + 1) for low, high in zip(model.lower, model.upper, strict=True)]
        points = [point for point in product(*ranges) if model.admits(point)]
        if not points:
            return PlanResult(SolutionStatus.INFEASIBLE, Termination.INFEASIBILITY, None, proof=Proof.EXACT)
        best = max(points, key=form.value)
        return PlanResult(SolutionStatus.OPTIMAL, Termination.OPTIMALITY, best, proof=Proof.EXACT)


def packed(dice: random.Random) -> tuple[Model, list[list[int]]]:
    """Choices of different sizes that fill two or three periods, nearly or in full."""
    periods, tokens = (
        dice.choice((2, 2, 3)),
        sorted((dice.randint(1, 6) for _ in range(dice.randint(3, 5))), reverse=True),
    )
    builder = ModelBuilder()
    slots = [[builder.add_column() for _ in range(periods)] for _ in tokens]
    for slot in slots:
        builder.add_row("", slot, [1] * periods, 1, 1)
    room = sum(tokens) // periods + dice.randint(0, 2)
    for period in range(periods):
        builder.add_row("", [slot[period] for slot in slots], tokens, upper=room)
        if dice.random() < 0.4:
            builder.add_row("", [slot[period] for slot in slots], [dice.randint(0, 2) for _ in slots], upper=3)
    return builder.build(), slots


def first_in_order(model: Model, slots: list[list[int]]) -> tuple[int, ...] | None:
    """The placement in which the first choice is as early as possible, then the second, by trying all."""
    points = (point for point in product((0, 1), repeat=model.num_columns) if model.admits(point))
    return max(points, default=None, key=lambda point: [[point[column] for column in slot] for slot in slots])


@pytest.mark.parametrize("seed", range(150))
def test_the_placement_is_the_first_in_order(seed: int) -> None:
    model, slots = packed(random.Random(seed))
    first = first_in_order(model, slots)
    if first is None:
        return
    ask = Answering()
    start = ask(model, LinearForm(), array("q")).values
    assert start is not None
    with patch("solvers.canonical.placing.AT_ONCE", 1), patch("solvers.canonical.placing.MANY", 2):
        placed = Placing(model, slots, array("q", start)).run(ask, ask)
    assert placed.first
    assert tuple(placed.values) == first


def test_choices_that_lie_as_early_as_they_can_are_settled_together() -> None:
    builder = ModelBuilder()
    slots = [[builder.add_column(), builder.add_column()] for _ in range(6)]
    for slot in slots:
        builder.add_row("", slot, [1, 1], 1, 1)
    # Five of the six take part in a sum that only an even number of them can reach.
    builder.add_row("", [slot[0] for slot in slots], [2, 2, 2, 2, 2, 3], 3, 3)
    model, ask = builder.build(), Answering()
    start = array("q", [0, 1] * 5 + [1, 0])
    with patch("solvers.canonical.placing.AT_ONCE", 1), patch("solvers.canonical.placing.MANY", 10):
        placed = Placing(model, slots, start).run(ask, ask)
    assert placed.first
    assert placed.values == start
