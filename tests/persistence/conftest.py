from collections.abc import Iterator

import pytest

from migrations import commands
from persistence import tables
from persistence.database import for_writing
from persistence.unit_of_work import SqlStorage
from tests.databases import POSTGRESQL, SQLITE, fresh_database


@pytest.fixture(scope="session", params=[SQLITE, POSTGRESQL])
def _migrated(request: pytest.FixtureRequest) -> Iterator[SqlStorage]:
    with fresh_database(request.param) as engine:
        commands.upgrade(engine)
        yield SqlStorage(engine)


@pytest.fixture
def storage(_migrated: SqlStorage) -> Iterator[SqlStorage]:
    """A migrated, empty database of each kind."""
    yield _migrated
    clear(_migrated)


def clear(storage: SqlStorage) -> None:
    with for_writing(storage.engine).begin() as connection:
        for table in reversed(tables.Base.metadata.sorted_tables):
            connection.execute(table.delete())
