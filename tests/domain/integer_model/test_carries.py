from __future__ import annotations

from array import array
from random import Random

from domain.integer_model.builder import ModelBuilder, rebuilt
from domain.integer_model.model import EXACT_LIMIT, NO_UPPER, LinearForm
from domain.integer_model.submodel import with_carries


def test_a_point_that_holds_still_holds_in_the_model_with_wide_rows_and_their_carries() -> None:
    widened = 0
    for seed in range(300):
        random = Random(seed)
        builder = ModelBuilder()
        columns = [builder.add_column(0, random.choice((1, 1, 5))) for _ in range(random.randint(1, 7))]
        model = builder.build()
        point = array("q", [random.randint(0, model.upper[column]) for column in columns])
        rows = []
        for _ in range(random.randint(1, 3)):
            coefs = tuple(random.randint(-(2 ** random.choice((10, 60))), 2**60) for _ in columns)
            form = LinearForm(tuple(columns), coefs)
            rows.append(("", form, form.value(point) - random.choice((0, 1, 2**50)), NO_UPPER))
        wide = rebuilt(model, extra=rows)
        widened += wide.num_columns > model.num_columns
        extended = with_carries(wide, point)
        assert extended[: len(point)] == point
        assert wide.admits(extended), seed
    assert widened > 100
    assert EXACT_LIMIT < 2**60
