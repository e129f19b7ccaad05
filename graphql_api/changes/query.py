"""What was changed since a moment: as a list to ask for, and as a stream to follow."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from datetime import datetime
from typing import Annotated, Any

import strawberry

from domain.storage import changes as domain
from graphql_api.changes.feed import PAGE, ChangeFeed, change_feed
from graphql_api.changes.kinds import TYPES, ChangeAction, ChangedKind
from graphql_api.context import Context, Info
from graphql_api.transport.errors.codes import ApiError, ErrorCode
from graphql_api.transport.relay.cursors import Order, decode_cursor, encode_cursor
from graphql_api.transport.relay.ids import encode_id

ORDER = Order("changes", (int,))
Since = Annotated[
    str | None,
    strawberry.argument(description="The cursor up to which all is known, of an earlier answer; left out, now."),
]
Kinds = Annotated[
    list[ChangedKind] | None, strawberry.argument(description="What changes are to be about; left out, everything.")
]
First = Annotated[int, strawberry.argument(description=f"How many changes at most, up to {PAGE}.")]


@strawberry.type(description="One change of what is stored. Ask for the object by its id to see what it is now.")
class Change:
    id: strawberry.ID = strawberry.field(description="The global id of what was changed, for node and nodes.")
    kind: ChangedKind = strawberry.field(description="What kind of object it is.")
    action: ChangeAction = strawberry.field(description="What became of it.")
    occurred_at: datetime = strawberry.field(description="When it was stored.")


@strawberry.type(description="What was changed after a cursor, in the order in which it was stored.")
class Changes:
    cursor: str = strawberry.field(description="Up to where all is known now; ask for what comes after it next.")
    changes: list[Change] = strawberry.field(description="The changes, the oldest first; often none.")
    missed: bool = strawberry.field(
        description="Whether some are no longer in the log, or the cursor is not of this database: then read anew what "
        "you show, and go on from the cursor."
    )


@strawberry.type
class ChangeQuery:
    """The root field of changes."""

    @strawberry.field(
        description="What was changed since a cursor, for who asks now and then; without one, where the log stands.",
        metadata={"cost": PAGE},
    )
    async def changes(self, info: Info, since: Since = None, kinds: Kinds = None, first: First = 100) -> Changes:
        if not 0 < first <= PAGE:
            raise ApiError(ErrorCode.BAD_USER_INPUT, f"first has to be 1 to {PAGE}", argument="first")
        feed = _feed(info.context)
        position, missed = await _begin(feed, since)
        return _told(position, await feed.page(position, first), kinds, missed)


@strawberry.type
class ChangeSubscription:
    """The changes as they happen."""

    @strawberry.subscription(
        description="What is changed from now on, or since a cursor: first the cursor that it begins at, then every "
        "change once and in order. Who was cut off goes on with the last cursor as since, at any server."
    )
    async def changes(self, info: Info, since: Since = None, kinds: Kinds = None) -> AsyncGenerator[Changes, None]:
        feed = _feed(info.context)
        position, missed = await _begin(feed, since)
        yield _told(position, (), kinds, missed)
        async with aclosing(feed.listen(position)) as pages:
            async for page in pages:
                told = _told(page[-1].id, page, kinds, missed=False)
                if told.changes:
                    yield told


def _feed(context: Context) -> ChangeFeed:
    assert context.storage is not None
    return context.shared(change_feed)


async def _begin(feed: ChangeFeed, since: str | None) -> tuple[int, bool]:
    """The position to begin after, and whether something that came before it is lost to who asks."""
    asked = None if since is None else decode_cursor(ORDER, since)[0]
    bounds = await feed.bounds()
    if since is None:
        return bounds.newest, False
    if asked is None:
        raise ApiError(ErrorCode.INVALID_CURSOR, "this cursor names no place", cursor=since)
    return (asked, False) if bounds.reaches(asked) else (bounds.newest, True)


def _told(position: int, found: Sequence[domain.Change], kinds: list[Any] | None, missed: bool) -> Changes:
    wanted = None if kinds is None else {kind.value for kind in kinds}
    return Changes(
        cursor=encode_cursor(ORDER, [found[-1].id if found else position]),
        changes=[_change(each) for each in found if wanted is None or each.kind in wanted],
        missed=missed,
    )


def _change(found: domain.Change) -> Change:
    return Change(
        id=strawberry.ID(encode_id(TYPES[found.kind], found.key)),
        kind=ChangedKind[found.kind.name],
        action=ChangeAction[found.action.name],
        occurred_at=found.occurred_at,
    )
