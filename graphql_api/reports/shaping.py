"""From a report, as an object or as the JSON that was stored of it, to a type of the schema with the same fields."""

from __future__ import annotations

import types
from collections.abc import Callable, Mapping
from dataclasses import fields
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

T = TypeVar("T")


def shaped(kind: type[T], value: Any) -> T:
    """The value as ``kind``, whose fields have the names that they have in the value."""
    found: T = _shape(kind)(value)  # type: ignore[arg-type]
    return found


@cache
def _shape(hint: Any) -> Callable[[Any], Any]:
    if get_origin(hint) in (Union, types.UnionType):
        (inner,) = (_shape(each) for each in get_args(hint) if each is not type(None))
        return lambda value: None if value is None else inner(value)
    if get_origin(hint) is list:
        item = _shape(get_args(hint)[0])
        return lambda value: [item(each) for each in value]
    if hint is Decimal:
        return lambda value: value if value.__class__ is Decimal else Decimal(str(value))
    if hint is float:
        return float
    if isinstance(hint, type) and issubclass(hint, Enum):
        members = {str(member.value): member for member in hint}
        return lambda value: members[str(value)]
    return _object(hint) if hasattr(hint, "__strawberry_definition__") else lambda value: value


def _object(kind: Any) -> Callable[[Any], Any]:
    hints = get_type_hints(kind)
    parts = [(field.name, _shape(hints[field.name])) for field in fields(kind) if field.init]

    def make(value: Any) -> Any:
        if isinstance(value, Mapping):
            return kind(**{name: shape(value.get(name)) for name, shape in parts})
        return kind(**{name: shape(getattr(value, name)) for name, shape in parts})

    return make
