"""JSON text to values and back: decimals stay exact, and nothing that JSON lets slip through slips through."""

from __future__ import annotations

import json
from collections import Counter
from decimal import Decimal
from json.encoder import encode_basestring
from typing import Any

from domain.errors import Fault, ProblemFileError
from domain.numbers import MAX_DECIMALS, MAX_INTEGER_DIGITS
from domain.records.faults import RepeatingObject, Unusable

LINE_WIDTH = 110
_MAX_SHOWN = 24
_MAX_EXPONENT_DIGITS = 9
_BEYOND_ANY_LITERAL = 10**12
_BOM = "\ufeff"
_WORDS = {None: "null", True: "true", False: "false"}
_encode_text = encode_basestring


def parse(data: str | bytes, source: str = "") -> Any:
    """The value of a JSON text: ``dict``, ``list``, ``str``, ``Decimal``, ``bool`` or ``None``.

    ``Unusable`` and ``RepeatingObject`` stand for what is to be refused once its place is known. Raises
    ``ProblemFileError`` for anything that is not JSON in UTF-8.
    """
    text = data if isinstance(data, str) else _decode(data, source)
    text = text.removeprefix(_BOM)
    if not text.strip():
        raise ProblemFileError([Fault("", "the file is empty")], source)
    try:
        return json.loads(
            text,
            parse_int=read_number,
            parse_float=read_number,
            parse_constant=refuse_constant,
            object_pairs_hook=_object,
        )
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        raise ProblemFileError([Fault(place, f"not JSON: {error.msg}")], source) from None
    except RecursionError:
        raise ProblemFileError([Fault("", "lists or objects are nested too deeply")], source) from None


def one_line(value: Any) -> str:
    """A value as JSON on one line."""
    if isinstance(value, str):
        return _encode_text(value)
    if isinstance(value, Decimal):
        return write_number(value)
    if isinstance(value, dict):
        return "{" + ", ".join([f"{_encode_text(key)}: {one_line(item)}" for key, item in value.items()]) + "}"
    if isinstance(value, list):
        return "[" + ", ".join([one_line(item) for item in value]) + "]"
    return _WORDS[value]


def pretty(value: Any, indent: str = "", used: int = 0) -> str:
    """A value as JSON for people: on one line where it fits, else one item per line."""
    room = LINE_WIDTH - len(indent) - used
    if not isinstance(value, dict | list):
        return one_line(value)
    if _room_left(value, room) >= 0 and len(line := one_line(value)) <= room:
        return line
    deeper = indent + "  "
    if isinstance(value, list):
        items = [pretty(item, deeper) for item in value]
        return _block("[", items, "]", indent)
    entries = []
    for key, item in value.items():
        label = f"{_encode_text(key)}: "
        entries.append(label + pretty(item, deeper, len(label)))
    return _block("{", entries, "}", indent)


def _room_left(value: Any, room: int) -> int:
    """At most what is left of the room after the value on one line; negative as soon as it certainly does not fit."""
    if isinstance(value, str):
        return room - len(value) - 2
    if isinstance(value, dict):
        room -= 2
        for key, item in value.items():
            room = _room_left(item, room - len(key) - 4)
            if room < 0:
                return room
        return room + 2
    if isinstance(value, list):
        room -= 2
        for item in value:
            room = _room_left(item, room)
            if room < 0:
                return room
        return room
    return room - 1


def _block(start: str, items: list[str], end: str, indent: str) -> str:
    separator = f"\n{indent}  "
    return f"{start}{separator}{f',{separator}'.join(items)}\n{indent}{end}"


def _decode(data: bytes, source: str) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        fault = Fault(f"byte {error.start}", f"not UTF-8 text: found the byte 0x{data[error.start]:02x}")
        raise ProblemFileError([fault], source) from None


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    result = dict(pairs)
    if len(result) == len(pairs):
        return result
    counts = Counter(key for key, _ in pairs)
    repeating = RepeatingObject(result)
    repeating.repeated = tuple(key for key, count in counts.items() if count > 1)
    return repeating


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
