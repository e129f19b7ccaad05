"""The root fields of constraint sets."""

from __future__ import annotations

from typing import Annotated

import strawberry

from graphql_api.constraint_sets.filters import ConstraintSetFilterInput, ConstraintSetOrder
from graphql_api.constraint_sets.loaders import constraint_sets_by_name, constraint_sets_by_number
from graphql_api.constraint_sets.types import ConstraintSet, constraint_set_of
from graphql_api.context import Info
from graphql_api.mutations.filters import stored_filter
from graphql_api.transport.relay.connection import Connection
from graphql_api.transport.relay.ids import decode_int_id
from graphql_api.transport.relay.page import After, Before, First, Last
from graphql_api.transport.relay.stored import stored_connection
from persistence.scenarios_and_rules.listing import ConstraintSetFilter, constraint_sets

Filter = Annotated[
    ConstraintSetFilterInput | None, strawberry.argument(description="Which ones; left out, all of them.")
]
OrderBy = Annotated[
    ConstraintSetOrder | None, strawberry.argument(description="In which order; left out, the oldest first.")
]


@strawberry.type
class ConstraintSetQuery:
    """The root fields of constraint sets."""

    @strawberry.field(description="The constraint sets, page by page.")
    async def constraint_sets(
        self,
        info: Info,
        filter: Filter = None,
        order_by: OrderBy = None,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> Connection[ConstraintSet]:
        """The constraint sets, page by page."""
        listing = constraint_sets(stored_filter(ConstraintSetFilter, filter))
        order = (order_by or ConstraintSetOrder()).stored()
        return await stored_connection(
            info.context, listing, order, constraint_set_of, first=first, after=after, last=last, before=before
        )

    @strawberry.field(description="The constraint set of an id; null where there is none.")
    async def constraint_set(
        self, info: Info, id: Annotated[strawberry.ID, strawberry.argument(description="The id of the constraint set.")]
    ) -> ConstraintSet | None:
        """The constraint set of an id."""
        return await info.context.loader(constraint_sets_by_number).load(decode_int_id(id, "ConstraintSet"))

    @strawberry.field(description="The constraint set of a name; null where there is none.")
    async def constraint_set_by_name(
        self, info: Info, name: Annotated[str, strawberry.argument(description="The name, letter by letter.")]
    ) -> ConstraintSet | None:
        """The constraint set of a name."""
        return await info.context.loader(constraint_sets_by_name).load(name)
