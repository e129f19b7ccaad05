"""The root fields of batches."""

from __future__ import annotations

from typing import Annotated, Any

import strawberry

from domain.batches.requests import Batches
from domain.errors import NotFoundError
from domain.storage.roadmap_batch import RoadmapBatch
from graphql_api.batches.types import BATCH, Batch, batch_of
from graphql_api.context import Context, Info, in_thread
from graphql_api.mutations import UserInputError
from graphql_api.records.facets import stored_facets
from graphql_api.records.lists import filter_input, order_input, stored_list
from graphql_api.services import Services
from graphql_api.transport.errors.codes import ApiError
from graphql_api.transport.relay.ids import decode_id
from graphql_api.transport.relay.stored import OrderDirection, stored_order
from persistence.batches.listing import COLUMNS, FACETS, BatchFilter, batches
from persistence.database.listing import beginning
from persistence.database.pages import SortKey


def batches_of(context: Context) -> Batches:
    """What starts batches and looks after them; blocks, so call its methods by ``in_thread``."""
    _ = context.storage, context.runs, context.actions  # which refuse where there is no database
    return context.shared(_batches)


def _batches(services: Services) -> Batches:
    assert services.storage is not None
    assert services.runs is not None
    assert services.actions is not None
    return Batches(services.storage, services.clock, services.runs, services.actions)


async def batch_now(context: Context, batch_id: str) -> Batch:
    """A batch as it stands now. Raises ``NotFoundError``."""
    return batch_of(await in_thread(batches_of(context).view, batch_id))


async def batch_node(context: Context, key: str) -> Batch | None:
    """The batch of a global id; None where there is none."""
    try:
        return await batch_now(context, key)
    except NotFoundError:
        return None


def batch_id_of(global_id: str, place: str | None = None) -> str:
    """The public id of a batch in its global id. Raises ``ApiError`` INVALID_ID, or says where in an input it is."""
    try:
        return decode_id(global_id, BATCH)
    except ApiError as error:
        if place is None:
            raise
        raise UserInputError(place, error.message, error.code) from None


async def _batches_now(context: Context, found: list[RoadmapBatch]) -> list[Batch]:
    views = await context.read(lambda uow: batches_of(context).views(uow, found))
    return [batch_of(view) for view in views]


NEWEST = stored_order("newest", SortKey(COLUMNS.id, descending=True))
BatchOrder: Any = order_input(
    "BatchOrder",
    "batches",
    {
        "created_at": (COLUMNS.created_at, "By when they were asked for."),
        "name": (beginning(COLUMNS.name), "By what somebody called them."),
    },
    unique=COLUMNS.id,
    default="created_at",
    equal="equal ones follow each other as they were stored",
    direction=OrderDirection.DESC,
)
BatchFilterInput: Any
BatchFilterInput, batch_filter = filter_input(BatchFilter, "BatchFilter", "batches")
BatchId = Annotated[strawberry.ID, strawberry.argument(description="The id of the batch.")]


@strawberry.type
class BatchQuery:
    """The root fields of batches."""

    batches = stored_list(
        Batch,
        "batches of roadmaps, the newest first",
        lambda asked: batches(batch_filter(asked)),
        BatchFilterInput,
        BatchOrder,
        None,
        "the newest first",
        _batches_now,
        NEWEST,
    )
    batch_facets = stored_facets(
        "BatchFacet", "batches", lambda asked: batches(batch_filter(asked)), BatchFilterInput, FACETS
    )

    @strawberry.field(description="A batch as it stands now; null where there is none. Ask again to watch it.")
    async def batch(self, info: Info, id: BatchId) -> Batch | None:
        return await batch_node(info.context, batch_id_of(id))
