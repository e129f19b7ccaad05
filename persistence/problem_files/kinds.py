"""What a value in a problem file may be: how it is read, how it is written, and its JSON schema."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from domain.lean import dataclass
from domain.numbers import MAX_INTEGER_DIGITS
from domain.problem.periods import FORMS, MOST_PERIODS, parse_period
from persistence.problem_files.faults import Faults, Place, quoted
from persistence.problem_files.json_text import RepeatingObject

Read = Callable[[Any, Place, Faults], Any]
Write = Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class Codec:
    """One kind of value. ``read`` notes a fault where the value does not fit; ``write`` is its inverse."""

    read: Read
    write: Write
    schema: Mapping[str, Any]


def as_it_is(value: Any) -> Any:
    """The writer of a kind that JSON has by itself."""
    return value


def _read_text(value: Any, at: Place, faults: Faults) -> Any:
    if type(value) is not str:
        return faults.mismatch(at, "text", value)
    if "\0" in value or not (value.isascii() or _is_unicode(value)):
        return faults.add(at, f"holds a character that cannot be stored: {quoted(value)}")
    return value


def _read_key(value: Any, at: Place, faults: Faults) -> Any:
    if type(value) is str and (not value or value.isspace()):
        return faults.add(at, "is empty text; leave it out or give it a value")
    return _read_text(value, at, faults)


def _read_number(value: Any, at: Place, faults: Faults) -> Any:
    return value if type(value) is Decimal else faults.mismatch(at, "a number", value)


def _write_number(value: Any) -> Decimal:
    if type(value) is not Decimal:
        raise TypeError(f"expected a Decimal, got {value!r}")
    return value


def _read_periods(value: Any, at: Place, faults: Faults) -> Any:
    if type(value) is Decimal and value == int(value) and 0 <= value < MOST_PERIODS:
        return int(value)
    return faults.mismatch(at, f"a whole number of periods from 0 to {MOST_PERIODS - 1}", value)


def _read_flag(value: Any, at: Place, faults: Faults) -> Any:
    return value if type(value) is bool else faults.mismatch(at, "true or false", value)


def _read_date(value: Any, at: Place, faults: Faults) -> Any:
    if type(value) is not str:
        return faults.mismatch(at, "a date such as 2026-03-01", value)
    if len(value) != 10 or value[4] != "-" or value[7] != "-":
        return faults.mismatch(at, "a date such as 2026-03-01", value)
    try:
        return date.fromisoformat(value)
    except ValueError:
        return faults.add(at, f"{quoted(value)} is not a date that exists")


def _read_period(value: Any, at: Place, faults: Faults) -> Any:
    if type(value) is not str or not value.isprintable():
        return faults.mismatch(at, f"a period such as {FORMS}", value)
    try:
        return parse_period(value).key
    except ValueError as error:
        return faults.add(at, str(error))


def _is_unicode(text: str) -> bool:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


_KEY_SCHEMA = {"type": "string", "pattern": r"\S"}
_DATE_PATTERN = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
_PERIOD_PATTERN = "^[0-9]{4}(-(H[12]|Q[1-4]|0[1-9]|1[0-2]|W(0[1-9]|[1-4][0-9]|5[0-3])))?$"
_BOUND = 10**MAX_INTEGER_DIGITS

TEXT = Codec(_read_text, as_it_is, {"type": "string"})
KEY = Codec(_read_key, as_it_is, _KEY_SCHEMA)
NUMBER = Codec(_read_number, _write_number, {"type": "number", "exclusiveMinimum": -_BOUND, "exclusiveMaximum": _BOUND})
PERIODS = Codec(_read_periods, Decimal, {"type": "integer", "minimum": 0, "exclusiveMaximum": MOST_PERIODS})
FLAG = Codec(_read_flag, as_it_is, {"type": "boolean"})
DATE = Codec(_read_date, date.isoformat, {"type": "string", "format": "date", "pattern": _DATE_PATTERN})
PERIOD = Codec(_read_period, as_it_is, {"type": "string", "pattern": _PERIOD_PATTERN})


def choice(options: type[StrEnum]) -> Codec:
    """One of a fixed set of words."""
    by_text = {str(option): option for option in options}
    allowed = ", ".join(by_text)

    def read(value: Any, at: Place, faults: Faults) -> Any:
        option = by_text.get(value) if type(value) is str else None
        return option if option is not None else faults.mismatch(at, f"one of {allowed}", value)

    return Codec(read, str, {"enum": list(by_text)})


def optional(kind: Codec) -> Codec:
    """The kind, or null for an absent value."""
    inner = kind.read
    schema = dict(kind.schema)
    if "enum" in schema:
        schema["enum"] = [*schema["enum"], None]
    else:
        schema["type"] = [schema["type"], "null"]

    def read(value: Any, at: Place, faults: Faults) -> Any:
        return None if value is None else inner(value, at, faults)

    return Codec(read, lambda value: None if value is None else kind.write(value), schema)


def list_of(kind: Codec) -> Codec:
    """A list of values of one kind."""
    inner = kind.read

    def read(value: Any, at: Place, faults: Faults) -> Any:
        if type(value) is not list:
            return faults.mismatch(at, "a list", value)
        return tuple([inner(item, (at, index), faults) for index, item in enumerate(value)])

    return Codec(read, lambda items: [kind.write(item) for item in items], {"type": "array", "items": kind.schema})


def numbers_by(key_kind: Codec) -> Codec:
    """An object of numbers, one per key."""
    read_key = key_kind.read

    def read(value: Any, at: Place, faults: Faults) -> Any:
        if not is_object(value, at, faults):
            return None
        for key, item in value.items():
            read_key(key, (at, key), faults)
            if type(item) is not Decimal:
                faults.mismatch((at, key), "a number", item)
        return value

    names = {name: part for name, part in key_kind.schema.items() if name != "type"}
    schema = {"type": "object", "propertyNames": names, "additionalProperties": NUMBER.schema}
    return Codec(read, lambda numbers: {key: _write_number(numbers[key]) for key in sorted(numbers)}, schema)


def is_object(value: Any, at: Place, faults: Faults) -> bool:
    """Whether a value is a JSON object; notes keys that it gives more than once."""
    if type(value) is dict:
        return True
    if not isinstance(value, RepeatingObject):
        faults.mismatch(at, "an object", value)
        return False
    for key in value.repeated:
        faults.add((at, key), "the key is given more than once in this object")
    return True
