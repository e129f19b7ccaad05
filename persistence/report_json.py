"""The answer to a problem as JSON: one strict object, exact decimals, keys in a stable order."""

from __future__ import annotations

import math
from collections.abc import Mapping
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from typing import Any

import simplejson

from domain.errors import Fault, ProblemFileError
from domain.lean import names_of
from domain.numbers import to_decimal
from domain.portfolio.report import PortfolioReport

_FIRST = (
    "solution_status",
    "proof",
    "canonical",
    "termination_reason",
    "detail",
    "objective",
    "bound",
    "gap",
    "stages",
    "selected",
    "initiatives",
    "usage",
    "limiting_rules",
    "kpis",
    "targets",
    "curves",
    "overheads",
    "ratios",
    "formulas",
    "smooth",
    "warnings",
    "conflict",
    "relaxation",
    "solver",
    "timings",
)
_LONGEST_WRITTEN_OUT = 40


def report_to_dict(report: PortfolioReport) -> dict[str, Any]:
    """The report as plain dicts, lists, strings, booleans and exact numbers (``Decimal``, ``int``)."""
    plain = _plain(report)
    return {key: plain[key] for key in _FIRST}


def dumps(report: PortfolioReport, indent: int | None = 2) -> str:
    """The report as JSON text. Decimals are written digit by digit, whole ones without a point."""
    return simplejson.dumps(
        report_to_dict(report),
        indent=indent,
        use_decimal=True,
        allow_nan=False,
        ensure_ascii=False,
        iterable_as_array=True,
    )


def loads(text: str) -> PortfolioReport:
    """The report of a text that ``dumps`` has written. Raises ``ProblemFileError`` for any other."""
    from persistence.typed_json import record_of

    try:
        plain = simplejson.loads(text, use_decimal=True)
    except simplejson.JSONDecodeError as error:
        raise ProblemFileError([Fault("", f"is no JSON: {error}")], "report") from None
    report = record_of(PortfolioReport, plain, source="report")
    assert isinstance(report, PortfolioReport)
    return report


def record_plain(record: Any) -> Any:
    """Any record of the domain as plain dicts, lists, texts, booleans and exact numbers, figures as in a report."""
    return _plain(record)


def record_text(record: Any, indent: int | None = 2) -> str:
    """Any record of the domain (a dataclass, or plain values) as JSON text, figures written as in a report."""
    return simplejson.dumps(_plain(record), indent=indent, use_decimal=True, allow_nan=False, ensure_ascii=False)


def _plain(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    if value is None or isinstance(value, (str, bool, int)):
        return value
    if isinstance(value, Decimal):
        return _number(value)
    if isinstance(value, Fraction):
        return _number(to_decimal(value))
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, Mapping):
        return {str(key): _plain(value[key]) for key in sorted(value, key=str)}
    names = names_of(value)
    if names is not None:
        return {name: _field(getattr(value, name)) for name in names}
    return [_plain(item) for item in value]


def _field(value: Any) -> Any:
    """A field of a record, whose floats are seconds; those of a mapping are parameters, which keep every digit."""
    return _plain(round(value, 6) if isinstance(value, float) and math.isfinite(value) else value)


def _number(value: Decimal) -> int | Decimal | None:
    """An integer where it is whole, else the decimal without idle zeros or an exponent."""
    if not value.is_finite():
        return None
    if value == value.to_integral_value() and value.adjusted() < _LONGEST_WRITTEN_OUT:
        return int(value)
    digits = f"{value:f}"
    return Decimal(digits.rstrip("0") if "." in digits else digits)
