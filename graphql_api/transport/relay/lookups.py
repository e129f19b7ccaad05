"""Loaders of stored objects by their numbers or keys: many of them are one statement."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import Any, TypeVar

from sqlalchemy import ColumnElement
from strawberry.dataloader import DataLoader

from graphql_api.context import ROWS_OF_A_RECORD, Context
from graphql_api.transport.errors.codes import ApiError, ErrorCode
from graphql_api.transport.limits.query_limits import PAGE_MAX
from persistence.database.listing import Listing

K = TypeVar("K", bound=Hashable)
T = TypeVar("T")
NodeT = TypeVar("NodeT")
NumberLoader = Callable[[Context], DataLoader[int, Any]]
BY_NUMBER: dict[str, NumberLoader] = {}
"""What loads objects by their numbers, for rooms that know the name of their type only. The schema fills it."""
BY_KEY: dict[str, Callable[[Context], DataLoader[str, Any]]] = {}
"""The same by the keys that people know them by."""


def stored_loader(
    context: Context,
    listing: Listing[T],
    column: ColumnElement[Any],
    key: Callable[[T], K],
    node: Callable[[T], NodeT],
) -> DataLoader[K, NodeT | None]:
    """Loads objects by a unique column; None for each that is not there."""

    async def load(keys: list[K]) -> Sequence[NodeT | None]:
        rows = len(keys) * ROWS_OF_A_RECORD
        records = await context.read(lambda uow: listing.among(uow.connection, column, keys), rows)
        found = {key(record): node(record) for record in records}
        return [found.get(each) for each in keys]

    return DataLoader(load, max_batch_size=5 * PAGE_MAX)


def number_in(type_name: str, key: str) -> int:
    """The number in the key of a global id. Raises ``ApiError`` INVALID_ID."""
    if not (key.isascii() and key.isdigit() and len(key) <= 18):
        raise ApiError(ErrorCode.INVALID_ID, f"this is no id of a {type_name}")
    return int(key)
