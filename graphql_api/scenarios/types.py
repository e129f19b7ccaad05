"""The type of scenarios, and their inputs."""

from __future__ import annotations

from typing import Any

import strawberry

from domain.storage.records import ScenarioRecord
from graphql_api.mutations import idempotency
from graphql_api.mutations.versions import version_field
from graphql_api.records.mirrors import Computed, Mirror

SCENARIO = Mirror(ScenarioRecord, "scenario", after={"name": ("description",), "horizon": ("periods",)})
_SHOWN = SCENARIO.object(
    "Scenario",
    periods=Computed(
        list[str],
        "The periods of the plan: the horizon, or else periodKey alone.",
        lambda record: list(record.scenario.periods),
    ),
)
Scenario: Any = _SHOWN.annotation
scenario_of = _SHOWN.convert
ScenarioCreateInput: Any = SCENARIO.input(
    "ScenarioCreateInput",
    "A new scenario. What is left out has its default.",
    needed=("name", "period_key", "objective_mode"),
    last=idempotency.key_field(),
)
ScenarioUpdateInput: Any = SCENARIO.input(
    "ScenarioUpdateInput",
    "What is to be changed of a scenario. What is left out stays; null sets a field back.",
    first={"id": (strawberry.ID, strawberry.field(description="The id of the scenario.")), **version_field()},
    last=idempotency.key_field(),
)
