"""The scalars of the API: exact decimals, points in time with their offset, days, and open JSON."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any, NewType

import graphql
import strawberry
from strawberry.types.scalar import ScalarDefinition

from graphql_api.json_codec import ExactFloat

JsonValue = NewType("JsonValue", object)
"""Any JSON value, for the few places whose shape is really open."""

Variables = dict[str, Any] | None
MAX_DIGITS = 60
MOST_WRITTEN = 4_000


def parse_decimal(value: object) -> Decimal:
    """A decimal from a text or a number, with every digit that was written."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise graphql.GraphQLError('a Decimal is a number, or a text such as "12.50"')
    text = value.text if isinstance(value, ExactFloat) else str(value)
    try:
        number = Decimal(text.strip())
    except InvalidOperation:
        raise graphql.GraphQLError(f"{text[:40]!r} is not a Decimal") from None
    if not number.is_finite():
        raise graphql.GraphQLError("a Decimal is finite")
    if len(number.as_tuple().digits) > MAX_DIGITS or abs(number.adjusted()) > MAX_DIGITS:
        raise graphql.GraphQLError(f"a Decimal has {MAX_DIGITS} digits at most")
    return number


def serialize_decimal(value: object) -> str:
    """The digits of a decimal or a whole number, without an exponent."""
    number = value if isinstance(value, Decimal) else Decimal(str(value))
    text = str(number)
    if text[-1].isdigit() and "E" not in text:
        return text
    if not number.is_finite():
        raise graphql.GraphQLError("a Decimal is finite")
    return format(number, "f")


def parse_datetime(value: object) -> datetime:
    """A point in time in ISO 8601; the offset is required."""
    try:
        moment = datetime.fromisoformat(value) if isinstance(value, str) else None
        if moment is not None and moment.tzinfo is not None:
            return moment.astimezone(UTC)
    except (ValueError, OverflowError):  # in UTC it may lie before the first year or after the last one
        pass
    raise graphql.GraphQLError("a DateTime is written as 2026-01-31T09:30:00Z, with its offset")


def serialize_datetime(value: datetime) -> str:
    """ISO 8601 in UTC."""
    if value.tzinfo is None:
        raise graphql.GraphQLError("a DateTime without a time zone")
    return value.astimezone(UTC).isoformat().replace("+00:00", "Z")


def parse_date(value: object) -> date:
    """A day in ISO 8601."""
    try:
        if isinstance(value, str) and len(value) == 10:
            return date.fromisoformat(value)
    except ValueError:
        pass
    raise graphql.GraphQLError("a Date is written as 2026-01-31")


def serialize_json(value: object) -> object:
    """The value itself, once it is sure that JSON can hold it."""
    if isinstance(value, float):
        if not math.isfinite(value):
            raise graphql.GraphQLError("JSON has no number for infinity or NaN")
        return float(value)
    if isinstance(value, dict):
        return {str(name): serialize_json(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [serialize_json(each) for each in value]
    if isinstance(value, Decimal):
        return serialize_decimal(value)
    if value is None or isinstance(value, str | int):
        return value
    raise graphql.GraphQLError(f"JSON cannot hold a {type(value).__name__}")


def parse_json_literal(node: graphql.ValueNode, variables: Variables = None) -> Any:
    """A value that is written in the document itself."""
    match node:
        case graphql.ObjectValueNode():
            return {field.name.value: parse_json_literal(field.value, variables) for field in node.fields}
        case graphql.ListValueNode():
            return [parse_json_literal(value, variables) for value in node.values]
        case graphql.IntValueNode():
            if len(node.value) > MOST_WRITTEN:
                raise graphql.GraphQLError(f"a number may be written with {MOST_WRITTEN} characters at most")
            return int(node.value)
        case graphql.FloatValueNode():
            return ExactFloat(node.value)
        case graphql.StringValueNode() | graphql.EnumValueNode() | graphql.BooleanValueNode():
            return node.value
        case graphql.VariableNode():
            return (variables or {}).get(node.name.value)
        case graphql.NullValueNode():
            return None
    raise graphql.GraphQLError("not a JSON value")


def _literal(parse: Callable[[object], Any]) -> Callable[[graphql.ValueNode, Variables], Any]:
    def parse_literal(node: graphql.ValueNode, variables: Variables = None) -> Any:
        return parse(parse_json_literal(node, variables))

    return parse_literal


def _scalar(name: str, description: str, parse: Callable[[object], Any], write: Callable[[Any], Any]) -> Any:
    return strawberry.scalar(
        name=name, description=description, parse_value=parse, serialize=write, parse_literal=_literal(parse)
    )


def _same(value: object) -> object:
    return value


SCALARS: Mapping[object, ScalarDefinition] = {
    Decimal: _scalar(
        "Decimal",
        'An exact decimal number, answered as a text such as "12.50". Taken as a text or as a number; NaN is refused.',
        parse_decimal,
        serialize_decimal,
    ),
    datetime: _scalar(
        "DateTime",
        "A point in time in ISO 8601, answered in UTC. The offset is required.",
        parse_datetime,
        serialize_datetime,
    ),
    date: _scalar("Date", "A day in ISO 8601, such as 2026-01-31.", parse_date, date.isoformat),
    JsonValue: _scalar("JSON", "Any JSON value, where the shape is really open.", _same, serialize_json),
}
"""The ``scalar_map`` of every schema of this product."""
