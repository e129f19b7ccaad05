"""Rows of integers of any size, written in digits, so that each row stays within what solvers take.

With ``a = base * high + low`` and ``b`` likewise, integers keep ``a x <= b`` exactly where some whole ``carry`` has
``low x <= base * carry + low_b`` and ``high x + carry <= high_b``. Nothing is rounded.
"""

from __future__ import annotations

from collections.abc import Sequence

from domain.errors import FormulationError
from domain.lean import dataclass


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
    base = _base(coefs, bounds, room)
    parts = [divmod(coef, base) for coef in coefs]
    high_limit, low_limit = divmod(limit, base)
    low = [part for _, part in parts]
    least = sum(coef * bound for coef, (bound, _) in zip(low, bounds, strict=True)) - low_limit
    most = sum(coef * bound for coef, (_, bound) in zip(low, bounds, strict=True)) - low_limit
    return DigitRows(base, [part for part, _ in parts], high_limit, low, low_limit, -(-least // base), -(-most // base))


def _base(coefs: Sequence[int], bounds: Sequence[tuple[int, int]], room: int) -> int:
    """Largest power of two for which the low row, its terms and the carry, stays within the room."""
    for bits in range(room.bit_length(), 0, -1):
        base = 1 << bits
        if 2 * (magnitude_of([coef % base for coef in coefs], bounds) + base) <= room:
            return base
    raise FormulationError("a row has columns that count too far to be told apart; use figures of fewer digits")
