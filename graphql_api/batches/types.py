"""The types of batches."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

import strawberry

from domain.analyses.many_roadmaps.roadmaps import RoadmapsResult
from domain.batches.compared import BatchComparison
from domain.batches.requests import BatchView
from domain.storage.roadmap_batch import BatchItem
from graphql_api.context import Info, in_thread
from graphql_api.enums import RunStatus
from graphql_api.records.generating import output
from graphql_api.runs.loading import run_node, runs_now
from graphql_api.runs.query import RunOrder
from graphql_api.runs.types import RUN, Run
from graphql_api.transport.limits.query_limits import PAGE_MAX
from graphql_api.transport.relay.connection import After, Before, Connection, First, Last
from graphql_api.transport.relay.ids import encode_id
from graphql_api.transport.relay.node import Node
from graphql_api.transport.relay.stored import connection_now
from persistence.report_json import loads
from persistence.runs.listing import RunFilter, runs

BATCH = "Batch"
_RESULT: Any = output(RoadmapsResult)


@strawberry.type(description="One roadmap of a batch.")
class BatchRoadmap:
    position: int = strawberry.field(description="Its place in the batch, from 0.")
    name: str = strawberry.field(description="What was varied, in words.")
    scenario: str = strawberry.field(description="Its name without the solver.")
    solver: str = strawberry.field(description="The name of the solver that makes it.")
    status: RunStatus = strawberry.field(description="How its run ended; queued until it has.")
    run_id: strawberry.ID | None = strawberry.field(description="The id of its run; null until that has ended.")
    run_key: strawberry.Private[str | None]

    @strawberry.field(description="Its run, with its scenario, portfolio and answer; null until that has ended.")
    async def run(self, info: Info) -> Run | None:
        return None if self.run_key is None else await run_node(info.context, self.run_key)


@strawberry.type(description="Many roadmaps that were asked for at once. Workers make them, some at a time.")
class Batch(Node):
    batch_id: str = strawberry.field(description="The id by which the command line knows it.")
    name: str = strawberry.field(description="What somebody called it.")
    status: RunStatus = strawberry.field(
        description="Where it stands: success when every roadmap has ended, failed when some are missing and nobody "
        "makes them any more; batchResume does."
    )
    total: int = strawberry.field(description="How many roadmaps it has.")
    ended: int = strawberry.field(description="How many of them have ended, in whatever way.")
    failed: int = strawberry.field(description="How many of them ended without an answer.")
    requested_by_email: str | None = strawberry.field(description="Who asked; null where no token says so.")
    created_at: datetime = strawberry.field(description="When it was asked for.")
    cancelled_at: datetime | None = strawberry.field(description="When it was given up; null where it was not.")

    @strawberry.field(description="Its roadmaps in order, made or not.", metadata={"cost": 10})
    async def roadmaps(
        self,
        info: Info,
        offset: Annotated[int, strawberry.argument(description="Leave out so many at the start.")] = 0,
        limit: Annotated[int, strawberry.argument(description="So many at most; 1,000 is the most.")] = 100,
    ) -> list[BatchRoadmap]:
        start = max(0, offset)
        end = start + min(max(0, limit), PAGE_MAX)
        found = await info.context.read(lambda uow: uow.batches.items(self.batch_id, start, end))
        return [_roadmap(item) for item in found]

    @strawberry.field(description="The runs of the roadmaps that have ended, page by page.")
    async def runs(
        self,
        info: Info,
        order_by: Annotated[
            RunOrder | None, strawberry.argument(description="In which order; left out, the newest first.")
        ] = None,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> Connection[Run]:
        return await connection_now(
            info.context,
            runs(RunFilter(batch_ids=(self.batch_id,))),
            (order_by or RunOrder()).stored(),
            runs_now,
            first=first,
            after=after,
            last=last,
            before=before,
        )

    @strawberry.field(
        description="The comparison of the roadmaps made so far, from their stored answers; nothing is solved, so it "
        "has no regret-safe portfolio. The analysis roadmaps finds that.",
        metadata={"cost": 1000},
    )
    async def comparison(self, info: Info) -> _RESULT.annotation:
        compare = BatchComparison(info.context.storage, loads).compare
        return _RESULT.convert(await in_thread(compare, self.batch_id))


def batch_of(view: BatchView) -> Batch:
    """A batch as it stands."""
    batch = view.batch
    return Batch(
        id=strawberry.ID(encode_id(BATCH, batch.batch_id)),
        batch_id=batch.batch_id,
        name=batch.name,
        status=RunStatus(view.status),
        total=view.count.total,
        ended=view.count.ended,
        failed=view.count.failed,
        requested_by_email=batch.requested_by_email,
        created_at=batch.created_at,
        cancelled_at=batch.cancelled_at,
    )


def _roadmap(item: BatchItem) -> BatchRoadmap:
    run = item.run
    return BatchRoadmap(
        position=item.position,
        name=item.name,
        scenario=item.scenario,
        solver=item.solver,
        status=RunStatus("queued") if run is None else RunStatus(run.status),
        run_id=None if run is None else strawberry.ID(encode_id(RUN, item.run_id)),
        run_key=None if run is None else item.run_id,
    )
