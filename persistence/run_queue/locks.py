"""At most one process per executor id: a lock that the system itself takes back when its holder is gone."""

from __future__ import annotations

import hashlib
import os
import re
import sys
from contextlib import suppress
from pathlib import Path
from typing import Protocol

from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import SQLAlchemyError

from persistence.run_queue.address import queue_url

_KEEPALIVE = ("tcp_keepalives_idle = 10", "tcp_keepalives_interval = 3", "tcp_keepalives_count = 3")


class ExecutorLock(Protocol):
    """The lock of one executor id."""

    def acquire(self) -> bool:
        """Take it; false where another process has it."""

    def is_held(self) -> bool:
        """Whether it is still ours, as far as can be told."""

    def release(self) -> None:
        """Give it back."""

    @property
    def backend(self) -> str:
        """What ``break_lock`` needs to take it from a holder that no longer answers; may be empty."""


def executor_lock(database_url: str, executor_id: str, engine: Engine) -> ExecutorLock:
    """The lock of an executor id in a queue: a file on SQLite, an advisory lock on PostgreSQL."""
    if engine.dialect.name == "postgresql":
        return AdvisoryLock(engine, executor_id)
    queue_file = queue_url(database_url).database
    assert queue_file is not None
    name = (
        re.sub(r"[^A-Za-z0-9._-]", "_", executor_id)[:60] + "-" + hashlib.sha256(executor_id.encode()).hexdigest()[:8]
    )
    return FileLock(Path(f"{queue_file}.{name}.lock"))


class FileLock:
    """A locked file; the system unlocks it when the process ends, however it ends."""

    backend = ""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file: int | None = None

    def acquire(self) -> bool:
        """Take it; false where another process has it."""
        while True:
            file = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
            try:
                _lock(file)
            except OSError:
                os.close(file)
                return False
            if _is_at(file, self._path):
                self._file = file
                return True
            os.close(file)  # its last holder has removed it meanwhile

    def is_held(self) -> bool:
        """Whether it is still ours."""
        return self._file is not None

    def release(self) -> None:
        """Give it back, and remove the file; whoever has opened it meanwhile finds that it is not the one any more."""
        if self._file is not None:
            with suppress(OSError):  # Windows removes no file that is open
                os.unlink(self._path)
            os.close(self._file)
            self._file = None


def _is_at(file: int, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(file), os.stat(path))
    except FileNotFoundError:
        return False


if sys.platform == "win32":

    def _lock(file: int) -> None:
        import msvcrt

        msvcrt.locking(file, msvcrt.LK_NBLCK, 1)

else:

    def _lock(file: int) -> None:
        import fcntl

        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


class AdvisoryLock:
    """A session's advisory lock; the server frees it when the connection is gone."""

    def __init__(self, engine: Engine, executor_id: str) -> None:
        self._engine = engine.execution_options(isolation_level="AUTOCOMMIT")
        digest = hashlib.sha256(f"optengine executor {executor_id}".encode()).digest()
        self._key = int.from_bytes(digest[:8], "big", signed=True)
        self._connection: Connection | None = None
        self.backend = ""

    def acquire(self) -> bool:
        """Take it; false where another process has it."""
        connection = self._engine.connect()
        try:
            for setting in _KEEPALIVE:
                connection.execute(text(f"SET {setting}"))
            self.backend = str(connection.execute(text("SELECT pg_backend_pid()")).scalar_one())
            got = connection.execute(text("SELECT pg_try_advisory_lock(:key)"), {"key": self._key}).scalar_one()
        except BaseException:
            connection.invalidate()
            connection.close()
            raise
        if not got:
            connection.close()
            return False
        self._connection = connection
        return True

    def is_held(self) -> bool:
        """Whether the connection that holds it still answers."""
        if self._connection is None:
            return False
        try:
            self._connection.execute(text("SELECT 1"))
        except SQLAlchemyError:
            self.release()
            return False
        return True

    def release(self) -> None:
        """Give it back by closing its connection for good."""
        if self._connection is not None:
            connection, self._connection = self._connection, None
            connection.invalidate()
            connection.close()


def break_lock(engine: Engine, backend: str) -> None:
    """End the connection of a holder that no longer answers; only a PostgreSQL server can."""
    if engine.dialect.name == "postgresql" and backend.isdigit():
        statement = text(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid = :pid AND usename = current_user"
        )
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(statement, {"pid": int(backend)})
