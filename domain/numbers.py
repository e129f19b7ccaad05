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
    """The decimal of a fraction: exact where its expansion ends, else rounded to so many significant digits."""
    places = _places(value.denominator)
    if places is None:
        whole = len(str(abs(value.numerator) // value.denominator))
        with localcontext(Context(prec=max(digits, whole + 6))):
            return (Decimal(value.numerator) / Decimal(value.denominator)).normalize()
    integer = Decimal(value.numerator * 10**places // value.denominator)
    return integer.scaleb(-places, Context(prec=max(1, len(integer.as_tuple().digits))))


def negated(value: Decimal) -> Decimal:
    """The negated decimal with every digit; a plain minus sign would round it to the precision in force."""
    return value.copy_negate() if value else ZERO


def _places(denominator: int) -> int | None:
    """Number of decimals of a fraction in lowest terms with this denominator; None where its expansion does not end."""
    twos = (denominator & -denominator).bit_length() - 1
    rest, fives = denominator >> twos, 0
    while rest % 5 == 0:
        rest, fives = rest // 5, fives + 1
    return max(twos, fives) if rest == 1 else None
