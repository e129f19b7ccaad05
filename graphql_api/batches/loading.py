"""Finds batches and says how they stand."""

from __future__ import annotations

from domain.batches.requests import Batches
from domain.errors import NotFoundError
from graphql_api.batches.types import BATCH, Batch, batch_of
from graphql_api.context import Context, in_thread
from graphql_api.mutations import UserInputError
from graphql_api.services import Services
from graphql_api.transport.errors.codes import ApiError
from graphql_api.transport.relay.ids import decode_id


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
