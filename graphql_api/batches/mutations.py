"""The mutations of batches."""

from __future__ import annotations

from typing import Annotated, Any

import strawberry

from graphql_api.batches.inputs import BatchCancelInput, BatchResumeInput, BatchStartInput, batch_request
from graphql_api.batches.query import batch_id_of, batch_now, batches_of
from graphql_api.batches.types import Batch
from graphql_api.context import Info, in_thread
from graphql_api.mutations import MutationFailed, StartRehearsed, mutation


@strawberry.type(description="A batch was started.")
class BatchStarted:
    batch: Batch = strawberry.field(description="The batch; watch it by polling batch.")


@strawberry.type(description="A batch was given up.")
class BatchCancelled:
    batch: Batch = strawberry.field(description="The batch; what it has made stays.")


@strawberry.type(description="A batch is resumed.")
class BatchResumed:
    batch: Batch = strawberry.field(description="The batch, of which the rest is made now.")


def _union(name: str, description: str) -> object:
    return strawberry.union(name, description=description)


BatchStartResult = Annotated[
    BatchStarted | StartRehearsed | MutationFailed, _union("BatchStartResult", "The batch, or why not.")
]
BatchCancelResult = Annotated[BatchCancelled | MutationFailed, _union("BatchCancelResult", "The batch, or why not.")]
BatchResumeResult = Annotated[BatchResumed | MutationFailed, _union("BatchResumeResult", "The batch, or why not.")]


@strawberry.type
class BatchMutation:
    """The mutations of batches."""

    @mutation(
        description="Store a batch of roadmaps and hand it to the workers. It is kept whatever happens, and goes on "
        "where a worker was lost: no roadmap is made twice but those under way by then.",
        starts=True,
        cost=1000,
    )
    async def batch_start(
        self, info: Info, input: Annotated[BatchStartInput, strawberry.argument(description="The roadmaps to make.")]
    ) -> BatchStartResult:
        given: Any = input
        context = info.context
        started = await in_thread(batches_of(context).start, batch_request(given, context.email, context.runs.limits))
        return BatchStarted(batch=await batch_now(context, started.batch_id))

    @mutation(description="Give up what a batch has not made yet, and free the processors that it uses.")
    async def batch_cancel(
        self, info: Info, input: Annotated[BatchCancelInput, strawberry.argument(description="The batch, by its id.")]
    ) -> BatchCancelResult:
        batch_id = batch_id_of(input.id, "input.id")
        await in_thread(batches_of(info.context).cancel, batch_id)
        return BatchCancelled(batch=await batch_now(info.context, batch_id))

    @mutation(description="Make what a failed batch has left to be made.", cost=100)
    async def batch_resume(
        self, info: Info, input: Annotated[BatchResumeInput, strawberry.argument(description="The batch, by its id.")]
    ) -> BatchResumeResult:
        batch_id = batch_id_of(input.id, "input.id")
        await in_thread(batches_of(info.context).resume, batch_id)
        return BatchResumed(batch=await batch_now(info.context, batch_id))
