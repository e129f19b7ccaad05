"""The progress of jobs, as it comes."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import aclosing

import strawberry

from domain.errors import NotFoundError
from graphql_api.actions.jobs.loading import job_id_of
from graphql_api.actions.jobs.query import JobId
from graphql_api.actions.jobs.types import JOBS_PREFIX, Job, job_of
from graphql_api.context import Info


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
