"""Words and figures in pictures."""

from __future__ import annotations

from decimal import Decimal

from domain.rules.wording import grouped

_DECIMALS = 3


def clean(text: str) -> str:
    """A text on one line without characters that an SVG document must not hold."""
    return "".join(c if c.isprintable() else " " if c in "\n\r\t" else "\N{REPLACEMENT CHARACTER}" for c in text)


def shortened(text: str, most: int) -> str:
    """A text of at most so many characters, an ellipsis in place of the rest."""
    text = clean(text)
    return text if len(text) <= most else text[: most - 1].rstrip() + "\N{HORIZONTAL ELLIPSIS}"


def figure(value: Decimal | int | float, beside: Decimal | None = None) -> str:
    """A number with thousands set apart, in three decimals where it has more; in full where it would look like another.

    beside: the other one, such as the limit that it is held against.
    """
    exact = Decimal(str(value)) if isinstance(value, float) else Decimal(value)
    return grouped(exact, beside, _DECIMALS)


def counted(number: Decimal | int, one: str) -> str:
    """A number with its noun: ``1 token``, ``3 tokens``."""
    return f"{figure(number)} {one if number == 1 else one + 's'}"
