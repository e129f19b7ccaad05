"""The mutations of scenarios, with their inputs."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

import strawberry

from domain.backlog.scenarios import clone_scenario, create_scenario, update_scenario
from domain.problem import scenario
from domain.storage.records import ScenarioRecord
from graphql_api.context import Context, Info
from graphql_api.mutations import MutationFailed, Outcome, mutation
from graphql_api.mutations.idempotency import Repeatable, once
from graphql_api.mutations.places import faults_in_input, new_name
from graphql_api.mutations.user_input import input_number
from graphql_api.mutations.versions import check_version
from graphql_api.records.edits import EditInput, edits_of
from graphql_api.scenarios.types import SCENARIO, Scenario, ScenarioCreateInput, ScenarioUpdateInput, scenario_of
from persistence.unit_of_work import SqlUnitOfWork


@strawberry.input(description="A copy of a scenario under another name, without its runs and portfolios.")
class ScenarioCloneInput(Repeatable):
    id: strawberry.ID = strawberry.field(description="The id of the scenario to copy.")
    name: str = strawberry.field(description="The name of the copy.")
    edits: list[EditInput] | None = strawberry.field(
        description="Changes to the copy, made in this order.", default=None
    )


@strawberry.type(description="A scenario was made or changed.")
class ScenarioSaved(Outcome):
    scenario: Scenario = strawberry.field(description="The scenario as it is stored now.")


ScenarioResult = Annotated[
    ScenarioSaved | MutationFailed,
    strawberry.union("ScenarioResult", description="The scenario, or what is wrong with the input."),
]


@strawberry.type
class ScenarioMutation:
    """The mutations of scenarios."""

    @mutation(description="Make a scenario.")
    async def scenario_create(
        self, info: Info, input: Annotated[ScenarioCreateInput, strawberry.argument(description="The scenario.")]
    ) -> ScenarioResult:
        context = info.context
        return _saved(await context.write(lambda uow: _create(uow, context, input)))

    @mutation(description="Change a scenario. Runs and portfolios keep the inputs that they had.")
    async def scenario_update(
        self,
        info: Info,
        input: Annotated[
            ScenarioUpdateInput, strawberry.argument(description="The id of the object, and the fields to change.")
        ],
    ) -> ScenarioResult:
        context = info.context
        return _saved(await context.write(lambda uow: _update(uow, context, input)))

    @mutation(description="Copy a scenario, changed as told, to ask what would happen if.")
    async def scenario_clone(
        self,
        info: Info,
        input: Annotated[
            ScenarioCloneInput,
            strawberry.argument(description="The id of the object to copy, and the name of the copy."),
        ],
    ) -> ScenarioResult:
        context = info.context
        return _saved(await context.write(lambda uow: _clone(uow, context, input)))


def _create(uow: SqlUnitOfWork, context: Context, asked: ScenarioCreateInput) -> ScenarioRecord:
    def make() -> int:
        own, beside = SCENARIO.sound(asked)
        new_name(own["name"], uow.scenarios.by_name)
        made = scenario.Scenario(**own)
        return create_scenario(uow, made, context.clock, created_by=context.email, **beside).id

    with faults_in_input():
        return uow.scenarios.get(once(uow, context, "scenarioCreate", asked, make))


def _update(uow: SqlUnitOfWork, context: Context, asked: ScenarioUpdateInput) -> ScenarioRecord:
    number = input_number(asked.id, "Scenario", "input.id")

    def make() -> int:
        own, beside = SCENARIO.sound(asked)
        stored = uow.scenarios.get(number)
        check_version(asked.if_version, stored.version, lambda: scenario_of(stored))
        before = stored.scenario
        if own.get("name", before.name) != before.name:
            new_name(own["name"], uow.scenarios.by_name)
        return update_scenario(uow, number, context.clock, scenario=replace(before, **own), **beside).id

    with faults_in_input():
        return uow.scenarios.get(once(uow, context, "scenarioUpdate", asked, make))


def _clone(uow: SqlUnitOfWork, context: Context, asked: ScenarioCloneInput) -> ScenarioRecord:
    number = input_number(asked.id, "Scenario", "input.id")

    def make() -> int:
        uow.scenarios.get(number)
        new_name(asked.name.strip(), uow.scenarios.by_name)
        edits = edits_of(asked.edits)
        return clone_scenario(uow, number, asked.name, context.clock, created_by=context.email, edits=edits).id

    with faults_in_input():
        return uow.scenarios.get(once(uow, context, "scenarioClone", asked, make))


def _saved(record: ScenarioRecord) -> ScenarioSaved:
    return ScenarioSaved(scenario=scenario_of(record))
