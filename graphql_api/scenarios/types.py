"""The type of scenarios."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

import strawberry

from domain.storage.records import ScenarioRecord
from graphql_api.keyed_numbers import NumberByKey, number_list
from graphql_api.scenarios.about import about
from graphql_api.scenarios.enums import Normalization, ObjectiveMode, TieBreak
from graphql_api.transport.relay.ids import encode_id
from graphql_api.transport.relay.node import Node


@strawberry.type(description="A planning context: periods, capacities and the objective.")
class Scenario(Node):
    """A planning context."""

    name: str = about("name")
    description: str = about("description")
    period_key: str = about("period_key")
    horizon: list[str] = about("horizon")
    periods: list[str] = strawberry.field(description="The periods of the plan: the horizon, or else periodKey alone.")
    objective_mode: ObjectiveMode = about("objective_mode")
    north_star_kpi_key: str = about("north_star_kpi_key")
    objective_weights: list[NumberByKey] = about("objective_weights")
    objective_normalization: Normalization = about("objective_normalization")
    capacity_total_tokens: Decimal | None = about("capacity_total_tokens")
    capacity_by_market: list[NumberByKey] = about("capacity_by_market")
    capacity_by_department: list[NumberByKey] = about("capacity_by_department")
    capacity_by_team: list[NumberByKey] = about("capacity_by_team")
    capacity_by_period: list[NumberByKey] = about("capacity_by_period")
    time_sensitivity_weight: Decimal = about("time_sensitivity_weight")
    strict_deadlines: bool = about("strict_deadlines")
    allow_scope_choice: bool = about("allow_scope_choice")
    tie_breaks: list[TieBreak] = about("tie_breaks")
    canonical: bool = about("canonical")
    delivered: list[str] = about("delivered")
    created_by_user_id: str | None = strawberry.field(description="The e-mail of who made it; null where not known.")
    created_at: datetime = strawberry.field(description="When it was made.")
    updated_at: datetime = strawberry.field(description="When it was last changed.")


def scenario_of(record: ScenarioRecord) -> Scenario:
    """The object of a stored scenario."""
    own = record.scenario
    return Scenario(
        id=strawberry.ID(encode_id("Scenario", record.id)),
        name=own.name,
        description=record.description,
        period_key=own.period_key,
        horizon=list(own.horizon),
        periods=list(own.periods),
        objective_mode=ObjectiveMode(own.objective_mode),
        north_star_kpi_key=own.north_star_kpi_key,
        objective_weights=number_list(own.objective_weights),
        objective_normalization=Normalization(own.objective_normalization),
        capacity_total_tokens=own.capacity_total_tokens,
        capacity_by_market=number_list(own.capacity_by_market),
        capacity_by_department=number_list(own.capacity_by_department),
        capacity_by_team=number_list(own.capacity_by_team),
        capacity_by_period=number_list(own.capacity_by_period),
        time_sensitivity_weight=own.time_sensitivity_weight,
        strict_deadlines=own.strict_deadlines,
        allow_scope_choice=own.allow_scope_choice,
        tie_breaks=[TieBreak(each) for each in own.tie_breaks],
        canonical=own.canonical,
        delivered=list(record.delivered),
        created_by_user_id=record.created_by_user_id,
        created_at=record.created_at,
        updated_at=record.updated_at,
    )
