"""Puts the server together: the API over one database, and worker processes beside it that are kept alive."""

from __future__ import annotations

import errno
import logging
import os
import socket
import subprocess
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from cli.wiring.runs import RunServices, SolverPoolCache, close_input, default_executor_id, end_worker, spawn_worker
from domain.errors import DatabaseError, ParameterError

if TYPE_CHECKING:
    from sqlalchemy import Engine
    from starlette.applications import Starlette

    from domain.live_sessions.runner import LiveSessions
    from domain.live_sessions.states import SessionLimits
    from graphql_api.settings import ApiSettings
    from graphql_api.transport.auth.gate import Gate
    from graphql_api.transport.execution.request import OperationObserver
    from graphql_api.transport.observability.health import Check
    from solvers.plugins.registry import SolverRegistry

LOG = logging.getLogger("optengine.serve")
BACKLOG = 512
FIRST_PAUSE = 1.0
LONGEST_PAUSE = 30.0
SETTLED_SECONDS = 60.0
END_SECONDS = 5.0
SOLVES_NICENESS = 5


def set_up(engine: Engine, migrate: bool) -> None:
    """Bring the database to the newest revision where that is asked for, or where it is a new SQLite file."""
    from migrations import commands

    is_new = engine.dialect.name == "sqlite" and commands.current(engine) is None
    if migrate or is_new:
        commands.upgrade(engine)
    commands.require_head(engine)


def build_app(
    services: RunServices,
    settings: ApiSettings,
    gate: Gate,
    registry: SolverRegistry | None = None,
    observers: Sequence[OperationObserver] = (),
    needs_worker: bool = False,
    live: LiveSessions | None = None,
) -> Starlette:
    """The application over the runs of a database.

    observers: who else hears of every operation. needs_worker: whether it is ready only while some worker lives. live:
    the live sessions of this process.
    """
    from cli.wiring.bootstrap import sample_path
    from domain.actions.requests import ActionFeed
    from domain.runs.progress import ProgressFeed
    from graphql_api.app import create_app
    from graphql_api.schema import build_schema
    from graphql_api.services import Services
    from solvers.plugins.registry import load_solvers

    known = Services(
        solvers=registry or load_solvers(),
        storage=services.storage,
        runs=services.runs,
        progress=ProgressFeed(services.storage, services.runs),
        actions=services.actions,
        action_progress=ActionFeed(services.storage, services.actions),
        solve_limits=services.runs.limits,
        workers=services.queue.workers,
        live=live,
        sample=sample_path(),
        lend_solvers=SolverPoolCache(registry, SOLVES_NICENESS).lend,
    )
    return create_app(build_schema(), settings, known, gate, _checks(services, needs_worker), observers)


def open_live(registry: SolverRegistry, limits: SessionLimits) -> LiveSessions:
    """Live sessions with solvers that yield to workers: CP-SAT alone where it is installed, which is the quickest."""
    from domain.live_sessions.runner import LiveSessions
    from solvers.plugins.built_in import AUTO, FOR_PERIODS

    solver = FOR_PERIODS if FOR_PERIODS in registry.available else AUTO
    solving, bounding = (SolverPoolCache(registry, SOLVES_NICENESS) for _ in range(2))
    return LiveSessions(solving, bounding, limits, solver)


def _checks(services: RunServices, needs_worker: bool) -> dict[str, Check]:
    from migrations import commands

    def database() -> None:
        commands.require_head(services.storage.engine)
        services.storage.require_writable()

    def queue() -> None:
        services.queue.workers()

    def worker() -> None:
        if not services.queue.workers():
            raise DatabaseError("no worker has reported lately; its log says why")

    checks: dict[str, Check] = {"database": database, "queue": queue}
    return checks | ({"worker": worker} if needs_worker else {})


@contextmanager
def listening(host: str, port: int) -> Iterator[socket.socket]:
    """A socket that already takes connections. Raises ``ParameterError`` where the address cannot be had."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        listener = socket.create_server((host.strip("[]"), port), family=family, backlog=BACKLOG)
    except OSError as error:
        hint = f"; another program has it, so choose another by --port, such as {port + 1}"
        taken = hint if error.errno == errno.EADDRINUSE else ""
        raise ParameterError(f"cannot listen on {host} port {port}: {error.strerror or error}{taken}") from None
    with listener:
        yield listener


class Workers:
    """Worker processes, each started again when it ends before the server does."""

    def __init__(self, count: int, start: Callable[[int], subprocess.Popen[bytes]]) -> None:
        self._start = start
        self._ending = threading.Event()
        self._threads = [threading.Thread(target=self._keep, args=[number], daemon=True) for number in range(count)]

    @classmethod
    def on(cls, url: str, count: int, slots: int) -> Workers:
        """So many workers on the queue of a database; slots: runs at a time in each, 0 for one a processor."""

        def start(number: int) -> subprocess.Popen[bytes]:
            name = f"{default_executor_id()}-serve-{number + 1}"
            process = spawn_worker(url, "--executor-id", name, *(["--slots", str(slots)] if slots else ()))
            _yield_to_api(process)
            return process

        return cls(count, start)

    def __enter__(self) -> Workers:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ending.set()
        for thread in self._threads:
            thread.join(2 * END_SECONDS)

    def _keep(self, number: int) -> None:
        pause = FIRST_PAUSE
        while not self._ending.is_set():
            started = time.monotonic()
            process = self._start(number)
            while process.poll() is None and not self._ending.wait(0.2):
                pass
            if self._ending.is_set():
                end_worker(process, END_SECONDS)
                return
            close_input(process)
            pause = FIRST_PAUSE if time.monotonic() - started > SETTLED_SECONDS else min(2 * pause, LONGEST_PAUSE)
            if not self._ending.wait(pause):
                LOG.warning("worker %d ended with code %s; it is started again", number + 1, process.returncode)


def _yield_to_api(process: subprocess.Popen[bytes]) -> None:
    """Let solves take what processor time the API leaves; they would take all of it."""
    if hasattr(os, "setpriority"):
        with suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, process.pid, SOLVES_NICENESS)
