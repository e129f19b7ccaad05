"""The root fields of scenarios, and the conditions of their list."""

from __future__ import annotations

from typing import Annotated, Any

import strawberry

from graphql_api.context import Info
from graphql_api.records.facets import stored_facets
from graphql_api.records.lists import filter_input, order_input, stored_list
from graphql_api.scenarios.loaders import scenarios_by_name, scenarios_by_number
from graphql_api.scenarios.types import Scenario, scenario_of
from graphql_api.transport.relay.ids import decode_int_id
from persistence.database.listing import beginning
from persistence.scenarios_and_rules.listing import SCENARIO_FACETS, SCENARIOS, ScenarioFilter, scenarios

ScenarioOrder: Any = order_input(
    "ScenarioOrder",
    "scenarios",
    {
        "name": (beginning(SCENARIOS.c.name), "By the first hundred characters of the name."),
        "period_key": (SCENARIOS.c.period_key, "By the key of the period."),
        "created_at": (SCENARIOS.c.created_at, "By when they were made."),
        "updated_at": (SCENARIOS.c.updated_at, "By when they were last changed."),
    },
    unique=SCENARIOS.c.id,
    default="created_at",
    equal="of equal ones the oldest comes first",
)
ScenarioFilterInput: Any
ScenarioFilterInput, scenario_filter = filter_input(ScenarioFilter, "ScenarioFilter", "scenarios")


@strawberry.type
class ScenarioQuery:
    """The root fields of scenarios."""

    scenarios = stored_list(
        Scenario,
        "scenarios",
        lambda asked: scenarios(scenario_filter(asked)),
        ScenarioFilterInput,
        ScenarioOrder,
        scenario_of,
        "the oldest first",
    )
    scenario_facets = stored_facets(
        "ScenarioFacet",
        "scenarios",
        lambda asked: scenarios(scenario_filter(asked)),
        ScenarioFilterInput,
        SCENARIO_FACETS,
    )

    @strawberry.field(description="The scenario of an id; null where there is none.")
    async def scenario(
        self, info: Info, id: Annotated[strawberry.ID, strawberry.argument(description="The id of the scenario.")]
    ) -> Scenario | None:
        return await info.context.loader(scenarios_by_number).load(decode_int_id(id, "Scenario"))

    @strawberry.field(description="The scenario of a name; null where there is none.")
    async def scenario_by_name(
        self, info: Info, name: Annotated[str, strawberry.argument(description="The name, letter by letter.")]
    ) -> Scenario | None:
        return await info.context.loader(scenarios_by_name).load(name)
