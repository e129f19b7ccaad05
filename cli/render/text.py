"""Words and figures for people: safe to print, short, the same everywhere."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from domain.rules.wording import grouped

_MERIT = re.compile(r"(?<=\bon merit)(?:: value .*?)?, (rank \d+ of \d+) by value per token")
_LONG_VALUE = re.compile(r"(?<=\bvalue )-?\d+\.\d{7,}(?= )")


def clean(text: str) -> str:
    """A text from outside without control characters, which could move the cursor or recolour the terminal."""
    return "".join(c if c.isprintable() else " " if c in "\n\r\t" else "\N{REPLACEMENT CHARACTER}" for c in text)


def figure(value: Decimal | None, beside: Decimal | None = None) -> str:
    """A number with thousands set apart, in six decimals where it has more; in full where it would look like another.

    beside: the other one, such as the limit that it is held against.
    """
    return "–" if value is None else grouped(value, beside)


def shortened(reason: str) -> str:
    """A reason with its value as the tables show it."""
    return _LONG_VALUE.sub(lambda found: figure(Decimal(found.group())), reason)


def merit_in_short(reason: str) -> str:
    """A reason without the value and the tokens, which stand in the columns beside it."""
    return _MERIT.sub(r", \1", reason)


def rough(value: float | None) -> str:
    """A figure of a running solve: enough digits to see it move."""
    if value is None:
        return "–"
    if value == int(value) or abs(value) >= 1000:
        return f"{value:,.0f}"
    return f"{value:,.4g}"


def percent(share: Decimal | float | None) -> str:
    """A share as per cent; small ones are not rounded to nothing."""
    if share is None:
        return "–"
    value = float(share) * 100
    if value == 0:
        return "0 %"
    if abs(value) < 0.01:
        return "< 0.01 %" if value > 0 else "> -0.01 %"
    return f"{value:.2f} %" if abs(value) < 10 else f"{value:.0f} %"


def seconds(value: float) -> str:
    """A duration, as exact as one can feel it."""
    if value < 0.0995:
        return f"{value * 1000:.0f} ms"
    if value < 99.5:
        return f"{value:.1f} s"
    return f"{value / 60:.0f} min"


def count(number: int, one: str, many: str = "") -> str:
    """A number with its noun: ``1 target``, ``3 targets``."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def listed(keys: Sequence[str], most: int) -> str:
    """Keys in a row, the first ``most`` of them by name."""
    shown = ", ".join(clean(key) for key in keys[:most])
    return shown if len(keys) <= most else f"{shown} and {len(keys) - most} more"
