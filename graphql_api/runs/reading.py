"""Reads runs for all who ask for one at the same time, together: however many poll, one reading goes on at a time."""

from __future__ import annotations

import asyncio

from domain.errors import DatabaseError
from domain.runs.requests import RunView
from graphql_api.context import in_thread
from graphql_api.services import Services
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
