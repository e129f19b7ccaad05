from array import array
from random import Random

import pytest

from domain.integer_model.model import LinearForm
from solvers.canonical.compact import compacted, narrowed_to
from tests.solvers.canonical.models import points, random_model


@pytest.mark.parametrize("seed", range(200))
def test_the_smaller_model_has_the_same_points(seed: int) -> None:
    random = Random(seed)
    model = random_model(random, 6)
    lower, upper = array("q", model.lower), array("q", model.upper)
    for column in random.sample(range(6), random.randrange(6)):
        lower[column] = upper[column] = random.randrange(lower[column], upper[column] + 1)
    narrow = narrowed_to(model, lower, upper)
    small = compacted(narrow)
    expected = {tuple(point) for point in points(narrow)}
    found = [tuple(small.up(point)) for point in points(small.model)]
    assert set(found) == expected
    assert len(found) == len(expected)
    form = LinearForm(tuple(range(6)), (1, -2, 3, 0, 5, 7))
    own = small.restricted(form)
    given = {form.value(point) - own.value(small.down(point)) for point in expected}
    assert len(given) <= 1, "the fixed columns add the same everywhere"


def test_rows_that_nothing_can_break_any_more_are_left_out() -> None:
    model = random_model(Random(1), 4)
    fixed = narrowed_to(model, [0] * 4, [0] * 4)
    assert compacted(fixed).model.num_columns == 0
