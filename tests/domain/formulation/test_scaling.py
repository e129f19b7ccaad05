from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from domain.formulation.scaling import scale_form, scale_row
from domain.model import EXACT_LIMIT
from domain.numbers import exact_arithmetic

decimals = st.decimals(-1000, 1000, places=3)


def test_a_row_becomes_the_smallest_integers_without_loss():
    row = scale_row([Decimal("0.2"), Decimal("0.4")], [1, 1], Decimal("0.59"))
    assert (row.coefs, row.limit, row.decimals) == ([1, 2], 2, None)


@given(st.lists(st.tuples(decimals, st.integers(0, 5)), min_size=1, max_size=6), decimals)
def test_the_integer_row_admits_exactly_what_the_decimal_row_admits(entries, limit):
    with exact_arithmetic():
        row = scale_row([coef for coef, _ in entries], [5] * len(entries), limit)
        exact = sum(coef * value for coef, value in entries) <= limit
    assert (sum(c * v for c, (_, v) in zip(row.coefs, entries, strict=True)) <= row.limit) == exact


@given(st.lists(st.tuples(st.decimals("0.1", 10**12, places=12), st.booleans()), min_size=1, max_size=5), decimals)
def test_a_row_that_does_not_fit_is_tightened_never_loosened(entries, limit):
    with exact_arithmetic():
        row = scale_row([coef for coef, _ in entries], [1] * len(entries), abs(limit) * 10**9)
        exact = sum((coef for coef, chosen in entries if chosen), Decimal(0)) <= abs(limit) * 10**9
    chosen = sum(c for c, (_, used) in zip(row.coefs, entries, strict=True) if used)
    assert sum(map(abs, row.coefs)) <= EXACT_LIMIT
    assert exact or chosen > row.limit


def test_a_limit_far_out_of_reach_stays_small():
    assert scale_row([Decimal(1)], [1], Decimal(10**30)).limit == 1
    assert scale_row([Decimal(1)], [1], Decimal(-(10**30))).limit == -1


def test_an_objective_of_fractions_is_exact_where_it_fits():
    form = scale_form([Fraction(1, 3), Decimal("0.5")], [1, 1])
    assert (form.coefs, form.scale, form.error) == ([2, 3], 6, 0)


def test_an_objective_beyond_the_limit_is_rounded_and_says_by_how_much():
    coefs = [Fraction(1, 3**30), Fraction(1, 7**20), Fraction(1, 2)]
    form = scale_form(coefs, [1, 1, 1])
    assert sum(form.coefs) <= EXACT_LIMIT
    assert 0 < abs(sum(coefs) - Fraction(sum(form.coefs)) / form.scale) <= form.error
