"""Live progress of runs and actions: one reader for all who listen, however many they are."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable, Sequence
from typing import Generic, Protocol, TypeVar

from domain.errors import OptimizationEngineError
from domain.runs.requests import RunView
from domain.runs.runs import Runs
from domain.storage import Storage
from domain.storage.run import ActionRun, OptimizationRun

PAUSE_SECONDS = 0.25


class View(Protocol):
    """The current state of a run or an action."""

    @property
    def run(self) -> OptimizationRun | ActionRun:
        """The stored part of it."""


V = TypeVar("V", bound=View)


class Feed(Generic[V]):
    """Tells listeners in one event loop how their runs progress. Slow listeners miss steps, never the end."""

    def __init__(self, read: Callable[[Sequence[str]], list[V]], pause: float = PAUSE_SECONDS) -> None:
        """read: returns the current states of runs by id."""
        self._read = read
        self._pause = pause
        self._listeners: dict[str, set[_Listener[V]]] = {}
        self._task: asyncio.Task[None] | None = None

    async def listen(self, run_id: str) -> AsyncGenerator[V, None]:
        """The run as it stands, again after every change, until it has ended. Raises ``NotFoundError``."""
        (view,) = await asyncio.to_thread(self._read, [run_id])
        yield view
        if view.run.status.is_final:
            return
        listener = _Listener(view)
        self._listeners.setdefault(run_id, set()).add(listener)
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._watch())
        try:
            while not view.run.status.is_final:
                view = await listener.next()
                yield view
        finally:
            self._listeners[run_id].discard(listener)
            if not self._listeners[run_id]:
                del self._listeners[run_id]

    async def _watch(self) -> None:
        while self._listeners:
            await asyncio.sleep(self._pause)
            try:
                views = await asyncio.to_thread(self._read, list(self._listeners))
            except OptimizationEngineError:
                continue  # it may answer again
            for view in views:
                for listener in self._listeners.get(view.run.run_id, ()):
                    listener.tell(view)


class _Listener(Generic[V]):
    """Holds the newest state that one listener has not seen yet."""

    def __init__(self, view: V) -> None:
        self._view = view
        self._changed = asyncio.Event()

    def tell(self, view: V) -> None:
        if view != self._view:
            self._view = view
            self._changed.set()

    async def next(self) -> V:
        await self._changed.wait()
        self._changed.clear()
        return self._view


class ProgressFeed(Feed[RunView]):
    """Feed of optimization runs."""

    def __init__(self, storage: Storage, runs: Runs, pause: float = PAUSE_SECONDS) -> None:
        super().__init__(_reader(storage, runs), pause)


def _reader(storage: Storage, runs: Runs) -> Callable[[Sequence[str]], list[RunView]]:
    def read(run_ids: Sequence[str]) -> list[RunView]:
        with storage.reading() as uow:
            found = [uow.runs.get(run_id) for run_id in run_ids]
        return runs.views(found)

    return read
