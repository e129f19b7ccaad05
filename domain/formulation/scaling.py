"""Decimals and fractions to integers, row by row, without loss where they fit (docs/meaning.md, section 1)."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_FLOOR, Decimal
from fractions import Fraction
from math import floor, gcd, lcm

from domain.lean import dataclass
from domain.numbers import to_decimal


@dataclass(frozen=True, slots=True)
class ScaledRow:
    """``sum(coefs * x) <= limit`` in integers of any size."""

    coefs: list[int]
    limit: int


@dataclass(frozen=True, slots=True)
class ScaledForm:
    """Integer coefficients of any size, ``scale`` times the given ones."""

    coefs: list[int]
    scale: Fraction


def decimals_of(values: Sequence[Decimal]) -> int:
    """Largest number of decimal places."""
    places = 0
    for value in set(values):
        exponent = value.as_tuple().exponent
        if isinstance(exponent, int) and -exponent > places:
            places = -exponent
    return places


def alike(figures: Sequence[Decimal | Fraction]) -> list[Decimal] | list[Fraction]:
    """Figures that go together in arithmetic: decimals where all of them are, else fractions."""
    decimals = [figure for figure in figures if isinstance(figure, Decimal)]
    return decimals if len(decimals) == len(figures) else [Fraction(figure) for figure in figures]


def common_unit(figures: Sequence[Decimal | Fraction]) -> Decimal | Fraction:
    """Largest amount of which all figures are multiples; 1 where all are zero."""
    scaled = scale_form(figures)
    unit = Fraction(gcd(*scaled.coefs)) / scaled.scale or Fraction(1)
    return unit if any(isinstance(figure, Fraction) for figure in figures) else to_decimal(unit)


def scale_row(coefs: Sequence[Decimal | Fraction], uppers: Sequence[int], limit: Decimal | Fraction) -> ScaledRow:
    """Convert ``sum(coefs * x) <= limit`` with 0 <= x <= uppers to integers without any loss."""
    decimals = [coef for coef in coefs if isinstance(coef, Decimal)]
    if len(decimals) == len(coefs) and isinstance(limit, Decimal):
        power = Decimal(1).scaleb(decimals_of(decimals))
        integers = [int(coef * power) for coef in decimals]
        bound = int((limit * power).to_integral_value(ROUND_FLOOR))
    else:
        fractions = [Fraction(coef) for coef in coefs]
        denominator = lcm(*(fraction.denominator for fraction in fractions))
        integers = [int(fraction * denominator) for fraction in fractions]
        bound = floor(Fraction(limit) * denominator)
    divisor = gcd(*integers) or 1
    if divisor > 1:
        integers = [c // divisor for c in integers]
        bound //= divisor
    least = sum(c * up for c, up in zip(integers, uppers, strict=True) if c < 0)
    most = sum(c * up for c, up in zip(integers, uppers, strict=True) if c > 0)
    return ScaledRow(integers, min(max(bound, least - 1), most))


def scale_form(coefs: Sequence[Decimal | Fraction]) -> ScaledForm:
    """Convert an objective to integers without any loss, however large they become."""
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
    return ScaledForm([c // divisor for c in integers], scale / divisor)
