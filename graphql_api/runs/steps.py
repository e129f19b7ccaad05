"""Steps of runs, jobs and analyses: what was done, how it went, and the figures about it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import cache, partial
from typing import Annotated, Any, TypeAlias

import strawberry
from sqlalchemy import Table

from domain.storage.run import LoggedStep
from graphql_api.constraint_sets.loaders import constraint_sets_by_number
from graphql_api.constraint_sets.types import ConstraintSet
from graphql_api.context import Info
from graphql_api.enums import RunStatus
from graphql_api.records.lists import filter_input, order_input, stored_list
from graphql_api.scenarios.loaders import scenarios_by_number
from graphql_api.scenarios.types import Scenario
from persistence.database.listing import Listing
from persistence.runs.log import StepFilter


@strawberry.type(description="A stage of the objective that was solved.")
class SolvedStage:
    name: str = strawberry.field(description="The name of the stage, such as north_star.")
    proven: bool = strawberry.field(description="Whether its value is proven to be the best.")


@strawberry.type(description="Figures about the step solve of a run.")
class SolveDetail:
    solver: str = strawberry.field(description="The solver that gave the answer.")
    stages: list[SolvedStage] = strawberry.field(description="The stages of the objective, in their order.")


@strawberry.type(description="What a job read from a spreadsheet and could not use.")
class ReadDetail:
    faults: list[str] = strawberry.field(description="The first of the cells that were passed over, and why.")


@strawberry.type(description="What a job stored of a spreadsheet.")
class SaveDetail:
    scenario_number: strawberry.Private[int]
    constraint_set_number: strawberry.Private[int]

    @strawberry.field(description="The scenario that was stored, as it is now; null where it is gone.")
    async def scenario(self, info: Info) -> Scenario | None:
        return await info.context.loader(scenarios_by_number).load(self.scenario_number)

    @strawberry.field(description="The rules that were stored, as they are now; null where they are gone.")
    async def constraint_set(self, info: Info) -> ConstraintSet | None:
        return await info.context.loader(constraint_sets_by_number).load(self.constraint_set_number)


@strawberry.type(description="What a job wrote into a spreadsheet.")
class WriteDetail:
    cells: int = strawberry.field(description="How many cells were written.")
    findings: list[str] = strawberry.field(description="Cells that were left as they are, and why.")
    pending: list[str] = strawberry.field(description="What could not be written for now, and why.")


StepDetail: TypeAlias = Annotated[
    SolveDetail | ReadDetail | SaveDetail | WriteDetail,
    strawberry.union("StepDetail", description="Figures about a step; which of them, its name says."),
]


@strawberry.type
class Step:
    """What all steps have."""

    position: int = strawberry.field(description="Its place in the log, from 1.")
    name: str = strawberry.field(description="What was done.")
    status: RunStatus = strawberry.field(description="How the step went.")
    message: str = strawberry.field(description="What came of it, in words; empty where there is nothing to say.")
    started_at: datetime = strawberry.field(description="When it began.")
    finished_at: datetime | None = strawberry.field(description="When it ended; null while it is under way.")
    detail: StepDetail | None = strawberry.field(description="Figures about it; null where there are none.")


@strawberry.type(description="One step of a run.")
class RunStep(Step):
    """One step of a run."""


@strawberry.type(description="One step of a job or an analysis.")
class JobStep(Step):
    """One step of a job or an analysis."""


def step_list(
    made: type[Step],
    name: str,
    rows: str,
    listing: Callable[[StepFilter | None], Listing[LoggedStep]],
    steps: Table,
    owner: str,
) -> Any:
    """The field for the steps of an object with a ``number``. owner: the column of a step that has it."""
    filter_type, wanted, order = _inputs(name, steps)
    return stored_list(
        made,
        rows,
        lambda asked: listing(wanted(asked)),
        filter_type,
        order,
        partial(step_of, made),
        "as they were done",
        within=lambda owned: steps.c[owner] == owned.number,
        cost=10,
    )


@cache
def _inputs(name: str, steps: Table) -> Any:
    """The filter and the order of a list of steps, and the way from the first to that of the database."""
    position = {"position": (steps.c.position, "As they were done.")}
    equal = "no two have the same place"
    order = order_input(f"{name}StepOrder", "steps", position, unique=steps.c.position, default="position", equal=equal)
    return *filter_input(StepFilter, f"{name}StepFilter", "steps"), order


def step_of(made: type[Step], step: LoggedStep) -> Step:
    """One step of a log, as the type that shows it."""
    return made(
        position=step.position,
        name=step.name,
        status=RunStatus(step.status),
        message=step.message,
        started_at=step.started_at,
        finished_at=step.finished_at,
        detail=_detail(step.detail),
    )


def _detail(found: Any) -> StepDetail | None:
    """The figures about a step; None also for those of a version that wrote them in another form."""
    match found:
        case {"solver": str(solver), "stages": list(stages)}:
            return SolveDetail(solver=solver, stages=[SolvedStage(name=name, proven=proven) for name, proven in stages])
        case {"faults": list(faults)}:
            return ReadDetail(faults=faults)
        case {"scenario": int(scenario), "constraint_set": int(rules)}:
            return SaveDetail(scenario_number=scenario, constraint_set_number=rules)
        case {"cells": int(cells), "findings": list(findings), "pending": list(pending)}:
            return WriteDetail(cells=cells, findings=findings, pending=pending)
    return None
