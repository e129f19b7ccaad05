"""Conditions of lists: from the input of a client to what the database is asked, with bounds on their size."""

from __future__ import annotations

from dataclasses import fields
from typing import Any, TypeVar

import strawberry

from domain.records.descriptions import camel_case
from graphql_api.transport.errors.codes import ApiError, ErrorCode

FilterT = TypeVar("FilterT")
MOST_VALUES = 500
LONGEST_SEARCH = 200


def condition(description: str) -> Any:
    """A condition in the input of a filter; left out or null, it admits everything."""
    return strawberry.field(description=description, default=None)


def stored_filter(kind: type[FilterT], asked: Any) -> FilterT | None:
    """The filter of the database for the input of a client. Raises ``ApiError`` for one that is too large."""
    if asked is None:
        return None
    found: dict[str, Any] = {}
    for name in (field.name for field in fields(asked)):
        value = getattr(asked, name)
        if isinstance(value, list):
            _refuse_more(name, len(value), MOST_VALUES, "values")
            found[name] = tuple(getattr(each, "value", each) for each in value)
        else:
            if isinstance(value, str):
                _refuse_more(name, len(value), LONGEST_SEARCH, "characters")
            found[name] = value
    return kind(**found)


def _refuse_more(name: str, found: int, allowed: int, unit: str) -> None:
    if found > allowed:
        argument = f"filter.{camel_case(name)}"
        raise ApiError(ErrorCode.BAD_USER_INPUT, f"{argument} may have {allowed} {unit} at most", argument=argument)
