"""How late a selection has to lie at least, against trying every placement."""

from __future__ import annotations

import random
from itertools import product

import pytest

from domain.integer_model.builder import ModelBuilder
from domain.integer_model.model import NO_LOWER, LinearForm, Model
from solvers.canonical.filling import most_by_filling


def year(dice: random.Random) -> tuple[Model, LinearForm, list[list[int]], list[int]]:
    """A few choices, each in some of three periods, with room for their tokens and other rows."""
    builder, periods, slots, late, tokens = ModelBuilder(), list[int](), list[list[int]](), dict[int, int](), []
    for _ in range(dice.randint(1, 4)):
        own = dice.choice(([0], [1], [0, 1], [1, 2], [0, 1, 2], [0, 1, 2]))
        slots.append([builder.add_column() for _ in own])
        tokens.append(dice.randint(0, 4))
        periods += own
        late |= {column: -tokens[-1] * period for column, period in zip(slots[-1], own, strict=True) if period}
        builder.add_row("", slots[-1], [1] * len(own), 1, 1)
    for period in range(3):
        use = {c: own for slot, own in zip(slots, tokens, strict=True) for c in slot if periods[c] == period}
        if use and dice.random() < 0.8:
            scale = dice.choice((1, 1, 3))
            builder.add_row("", list(use), [scale * own for own in use.values()], upper=scale * dice.randint(1, 9))
        if len(use) > 1 and dice.random() < 0.5:
            builder.add_row("", list(use), [dice.randint(-1, 3) for _ in use], upper=dice.randint(0, 5))
    form = {column: coef for column, coef in late.items() if coef}
    return builder.build(), LinearForm(tuple(form), tuple(form.values())), slots, periods


@pytest.mark.parametrize("seed", range(300))
def test_no_placement_is_earlier_than_filling_up_the_first_periods(seed: int) -> None:
    model, form, slots, periods = year(random.Random(seed))
    points = [point for point in product((0, 1), repeat=model.num_columns) if model.admits(point)]
    most = most_by_filling(model, form, slots, periods)
    if points:
        assert most is not None
        assert max(form.value(point) for point in points) <= most


def test_where_periods_are_full_the_bound_is_what_every_placement_has() -> None:
    builder = ModelBuilder()
    slots = [[builder.add_column(), builder.add_column()] for _ in range(3)]
    for period in range(2):
        builder.add_row("", [slot[period] for slot in slots], [4, 2, 2], upper=4)
    form = LinearForm(tuple(slot[1] for slot in slots), (-2, -1, -1))
    assert most_by_filling(builder.build(), form, slots, [0, 1] * 3) == -2


def test_what_can_only_be_first_takes_its_room_there() -> None:
    builder = ModelBuilder()
    only, other = [builder.add_column()], [builder.add_column(), builder.add_column()]
    builder.add_row("", [only[0], other[0]], [3, 2], upper=4)
    assert most_by_filling(builder.build(), LinearForm((other[1],), (-2,)), [only, other], [0, 0, 1]) == -1


@pytest.mark.parametrize("coefs", [(-1, -3), (1, 2), (-1, 0)])
def test_a_form_that_is_no_weight_times_the_period_is_left_to_the_solver(coefs: tuple[int, int]) -> None:
    builder = ModelBuilder()
    slot = [builder.add_column() for _ in range(3)]
    assert most_by_filling(builder.build(), LinearForm((1, 2), coefs), [slot], [0, 1, 2]) is None


def test_another_column_in_the_form_or_below_nothing_is_left_to_the_solver() -> None:
    builder = ModelBuilder()
    slot, other = [builder.add_column(), builder.add_column()], builder.add_column()
    assert most_by_filling(builder.build(), LinearForm((1, other), (-1, -1)), [slot], [0, 1, 0]) is None
    below = builder.add_column(-1, 1)
    assert most_by_filling(builder.build(), LinearForm((below,), (-1,)), [[0, below]], [0, 1, 0, 1]) is None


def test_rows_without_an_upper_side_or_of_several_periods_give_no_room() -> None:
    builder = ModelBuilder()
    slots = [[builder.add_column(), builder.add_column()] for _ in range(2)]
    builder.add_row("", [0, 2], [1, 1], lower=1)
    builder.add_row("", [0, 1, 2], [1, 1, 1], NO_LOWER, 1)
    assert most_by_filling(builder.build(), LinearForm((1, 3), (-1, -1)), slots, [0, 1] * 2) == 0
