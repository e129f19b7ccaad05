"""Where the queue of a database is kept, and its names in DBOS."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import URL, Engine, make_url
from sqlalchemy.exc import ArgumentError

from domain.errors import ParameterError
from persistence.database.connection import open_database

APPLICATION = "optengine"
VERSION = "1"
"""Recovery asks for the same version; only a change that makes waiting runs unusable may change it."""
QUEUE = "runs"
JOB_QUEUE = "jobs"
"""Jobs wait for runs: with a queue of their own, they never take the place of what they wait for."""
WORKFLOW = "execute_run"
ACTION_WORKFLOW = "execute_action"
LEDGER_SCHEMA = "optengine_queue"


def queue_url(database_url: str) -> URL:
    """The address of the queue: the same PostgreSQL database, or a file beside the SQLite file.

    A queue that is polled all the time takes the write lock of its SQLite file often, hence a file of its own.
    """
    try:
        address = make_url(database_url)
    except ArgumentError as error:
        raise ParameterError(f"not a database address: {error}") from None
    if address.get_backend_name() != "sqlite":
        return address.set(drivername="postgresql")
    if not address.database or address.database == ":memory:" or address.query.get("mode") == "memory":
        raise ParameterError("runs need a database that other processes can open, not one in memory")
    file = Path(address.database)
    return address.set(database=str(file.with_name(f"{file.stem}.queue{file.suffix}")))


def dbos_url(database_url: str) -> str:
    """The address as DBOS takes it."""
    return queue_url(database_url).render_as_string(hide_password=False)


def open_queue_database(database_url: str) -> Engine:
    """An engine on the queue's own tables."""
    options = {}
    if queue_url(database_url).get_backend_name() == "postgresql":
        options = {"connect_args": {"connect_timeout": 5}, "pool_size": 2}
    engine = open_database(dbos_url(database_url), **options)
    schema = LEDGER_SCHEMA if engine.dialect.name == "postgresql" else None
    return engine.execution_options(schema_translate_map={None: schema})
