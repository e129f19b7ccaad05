"""The type of analyses, and the union of all that can come of one."""

from __future__ import annotations

import functools
import operator
from datetime import datetime
from enum import Enum
from typing import TYPE_CHECKING, Annotated, Any, TypeAlias

import strawberry

from domain.actions.analyses import PREFIX
from domain.actions.context import MOST_PARTS
from domain.actions.requests import ActionView
from domain.analyses import catalogue
from domain.errors import InputError
from domain.records.descriptions import sentence
from graphql_api.actions.analyses.parts import AnalysisPart, is_part, part_of
from graphql_api.actions.jobs.types import JobProgress, progress_of
from graphql_api.actions.reading import ActionKind
from graphql_api.constraint_sets.loaders import constraint_sets_by_number
from graphql_api.constraint_sets.types import ConstraintSet
from graphql_api.context import Info
from graphql_api.enums import RunStatus
from graphql_api.records.generating import output
from graphql_api.runs.loading import run_node
from graphql_api.runs.steps import JobStep, step_list
from graphql_api.runs.types import Run, standing
from graphql_api.scalars import JsonValue
from graphql_api.scenarios.loaders import scenarios_by_number
from graphql_api.scenarios.types import Scenario
from graphql_api.transport.relay.connection import After, Before, Connection, First, Last
from graphql_api.transport.relay.ids import encode_id
from graphql_api.transport.relay.in_order import connection_in_order
from graphql_api.transport.relay.node import Node
from persistence.actions.repository import STEPS, action_steps
from persistence.typed_json import record_of

ANALYSIS = "Analysis"
_BY_ACTION = {PREFIX + each.name: each for each in catalogue.ANALYSES}

if TYPE_CHECKING:
    AnalysisName: TypeAlias = Any
    AnalysisRequest: TypeAlias = Any
    AnalysisResult: TypeAlias = Any
else:
    AnalysisName = strawberry.enum(
        Enum(
            "AnalysisName",
            {
                each.name.upper().replace("-", "_"): strawberry.enum_value(name, description=sentence(each.summary))
                for name, each in _BY_ACTION.items()
            },
        ),
        description="What is computed.",
    )
    AnalysisRequest = Annotated[
        functools.reduce(operator.or_, (output(each.request).annotation for each in catalogue.ANALYSES)),
        strawberry.union("AnalysisRequest", description="What an analysis was asked; which of them, its name says."),
    ]
    AnalysisResult = Annotated[
        functools.reduce(operator.or_, (output(each.result).annotation for each in catalogue.ANALYSES)),
        strawberry.union("AnalysisResult", description="What came of an analysis; which of them, its name says."),
    ]


@strawberry.type(description="One computation over a plan: over the inputs of a run, or a scenario as it was then.")
class Analysis(Node):
    analysis_id: str = strawberry.field(description="The id by which the command line knows it.")
    name: AnalysisName = strawberry.field(description="What is computed.")
    status: RunStatus = strawberry.field(description="Whether it waits, is executed, or how it ended.")
    attempt: int = strawberry.field(description="How often a worker has begun it.")
    requested_by_email: str | None = strawberry.field(description="Who asked; null where no token says so.")
    request: JsonValue = strawberry.field(description="The request, as the input had it; requested has it typed.")
    progress: JobProgress | None = strawberry.field(
        description="How far it is, as last heard of; null where nothing was heard."
    )
    error_text: str | None = strawberry.field(description="Why it failed; null where it did not.")
    created_at: datetime = strawberry.field(description="When it was asked for.")
    started_at: datetime | None = strawberry.field(description="When it was begun first; null while it waits.")
    finished_at: datetime | None = strawberry.field(description="When it ended; null until then.")
    elapsed_seconds: float | None = strawberry.field(description="Since it was begun; null while it waits.")
    number: strawberry.Private[int]
    parts_found: strawberry.Private[list[Any]]
    action: strawberry.Private[str]
    plain_result: strawberry.Private[Any]
    about_run: strawberry.Private[str | None]
    about_scenario: strawberry.Private[int | None]
    about_rules: strawberry.Private[int | None]

    @strawberry.field(
        description="The request, field by field, with what was left out filled in; null where an earlier version of "
        "the product wrote it in another form.",
        metadata={"cost": 10},
    )
    def requested(self) -> AnalysisRequest | None:
        kind: Any = _BY_ACTION[self.action].request
        try:
            return output(kind).convert(record_of(kind, self.request))
        except InputError:
            return None

    @strawberry.field(description="What came of it; null until it has ended well.", metadata={"cost": 100})
    def result(self) -> AnalysisResult | None:
        if self.plain_result is None:
            return None
        kind: Any = _BY_ACTION[self.action].result
        return output(kind).convert(record_of(kind, self.plain_result))

    @strawberry.field(
        description="What was found on the way so far, in order, as in the result; the first "
        f"{MOST_PARTS:,} at most. What holds all that is known takes the place of what came before.",
        metadata={"cost": 10},
    )
    def parts(
        self, first: First = None, after: After = None, last: Last = None, before: Before = None
    ) -> Connection[AnalysisPart]:
        return connection_in_order(self.parts_found, part_of, first, after, last, before, is_part)

    @strawberry.field(description="The run whose inputs are analysed; null where a scenario is.")
    async def run(self, info: Info) -> Run | None:
        return None if self.about_run is None else await run_node(info.context, self.about_run)

    @strawberry.field(
        description="The scenario that is analysed, itself or by its run, as it is now; null where it is gone."
    )
    async def scenario(self, info: Info) -> Scenario | None:
        run = await self.run(info)
        number = self.about_scenario if run is None else run.scenario_number
        return None if number is None else await info.context.loader(scenarios_by_number).load(number)

    @strawberry.field(description="The constraint set of that, as it is now; null without one.")
    async def constraint_set(self, info: Info) -> ConstraintSet | None:
        run = await self.run(info)
        number = self.about_rules if run is None else run.constraint_set_number
        return None if number is None else await info.context.loader(constraint_sets_by_number).load(number)

    steps = step_list(JobStep, "Job", "steps of the analysis", action_steps, STEPS, "action_run_id")


def analysis_of(view: ActionView) -> Analysis:
    """An analysis as it stands."""
    action = view.run
    return Analysis(
        id=strawberry.ID(encode_id(ANALYSIS, action.run_id)),
        analysis_id=action.run_id,
        number=action.id,
        name=AnalysisName(action.action),
        **standing(view),
        request=JsonValue(action.payload.get("request") or {}),
        progress=progress_of(action.progress),
        parts_found=list((action.progress or {}).get("parts", ())),
        action=action.action,
        about_run=action.payload.get("run_id"),
        about_scenario=action.payload.get("scenario_id"),
        about_rules=action.payload.get("constraint_set_id"),
        plain_result=action.result if RunStatus(action.status) is RunStatus.SUCCESS else None,
    )


ANALYSES = ActionKind(ANALYSIS, PREFIX, tuple(_BY_ACTION), analysis_of)
