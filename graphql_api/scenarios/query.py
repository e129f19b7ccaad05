"""The root fields of scenarios, and the conditions of their list."""

from __future__ import annotations

from enum import Enum
from typing import Annotated

import strawberry

from graphql_api.context import Info
from graphql_api.enums import ObjectiveMode
from graphql_api.mutations.filters import condition, stored_filter
from graphql_api.scenarios.loaders import scenarios_by_name, scenarios_by_number
from graphql_api.scenarios.types import Scenario, scenario_of
from graphql_api.transport.relay.connection import After, Before, Connection, First, Last
from graphql_api.transport.relay.ids import decode_int_id
from graphql_api.transport.relay.stored import OrderDirection, StoredOrder, stored_connection, stored_orders
from persistence.database.listing import beginning
from persistence.scenarios_and_rules.listing import SCENARIOS, ScenarioFilter, scenarios


@strawberry.enum(description="What scenarios can be sorted by.")
class ScenarioOrderField(Enum):
    """What scenarios can be sorted by."""

    NAME = strawberry.enum_value("name", description="By the first hundred characters of the name.")
    PERIOD_KEY = strawberry.enum_value("period_key", description="By the key of the period.")
    CREATED_AT = strawberry.enum_value("created_at", description="By when they were made.")
    UPDATED_AT = strawberry.enum_value("updated_at", description="By when they were last changed.")


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

    field: ScenarioOrderField = strawberry.field(description="What to sort by.", default=ScenarioOrderField.CREATED_AT)
    direction: OrderDirection = strawberry.field(description="Ascending or descending.", default=OrderDirection.ASC)

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
    objective_modes: list[ObjectiveMode] | None = condition("Their objective modes.")


Filter = Annotated[ScenarioFilterInput | None, strawberry.argument(description="Which ones; left out, all of them.")]
OrderBy = Annotated[
    ScenarioOrder | None, strawberry.argument(description="In which order; left out, the oldest first.")
]


@strawberry.type
class ScenarioQuery:
    """The root fields of scenarios."""

    @strawberry.field(description="The scenarios, page by page.")
    async def scenarios(
        self,
        info: Info,
        filter: Filter = None,
        order_by: OrderBy = None,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> Connection[Scenario]:
        """The scenarios, page by page."""
        listing = scenarios(stored_filter(ScenarioFilter, filter))
        order = (order_by or ScenarioOrder()).stored()
        return await stored_connection(
            info.context, listing, order, scenario_of, first=first, after=after, last=last, before=before
        )

    @strawberry.field(description="The scenario of an id; null where there is none.")
    async def scenario(
        self, info: Info, id: Annotated[strawberry.ID, strawberry.argument(description="The id of the scenario.")]
    ) -> Scenario | None:
        """The scenario of an id."""
        return await info.context.loader(scenarios_by_number).load(decode_int_id(id, "Scenario"))

    @strawberry.field(description="The scenario of a name; null where there is none.")
    async def scenario_by_name(
        self, info: Info, name: Annotated[str, strawberry.argument(description="The name, letter by letter.")]
    ) -> Scenario | None:
        """The scenario of a name."""
        return await info.context.loader(scenarios_by_name).load(name)
