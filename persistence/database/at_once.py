"""Small reads of an SQLite file in the thread that asks: to hand them to another one takes longer than they do."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Any, Final, TypeVar

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import SQLAlchemyError

T = TypeVar("T")
STEPS = 1_000
"""Instructions of SQLite's machine between two looks at what is left of the budget."""
MOST_STEPS = 16
"""How often it is looked at before a read is given up; some half a millisecond of work."""
LONGEST = 8_000
"""Bytes of a value; longer ones are JSON that takes long to be understood."""


class Later:
    """What stands for an answer that takes longer, or has to be waited for."""


LATER: Final = Later()


class AtOnce:
    """One connection for reads that neither wait nor take long; whatever does is left to whoever may wait for it."""

    def __init__(self, engine: Engine) -> None:
        database = engine.url.database or ":memory:"
        self._engine, self._able = engine, engine.dialect.name == "sqlite" and ":memory:" not in database
        self._connection: Connection | None = None
        self._driver: Any = None
        self._left = 0
        self._free = threading.Lock()

    def open(self) -> None:
        """Make the connection, unless it is there, or cannot be made now; blocks."""
        with self._free, suppress(SQLAlchemyError):
            if self._able and self._connection is None:
                connection = self._engine.connect()
                connection.detach()  # one of its own, as it is set up unlike the others
                connection.exec_driver_sql("PRAGMA busy_timeout = 0")
                connection.exec_driver_sql("PRAGMA query_only = ON")
                self._driver = connection.connection.dbapi_connection
                self._driver.set_progress_handler(self._is_spent, STEPS)
                self._driver.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LONGEST)
                self._driver.rollback()  # transactions are begun and ended by the driver alone
                self._connection = connection

    def read(self, job: Callable[[Connection], T]) -> T | Later:
        """What a job finds in one consistent state, or ``LATER``: beyond the budget, locked, or wrong in any way."""
        if self._connection is None or not self._free.acquire(blocking=False):
            return LATER
        try:
            self._left = MOST_STEPS
            self._driver.execute("BEGIN")
            return job(self._connection)
        except Exception:  # is met again, and told, by whoever does it later
            return LATER
        finally:
            self._end()
            self._free.release()

    def close(self) -> None:
        """Give the connection back; a next read opens it anew."""
        with self._free:
            self._drop()

    def _is_spent(self) -> bool:
        self._left -= 1
        return self._left < 0

    def _end(self) -> None:
        try:
            self._driver.rollback()
        except Exception:
            self._drop()

    def _drop(self) -> None:
        connection, self._connection, self._driver = self._connection, None, None
        if connection is not None:
            with suppress(Exception):
                connection.close()
