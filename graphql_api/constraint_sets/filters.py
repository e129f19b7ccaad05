"""Which constraint sets are listed, and in which order."""

from __future__ import annotations

import strawberry

from graphql_api.constraint_sets.enums import ConstraintSetOrderField
from graphql_api.mutations.filters import condition
from graphql_api.transport.relay.stored import OrderDirection, StoredOrder, stored_orders
from persistence.database.listing import beginning
from persistence.scenarios_and_rules.listing import CONSTRAINT_SETS

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
        description="The field.", default=ConstraintSetOrderField.CREATED_AT
    )
    direction: OrderDirection = strawberry.field(description="The direction.", default=OrderDirection.ASC)

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
