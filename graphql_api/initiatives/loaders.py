"""Loads initiatives by number or key, many in one statement."""

from __future__ import annotations

from strawberry.dataloader import DataLoader

from graphql_api.context import Context
from graphql_api.initiatives.types import Initiative, initiative_of
from graphql_api.transport.relay.lookups import number_in, stored_loader
from persistence.initiatives.listing import COLUMNS, initiatives


def initiatives_by_number(context: Context) -> DataLoader[int, Initiative | None]:
    """Initiatives by number; use it by ``context.loader(initiatives_by_number)``."""
    return stored_loader(context, initiatives(), COLUMNS.id, lambda record: record.id, initiative_of)


def initiatives_by_key(context: Context) -> DataLoader[str, Initiative | None]:
    """Initiatives by key; use it by ``context.loader(initiatives_by_key)``."""
    return stored_loader(context, initiatives(), COLUMNS.initiative_key, lambda record: record.key, initiative_of)


async def initiative_node(context: Context, key: str) -> Initiative | None:
    """The initiative of a global id."""
    return await context.loader(initiatives_by_number).load(number_in("Initiative", key))
