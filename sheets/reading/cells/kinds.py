"""How the value of a cell is read, by the kind of its column. What does not fit is a ``ValueError`` that says why."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from domain.numbers import MAX_DECIMALS, MAX_INTEGER_DIGITS
from domain.problem.periods import FORMS, parse_period
from sheets.keys import key_text
from sheets.layout import Column, Kind
from sheets.reading.cells.typed_numbers import guess_of, typed_number
from sheets.workbook import NEVER_CALCULATED, CellError, Value, digits_of, from_serial

_YES = """
    true yes y x t 1 ✓ ✔ ☑ ✅ ☒
    wahr ja j vrai oui o verdadero sí si s vero waar verdadeiro sim prawda tak pravda áno ano igaz igen
    adevărat da tosi kyllä sant sann sand да истина так істина ναι evet doğru tõene jah taip taisnība jā
    真 是 はい 참 예 כן
"""
_NO = """
    false no n f - 0 ☐ ❌
    falsch nein faux non falso nee onwaar não fałsz nie nepravda nem hamis fals nu epätosi ei
    usann usant falsk falskt nej nei нет ложь ні όχι hayır yanlış väär ne nē
    假 否 いいえ 거짓 아니요 לא
"""


def _folded(word: str) -> str:
    return unicodedata.normalize("NFKC", word).strip().casefold()


_TICKS = {**{_folded(word): False for word in _NO.split()}, **{_folded(word): True for word in _YES.split()}}


def tick_of(word: str) -> bool | None:
    """Whether a word is a tick; None for one that is neither yes nor no."""
    return _TICKS.get(_folded(word))


_LONGEST_SHOWN = 40
_TOO_LONG = f"has more than {MAX_INTEGER_DIGITS} digits before or {MAX_DECIMALS} after the point"


def read_value(column: Column, value: Value, locale: str = "") -> tuple[Any, str]:
    """The value of a cell in the terms of the domain, and what is to be said of how it was read.

    None (or false, or nothing in a list) for a blank cell. locale: of the spreadsheet, where it is known.
    """
    if value == NEVER_CALCULATED:
        raise ValueError(
            "holds a formula whose value was never calculated; open and save the file in the spreadsheet program"
        )
    if isinstance(value, CellError):
        raise ValueError(f"its formula has no result: {value}")
    if isinstance(value, str) and not value.strip():
        value = None
    if value is None:
        return _BLANK.get(column.kind), ""
    if column.kind is Kind.NUMBER and isinstance(value, str):
        return _typed(value, locale)
    read = _READ[column.kind](value)
    return (_option(column, str(read)) if column.options else read), ""


def shown(value: object) -> str:
    """A value as it is quoted in a message."""
    text = key_text(value)
    return f'"{text}"' if len(text) <= _LONGEST_SHOWN else f'"{text[:_LONGEST_SHOWN]}…"'


def exact(value: float) -> Decimal:
    """The decimal that people see for a number. Raises ``ValueError`` where it is beyond what a problem can hold."""
    number = Decimal(value) if isinstance(value, int) else Decimal(digits_of(value))
    if not number.is_finite():
        raise ValueError(f"{value} is no number that can be reckoned with; type the number anew")
    if not fits(number):
        raise ValueError(f"{value} {_TOO_LONG}")
    return number


def fits(number: Decimal) -> bool:
    """Whether a problem can hold the number with all of its digits."""
    if not number:
        return True
    return number.adjusted() < MAX_INTEGER_DIGITS and -int(number.as_tuple().exponent) <= MAX_DECIMALS


def _text(value: Value) -> str:
    return key_text(value)


def _number(value: Value) -> Decimal:
    if isinstance(value, bool):
        raise ValueError(f"{shown(value)} is no number")
    if isinstance(value, int | float):
        return exact(value)
    raise ValueError(f"{shown(value)} is no number")


def _typed(text: str, locale: str) -> tuple[Decimal, str]:
    """A number that stands there as text."""
    clean = key_text(text)
    try:
        typed = typed_number(clean, locale)
    except ValueError as error:
        raise ValueError(f"{_quoted(text)} is text, and {error}") from None
    if typed is None:
        said = f"{shown(text)} is text, not a number; type the number anew, without format as text or units"
        raise ValueError(said + guess_of(clean))
    if not fits(typed.number):
        raise ValueError(f"{shown(text)} {_TOO_LONG}")
    if typed.is_exact and clean == text:
        return typed.number, ""
    return typed.number, f"{_quoted(text)} is text; it is read as the number {typed.number:f}"


def _quoted(text: str) -> str:
    """A text with the blanks around it."""
    return f'"{text}"' if len(text) <= _LONGEST_SHOWN else shown(text)


def _flag(value: Value) -> bool:
    if isinstance(value, bool):
        return value
    tick = tick_of(key_text(value))
    if tick is not None:
        return tick
    raise ValueError(f"{shown(value)} is neither TRUE nor FALSE")


def _date(value: Value) -> date:
    if isinstance(value, int | float) and not isinstance(value, bool):
        if 0 <= value < 1:
            raise ValueError(f"{shown(value)} is a time of day and no date; type the date anew")
        try:
            return from_serial(value).date()
        except ValueError:
            raise ValueError(f"{shown(value)} is a number and no date") from None
    raise ValueError(f"{shown(value)} is text, not a date; type the date anew, without format as text")


def _period(value: Value) -> str:
    if isinstance(value, int | float) and not isinstance(value, bool) and not 1000 <= value <= 9999:
        raise ValueError(f"{_as_date(value)}; format the cell as plain text and type the period anew: {FORMS}")
    return parse_period(key_text(value)).key


def _as_date(value: float) -> str:
    try:
        return f"the spreadsheet made the date {from_serial(value).date()} of it"
    except ValueError:
        return f"{shown(value)} is no period"


def split_keys(text: str) -> tuple[str, ...]:
    """The keys of a list such as ``I-1, I-2``, each once; semicolons and line breaks part them as well."""
    parts = text.replace(";", ",").replace("\n", ",").split(",")
    return tuple(dict.fromkeys(part.strip() for part in parts if part.strip()))


def _keys(value: Value) -> tuple[str, ...]:
    return split_keys(key_text(value))


def _weights(value: Value) -> Mapping[str, Decimal]:
    """An object of numbers, one for each key."""
    form = 'write {"gmv": 1, "retention_30d": 2}'
    try:
        found = json.loads(key_text(value), parse_float=Decimal, parse_int=Decimal, object_pairs_hook=_once)
    except json.JSONDecodeError as error:
        raise ValueError(f"{shown(value)} is no JSON ({error.msg} at character {error.pos + 1}); {form}") from None
    except (ArithmeticError, RecursionError):
        raise ValueError(f"{shown(value)} holds a number or brackets beyond all measure; {form}") from None
    if not isinstance(found, dict):
        raise ValueError(f"{shown(value)} is no object; {form}")
    for key, number in found.items():
        if type(number) is not Decimal:
            raise ValueError(f"the value of {shown(key)} is no number; {form}")
        if not key.strip():
            raise ValueError(f"has a value without a KPI; {form}")
        if not fits(number):
            raise ValueError(f"the value of {shown(key)} {_TOO_LONG}")
    return found


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        twice = next(key for key, _ in pairs if sum(key == other for other, _ in pairs) > 1)
        raise ValueError(f"{shown(twice)} is given more than once")
    return found


def _option(column: Column, word: str) -> str:
    for option in column.options:
        if word.strip().casefold() == str(option).casefold():
            return str(option)
    raise ValueError(f"{shown(word)} is none of {', '.join(column.options)}")


_READ: Mapping[Kind, Callable[[Value], Any]] = {
    Kind.TEXT: _text,
    Kind.NUMBER: _number,
    Kind.FLAG: _flag,
    Kind.DATE: _date,
    Kind.MOMENT: _date,
    Kind.PERIOD: _period,
    Kind.KEYS: _keys,
    Kind.JSON: _weights,
}
_BLANK: Mapping[Kind, Any] = {Kind.FLAG: False, Kind.KEYS: (), Kind.JSON: {}}
