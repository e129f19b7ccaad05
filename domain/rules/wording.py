"""Figures, keys and rules as people read them."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_EVEN, Context, Decimal

from domain.problem.constraints import Dimension
from domain.rules.rules import TokenRule

_LONGEST_CUT = 15
_SHOWING = Context(prec=_LONGEST_CUT + 20, traps=[])


def figure(value: Decimal) -> str:
    """A decimal without exponent and trailing zeros."""
    text = f"{value:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def grouped(value: Decimal, beside: Decimal | None = None, decimals: int = 6) -> str:
    """A decimal with thousands set apart, cut to so many decimals, all of which are then there: fewer are exact.

    beside: another figure; where both would look alike without being equal, nothing is cut.
    """
    text = _cut(value, decimals)
    alike = beside is not None and beside != value and Decimal(_cut(beside, decimals)) == Decimal(text)
    text = figure(value) if alike else text
    return text if "e" in text else f"{Decimal(text):,f}"


def _cut(value: Decimal, decimals: int) -> str:
    text = figure(value)
    if len(text.partition(".")[2]) <= decimals or value.adjusted() >= _LONGEST_CUT:
        return text
    rounded = value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_EVEN, _SHOWING)
    return f"{rounded:f}" if rounded else f"{value:.2g}"


def quantity(number: int, one: str) -> str:
    """A number with its noun: ``1 initiative``, ``3 initiatives``."""
    return f"{number} {one if number == 1 else one + 's'}"


def tokens(value: Decimal) -> str:
    """A number of tokens with its noun: ``1 token``, ``3 tokens``."""
    return f"{figure(value)} token" + ("" if value == 1 else "s")


def listed(names: Sequence[str], most: int = 12) -> str:
    """Names joined by commas and "and"; a long list ends with the number of those left out."""
    if len(names) > most:
        return ", ".join(names[:most]) + f" and {len(names) - most} more"
    if len(names) < 2:
        return "".join(names)
    return ", ".join(names[:-1]) + " and " + names[-1]


def conflict_text(rules: Sequence[str], most: int = 6) -> str:
    """That rules cannot all be kept; of one rule alone that nothing can meet it."""
    if len(rules) == 1:
        return f"{rules[0]} cannot be met by itself"
    return f"{listed(rules, most)} cannot hold together"


def scope_of(rule: TokenRule, periods: Sequence[str]) -> str:
    """What a limit on tokens counts: ``of market UK in 2026-Q1``; empty for all tokens of the only period."""
    parts = [] if rule.dimension is Dimension.GLOBAL else [f"of {rule.dimension.value} {rule.key}"]
    if rule.period is not None and len(periods) > 1:
        parts.append(f"in {periods[rule.period]}")
    return " ".join(parts)
