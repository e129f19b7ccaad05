"""The inputs of scenarios."""

from __future__ import annotations

from decimal import Decimal

import strawberry

from graphql_api.keyed_numbers import NumberByKeyInput
from graphql_api.mutations import idempotency
from graphql_api.records.edits import EditInput
from graphql_api.scenarios.about import about, optional
from graphql_api.scenarios.enums import Normalization, ObjectiveMode, TieBreak


@strawberry.input(description="A new scenario. What is left out has its default.")
class ScenarioCreateInput:
    """A new scenario."""

    name: str = about("name")
    period_key: str = about("period_key")
    objective_mode: ObjectiveMode = about("objective_mode")
    description: str | None = optional("description")
    horizon: list[str] | None = optional("horizon")
    north_star_kpi_key: str | None = optional("north_star_kpi_key")
    objective_weights: list[NumberByKeyInput] | None = optional("objective_weights")
    objective_normalization: Normalization | None = optional("objective_normalization")
    capacity_total_tokens: Decimal | None = optional("capacity_total_tokens")
    capacity_by_market: list[NumberByKeyInput] | None = optional("capacity_by_market")
    capacity_by_department: list[NumberByKeyInput] | None = optional("capacity_by_department")
    capacity_by_team: list[NumberByKeyInput] | None = optional("capacity_by_team")
    capacity_by_period: list[NumberByKeyInput] | None = optional("capacity_by_period")
    time_sensitivity_weight: Decimal | None = optional("time_sensitivity_weight")
    strict_deadlines: bool | None = optional("strict_deadlines")
    allow_scope_choice: bool | None = optional("allow_scope_choice")
    tie_breaks: list[TieBreak] | None = optional("tie_breaks")
    canonical: bool | None = optional("canonical")
    delivered: list[str] | None = optional("delivered")
    idempotency_key: str | None = strawberry.field(description=idempotency.ABOUT, default=None)


@strawberry.input(description="What is to be changed of a scenario. What is left out stays; null sets a field back.")
class ScenarioUpdateInput:
    """What is to be changed of a scenario."""

    id: strawberry.ID = strawberry.field(description="The id of the scenario.")
    name: str | None = optional("name")
    period_key: str | None = optional("period_key")
    objective_mode: ObjectiveMode | None = optional("objective_mode")
    description: str | None = optional("description")
    horizon: list[str] | None = optional("horizon")
    north_star_kpi_key: str | None = optional("north_star_kpi_key")
    objective_weights: list[NumberByKeyInput] | None = optional("objective_weights")
    objective_normalization: Normalization | None = optional("objective_normalization")
    capacity_total_tokens: Decimal | None = optional("capacity_total_tokens")
    capacity_by_market: list[NumberByKeyInput] | None = optional("capacity_by_market")
    capacity_by_department: list[NumberByKeyInput] | None = optional("capacity_by_department")
    capacity_by_team: list[NumberByKeyInput] | None = optional("capacity_by_team")
    capacity_by_period: list[NumberByKeyInput] | None = optional("capacity_by_period")
    time_sensitivity_weight: Decimal | None = optional("time_sensitivity_weight")
    strict_deadlines: bool | None = optional("strict_deadlines")
    allow_scope_choice: bool | None = optional("allow_scope_choice")
    tie_breaks: list[TieBreak] | None = optional("tie_breaks")
    canonical: bool | None = optional("canonical")
    delivered: list[str] | None = optional("delivered")


@strawberry.input(description="A copy of a scenario under another name, without its runs and portfolios.")
class ScenarioCloneInput:
    """A copy of a scenario."""

    id: strawberry.ID = strawberry.field(description="The id of the scenario to copy.")
    name: str = strawberry.field(description="The name of the copy.")
    edits: list[EditInput] | None = strawberry.field(
        description="Changes to the copy, made in this order.", default=None
    )
    idempotency_key: str | None = strawberry.field(description=idempotency.ABOUT, default=None)
