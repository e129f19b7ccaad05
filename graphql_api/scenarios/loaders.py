"""Loads scenarios by number or name, many in one statement."""

from __future__ import annotations

from strawberry.dataloader import DataLoader

from graphql_api.context import Context
from graphql_api.scenarios.types import Scenario, scenario_of
from graphql_api.transport.relay.lookups import number_in, stored_loader
from persistence.scenarios_and_rules.listing import SCENARIOS, scenarios


def scenarios_by_number(context: Context) -> DataLoader[int, Scenario | None]:
    """Scenarios by number; use it by ``context.loader(scenarios_by_number)``."""
    return stored_loader(context, scenarios(), SCENARIOS.c.id, lambda record: record.id, scenario_of)


def scenarios_by_name(context: Context) -> DataLoader[str, Scenario | None]:
    """Scenarios by name; use it by ``context.loader(scenarios_by_name)``."""
    return stored_loader(context, scenarios(), SCENARIOS.c.name, lambda record: record.scenario.name, scenario_of)


async def scenario_node(context: Context, key: str) -> Scenario | None:
    """The scenario of a global id."""
    return await context.loader(scenarios_by_number).load(number_in("Scenario", key))
