from __future__ import annotations

from collections.abc import Iterator

import pytest

from migrations import commands
from persistence import tables
from persistence.database.connection import for_writing
from persistence.unit_of_work import SqlStorage
from tests.databases import POSTGRESQL, SQLITE, fresh_database
from tests.sheets.conftest import google, make_workbook, running_server, server

__all__ = ["google", "make_workbook", "running_server", "server"]


@pytest.fixture(scope="session")
def migrated_file() -> Iterator[SqlStorage]:
    with fresh_database(SQLITE) as engine:
        commands.upgrade(engine)
        yield SqlStorage(engine)


@pytest.fixture
def storage(migrated_file: SqlStorage) -> Iterator[SqlStorage]:
    """An empty database; jobs that work on one kind work on the other, see ``any_storage``."""
    yield migrated_file
    with for_writing(migrated_file.engine).begin() as connection:
        for table in reversed(tables.Base.metadata.sorted_tables):
            connection.execute(table.delete())


@pytest.fixture(params=[SQLITE, POSTGRESQL])
def any_storage(request: pytest.FixtureRequest) -> Iterator[SqlStorage]:
    """An empty database of each kind."""
    with fresh_database(request.param) as engine:
        commands.upgrade(engine)
        yield SqlStorage(engine)
