"""Connections: the page that is asked for, and that page of a list with cursors, nodes, and the total on request."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from inspect import isawaitable
from typing import Annotated, Any, Generic, TypeVar, cast

import strawberry

from graphql_api.transport.errors.codes import ApiError, ErrorCode
from graphql_api.transport.limits.query_limits import PAGE_DEFAULT, PAGE_MAX
from graphql_api.transport.relay.cursors import Order, decode_cursor, encode_cursor

First = Annotated[int | None, strawberry.argument(description=f"How many from the start; {PAGE_MAX} at most.")]
Last = Annotated[int | None, strawberry.argument(description=f"How many from the end; {PAGE_MAX} at most.")]
After = Annotated[str | None, strawberry.argument(description="Only what follows the row of this cursor.")]
Before = Annotated[str | None, strawberry.argument(description="Only what precedes the row of this cursor.")]


@dataclass(frozen=True, slots=True)
class Page:
    """What to read: ``limit`` rows that follow ``after`` and precede ``before``, from the end when backward.

    Read ``limit + 1`` rows to learn whether there are more; backward, read in the opposite order and hand the
    rows over as they were read.
    """

    order: Order
    limit: int
    after: tuple[Any, ...] | None = None
    before: tuple[Any, ...] | None = None
    backward: bool = False


def page_of(
    order: Order,
    first: int | None = None,
    after: str | None = None,
    last: int | None = None,
    before: str | None = None,
) -> Page:
    """The page that the arguments ask for; more than the most allowed is cut to it. Raises ``ApiError``."""
    if first is not None and last is not None:
        raise ApiError(ErrorCode.BAD_USER_INPUT, "ask for the first or for the last, not for both")
    for name, value in (("first", first), ("last", last)):
        if value is not None and value < 0:
            raise ApiError(ErrorCode.BAD_USER_INPUT, f"{name} must not be negative", argument=name)
    wanted = first if first is not None else last
    return Page(
        order,
        min(PAGE_DEFAULT if wanted is None else wanted, PAGE_MAX),
        None if after is None else decode_cursor(order, after),
        None if before is None else decode_cursor(order, before),
        backward=last is not None,
    )


NodeT = TypeVar("NodeT")
OtherT = TypeVar("OtherT")
RowT = TypeVar("RowT")
Count = Callable[[], int | Awaitable[int]]


@strawberry.type(description="Where a page stands in its list.")
class PageInfo:
    has_next_page: bool = strawberry.field(description="Whether rows follow this page.")
    has_previous_page: bool = strawberry.field(description="Whether rows precede this page.")
    start_cursor: str | None = strawberry.field(description="The cursor of the first row; null on an empty page.")
    end_cursor: str | None = strawberry.field(description="The cursor of the last row; null on an empty page.")


class LazyPageInfo(PageInfo):
    """One whose cursors are made when they are asked for; ``place``: the cursor of the first or the last row."""

    def __init__(self, has_next_page: bool, has_previous_page: bool, place: Callable[[int], str | None]) -> None:
        self.has_next_page, self.has_previous_page, self._place = has_next_page, has_previous_page, place

    def __getattr__(self, name: str) -> str | None:
        """The cursors, which are no attributes of their own."""
        if name not in {"start_cursor", "end_cursor"}:
            raise AttributeError(name)
        return self._place(0 if name == "start_cursor" else -1)


@strawberry.type(description="A row of a list with its place.")
class Edge(Generic[NodeT]):
    cursor: str = strawberry.field(description="The place of the row, to go on from.")
    node: NodeT = strawberry.field(description="The object of the row.")


@strawberry.type(description="One page of a list.")
class Connection(Generic[NodeT]):
    page_info: PageInfo = strawberry.field(description="Where this page stands in its list.")
    nodes: list[NodeT] = strawberry.field(description="The objects of this page, without cursors.")
    cursor_at: strawberry.Private[Callable[[int], str]]
    count: strawberry.Private[Count]

    def holding(self, nodes: list[OtherT]) -> Connection[OtherT]:
        """The same page with other objects in the place of its own."""
        return Connection(page_info=self.page_info, nodes=nodes, cursor_at=self.cursor_at, count=self.count)

    @strawberry.field(description="The rows of this page with their cursors.")
    def edges(self) -> list[Edge[NodeT]]:
        return [Edge(cursor=self.cursor_at(place), node=node) for place, node in enumerate(self.nodes)]

    @strawberry.field(description="How many rows the whole list has, whatever the page. Counted only when asked for.")
    async def total_count(self) -> int:
        counted = self.count()
        return await counted if isawaitable(counted) else counted


def connection_of(
    rows: Sequence[RowT],
    page: Page,
    nodes: Callable[[list[RowT]], Sequence[NodeT]],
    keys: Callable[[RowT], Sequence[object]],
    count: Count,
) -> Connection[NodeT]:
    """The connection of the rows that were read for a page (one more than its limit, where there are more).

    nodes: the objects of rows. keys: the sort keys of a row, in the order and number of ``page.order.kinds``.
    """
    more = len(rows) > page.limit
    shown = list(rows[: page.limit])
    if page.backward:
        shown.reverse()

    def cursor_at(place: int) -> str:
        return encode_cursor(page.order, keys(shown[place]))

    return Connection(
        page_info=LazyPageInfo(
            page.before is not None if page.backward else more,
            more if page.backward else page.after is not None,
            lambda place: cursor_at(place) if shown else None,
        ),
        nodes=cast("list[NodeT]", nodes(shown)),
        cursor_at=cursor_at,
        count=count,
    )
