"""Finds runs and says how they stand: what is stored, and what the queue knows of it."""

from __future__ import annotations

from collections.abc import Sequence

from strawberry.dataloader import DataLoader

from domain.storage.run import OptimizationRun
from graphql_api.context import Context, in_thread
from graphql_api.runs.reading import RunReader
from graphql_api.runs.types import RUN, Run, run_of
from graphql_api.transport.limits.query_limits import PAGE_MAX
from graphql_api.transport.relay.connection import Connection
from graphql_api.transport.relay.ids import decode_id
from persistence.runs.listing import COLUMNS, runs


async def run_now(context: Context, run_id: str) -> Run:
    """A run as it stands now. Raises ``NotFoundError``."""
    return run_of(await in_thread(context.runs.view, run_id))


async def runs_now(context: Context, found: Sequence[OptimizationRun]) -> list[Run]:
    """Stored runs as they stand now."""
    return [run_of(view) for view in await in_thread(context.runs.views, found)] if found else []


async def connection_now(context: Context, stored: Connection[OptimizationRun]) -> Connection[Run]:
    """A page of stored runs as they stand now."""
    nodes = await runs_now(context, stored.nodes)
    return Connection(page_info=stored.page_info, nodes=nodes, cursor_at=stored.cursor_at, count=stored.count)


def runs_by_number(context: Context) -> DataLoader[int, Run | None]:
    """Runs by their number in the database; use it by ``context.loader(runs_by_number)``."""

    async def load(numbers: list[int]) -> list[Run | None]:
        found = await context.read(lambda uow: runs().among(uow.connection, COLUMNS.id, numbers))
        known = {run.number: run for run in await runs_now(context, found)}
        return [known.get(number) for number in numbers]

    return DataLoader(load, max_batch_size=5 * PAGE_MAX)


async def run_node(context: Context, key: str) -> Run | None:
    """The run of a global id."""
    view = await context.shared(RunReader).view(key)
    return None if view is None else run_of(view)


def run_id_of(global_id: str) -> str:
    """The public id of a run in its global id. Raises ``ApiError`` INVALID_ID."""
    return decode_id(global_id, RUN)
