"""What plain values of a problem file may be."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from domain.problem.periods import FORMS, MOST_PERIODS, parse_period
from domain.records.codecs import Codec, decimal_as_it_is
from domain.records.faults import Faults, Place, quoted

MOST_COUNTED = 100


def _read_text(value: Any, at: Place, faults: Faults) -> Any:
    if type(value) is not str:
        return faults.mismatch(at, "text", value)
    if "\0" in value or not (value.isascii() or _is_unicode(value)):
        return faults.add(at, f"holds a character that cannot be stored: {quoted(value)}")
    return value


def _is_unicode(text: str) -> bool:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _read_key(value: Any, at: Place, faults: Faults) -> Any:
    if type(value) is str and (not value or value.isspace()):
        return faults.add(at, "is empty text; leave it out or give it a value")
    return _read_text(value, at, faults)


def _read_number(value: Any, at: Place, faults: Faults) -> Any:
    return value if type(value) is Decimal else faults.mismatch(at, "a number", value)


def _read_periods(value: Any, at: Place, faults: Faults) -> Any:
    if type(value) is Decimal and value == int(value) and 0 <= value < MOST_PERIODS:
        return int(value)
    return faults.mismatch(at, f"a whole number of periods from 0 to {MOST_PERIODS - 1}", value)


def _read_count(value: Any, at: Place, faults: Faults) -> Any:
    if type(value) is Decimal and value == int(value) and 0 <= value <= MOST_COUNTED:
        return int(value)
    return faults.mismatch(at, f"a whole number from 0 to {MOST_COUNTED}", value)


def _read_whole(value: Any, at: Place, faults: Faults) -> Any:
    if type(value) is Decimal and value == int(value):
        return int(value)
    return faults.mismatch(at, "a whole number", value)


def _read_flag(value: Any, at: Place, faults: Faults) -> Any:
    return value if type(value) is bool else faults.mismatch(at, "true or false", value)


def _read_date(value: Any, at: Place, faults: Faults) -> Any:
    if type(value) is not str or len(value) != 10 or value[4] != "-" or value[7] != "-":
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


LEAVES: Mapping[Any, Codec] = {
    str: Codec(_read_text),
    "key": Codec(_read_key),
    "period": Codec(_read_period),
    "periods": Codec(_read_periods, Decimal),
    "count": Codec(_read_count, Decimal),
    Decimal: Codec(_read_number, decimal_as_it_is),
    int: Codec(_read_whole, Decimal),
    bool: Codec(_read_flag),
    date: Codec(_read_date, date.isoformat),
}
"""By the word that says what a text or a number stands for, or else by type."""
