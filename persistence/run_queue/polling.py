"""How a worker looks for work: as often as the queue says, but in earnest only where there may be some.

DBOS polls each queue by itself, with statements that take it milliseconds to put together. On SQLite nothing can have
come as long as nobody has written to the file, and looking into it takes microseconds. On PostgreSQL one short
statement looks whether anything waits, and less often while nothing does: many workers look into one database.
"""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Mapping
from typing import Any

from dbos import DBOS
from dbos._schemas.system_database import SystemSchema
from sqlalchemy import Engine, bindparam, select
from sqlalchemy.exc import SQLAlchemyError

from persistence.run_queue.address import queue_url

DEFINITION_SECONDS = 5.0
REST_SECONDS = 0.15
"""Until the next look into PostgreSQL for a queue in which nothing waited."""


def poll_sparingly(dbos: DBOS, places: Mapping[str, int], database_url: str) -> None:
    """Let this worker take as many at a time from each queue as it has places, and rest while nothing is written.

    DBOS keeps the limit with the queue, where the worker that started last would set it for all.
    """
    known_queue, known_scopes = dbos._sys_db.get_queue, dbos._sys_db.dequeue_scopes
    changes = _Changes(database_url, getattr(dbos._sys_db, "engine", None))
    definitions: dict[str, tuple[float, Any]] = {}

    def get_queue(name: str, *args: Any, **kwargs: Any) -> Any:
        read_at, queue = definitions.get(name, (0.0, None))
        if queue is None or time.monotonic() - read_at > DEFINITION_SECONDS:
            queue = known_queue(name, *args, **kwargs)
            if queue is not None and name in places:
                queue._worker_concurrency = places[name]
            definitions[name] = time.monotonic(), queue
        return queue

    def dequeue_scopes(name: str, *args: Any, **kwargs: Any) -> Any:
        return known_scopes(name, *args, **kwargs) if changes.may_have_come(name) else []

    dbos._sys_db.get_queue = get_queue  # type: ignore[method-assign]
    dbos._sys_db.dequeue_scopes = dequeue_scopes  # type: ignore[method-assign, assignment]


class _Changes:
    """Whether work may wait in a queue; asked for each queue from a thread of its own. engine: of PostgreSQL."""

    def __init__(self, database_url: str, engine: Engine | None) -> None:
        address = queue_url(database_url)
        self._file = address.database if address.get_backend_name() == "sqlite" else None
        self._engine = engine and engine.execution_options(isolation_level="AUTOCOMMIT")
        self._own = threading.local()

    def may_have_come(self, queue: str) -> bool:
        """Whether it is worth asking DBOS for work, which says what is wrong where that cannot be known."""
        if self._file is not None:
            return self._in_file(self._file, queue)
        return self._engine is None or self._in_database(self._engine, queue)

    def _in_database(self, engine: Engine, queue: str) -> bool:
        if time.monotonic() < getattr(self._own, "rests_until", 0.0):
            return False
        try:
            with engine.connect() as connection:
                waits = connection.execute(_WAITING_THERE, {"queue": queue}).first() is not None
        except SQLAlchemyError:
            return True
        self._own.rests_until = 0.0 if waits else time.monotonic() + REST_SECONDS
        return waits

    def _in_file(self, file: str, queue: str) -> bool:
        own = self._own
        if not hasattr(own, "connection"):
            own.connection, own.version, own.waits = sqlite3.connect(file, isolation_level=None), 0, True
        try:
            version = own.connection.execute("PRAGMA data_version").fetchone()[0]
            if own.waits or version != own.version:
                own.waits = own.connection.execute(_WAITING, (queue,)).fetchone() is not None
                own.version = version
        except sqlite3.Error:
            return True
        return bool(own.waits)


_WAITING = "SELECT 1 FROM workflow_status WHERE queue_name = ? AND status = 'ENQUEUED' LIMIT 1"
_STATUS = SystemSchema.workflow_status.c
_WAITING_THERE = (
    select(_STATUS.workflow_uuid).where(_STATUS.queue_name == bindparam("queue"), _STATUS.status == "ENQUEUED").limit(1)
)
