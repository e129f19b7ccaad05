"""The arguments of a connection, checked: how many rows, from where, in which direction."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any

import strawberry

from graphql_api.transport.errors.codes import ApiError, ErrorCode
from graphql_api.transport.limits.query_limits import PAGE_DEFAULT, PAGE_MAX
from graphql_api.transport.relay.cursors import Order, decode_cursor

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
