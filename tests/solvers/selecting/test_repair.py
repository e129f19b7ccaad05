"""Placements found by mending what is broken: true ones, mostly one where there is one, and always the same."""

from __future__ import annotations

from random import Random

from domain.integer_model.builder import ModelBuilder, rebuilt
from domain.integer_model.model import NO_LOWER, NO_UPPER, LinearForm, Model
from solvers.selecting.repair import repaired

Terms = list[tuple[int, int]]


def instance(random: Random, choices: int, periods: int) -> tuple[Model, list[list[int]]]:
    """Choices of several sizes, each in one period, under rows that some placement keeps, some filled to the brim."""
    builder = ModelBuilder()
    slots = [[builder.add_column() for _ in range(periods)] for _ in range(choices)]
    at = [random.randrange(periods) for _ in range(choices)]
    for columns in slots:
        builder.add_row("", columns, [1] * periods, 1, 1)
    for room in (0, 6, 6):
        sizes = [random.randrange(0, 9) for _ in range(choices)]
        for period in range(periods):
            full = sum(size for size, where in zip(sizes, at, strict=True) if where == period)
            builder.add_row("", [columns[period] for columns in slots], sizes, NO_LOWER, full + room)
    for slot, columns in enumerate(slots):
        if random.random() < 0.2:
            builder.add_row("", columns[: at[slot]], [1] * at[slot], NO_LOWER, 0)
    for _ in range(choices // 5):
        first, second = random.sample(range(choices), 2)
        if at[first] <= at[second]:
            for period in range(periods):
                columns = slots[second][: period + 1] + slots[first][: period + 1]
                builder.add_row("", columns, [1] * (period + 1) + [-1] * (period + 1), NO_LOWER, 0)
    return builder.build(), slots


def shuffled(model: Model, random: Random) -> Model:
    """The same model with its rows, and the terms of each, in another order."""
    rows = []
    for row in range(model.num_rows):
        form = model.row(row)
        terms: Terms = list(zip(form.columns, form.coefs, strict=True))
        random.shuffle(terms)
        shuffled_form = LinearForm(tuple(column for column, _ in terms), tuple(coef for _, coef in terms))
        rows.append((model.tags[row], shuffled_form, model.row_lower[row], model.row_upper[row]))
    random.shuffle(rows)
    return rebuilt(model, [False] * model.num_rows, rows)


def test_what_it_finds_keeps_all_rows_and_it_finds_most() -> None:
    found = 0
    for seed in range(40):
        random = Random(seed)
        model, slots = instance(random, random.randrange(4, 40), random.choice((2, 3, 4)))
        point = repaired(model, slots)
        if point is not None:
            found += 1
            assert model.admits(point)
    assert found >= 30


def test_neither_the_order_of_rows_nor_that_of_their_terms_changes_what_it_finds() -> None:
    for seed in range(10):
        random = Random(seed)
        model, slots = instance(random, 30, 3)
        assert repaired(shuffled(model, random), slots) == repaired(model, slots)


def test_it_finds_nothing_where_there_is_nothing() -> None:
    builder = ModelBuilder()
    slots = [[builder.add_column() for _ in range(2)] for _ in range(3)]
    for columns in slots:
        builder.add_row("", columns, [1, 1], 1, 1)
    for period in range(2):
        builder.add_row("", [columns[period] for columns in slots], [2, 2, 2], NO_LOWER, 3)
    assert repaired(builder.build(), slots) is None


def test_a_column_that_places_nothing_and_is_free_is_not_its_affair() -> None:
    builder = ModelBuilder()
    slots = [[builder.add_column() for _ in range(2)] for _ in range(2)]
    for columns in slots:
        builder.add_row("", columns, [1, 1], 1, 1)
    free = builder.add_column(0, 5)
    builder.add_row("", [slots[0][0], free], [2, 1], 3, NO_UPPER)
    assert repaired(builder.build(), slots) is None


def test_rows_give_room_as_well_as_take_it() -> None:
    """A floor that only later places meet, and a column that the rows fix."""
    builder = ModelBuilder()
    slots = [[builder.add_column() for _ in range(3)] for _ in range(4)]
    for columns in slots:
        builder.add_row("", columns, [1, 1, 1], 1, 1)
    fixed = builder.add_column(0, 1)
    builder.add_row("", [fixed], [1], 1, NO_UPPER)
    builder.add_row("", [*(columns[2] for columns in slots), fixed], [2, 2, 2, 2, 1], 5, NO_UPPER)
    point = repaired(builder.build(), slots)
    assert point is not None
    assert point[fixed] == 1
    assert sum(point[columns[2]] for columns in slots) >= 2


def test_it_gives_up_when_it_is_told_to() -> None:
    builder = ModelBuilder()
    slots = [[builder.add_column() for _ in range(2)] for _ in range(3)]
    for columns in slots:
        builder.add_row("", columns, [1, 1], 1, 1)
    for period in range(2):
        builder.add_row("", [columns[period] for columns in slots], [2, 2, 2], NO_LOWER, 3)
    asked: list[bool] = []
    assert repaired(builder.build(), slots, should_stop=lambda: asked.append(True) or True) is None
    assert len(asked) == 1
