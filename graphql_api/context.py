"""What a resolver finds in ``info.context``: the services, who asks, and the loaders of this one operation."""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar
from typing import Any, TypeVar

import anyio
import anyio.to_thread
import strawberry

from domain.actions.requests import ActionFeed, Actions
from domain.errors import DatabaseError, LimitReachedError
from domain.live_sessions.runner import LiveSessions
from domain.ports import Clock
from domain.runs.progress import ProgressFeed
from domain.runs.runs import Runs
from graphql_api.services import Services
from graphql_api.transport.auth.principal import LOCAL, Principal
from persistence.database.at_once import Later
from persistence.unit_of_work import SqlStorage, SqlUnitOfWork

T = TypeVar("T")
LoaderT = TypeVar("LoaderT")
UnitOfWorkJob = Callable[[SqlUnitOfWork], T]


MANY_ROWS = 300
ROWS_OF_A_RECORD = 10
"""As many plain rows are handed on in the time in which one is made a record."""


class Context:
    """One per operation. Loaders live as long as it does, so that nothing read for one caller reaches another.

    audited: the mutations that have seen to their own entry in the audit log. removed: what a mutation has removed for
    good, as people call it, for that entry.
    """

    __slots__ = ("_loaders", "audited", "principal", "removed", "request_id", "services")

    def __init__(self, services: Services, principal: Principal = LOCAL, request_id: str = "") -> None:
        self.services = services
        self.principal = principal
        self.request_id = request_id
        self.audited: set[str] = set()
        self.removed: list[str] = []
        self._loaders: dict[object, Any] = {}

    def loader(self, make: Callable[[Context], LoaderT]) -> LoaderT:
        """The loader of a class (or any factory), made when first asked for: ``context.loader(ItemsByPortfolio)``."""
        if make not in self._loaders:
            self._loaders[make] = make(self)
        loader: LoaderT = self._loaders[make]
        return loader

    def close(self) -> None:
        """Let go of the loaders, which know this context in their turn: nothing then waits for the collector."""
        self._loaders.clear()

    def shared(self, make: Callable[[Services], T]) -> T:
        """What a factory makes once for all operations of the server, such as one reader for all who ask."""
        if make not in self.services.shared:
            self.services.shared[make] = make(self.services)
        found: T = self.services.shared[make]
        return found

    @property
    def storage(self) -> SqlStorage:
        """The database. Block no event loop with it: see ``read`` and ``write``."""
        return _present(self.services.storage)

    @property
    def runs(self) -> Runs:
        """What starts runs and looks after them; blocks, so call it by ``in_thread``."""
        return _present(self.services.runs)

    @property
    def progress(self) -> ProgressFeed:
        """Tells how runs move."""
        return _present(self.services.progress)

    @property
    def actions(self) -> Actions:
        """What starts jobs and analyses and looks after them; blocks, so call it by ``in_thread``."""
        return _present(self.services.actions)

    @property
    def action_progress(self) -> ActionFeed:
        """Tells how jobs and analyses move."""
        return _present(self.services.action_progress)

    @property
    def live(self) -> LiveSessions:
        """The live sessions of this process."""
        if self.services.live is None:
            raise LimitReachedError("this server has no live sessions")
        return self.services.live

    @property
    def clock(self) -> Clock:
        """The time."""
        return self.services.clock

    @property
    def email(self) -> str | None:
        """Who asks, where a token says so."""
        return self.principal.email or None

    async def read(self, job: UnitOfWorkJob[T], rows: int = MANY_ROWS) -> T:
        """What a job finds in one consistent state of the database; in a thread of its own, unless that would take
        longer than to read so many rows at most.
        """
        if rows >= MANY_ROWS:
            return await in_thread(self.storage.read, job)
        found = self.storage.read_at_once(job)
        return await in_thread(self.storage.read_and_prepare, job) if isinstance(found, Later) else found

    async def write(self, job: UnitOfWorkJob[T]) -> T:
        """What a job answers, stored when it ends well and undone when it raises; in a thread of its own."""
        return await in_thread(self.storage.write, job)


Info = strawberry.Info[Context, None]
"""The type of a resolver's ``info``."""


MUTATING_THREADS = 4
limiter: ContextVar[anyio.CapacityLimiter | None] = ContextVar("limiter", default=None)
"""How many threads there are for what is done in this task, where these are others than all else shares."""


def threads_of_mutations(_: Services) -> anyio.CapacityLimiter:
    """Threads of their own for mutations: those that wait to write, for a lock say, keep nobody from reading."""
    return anyio.CapacityLimiter(MUTATING_THREADS)


async def in_thread(job: Callable[..., T], *arguments: Any) -> T:
    """What a job that blocks answers, from a thread of its own."""
    return await anyio.to_thread.run_sync(job, *arguments, limiter=limiter.get())


def _present(service: T | None) -> T:
    if service is None:
        raise DatabaseError("this server was started without a database")
    return service
