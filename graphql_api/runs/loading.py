"""Finds runs and says how they stand: what is stored, and what the queue knows of it."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from strawberry.dataloader import DataLoader

from domain.errors import DatabaseError
from domain.runs.requests import RunView
from domain.storage.run import OptimizationRun
from graphql_api.context import Context, in_thread
from graphql_api.runs.types import RUN, Run, run_of
from graphql_api.services import Services
from graphql_api.transport.limits.query_limits import PAGE_MAX
from graphql_api.transport.relay.ids import decode_id
from persistence.runs.listing import COLUMNS, runs


class RunReader:
    """Runs as they stand now: what is answered was read after it was asked for. One for each server."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._waiting: dict[str, list[asyncio.Future[RunView | None]]] = {}
        self._task: asyncio.Task[None] | None = None

    async def view(self, run_id: str) -> RunView | None:
        """The run of an id; None where there is none."""
        found: asyncio.Future[RunView | None] = asyncio.get_running_loop().create_future()
        self._waiting.setdefault(run_id, []).append(found)
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._work())
        return await found

    async def _work(self) -> None:
        while self._waiting:
            asked, self._waiting = self._waiting, {}
            try:
                views = await in_thread(self._read, list(asked))
            except Exception as error:
                for each in _open(asked):
                    each.set_exception(error)
            else:
                for run_id, waiting in asked.items():
                    for each in _open({run_id: waiting}):
                        each.set_result(views.get(run_id))

    def _read(self, run_ids: list[str]) -> dict[str, RunView]:
        storage, service = self._services.storage, self._services.runs
        if storage is None or service is None:
            raise DatabaseError("this server was started without a database")
        with storage.reading() as uow:
            found = runs().among(uow.connection, COLUMNS.run_id, run_ids)
        return {view.run.run_id: view for view in service.views(found)}


def _open(asked: dict[str, list[asyncio.Future[RunView | None]]]) -> list[asyncio.Future[RunView | None]]:
    """Those that still wait: a client may have gone."""
    return [each for waiting in asked.values() for each in waiting if not each.done()]


async def run_now(context: Context, run_id: str) -> Run:
    """A run as it stands now. Raises ``NotFoundError``."""
    return run_of(await in_thread(context.runs.view, run_id))


async def runs_now(context: Context, found: Sequence[OptimizationRun]) -> list[Run]:
    """Stored runs as they stand now."""
    return [run_of(view) for view in await in_thread(context.runs.views, found)] if found else []


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
