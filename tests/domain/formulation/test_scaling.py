from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from domain.formulation.scaling import scale_form, scale_row
from domain.numbers import exact_arithmetic

decimals = st.decimals(-1000, 1000, places=3)


def test_a_row_becomes_the_smallest_integers_without_loss():
    row = scale_row([Decimal("0.2"), Decimal("0.4")], [1, 1], Decimal("0.59"))
    assert (row.coefs, row.limit) == ([1, 2], 2)


@given(st.lists(st.tuples(decimals, st.integers(0, 5)), min_size=1, max_size=6), decimals)
def test_the_integer_row_admits_exactly_what_the_decimal_row_admits(entries, limit):
    with exact_arithmetic():
        row = scale_row([coef for coef, _ in entries], [5] * len(entries), limit)
        exact = sum(coef * value for coef, value in entries) <= limit
    assert (sum(c * v for c, (_, v) in zip(row.coefs, entries, strict=True)) <= row.limit) == exact


def test_a_limit_far_out_of_reach_stays_small():
    assert scale_row([Decimal(1)], [1], Decimal(10**30)).limit == 1
    assert scale_row([Decimal(1)], [1], Decimal(-(10**30))).limit == -1


def test_an_objective_of_fractions_is_exact():
    form = scale_form([Fraction(1, 3), Decimal("0.5")])
    assert (form.coefs, form.scale) == ([2, 3], 6)


def test_an_objective_of_many_digits_is_exact_too():
    coefs = [Fraction(1, 3**30), Fraction(1, 7**20), Fraction(1, 2)]
    form = scale_form(coefs)
    assert [Fraction(coef) / form.scale for coef in form.coefs] == coefs
