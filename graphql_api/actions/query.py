"""The root fields of jobs and of analyses, and those that follow one of them."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from datetime import datetime
from typing import Annotated, Any

import strawberry

from graphql_api.actions.analyses.types import ANALYSES, Analysis, AnalysisName
from graphql_api.actions.jobs.types import JOBS, Job, JobName
from graphql_api.context import Info
from graphql_api.enums import RunStatus
from graphql_api.mutations.filters import condition
from graphql_api.records.lists import order_input
from graphql_api.transport.relay.stored import OrderDirection
from persistence.actions.repository import COLUMNS

JobId = Annotated[strawberry.ID, strawberry.argument(description="The id of the job.")]
AnalysisId = Annotated[strawberry.ID, strawberry.argument(description="The id of the analysis.")]
COLUMNS_OF_TIME = {
    "created_at": (COLUMNS.created_at, "By when they were asked for."),
    "started_at": (COLUMNS.started_at, "By when a worker began them."),
    "finished_at": (COLUMNS.finished_at, "By when they ended."),
}


def _order(name: str, rows: str) -> Any:
    return order_input(
        name,
        rows,
        COLUMNS_OF_TIME,
        unique=COLUMNS.id,
        default="created_at",
        equal="equal ones follow each other as they were stored",
        direction=OrderDirection.DESC,
    )


JobOrder: Any = _order("JobOrder", "jobs")
AnalysisOrder: Any = _order("AnalysisOrder", "analyses")


@strawberry.input(
    name="JobFilter",
    description="Which jobs are listed: those that meet every condition. A list admits any of its values.",
)
class JobFilterInput:
    names: list[JobName] | None = condition("The names of the jobs.")
    statuses: list[RunStatus] | None = condition("Whether they wait, are executed, or how they ended.")
    requested_by_emails: list[str] | None = condition("Email addresses of those who asked for them.")
    created_from: datetime | None = condition("Those asked for at this moment or later.")
    created_to: datetime | None = condition("Those asked for before this moment.")


@strawberry.input(
    name="AnalysisFilter",
    description="Which analyses are listed: those that meet every condition. A list admits any of its values.",
)
class AnalysisFilterInput:
    names: list[AnalysisName] | None = condition("What is computed.")
    statuses: list[RunStatus] | None = condition("Whether they wait, are executed, or how they ended.")
    requested_by_emails: list[str] | None = condition("Email addresses of those who asked for them.")
    run_ids: list[strawberry.ID] | None = condition("The runs whose inputs are analysed.")
    scenario_ids: list[strawberry.ID] | None = condition("The scenarios that are analysed, themselves or by a run.")
    created_from: datetime | None = condition("Those asked for at this moment or later.")
    created_to: datetime | None = condition("Those asked for before this moment.")


@strawberry.type
class JobQuery:
    """The root fields of jobs."""

    jobs = JOBS.listed(Job, "jobs over spreadsheets", JobFilterInput, JobOrder)
    job_facets = JOBS.facets("jobs", JobFilterInput, JobName)

    @strawberry.field(description="A job as it stands now; null where there is none. Ask again to watch it.")
    async def job(self, info: Info, id: JobId) -> Job | None:
        return await JOBS.by_key(info.context, JOBS.id_of(id))


@strawberry.type
class AnalysisQuery:
    """The root fields of analyses."""

    analyses = ANALYSES.listed(Analysis, "analyses", AnalysisFilterInput, AnalysisOrder)
    analysis_facets = ANALYSES.facets("analyses", AnalysisFilterInput, AnalysisName)

    @strawberry.field(description="An analysis as it stands now; null where there is none. Ask again to watch it.")
    async def analysis(self, info: Info, id: AnalysisId) -> Analysis | None:
        return await ANALYSES.by_key(info.context, ANALYSES.id_of(id))


@strawberry.type
class ActionSubscription:
    """The progress of jobs and of analyses."""

    @strawberry.subscription(
        description="The job as it stands, and again whenever it moves, until it has ended. Slow readers miss steps on "
        "the way, never the end."
    )
    def job_progress(self, info: Info, id: JobId) -> AsyncGenerator[Job, None]:
        return JOBS.follow(info.context, id)

    @strawberry.subscription(
        description="The analysis as it stands, and again whenever it moves, until it has ended. Slow readers miss "
        "steps on the way, never the end, and no part that was found."
    )
    def analysis_progress(self, info: Info, id: AnalysisId) -> AsyncGenerator[Analysis, None]:
        return ANALYSES.follow(info.context, id)
