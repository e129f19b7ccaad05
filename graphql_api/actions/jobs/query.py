"""The root fields of jobs, and the one that follows a job."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import aclosing
from typing import Annotated

import strawberry

from domain.errors import NotFoundError
from domain.storage.run import ActionRun
from domain.storage.run import RunStatus as DomainStatus
from graphql_api.actions.jobs.enums import JobName
from graphql_api.actions.jobs.loading import connection_now, job_id_of, job_node
from graphql_api.actions.jobs.types import JOBS_PREFIX, Job, job_of
from graphql_api.context import Info
from graphql_api.enums import RunStatus
from graphql_api.mutations.filters import condition
from graphql_api.transport.relay.connection import Connection
from graphql_api.transport.relay.page import After, Before, First, Last
from graphql_api.transport.relay.stored import stored_connection, stored_order
from persistence.actions.listing import COLUMNS, ActionFilter, actions
from persistence.database.pages import SortKey

NEWEST = stored_order("newest", SortKey(COLUMNS.id, descending=True))
JobId = Annotated[strawberry.ID, strawberry.argument(description="The id of the job.")]


@strawberry.input(
    name="JobFilter",
    description="Which jobs are listed: those that meet every condition. A list admits any of its values.",
)
class JobFilterInput:
    """Which jobs are listed."""

    names: list[JobName] | None = condition("The names of the jobs.")
    statuses: list[RunStatus] | None = condition("Whether they wait, are executed, or how they ended.")
    requested_by_emails: list[str] | None = condition("Email addresses of those who asked for them.")


Filter = Annotated[JobFilterInput | None, strawberry.argument(description="Which ones; left out, all of them.")]


@strawberry.type
class JobQuery:
    """The root fields of jobs."""

    @strawberry.field(description="The jobs over spreadsheets, the newest first, page by page.")
    async def jobs(
        self,
        info: Info,
        filter: Filter = None,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> Connection[Job]:
        """The jobs, page by page."""
        stored = await stored_connection(
            info.context,
            actions(_wanted(filter)),
            NEWEST,
            _as_stored,
            first=first,
            after=after,
            last=last,
            before=before,
        )
        return await connection_now(info.context, stored)

    @strawberry.field(description="A job as it stands now; null where there is none. Ask again to watch it.")
    async def job(self, info: Info, id: JobId) -> Job | None:
        """One job."""
        return await job_node(info.context, job_id_of(id))


def _wanted(asked: JobFilterInput | None) -> ActionFilter:
    if asked is None:
        return ActionFilter(JOBS_PREFIX)
    return ActionFilter(
        JOBS_PREFIX,
        None if asked.names is None else tuple(str(name.value) for name in asked.names),
        None if asked.statuses is None else tuple(DomainStatus(str(status.value)) for status in asked.statuses),
        None if asked.requested_by_emails is None else tuple(asked.requested_by_emails),
    )


def _as_stored(action: ActionRun) -> ActionRun:
    return action


@strawberry.type
class JobSubscription:
    """The progress of jobs."""

    @strawberry.subscription(
        description="The job as it stands, and again whenever it moves, until it has ended. Slow readers miss steps on "
        "the way, never the end."
    )
    async def job_progress(self, info: Info, id: JobId) -> AsyncGenerator[Job, None]:
        """The job whenever it moves."""
        run_id = job_id_of(id)
        async with aclosing(info.context.action_progress.listen(run_id)) as views:
            async for view in views:
                if not view.run.action.startswith(JOBS_PREFIX):
                    raise NotFoundError("job", run_id)
                yield job_of(view)
