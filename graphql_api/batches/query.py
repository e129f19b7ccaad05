"""The root fields of batches."""

from __future__ import annotations

from typing import Annotated

import strawberry

from domain.storage.roadmap_batch import RoadmapBatch
from graphql_api.batches.loading import batch_id_of, batch_node, batches_of
from graphql_api.batches.types import Batch, batch_of
from graphql_api.context import Info
from graphql_api.transport.relay.connection import Connection
from graphql_api.transport.relay.page import After, Before, First, Last
from graphql_api.transport.relay.stored import stored_connection, stored_order
from persistence.batches.listing import COLUMNS, batches
from persistence.database.pages import SortKey

NEWEST = stored_order("newest", SortKey(COLUMNS.id, descending=True))
BatchId = Annotated[strawberry.ID, strawberry.argument(description="The id of the batch.")]


@strawberry.type
class BatchQuery:
    """The root fields of batches."""

    @strawberry.field(description="The batches of roadmaps, the newest first, page by page.")
    async def batches(
        self,
        info: Info,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> Connection[Batch]:
        """The batches, page by page."""
        context = info.context
        stored = await stored_connection(
            context, batches(), NEWEST, _as_stored, first=first, after=after, last=last, before=before
        )
        views = await context.read(lambda uow: batches_of(context).views(uow, stored.nodes))
        return stored.holding([batch_of(view) for view in views])

    @strawberry.field(description="A batch as it stands now; null where there is none. Ask again to watch it.")
    async def batch(self, info: Info, id: BatchId) -> Batch | None:
        """One batch."""
        return await batch_node(info.context, batch_id_of(id))


def _as_stored(batch: RoadmapBatch) -> RoadmapBatch:
    return batch
