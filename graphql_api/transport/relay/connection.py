"""Connections: one page of a list, with cursors, the total on request, and its nodes without the edges."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from inspect import isawaitable
from typing import Generic, TypeVar

import strawberry

from graphql_api.transport.relay.cursors import encode_cursor
from graphql_api.transport.relay.page import Page

NodeT = TypeVar("NodeT")
OtherT = TypeVar("OtherT")
RowT = TypeVar("RowT")
Count = Callable[[], int | Awaitable[int]]


@strawberry.type(description="Where a page stands in its list.")
class PageInfo:
    """Where a page stands in its list."""

    has_next_page: bool = strawberry.field(description="Whether rows follow this page.")
    has_previous_page: bool = strawberry.field(description="Whether rows precede this page.")
    start_cursor: str | None = strawberry.field(description="The cursor of the first row; null on an empty page.")
    end_cursor: str | None = strawberry.field(description="The cursor of the last row; null on an empty page.")


@strawberry.type(description="A row of a list with its place.")
class Edge(Generic[NodeT]):
    """A row of a list with its place."""

    cursor: str = strawberry.field(description="The place of the row, to go on from.")
    node: NodeT = strawberry.field(description="The object of the row.")


@strawberry.type(description="One page of a list.")
class Connection(Generic[NodeT]):
    """One page of a list."""

    page_info: PageInfo = strawberry.field(description="Where this page stands in its list.")
    nodes: list[NodeT] = strawberry.field(description="The objects of this page, without cursors.")
    cursor_at: strawberry.Private[Callable[[int], str]]
    count: strawberry.Private[Count]

    def holding(self, nodes: list[OtherT]) -> Connection[OtherT]:
        """The same page with other objects in the place of its own."""
        return Connection(page_info=self.page_info, nodes=nodes, cursor_at=self.cursor_at, count=self.count)

    @strawberry.field(description="The rows of this page with their cursors.")
    def edges(self) -> list[Edge[NodeT]]:
        """The rows of this page with their cursors, which are only made when asked for."""
        return [Edge(cursor=self.cursor_at(place), node=node) for place, node in enumerate(self.nodes)]

    @strawberry.field(description="How many rows the whole list has, whatever the page. Counted only when asked for.")
    async def total_count(self) -> int:
        """How many rows the whole list has."""
        counted = self.count()
        return await counted if isawaitable(counted) else counted


def connection_of(
    rows: Sequence[RowT],
    page: Page,
    node: Callable[[RowT], NodeT],
    keys: Callable[[RowT], Sequence[object]],
    count: Count,
) -> Connection[NodeT]:
    """The connection of the rows that were read for a page (one more than its limit, where there are more).

    keys: the sort keys of a row, in the order and number of ``page.order.kinds``.
    """
    more = len(rows) > page.limit
    shown = list(rows[: page.limit])
    if page.backward:
        shown.reverse()

    def cursor_at(place: int) -> str:
        return encode_cursor(page.order, keys(shown[place]))

    return Connection(
        page_info=PageInfo(
            has_next_page=page.before is not None if page.backward else more,
            has_previous_page=more if page.backward else page.after is not None,
            start_cursor=cursor_at(0) if shown else None,
            end_cursor=cursor_at(-1) if shown else None,
        ),
        nodes=[node(row) for row in shown],
        cursor_at=cursor_at,
        count=count,
    )
