"""Rows of integers of any size, written in digits, so that each row stays within what solvers take.

With ``a = base * high + low`` and ``b`` likewise, integers keep ``a x <= b`` exactly where some whole ``carry`` has
``low x <= base * carry + low_b`` and ``high x + carry <= high_b``. Nothing is rounded.
"""

from __future__ import annotations

from collections.abc import Sequence

from domain.errors import FormulationError
from domain.lean import dataclass

CHOICE = 12
"""Of so many bases, from the largest that fits on, the one with the shortest carries is taken."""


@dataclass(frozen=True, slots=True)
class DigitRows:
    """A row as two: ``low x - base * carry <= low_limit`` and ``high x + carry <= limit``, carry from least to most."""

    base: int
    high: list[int]
    limit: int
    low: list[int]
    low_limit: int
    least: int
    most: int


def magnitude_of(coefs: Sequence[int], bounds: Sequence[tuple[int, int]]) -> int:
    """Largest absolute value of a row or an objective: the sum of |coefficient| x |bound|."""
    return sum(abs(coef) * max(abs(low), abs(high)) for coef, (low, high) in zip(coefs, bounds, strict=True))


def in_digits(coefs: Sequence[int], bounds: Sequence[tuple[int, int]], limit: int, room: int) -> DigitRows:
    """``coefs x <= limit`` in two rows, the low one within ``room``; the high one may be too wide still.

    bounds: the least and the greatest value of each column, whole ones all. Raises ``FormulationError`` for columns
    that reach so far that no digit is left for the coefficients.
    """
    bases = [1 << bits for bits in range(room.bit_length(), 0, -1)]
    fitting = [base for base in bases if 2 * (magnitude_of(_low(coefs, base), bounds) + base) <= room][:CHOICE]
    if not fitting:
        raise FormulationError("a row has columns that count too far to be told apart; use figures of fewer digits")
    # Of carries that reach less far there are fewer to try.
    return min((_rows(coefs, bounds, limit, base) for base in fitting), key=lambda rows: rows.most - rows.least)


def _low(coefs: Sequence[int], base: int) -> list[int]:
    """Last digits from half the base below nothing to half the base above: that of -1 is -1."""
    return [(coef + base // 2) % base - base // 2 for coef in coefs]


def _rows(coefs: Sequence[int], bounds: Sequence[tuple[int, int]], limit: int, base: int) -> DigitRows:
    low = _low(coefs, base)
    high = [(coef - digit) // base for coef, digit in zip(coefs, low, strict=True)]
    high_limit, low_limit = divmod(limit, base)
    ends = [sorted((digit * least, digit * most)) for digit, (least, most) in zip(low, bounds, strict=True)]
    least, most = sum(end for end, _ in ends) - low_limit, sum(end for _, end in ends) - low_limit
    return DigitRows(base, high, high_limit, low, low_limit, -(-least // base), -(-most // base))
