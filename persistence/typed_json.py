"""Reads records of the domain back from JSON that this engine has written or that a request holds."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from domain.analyses.comparing.results import SolverComparison
from domain.records.codecs import Codec, Form, Read
from domain.records.faults import Faults, Place, quoted
from domain.records.kinds import kind_of


def record_of(kind: Any, value: Any, source: str = "") -> Any:
    """The record of a type, from plain values. Names that its type lacks are refused, missing ones have their default.

    source: what the value is, for errors. Raises ``ProblemFileError`` with every fault.
    """
    return _FORM.codec(kind_of(kind)).whole(value, source)


def _exactly(kind: type[Any], name: str) -> Codec:
    def read(value: Any, at: Place, faults: Faults) -> Any:
        return value if type(value) is kind else faults.mismatch(at, name, value)

    return Codec(read)


def _float(value: Any, at: Place, faults: Faults) -> Any:
    if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        return float(value)
    return faults.mismatch(at, "a number", value)


def _decimal(value: Any, at: Place, faults: Faults) -> Any:
    if isinstance(value, int | Decimal | str) and not isinstance(value, bool):
        try:
            number = Decimal(value)
        except InvalidOperation:
            number = Decimal("NaN")
        if number.is_finite():
            return number
    return faults.mismatch(at, "a number", value)


def _moment(kind: Any, name: str) -> Read:
    def read(value: Any, at: Place, faults: Faults) -> Any:
        if type(value) is not str:
            return faults.mismatch(at, name, value)
        try:
            return kind.fromisoformat(value)
        except ValueError:
            return faults.add(at, f"{quoted(value)} is not {name}")

    return read


def _empty_as_none(codec: Codec) -> Codec:
    """Earlier versions wrote an empty text where there was nothing to say."""
    return Codec(lambda value, at, faults: codec.read(value or None, at, faults))


_TEXT = _exactly(str, "text")
_FORM = Form(
    {
        str: _TEXT,
        "key": _TEXT,
        "period": _TEXT,
        "periods": _exactly(int, "a whole number"),
        "count": _exactly(int, "a whole number"),
        int: _exactly(int, "a whole number"),
        bool: _exactly(bool, "true or false"),
        float: Codec(_float),
        Decimal: Codec(_decimal),
        date: Codec(_moment(date, "a date such as 2026-03-31")),
        datetime: Codec(_moment(datetime, "a moment such as 2026-03-31T12:00:00+00:00")),
        Any: Codec(lambda value, at, faults: value),
    },
    special={(SolverComparison, "sense"): _empty_as_none},
)
