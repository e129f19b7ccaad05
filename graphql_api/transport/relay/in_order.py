"""Connections over what is at hand as a whole, by the places of its rows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from graphql_api.transport.relay.connection import Connection, connection_of, page_of
from graphql_api.transport.relay.cursors import Order

T = TypeVar("T")
NodeT = TypeVar("NodeT")
BY_POSITION = Order("position", (int,))


def connection_in_order(
    rows: Sequence[T],
    node: Callable[[T], NodeT],
    first: int | None = None,
    after: str | None = None,
    last: int | None = None,
    before: str | None = None,
    wanted: Callable[[T], bool] | None = None,
) -> Connection[NodeT]:
    """The page that the arguments ask for of rows in their order; a place stays the same whatever is ``wanted``."""
    page = page_of(BY_POSITION, first, after, last, before)
    listed = [(place, row) for place, row in enumerate(rows) if wanted is None or wanted(row)]
    found = [
        (place, row)
        for place, row in listed
        if (page.after is None or place > page.after[0]) and (page.before is None or place < page.before[0])
    ]
    return connection_of(
        (found[::-1] if page.backward else found)[: page.limit + 1],
        page,
        lambda shown: [node(row) for _, row in shown],
        lambda each: (each[0],),
        lambda: len(listed),
    )
