"""Exact decimal arithmetic: one context, in which nothing is ever rounded silently.

The figures of a problem have at most ``MAX_INTEGER_DIGITS`` digits before and ``MAX_DECIMALS`` after
the point, so a product of four of them, summed over a million initiatives, fits the precision here.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Context, Decimal, DivisionByZero, Inexact, InvalidOperation, Overflow, localcontext
from fractions import Fraction

MAX_INTEGER_DIGITS = 15
MAX_DECIMALS = 30
ZERO = Decimal(0)
ONE = Decimal(1)

_EXACT = Context(prec=400, traps=[Inexact, InvalidOperation, DivisionByZero, Overflow])


@contextmanager
def exact_arithmetic() -> Iterator[None]:
    """Within it, an operation on decimals is exact or raises ``decimal.Inexact``. Division is for ``Fraction``."""
    with localcontext(_EXACT):
        yield


def to_decimal(value: Fraction, digits: int = 15) -> Decimal:
    """The decimal of a fraction: exact where it ends within ``digits`` significant digits, else rounded to them."""
    with localcontext(Context(prec=max(digits, len(str(abs(value.numerator) // value.denominator)) + 6))):
        return (Decimal(value.numerator) / Decimal(value.denominator)).normalize()
