"""Lists of what is stored as root fields, with what they are sorted by and which of their rows are wanted as inputs."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from enum import Enum
from typing import Annotated, Any

import strawberry
from sqlalchemy import ColumnElement

from domain.records.descriptions import described
from domain.records.kinds import fields_of
from graphql_api.context import Context, Info
from graphql_api.mutations.filters import stored_filter
from graphql_api.records.family import made_type
from graphql_api.records.generating import STORED
from graphql_api.transport.relay.connection import After, Before, Connection, First, Last
from graphql_api.transport.relay.ids import decode_int_id
from graphql_api.transport.relay.stored import (
    OrderDirection,
    StoredOrder,
    connection_now,
    stored_connection,
    stored_orders,
)
from persistence.database.listing import Listing


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
    kind: Any, name: str, rows: str, ids: Mapping[str, str] | None = None
) -> tuple[Any, Callable[[Any], Any]]:
    """The input for the filter of a list, and the way from it to that filter, whose defaults are what
    is meant where nothing is asked.

    ids: the types whose global ids stand for the numbers in a field.
    """
    named, about = ids or {}, described(kind)[1]
    parts: dict[str, tuple[Any, Any]] = {}
    for field in fields_of(kind):
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


def stored_list(
    node: Any,
    rows: str,
    listing: Callable[[Any], Listing[Any]],
    filter_type: Any,
    order_type: Any,
    nodes: Callable[[Any], Any] | None,
    usual: str,
    now: Callable[[Context, Any], Awaitable[list[Any]]] | None = None,
    unasked: StoredOrder | None = None,
    within: Callable[[Any], ColumnElement[bool]] | None = None,
    cost: int = 1,
) -> Any:
    """The field for a list, page by page.

    node: the type of its objects, which ``nodes`` makes of single rows, or ``now`` of all rows of a page as they stand.
    listing: the rows that a filter admits. usual: in which order they come unless one is asked for, in words;
    unasked: the same, where that is not what the input says by itself. within: which of these rows belong to the object
    that has the field.
    """

    async def resolve(
        self: Any,
        info: Any,
        filter: Any = None,
        order_by: Any = None,
        first: Any = None,
        after: Any = None,
        last: Any = None,
        before: Any = None,
    ) -> Any:
        order = unasked if unasked is not None and order_by is None else (order_by or order_type()).stored()
        found = listing(filter) if within is None else listing(filter).where(within(self))
        page = {"first": first, "after": after, "last": last, "before": before}
        if now is not None:
            return await connection_now(info.context, found, order, now, **page)
        assert nodes is not None
        return await stored_connection(info.context, found, order, nodes, **page)

    which = strawberry.argument(description="Which ones; left out, all of them.")
    way = strawberry.argument(description=f"In which order; left out, {usual}.")
    resolve.__annotations__ = {
        "info": Info,
        "filter": Annotated[filter_type | None, which],
        "order_by": Annotated[order_type | None, way],
        "first": First,
        "after": After,
        "last": Last,
        "before": Before,
        "return": Connection[node],
    }
    return strawberry.field(resolver=resolve, description=f"The {rows}, page by page.", metadata={"cost": cost})
