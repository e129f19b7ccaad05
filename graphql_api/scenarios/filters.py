"""Which scenarios are listed, and in which order."""

from __future__ import annotations

import strawberry

from graphql_api.mutations.filters import condition
from graphql_api.scenarios.enums import ObjectiveMode, ScenarioOrderField
from graphql_api.transport.relay.stored import OrderDirection, StoredOrder, stored_orders
from persistence.database.listing import beginning
from persistence.scenarios_and_rules.listing import SCENARIOS

ORDERS = stored_orders(
    {
        ScenarioOrderField.NAME: beginning(SCENARIOS.c.name),
        ScenarioOrderField.PERIOD_KEY: SCENARIOS.c.period_key,
        ScenarioOrderField.CREATED_AT: SCENARIOS.c.created_at,
        ScenarioOrderField.UPDATED_AT: SCENARIOS.c.updated_at,
    },
    unique=SCENARIOS.c.id,
)


@strawberry.input(description="What scenarios are sorted by; of equal ones the oldest comes first.")
class ScenarioOrder:
    """What scenarios are sorted by."""

    field: ScenarioOrderField = strawberry.field(description="The field.", default=ScenarioOrderField.CREATED_AT)
    direction: OrderDirection = strawberry.field(description="The direction.", default=OrderDirection.ASC)

    def stored(self) -> StoredOrder:
        """The order of the database."""
        return ORDERS[self.field, self.direction]


@strawberry.input(
    name="ScenarioFilter",
    description="Which scenarios are listed: those that meet every condition. A list admits any of its values.",
)
class ScenarioFilterInput:
    """Which scenarios are listed."""

    search: str | None = condition("A part of name or description, whatever the case.")
    names: list[str] | None = condition("Their names.")
    period_keys: list[str] | None = condition("Their periods.")
    objective_modes: list[ObjectiveMode] | None = condition("How they measure value.")
