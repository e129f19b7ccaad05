"""Connections over lists that are kept in the database."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any, TypeVar

import strawberry
from sqlalchemy import ColumnElement

from graphql_api.context import ROWS_OF_A_RECORD, Context
from graphql_api.transport.relay.connection import Connection, connection_of, page_of
from graphql_api.transport.relay.cursors import READERS, KeyKind, Order
from persistence.database.listing import Listing
from persistence.database.pages import SortKey

NodeT = TypeVar("NodeT")
T = TypeVar("T")
FieldT = TypeVar("FieldT", bound=Enum)


@strawberry.enum(description="In which direction a list is sorted. What has no value comes last in both.")
class OrderDirection(Enum):
    ASC = strawberry.enum_value("asc", description="The smallest, earliest or alphabetically first comes first.")
    DESC = strawberry.enum_value("desc", description="The largest, latest or alphabetically last comes first.")


@dataclass(frozen=True, slots=True)
class StoredOrder:
    """One way to sort a stored list."""

    order: Order
    keys: tuple[SortKey, ...]


def stored_order(name: str, *keys: SortKey) -> StoredOrder:
    """A way to sort by columns; the last one has to be unique."""
    return StoredOrder(Order(name, tuple(_kind(key.column) for key in keys)), keys)


def _kind(column: ColumnElement[Any]) -> KeyKind:
    found: KeyKind = getattr(column.type, "impl_instance", column.type).python_type
    assert found in READERS, f"{column} is nothing to sort by"
    return found


def stored_orders(
    columns: Mapping[FieldT, ColumnElement[Any]], unique: ColumnElement[Any]
) -> dict[tuple[FieldT, OrderDirection], StoredOrder]:
    """Every field in both directions; equal ones by the unique column."""
    return {
        (field, direction): stored_order(
            f"{field.name}_{direction.name}",
            SortKey(column, direction is OrderDirection.DESC),
            *(() if column is unique else (SortKey(unique),)),
        )
        for field, column in columns.items()
        for direction in OrderDirection
    }


async def stored_connection(
    context: Context,
    listing: Listing[T],
    by: StoredOrder,
    node: Callable[[T], NodeT],
    *,
    first: int | None = None,
    after: str | None = None,
    last: int | None = None,
    before: str | None = None,
) -> Connection[NodeT]:
    """The page that the arguments ask for; the total is counted by another statement, and only when asked for."""
    page = page_of(by.order, first, after, last, before)
    rows = await context.read(
        lambda uow: listing.page(
            uow.connection,
            by.keys,
            limit=page.limit + 1,
            after=page.after,
            before=page.before,
            backward=page.backward,
        ),
        page.limit * ROWS_OF_A_RECORD,
    )
    return connection_of(
        rows,
        page,
        lambda shown: [node(row.record) for row in shown],
        lambda row: row.place,
        lambda: context.read(lambda uow: listing.count(uow.connection), rows=1),
    )


async def connection_now(
    context: Context,
    listing: Listing[T],
    by: StoredOrder,
    now: Callable[[Context, list[T]], Awaitable[list[NodeT]]],
    **page: Any,
) -> Connection[NodeT]:
    """The same for what stands otherwise by now than it is stored. now: all rows of the page as they stand."""
    stored = await stored_connection(context, listing, by, _as_it_is, **page)
    return stored.holding(await now(context, stored.nodes))


def _as_it_is(row: T) -> T:
    return row
