"""Reads records of the domain back from JSON, by the types that their dataclasses declare."""

from __future__ import annotations

import types
from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from enum import Enum
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints

from domain.errors import Fault, ProblemFileError

Read = Callable[[Any, str], Any]


def record_of(kind: Any, value: Any, place: str = "", source: str = "") -> Any:
    """The record of a type, from plain values. Names that its type lacks are refused, missing ones have their default.

    place, source: where the value stands, for errors. Raises ``ProblemFileError`` with the first fault.
    """
    try:
        return _reader(kind)(value, place)
    except _Wrong as wrong:
        raise ProblemFileError([Fault(wrong.place, wrong.message)], source) from None


class _Wrong(Exception):
    def __init__(self, place: str, message: str) -> None:
        self.place, self.message = place, message
        super().__init__(message)


@cache
def _reader(kind: Any) -> Read:
    origin, inner = get_origin(kind), get_args(kind)
    if kind is Any:
        return lambda value, place: value
    if origin in (Union, types.UnionType):
        return _optional(inner)
    if origin is tuple:
        return _sequence(inner)
    if origin is not None and issubclass(origin, Mapping):
        return _mapping(inner)
    if is_dataclass(kind):
        return _dataclass(kind)
    if issubclass(kind, Enum):
        return _choice(kind)
    return _leaf(kind)


def _optional(kinds: tuple[Any, ...]) -> Read:
    (kind,) = (each for each in kinds if each is not type(None))

    def read(value: Any, place: str) -> Any:
        return None if value is None else _reader(kind)(value, place)

    return read


def _sequence(kinds: tuple[Any, ...]) -> Read:
    if len(kinds) == 2 and kinds[1] is Ellipsis:

        def read_all(value: Any, place: str) -> Any:
            one = _reader(kinds[0])
            return tuple(one(each, f"{place}[{index}]") for index, each in enumerate(_list(value, place)))

        return read_all

    def read_each(value: Any, place: str) -> Any:
        parts = _list(value, place)
        if len(parts) != len(kinds):
            raise _Wrong(place, f"has {len(parts)} parts and not {len(kinds)}")
        return tuple(
            _reader(kind)(each, f"{place}[{index}]")
            for index, (kind, each) in enumerate(zip(kinds, parts, strict=True))
        )

    return read_each


def _mapping(kinds: tuple[Any, ...]) -> Read:
    def read(value: Any, place: str) -> Any:
        if not isinstance(value, Mapping):
            raise _Wrong(place, "is no object of names and values")
        name, one = _reader(kinds[0]), _reader(kinds[1])
        return {name(key, place): one(each, f"{place}.{key}") for key, each in value.items()}

    return read


def _dataclass(kind: Any) -> Read:
    hints = get_type_hints(kind)
    known = {field.name: field for field in fields(kind)}
    needed = [name for name, field in known.items() if field.default is MISSING and field.default_factory is MISSING]

    def read(value: Any, place: str) -> Any:
        if not isinstance(value, Mapping):
            raise _Wrong(place, "is no object of names and values")
        prefix = f"{place}." if place else ""
        for name in value:
            if name not in known:
                raise _Wrong(f"{prefix}{name}", f"is not known; there are {', '.join(known)}")
        for name in needed:
            if name not in value:
                raise _Wrong(f"{prefix}{name}", "is missing")
        return kind(**{name: _reader(hints[name])(each, f"{prefix}{name}") for name, each in value.items()})

    return read


def _choice(kind: type[Enum]) -> Read:
    def read(value: Any, place: str) -> Any:
        try:
            return kind(value)
        except ValueError:
            options = ", ".join(str(each.value) for each in kind)
            raise _Wrong(place, f"{value!r} is none of {options}") from None

    return read


def _leaf(kind: type[Any]) -> Read:
    def read(value: Any, place: str) -> Any:
        if kind is Decimal:
            return _decimal(value, place)
        if kind is float and isinstance(value, int | float | Decimal) and not isinstance(value, bool):
            return float(value)
        if kind in (date, datetime) and isinstance(value, str):
            return _day(kind, value, place)
        if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
            raise _Wrong(place, f"{value!r} is no {_NAMES.get(kind, kind.__name__)}")
        return value

    return read


def _decimal(value: Any, place: str) -> Decimal:
    if isinstance(value, int | Decimal | str) and not isinstance(value, bool):
        try:
            number = Decimal(value)
        except InvalidOperation:
            number = Decimal("NaN")
        if number.is_finite():
            return number
    raise _Wrong(place, f"{value!r} is no number")


def _day(kind: Any, text: str, place: str) -> Any:
    try:
        return kind.fromisoformat(text)
    except ValueError:
        raise _Wrong(place, f"{text!r} is no {_NAMES[kind]}") from None


def _list(value: Any, place: str) -> list[Any]:
    if not isinstance(value, list | tuple):
        raise _Wrong(place, "is no list")
    return list(value)


_NAMES: Mapping[type[Any], str] = {
    str: "text",
    int: "whole number",
    bool: "boolean",
    float: "number",
    date: "date such as 2026-03-31",
    datetime: "moment such as 2026-03-31T12:00:00+00:00",
}
