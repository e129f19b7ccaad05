from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from domain.integer_model.builder import ModelBuilder
from domain.integer_model.digits import in_digits, magnitude_of
from domain.integer_model.model import EXACT_LIMIT, NO_LOWER, NO_UPPER, Model

wide = st.integers(-(10**40), 10**40)
ends = st.sampled_from([(0, 1), (0, 3), (-2, 1)])


def total(coefs: list[int], point: list[int]) -> int:
    return sum(coef * value for coef, value in zip(coefs, point, strict=True))


@given(st.lists(st.tuples(wide, ends), min_size=1, max_size=4), wide, st.integers(2**8, 2**53))
def test_two_rows_of_digits_admit_exactly_what_the_wide_row_admits(entries, limit, room):
    coefs, bounds = [c for c, _ in entries], [each for _, each in entries]
    digits = in_digits(coefs, bounds, limit, room)
    for pick in range(2 ** len(entries)):
        point = [each[pick >> at & 1] for at, each in enumerate(bounds)]
        carry = -(-(total(digits.low, point) - digits.low_limit) // digits.base)
        assert digits.least <= carry <= digits.most
        assert (total(digits.high, point) + carry <= digits.limit) == (total(coefs, point) <= limit)


def completed(model: Model, point: list[int]) -> list[int]:
    """The point with each carry as small as its row lets it be."""
    for row in range(model.num_rows):
        form = model.row(row)
        if form.columns[-1] == len(point):
            low = total(list(form.coefs[:-1]), [point[column] for column in form.columns[:-1]])
            point = [*point, -((model.row_upper[row] - low) // -form.coefs[-1])]
    return point


@given(st.lists(wide.filter(bool), min_size=1, max_size=5), wide, st.booleans())
def test_a_wide_row_of_a_model_admits_the_same_points_and_stays_within_the_limit(coefs, limit, is_upper):
    builder = ModelBuilder()
    columns = [builder.add_column() for _ in coefs]
    builder.add_row("rule", columns, coefs, *((NO_LOWER, limit) if is_upper else (limit, NO_UPPER)))
    model = builder.build()
    for row in range(model.num_rows):
        form = model.row(row)
        bounds = [(model.lower[column], model.upper[column]) for column in form.columns]
        assert magnitude_of(form.coefs, bounds) <= EXACT_LIMIT
        assert 0 not in list(form.coefs), "other modules divide by coefficients"
    for pick in range(2 ** len(coefs)):
        point = [pick >> at & 1 for at in range(len(coefs))]
        value = total(coefs, point)
        assert model.admits(completed(model, point)) == (value <= limit if is_upper else value >= limit)


def test_what_is_counted_down_keeps_its_carries_short() -> None:
    """A limit that is counted in digits of its own: only bases that agree with these leave little to carry."""
    coefs, bounds = [2**63 - 1, -1, -(2**20), -(2**40), -(2**60)], [(0, 1), *[(0, 2**20 - 1)] * 3, (0, 8)]
    rows = in_digits(coefs, bounds, 0, EXACT_LIMIT)
    assert rows.most - rows.least <= 2
