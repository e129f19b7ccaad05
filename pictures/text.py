"""Words and figures in pictures."""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, Decimal

_DECIMALS = Decimal("0.001")


def clean(text: str) -> str:
    """A text on one line without characters that an SVG document must not hold."""
    return "".join(c if c.isprintable() else " " if c in "\n\r\t" else "\N{REPLACEMENT CHARACTER}" for c in text)


def shortened(text: str, most: int) -> str:
    """A text of at most so many characters, an ellipsis in place of the rest."""
    text = clean(text)
    return text if len(text) <= most else text[: most - 1].rstrip() + "\N{HORIZONTAL ELLIPSIS}"


def figure(value: Decimal | int | float) -> str:
    """A number with thousands set apart, to three decimals at most."""
    exact = Decimal(str(value)) if isinstance(value, float) else Decimal(value)
    if exact != exact.to_integral_value() and abs(exact) < 10**15:
        rounded = exact.quantize(_DECIMALS, ROUND_HALF_EVEN)
        return f"{rounded:,f}".rstrip("0").rstrip(".") if rounded else f"{exact:.2g}"
    return f"{exact.to_integral_value() + 0:,f}"


def counted(number: Decimal | int, one: str) -> str:
    """A number with its noun: ``1 token``, ``3 tokens``."""
    return f"{figure(number)} {one if number == 1 else one + 's'}"
