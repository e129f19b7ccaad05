"""The root fields of constraint sets, and the conditions of their list."""

from __future__ import annotations

from enum import Enum
from typing import Annotated

import strawberry

from graphql_api.constraint_sets.loaders import constraint_sets_by_name, constraint_sets_by_number
from graphql_api.constraint_sets.types import ConstraintSet, constraint_set_of
from graphql_api.context import Info
from graphql_api.mutations.filters import condition, stored_filter
from graphql_api.transport.relay.connection import After, Before, Connection, First, Last
from graphql_api.transport.relay.ids import decode_int_id
from graphql_api.transport.relay.stored import OrderDirection, StoredOrder, stored_connection, stored_orders
from persistence.database.listing import beginning
from persistence.scenarios_and_rules.listing import CONSTRAINT_SETS, ConstraintSetFilter, constraint_sets


@strawberry.enum(description="What constraint sets can be sorted by.")
class ConstraintSetOrderField(Enum):
    """What constraint sets can be sorted by."""

    NAME = strawberry.enum_value("name", description="By the first hundred characters of the name.")
    CREATED_AT = strawberry.enum_value("created_at", description="By when they were made.")
    UPDATED_AT = strawberry.enum_value("updated_at", description="By when they were last changed.")


ORDERS = stored_orders(
    {
        ConstraintSetOrderField.NAME: beginning(CONSTRAINT_SETS.c.name),
        ConstraintSetOrderField.CREATED_AT: CONSTRAINT_SETS.c.created_at,
        ConstraintSetOrderField.UPDATED_AT: CONSTRAINT_SETS.c.updated_at,
    },
    unique=CONSTRAINT_SETS.c.id,
)


@strawberry.input(description="What constraint sets are sorted by; of equal ones the oldest comes first.")
class ConstraintSetOrder:
    """What constraint sets are sorted by."""

    field: ConstraintSetOrderField = strawberry.field(
        description="What to sort by.", default=ConstraintSetOrderField.CREATED_AT
    )
    direction: OrderDirection = strawberry.field(description="Ascending or descending.", default=OrderDirection.ASC)

    def stored(self) -> StoredOrder:
        """The order of the database."""
        return ORDERS[self.field, self.direction]


@strawberry.input(
    name="ConstraintSetFilter",
    description="Which constraint sets are listed: those that meet every condition. A list admits any of its values.",
)
class ConstraintSetFilterInput:
    """Which constraint sets are listed."""

    search: str | None = condition("A part of name or notes, whatever the case.")
    names: list[str] | None = condition("Their names.")


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
