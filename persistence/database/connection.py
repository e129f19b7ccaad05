"""The database: one engine per address, set up so that SQLite keeps what PostgreSQL keeps by itself."""

from __future__ import annotations

import os
import sqlite3
import time
from contextlib import suppress
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError

from domain.errors import DatabaseError, ParameterError

BUSY_TIMEOUT_MS = 15_000
_BEGIN = "sqlite_begin"
SQLITE_OPTIONS = frozenset({"timeout", "isolation_level", "detect_types", "check_same_thread", "cached_statements"})


def open_database(url: str, **options: Any) -> Engine:
    """The engine of an address such as ``sqlite:///plan.db`` or ``postgresql://user@host/name``.

    Raises ``ParameterError`` for an address that is none, or a database that is not supported.
    """
    try:
        address = make_url(url)
        _refuse_unknown_options(url, address)
        if address.get_backend_name() not in ("sqlite", "postgresql"):
            raise ParameterError(
                f"the database {address.get_backend_name()} is not supported; use sqlite or postgresql"
            )
        if address.drivername == "postgresql":
            address = address.set(drivername="postgresql+psycopg")
        engine = create_engine(address, **_defaults(address.get_backend_name()) | options)
    except (ArgumentError, NoSuchModuleError) as error:
        raise ParameterError(f"not a database address: {error}") from None
    except ImportError as error:
        raise DatabaseError(
            f"the driver of this database is missing ({error}); install optimization-engine[postgresql]"
        ) from None
    if engine.dialect.name == "sqlite":
        event.listen(engine, "do_connect", _make_private)
        event.listen(engine, "connect", _set_up_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    return engine


def for_writing(engine: Engine) -> Engine:
    """The same engine, whose transactions on SQLite take the write lock at once.

    A transaction that reads first and writes later would fail, not wait, when another one wrote in between.
    """
    return engine.execution_options(**{_BEGIN: "BEGIN IMMEDIATE"})


def _defaults(backend: str) -> dict[str, Any]:
    return {"pool_pre_ping": True} if backend == "postgresql" else {"connect_args": {"check_same_thread": False}}


def _refuse_unknown_options(url: str, address: URL) -> None:
    """What stands after a question mark is no part of a file's name; another file than the one meant would be made."""
    if address.get_backend_name() != "sqlite" or "?" not in url or "uri" in address.query:
        return
    if not address.query or not SQLITE_OPTIONS.issuperset(address.query):
        raise ParameterError(
            f"not a database address: what follows the ? in {url[:200]!r} is no option of SQLite; "
            "a file whose name has a ? has to be renamed"
        )


def _make_private(_: Any, __: Any, arguments: Any, options: Any) -> None:
    """Make a new file for its owner alone, since it will hold people's plans; one that is there stays as it is."""
    file = arguments[0] if arguments else options.get("database", "")
    if file and file != ":memory:" and not options.get("uri"):
        if not os.path.isdir(folder := os.path.dirname(os.path.abspath(file))):
            raise ParameterError(
                f"there is no folder {folder} for the database {os.path.basename(file)}; make it first"
            )
        if os.path.isdir(file):
            raise ParameterError(f"{file} is a folder, no database; give a file in it")
        with suppress(OSError):  # SQLite says what is wrong
            os.close(os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))


def _set_up_sqlite(connection: Any, _: Any) -> None:
    connection.isolation_level = None
    connection.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}")
    _write_ahead(connection)
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute("PRAGMA foreign_keys = ON")


def _write_ahead(connection: Any) -> None:
    """Switch to the write-ahead log; SQLite itself does not wait where another process switches at the same moment."""
    deadline = time.monotonic() + BUSY_TIMEOUT_MS / 1000
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > deadline:
                raise
            time.sleep(0.01)
        else:
            return


def _begin_sqlite(connection: Connection) -> None:
    locking = connection.get_execution_options().get(_BEGIN)
    if locking:
        connection.exec_driver_sql(locking)
    else:  # takes no lock yet, so that nothing can fail that would have to be translated
        driver: Any = connection.connection.dbapi_connection
        driver.execute("BEGIN")
