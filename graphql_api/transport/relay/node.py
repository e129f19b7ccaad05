"""Whatever has a global id, and the two root fields that fetch it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from typing import Annotated

import strawberry

from graphql_api.context import Context, Info
from graphql_api.settings import ApiSettings
from graphql_api.transport.errors.codes import ApiError, ErrorCode
from graphql_api.transport.limits.query_limits import PAGE_MAX
from graphql_api.transport.relay.ids import split_id

OPEN = "/open"
"""Where the lasting addresses of objects lie."""
SHOWN = frozenset({"Scenario", "ConstraintSet", "Run", "Portfolio", "Initiative"})
"""The kinds of objects that the explorer shows."""


@strawberry.interface(description="Whatever can be fetched again by its id.")
class Node:
    id: strawberry.ID = strawberry.field(description="The id of the object, unique in the whole API. Opaque.")

    @strawberry.field(
        description="The address of the object in the explorer, below that of the server: it lasts as long as the "
        "object, whatever becomes of the explorer's screens. Null where the explorer is off, or shows no such thing."
    )
    def path(self, info: Info) -> str | None:
        settings = info.context.services.shared.get(ApiSettings)
        is_shown = (settings is None or settings.web) and split_id(self.id)[0] in SHOWN
        return f"{OPEN}/{self.id}" if is_shown else None


NodeLoader = Callable[[Context, str], Awaitable[Node | None]]
"""Fetches the object of a key, None where there is none; through a DataLoader of the context, so that many are
one statement."""


def node_query(loaders: Mapping[str, NodeLoader]) -> type:
    """A base of the query type with the fields ``node`` and ``nodes``, over one loader for each type name."""

    async def fetch(context: Context, global_id: str) -> Node | None:
        type_name, key = split_id(global_id)
        if type_name not in loaders:
            raise ApiError(ErrorCode.INVALID_ID, f"a {type_name} is no node of this API", id=global_id)
        return await loaders[type_name](context, key)

    @strawberry.type
    class NodeQuery:
        """The root fields of nodes."""

        @strawberry.field(description="The object of an id; null where it no longer exists.")
        async def node(
            self, info: Info, id: Annotated[strawberry.ID, strawberry.argument(description="The id of the object.")]
        ) -> Node | None:
            return await fetch(info.context, id)

        @strawberry.field(
            description=f"The objects of up to {PAGE_MAX} ids, in their order; null for each that is gone."
        )
        async def nodes(
            self,
            info: Info,
            ids: Annotated[list[strawberry.ID], strawberry.argument(description="The ids of the objects.")],
        ) -> list[Node | None]:
            if len(ids) > PAGE_MAX:
                raise ApiError(ErrorCode.BAD_USER_INPUT, f"ask for {PAGE_MAX} ids at most", argument="ids")
            return list(await asyncio.gather(*(fetch(info.context, each) for each in ids)))

    return NodeQuery
