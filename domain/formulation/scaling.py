"""Decimals and fractions to integers, row by row, without loss where they fit (docs/meaning.md, section 1)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from fractions import Fraction
from math import gcd, lcm

from domain.model import EXACT_LIMIT


@dataclass(frozen=True, slots=True)
class ScaledRow:
    """``sum(coefs * x) <= limit`` in integers. decimals: to how many it was rounded; None when nothing was lost."""

    coefs: list[int]
    limit: int
    decimals: int | None


@dataclass(frozen=True, slots=True)
class ScaledForm:
    """Integer coefficients, ``scale`` times the given ones; error: the largest rounding of a value of the form."""

    coefs: list[int]
    scale: Fraction
    error: Fraction


def decimals_of(values: Sequence[Decimal]) -> int:
    """The largest number of places after the point."""
    places = 0
    for value in set(values):
        exponent = value.as_tuple().exponent
        if isinstance(exponent, int) and -exponent > places:
            places = -exponent
    return places


def scale_row(coefs: Sequence[Decimal], uppers: Sequence[int], limit: Decimal) -> ScaledRow:
    """Bring ``sum(coefs * x) <= limit`` with 0 <= x <= uppers to integers.

    Where the exact integers do not fit 2^53, coefficients are rounded up and the limit down: whatever the
    integer row admits, the decimal row admits too.
    """
    places = decimals_of(coefs)
    rounded: int | None = None
    while True:
        power = Decimal(1).scaleb(places)
        integers = [int((coef * power).to_integral_value(ROUND_CEILING)) for coef in coefs]
        if sum(abs(c) * up for c, up in zip(integers, uppers, strict=True)) <= EXACT_LIMIT:
            break
        places -= 1
        rounded = places
    bound = int((limit * power).to_integral_value(ROUND_FLOOR))
    divisor = gcd(*integers) or 1
    if divisor > 1:
        integers = [c // divisor for c in integers]
        bound //= divisor
    least = sum(c * up for c, up in zip(integers, uppers, strict=True) if c < 0)
    most = sum(c * up for c, up in zip(integers, uppers, strict=True) if c > 0)
    return ScaledRow(integers, min(max(bound, least - 1), most), rounded)


def scale_form(coefs: Sequence[Decimal | Fraction], uppers: Sequence[int]) -> ScaledForm:
    """Bring an objective to integers: exact where the integers fit 2^53, else rounded to the nearest."""
    if all(isinstance(coef, Decimal) for coef in coefs):
        power = 10 ** decimals_of([coef for coef in coefs if isinstance(coef, Decimal)])
        integers = [int(coef * power) for coef in coefs]
        scale = Fraction(power)
    else:
        fractions = [Fraction(coef) for coef in coefs]
        denominator = lcm(*(f.denominator for f in fractions))
        integers = [f.numerator * (denominator // f.denominator) for f in fractions]
        scale = Fraction(denominator)
    divisor = gcd(*integers) or 1
    integers = [c // divisor for c in integers]
    scale /= divisor
    reach = sum(abs(c) * up for c, up in zip(integers, uppers, strict=True))
    if reach <= EXACT_LIMIT:
        return ScaledForm(integers, scale, Fraction(0))
    room = EXACT_LIMIT - sum(uppers)
    shrink = -(-reach // room)
    integers = [(2 * c + shrink) // (2 * shrink) for c in integers]
    scale /= shrink
    return ScaledForm(integers, scale, Fraction(sum(uppers), 2) / scale)
