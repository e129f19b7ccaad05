"""Tells listeners what is added to the log of changes: one reader for all of them, however many they are."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncGenerator, Sequence
from itertools import takewhile

from domain.errors import OptimizationEngineError
from domain.runs.progress import PAUSE_SECONDS
from domain.storage import Storage
from domain.storage.changes import Change, LogBounds
from graphql_api.services import Services

PAGE = 500
RECENT = 5_000
"""Changes that are kept at hand for those who listen."""


class ChangeFeed:
    """What comes after a position, page by page. Who lags behind what is at hand reads the log; nobody misses any."""

    def __init__(self, storage: Storage, pause: float = PAUSE_SECONDS) -> None:
        self._storage, self._pause = storage, pause
        self._recent: deque[Change] = deque()
        self._begins = -1
        self._listeners = 0
        self._moved = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    async def bounds(self) -> LogBounds:
        """How far the log reaches now."""
        return await asyncio.to_thread(self._bounds)

    async def page(self, position: int, limit: int = PAGE) -> Sequence[Change]:
        """The changes after a position that are in the log now."""
        return await asyncio.to_thread(self._read, position, limit)

    async def listen(self, position: int) -> AsyncGenerator[Sequence[Change], None]:
        """The changes after a position, as they come and without an end; it waits where the database is away."""
        self._listeners += 1
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._watch())
        try:
            while True:
                moved = self._moved
                try:
                    found = await self._after(position)
                except OptimizationEngineError:
                    await asyncio.sleep(self._pause)
                    continue
                if found:
                    position = found[-1].id
                    yield found
                else:
                    await moved.wait()
        finally:
            self._listeners -= 1

    async def _after(self, position: int) -> Sequence[Change]:
        if 0 <= self._begins <= position:
            newer = list(takewhile(lambda change: change.id > position, reversed(self._recent)))
            return newer[: -PAGE - 1 : -1]
        return await self.page(position)

    async def _watch(self) -> None:
        self._begins, known = -1, -1
        self._recent.clear()
        while self._listeners:
            try:
                if known < 0:
                    self._begins = known = (await self.bounds()).newest
                    self._tell()  # who waits has to see what came before
                found = await self.page(known)
            except OptimizationEngineError:
                found = ()  # it may answer again
            if found:
                self._recent.extend(found)
                known = found[-1].id
                while len(self._recent) > RECENT:
                    self._begins = self._recent.popleft().id
                self._tell()
            if len(found) < PAGE:
                await asyncio.sleep(self._pause)

    def _tell(self) -> None:
        moved, self._moved = self._moved, asyncio.Event()
        moved.set()

    def _bounds(self) -> LogBounds:
        with self._storage.reading() as uow:
            return uow.changes.bounds()

    def _read(self, position: int, limit: int) -> Sequence[Change]:
        with self._storage.reading() as uow:
            return uow.changes.after(position, limit)


def change_feed(services: Services) -> ChangeFeed:
    """The feed of a server; use it by ``context.shared(change_feed)``."""
    assert services.storage is not None
    return ChangeFeed(services.storage)
