"""Each choice as early as possible in its order, against a look at all placements."""

from __future__ import annotations

from array import array
from random import Random

import pytest

from domain.integer_model.builder import ModelBuilder
from domain.integer_model.model import NO_LOWER, LinearForm, Model
from domain.integer_model.result import PlanResult, Proof, SolutionStatus, Termination
from solvers.canonical import placing
from solvers.canonical.placing import Placing
from tests.solvers.canonical.models import planned, points


def instance(random: Random, choices: int, periods: int) -> tuple[Model, list[list[int]]]:
    """Choices of several sizes, each in one period, under capacities that are nearly full."""
    builder = ModelBuilder()
    slots = [[builder.add_column() for _ in range(periods)] for _ in range(choices)]
    for columns in slots:
        builder.add_row("", columns, [1] * periods, 1, 1)
    for _ in range(2):
        sizes = [random.randrange(0, 5) for _ in range(choices)]
        room = -(-sum(sizes) // periods) + random.randrange(2)
        for period in range(periods):
            builder.add_row("", [columns[period] for columns in slots], sizes, NO_LOWER, room)
    if random.random() < 0.5:
        first, second = random.sample(range(choices), 2)
        for period in range(periods):
            columns = slots[first][: period + 1] + slots[second][: period + 1]
            builder.add_row("", columns, [1] * (period + 1) + [-1] * (period + 1), NO_LOWER, 0)
    random.shuffle(slots)
    return builder.build(), slots


@pytest.mark.parametrize("at_once", [1, 2, 12])
@pytest.mark.parametrize("first", range(0, 120, 60))
def test_it_is_the_first_placement_in_order(monkeypatch: pytest.MonkeyPatch, at_once: int, first: int) -> None:
    monkeypatch.setattr(placing, "AT_ONCE", at_once)
    met = 0
    for seed in range(first, first + 60):
        random = Random(seed)
        model, slots = instance(random, random.randrange(3, 6), random.choice((2, 3)))
        known = list(points(model))
        if not known:
            continue
        met += 1
        placed = Placing(model, slots, random.choice(known)).run(planned)
        expected = min(known, key=lambda point: [[point[c] for c in columns].index(1) for columns in slots])
        assert placed.first
        assert list(placed.values) == list(expected)
    assert met > 20


def test_what_the_rows_settle_takes_no_question() -> None:
    builder = ModelBuilder()
    slots = [[builder.add_column() for _ in range(2)] for _ in range(3)]
    for columns in slots:
        builder.add_row("", columns, [1, 1], 1, 1)
    for period in range(2):
        builder.add_row("", [columns[period] for columns in slots], [2, 1, 1], NO_LOWER, 2)

    def refuse(model: Model, form: LinearForm, start: array[int]) -> PlanResult:
        raise AssertionError("asked")

    placed = Placing(builder.build(), slots, array("q", [0, 1, 1, 0, 1, 0])).run(refuse)
    assert placed.first
    assert list(placed.values) == [1, 0, 0, 1, 0, 1]


def test_an_answer_that_proves_nothing_ends_it_with_what_is_known() -> None:
    random = Random(0)
    cut = PlanResult(SolutionStatus.UNKNOWN, Termination.WORK_LIMIT, None, proof=Proof.NONE)
    ended = 0
    for _ in range(40):
        model, slots = instance(random, 5, 3)
        known = list(points(model))
        if known:
            placed = Placing(model, slots, known[-1]).run(lambda *_: cut)
            assert model.admits(placed.values)
            assert placed.first == (placed.unproven is None)
            ended += placed.unproven is cut
    assert ended
