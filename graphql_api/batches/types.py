"""The types of batches."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import strawberry

from domain.analyses.many_roadmaps.roadmaps import RoadmapsResult
from domain.batches.compared import BatchComparison
from domain.batches.requests import BatchView
from domain.storage.roadmap_batch import BatchItem
from graphql_api.context import Info, in_thread
from graphql_api.enums import RunStatus
from graphql_api.records.facets import stored_facets
from graphql_api.records.generating import output
from graphql_api.records.lists import filter_input, order_input, stored_list
from graphql_api.runs.loading import run_node, runs_now
from graphql_api.runs.query import RunFilterInput, RunOrder, run_filter
from graphql_api.runs.types import RUN, Run
from graphql_api.transport.relay.ids import encode_id
from graphql_api.transport.relay.node import Node
from persistence.batches.listing import ITEM_COLUMNS, ITEM_FACETS, BatchItemFilter, batch_items, of_batch
from persistence.database.listing import beginning
from persistence.report_json import loads
from persistence.runs.listing import COLUMNS as RUN_COLUMNS
from persistence.runs.listing import made_for, runs

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


BatchRoadmapFilter: Any
BatchRoadmapFilter, _items_wanted = filter_input(BatchItemFilter, "BatchRoadmapFilter", "roadmaps")
BatchRoadmapOrder: Any = order_input(
    "BatchRoadmapOrder",
    "roadmaps",
    {
        "position": (ITEM_COLUMNS.position, "As they were planned."),
        "name": (beginning(ITEM_COLUMNS.name), "By the first hundred characters of what was varied."),
        "objective": (RUN_COLUMNS.objective, "By the value of the main objective; those without one come last."),
    },
    unique=ITEM_COLUMNS.position,
    default="position",
    equal="equal ones follow each other as they were planned",
)


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

    roadmaps = stored_list(
        BatchRoadmap,
        "roadmaps of the batch, made or not",
        lambda asked: batch_items(_items_wanted(asked)),
        BatchRoadmapFilter,
        BatchRoadmapOrder,
        lambda item: _roadmap(item),
        "as they were planned",
        within=lambda batch: of_batch(batch.batch_id),
        cost=10,
    )
    roadmap_facets = stored_facets(
        "BatchRoadmapFacet",
        "of its roadmaps",
        lambda asked: batch_items(_items_wanted(asked)),
        BatchRoadmapFilter,
        ITEM_FACETS,
        within=lambda batch: of_batch(batch.batch_id),
    )
    runs = stored_list(
        Run,
        "runs of the roadmaps that have ended",
        lambda asked: runs(run_filter(asked)),
        RunFilterInput,
        RunOrder,
        None,
        "the newest first",
        runs_now,
        within=lambda batch: made_for(batch.batch_id),
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
