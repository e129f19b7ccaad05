"""Fractions as decimals: exact where the expansion ends, rounded only where it does not."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from domain.numbers import exact_arithmetic, to_decimal


@given(st.integers(-(10**40), 10**40), st.integers(0, 60), st.integers(0, 60))
def test_a_fraction_that_ends_comes_back_exactly(numerator: int, twos: int, fives: int) -> None:
    value = Fraction(numerator, 2**twos * 5**fives)
    assert Fraction(to_decimal(value)) == value


@given(st.decimals(allow_nan=False, allow_infinity=False, places=30, min_value=-(10**15), max_value=10**15))
def test_a_figure_of_a_problem_comes_back_exactly(figure: Decimal) -> None:
    assert to_decimal(Fraction(figure)) == figure


@given(st.integers(-(10**20), 10**20), st.integers(1, 10**12))
def test_a_fraction_that_does_not_end_is_right_to_fifteen_digits(numerator: int, denominator: int) -> None:
    value = Fraction(numerator, denominator)
    assert abs(Fraction(to_decimal(value)) - value) <= abs(value) / 10**14


def test_a_whole_number_keeps_its_zeros() -> None:
    assert str(to_decimal(Fraction(1_000_000))) == "1000000"


def test_what_the_surrounding_arithmetic_allows_does_not_matter() -> None:
    value = Fraction(10**25 + 1, 10**20)
    with exact_arithmetic():
        assert Fraction(to_decimal(value)) == value
        assert to_decimal(Fraction(1, 3)) == Decimal("0.333333333333333")


def test_a_shorter_rounding_can_be_asked_for() -> None:
    assert to_decimal(Fraction(2, 3), digits=4) == Decimal("0.6666667")
