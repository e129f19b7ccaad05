"""The root fields of initiatives."""

from __future__ import annotations

from typing import Annotated

import strawberry

from graphql_api.context import Info
from graphql_api.initiatives.filters import InitiativeFilterInput, InitiativeOrder
from graphql_api.initiatives.loaders import initiatives_by_key
from graphql_api.initiatives.types import Initiative, initiative_of
from graphql_api.mutations.filters import stored_filter
from graphql_api.transport.relay.connection import Connection
from graphql_api.transport.relay.page import After, Before, First, Last
from graphql_api.transport.relay.stored import stored_connection
from persistence.initiatives.listing import InitiativeFilter, initiatives

Filter = Annotated[InitiativeFilterInput | None, strawberry.argument(description="Which ones; left out, all of them.")]
OrderBy = Annotated[InitiativeOrder | None, strawberry.argument(description="In which order; left out, by key.")]
Key = Annotated[str, strawberry.argument(description="The key of the initiative.")]


@strawberry.type
class InitiativeQuery:
    """The root fields of initiatives."""

    @strawberry.field(description="The initiatives of the backlog, page by page.")
    async def initiatives(
        self,
        info: Info,
        filter: Filter = None,
        order_by: OrderBy = None,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> Connection[Initiative]:
        """The initiatives, page by page."""
        listing = initiatives(stored_filter(InitiativeFilter, filter))
        order = (order_by or InitiativeOrder()).stored()
        return await stored_connection(
            info.context, listing, order, initiative_of, first=first, after=after, last=last, before=before
        )

    @strawberry.field(description="The initiative of a key; null where there is none.")
    async def initiative(self, info: Info, initiative_key: Key) -> Initiative | None:
        """The initiative of a key."""
        return await info.context.loader(initiatives_by_key).load(initiative_key)
