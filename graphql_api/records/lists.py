"""What lists are sorted by, and which of their rows are wanted, as inputs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from enum import Enum
from typing import Any

import strawberry
from sqlalchemy import ColumnElement

from domain.records.descriptions import described
from domain.records.kinds import fields_of
from graphql_api.mutations.filters import stored_filter
from graphql_api.records.family import made_type
from graphql_api.records.generating import STORED
from graphql_api.transport.relay.ids import decode_int_id
from graphql_api.transport.relay.stored import OrderDirection, StoredOrder, stored_orders


def order_input(
    name: str,
    rows: str,
    columns: Mapping[str, tuple[ColumnElement[Any], str]],
    *,
    unique: ColumnElement[Any],
    default: str,
    equal: str,
    direction: OrderDirection = OrderDirection.ASC,
) -> Any:
    """The input that says how a list is sorted; its ``stored()`` is the order of the database.

    rows: what the list has. columns: by the name of the field, what is sorted by, and the same in words.
    equal: how rows that are equal in this follow each other.
    """
    members = {each.upper(): strawberry.enum_value(each, description=text) for each, (_, text) in columns.items()}
    make: Any = Enum
    field = strawberry.enum(make(f"{name}Field", members), description=f"What {rows} can be sorted by.")
    orders = stored_orders({field(each): column for each, (column, _) in columns.items()}, unique=unique)

    def stored(self: Any) -> StoredOrder:
        return orders[self.field, self.direction]

    first = strawberry.field(description="What to sort by.", default=field(default))
    way = strawberry.field(description="Ascending or descending.", default=direction)
    parts = {"field": (field, first), "direction": (OrderDirection, way)}
    made = made_type(strawberry.input, name, f"What {rows} are sorted by; {equal}.", parts)
    made.stored = stored
    return made


def filter_input(
    kind: Any, name: str, rows: str, ids: Mapping[str, str] | None = None, without: tuple[str, ...] = ()
) -> tuple[Any, Callable[[Any], Any]]:
    """The input for the filter of a list, and the way from it to that filter, whose defaults are what
    is meant where nothing is asked.

    ids: the types whose global ids stand for the numbers in a field. without: fields that no client says.
    """
    named, about = ids or {}, described(kind)[1]
    parts: dict[str, tuple[Any, Any]] = {}
    for field in fields_of(kind):
        if field.name not in without:
            shape = list[strawberry.ID] | None if field.name in named else STORED.taken(field.kind).annotation
            parts[field.name] = shape, strawberry.field(description=about[field.name], default=field.default)
    text = f"Which {rows} are listed: those that meet every condition. A list admits any of its values."

    def wanted(asked: Any) -> Any:
        found = stored_filter(kind, asked) or kind()
        if not named:
            return found
        given = {each: getattr(found, each) for each in named}
        return replace(
            found,
            **{
                each: tuple(decode_int_id(str(one), named[each]) for one in values)
                for each, values in given.items()
                if values is not None
            },
        )

    return made_type(strawberry.input, name, text, parts), wanted
