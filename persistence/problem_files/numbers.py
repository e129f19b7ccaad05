"""Number literals of a problem file, read and written exactly and never converted before they are judged."""

from __future__ import annotations

from decimal import Decimal

from domain.numbers import MAX_DECIMALS, MAX_INTEGER_DIGITS
from records.faults import Unusable

_MAX_SHOWN = 24
_MAX_EXPONENT_DIGITS = 9
_BEYOND_ANY_LITERAL = 10**12


def read_number(literal: str) -> Decimal | Unusable:
    """The decimal of a JSON number literal, or why it is out of range. The value counts, not the spelling."""
    if len(literal) <= MAX_INTEGER_DIGITS and "e" not in literal and "E" not in literal:
        return Decimal(literal)
    sign, digits, power = _normal_form(literal)
    fault = _range_fault(digits, power)
    if fault:
        return Unusable(f"{_shown(literal)} {fault}")
    return Decimal(_plain(sign, digits, power))


def refuse_constant(literal: str) -> Unusable:
    """The stand-in for ``NaN``, ``Infinity`` and ``-Infinity``."""
    return Unusable(f"{literal} is not a finite number")


def write_number(value: Decimal) -> str:
    """The one plain spelling of a number. Raises ``ValueError`` for one that could not be read again."""
    literal = str(value)
    if len(literal) <= MAX_INTEGER_DIGITS and literal.isdecimal():
        return literal
    if not value.is_finite():
        raise ValueError(f"{literal} is not a finite number")
    sign, digits, power = _normal_form(literal)
    fault = _range_fault(digits, power)
    if fault:
        raise ValueError(f"{_shown(literal)} {fault}")
    return _plain(sign, digits, power)


def _normal_form(literal: str) -> tuple[str, str, int]:
    """Sign, digits and power of ten, the digits without zeros at either end (none at all for zero)."""
    mantissa, _, exponent = literal.lower().partition("e")
    whole, _, decimals = mantissa.lstrip("-").partition(".")
    digits = (whole + decimals).lstrip("0")
    significant = digits.rstrip("0")
    if not significant:
        return "", "", 0
    power = len(digits) - len(significant) - len(decimals) + _exponent(exponent)
    return "-" if mantissa.startswith("-") else "", significant, power


def _exponent(text: str) -> int:
    if len(text.lstrip("+-0")) > _MAX_EXPONENT_DIGITS:
        return -_BEYOND_ANY_LITERAL if text.startswith("-") else _BEYOND_ANY_LITERAL
    return int(text) if text else 0


def _range_fault(digits: str, power: int) -> str:
    if len(digits) + power > MAX_INTEGER_DIGITS:
        return f"has more than {MAX_INTEGER_DIGITS} digits before the point"
    if -power > MAX_DECIMALS:
        return f"has more than {MAX_DECIMALS} decimals"
    return ""


def _plain(sign: str, digits: str, power: int) -> str:
    if power >= 0:
        return sign + (digits + "0" * power or "0")
    padded = digits.zfill(1 - power)
    return f"{sign}{padded[:power]}.{padded[power:]}"


def _shown(literal: str) -> str:
    return literal if len(literal) <= _MAX_SHOWN else literal[:_MAX_SHOWN] + "…"
