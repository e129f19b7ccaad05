"""Small reads in the thread that asks: the same answers, never for long, and what is not small is left to others."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from domain.errors import NotFoundError
from migrations import commands
from persistence.database.at_once import LATER, LONGEST, MOST_STEPS, STEPS
from persistence.database.pages import SortKey
from persistence.initiatives.listing import COLUMNS, InitiativeFilter, initiatives
from persistence.unit_of_work import SqlStorage, SqlUnitOfWork, open_storage
from tests.databases import POSTGRESQL, fresh_database
from tests.persistence.records import initiative_record

ROWS = 40


@pytest.fixture(scope="module")
def stored(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SqlStorage]:
    """A database with some initiatives, which has been read once."""
    with open_storage(f"sqlite:///{tmp_path_factory.mktemp('at_once') / 'plan.db'}") as storage:
        commands.upgrade(storage.engine)
        with storage.writing() as uow:
            uow.initiatives.save(initiative_record(f"I-{n:02}", value=n % 7, market=f"M{n % 3}") for n in range(ROWS))
        storage.read_and_prepare(_count)
        yield storage


def _count(uow: SqlUnitOfWork) -> int:
    return initiatives(InitiativeFilter()).count(uow.connection)


def _counting(steps: int) -> Callable[[SqlUnitOfWork], int]:
    """A read that takes some steps, each of a few instructions."""
    rows = f"WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < {steps})"
    return lambda uow: int(uow.connection.execute(text(f"{rows} SELECT count(*) FROM n")).scalar_one())


LONG = 10 * STEPS * MOST_STEPS
_long = _counting(LONG)


def _free(storage: SqlStorage) -> bool:
    """Whether nobody reads: only then is all of the log taken over."""
    other = sqlite3.connect(str(storage.engine.url.database))
    try:
        return bool(other.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0] == 0)
    finally:
        other.close()


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    wanted=st.builds(
        InitiativeFilter,
        markets=st.none() | st.lists(st.sampled_from(["M0", "M1", "M9"]), max_size=2).map(tuple),
        search=st.none() | st.sampled_from(["1", "i-2", "%", "none"]),
    ),
    column=st.sampled_from([COLUMNS.initiative_key, COLUMNS.market, COLUMNS.engineering_tokens]),
    limit=st.integers(0, 25),
    way=st.tuples(st.booleans(), st.booleans()),
)
def test_what_is_found_at_once_is_what_a_thread_finds(
    stored: SqlStorage, wanted: InitiativeFilter, column: Any, limit: int, way: tuple[bool, bool]
) -> None:
    keys = (SortKey(column, way[0]), SortKey(COLUMNS.initiative_key))

    def job(uow: SqlUnitOfWork) -> Any:
        return initiatives(wanted).page(uow.connection, keys, limit=limit, backward=way[1]), _count(uow)

    assert stored.read_at_once(job) == stored.read(job)


def test_what_was_stored_a_moment_ago_is_found_and_nothing_stays_open(stored: SqlStorage) -> None:
    for number in range(3):
        with stored.writing() as uow:
            uow.initiatives.save([initiative_record(f"N-{number}")])
        assert stored.read_at_once(_count) == stored.read(_count)
        assert _free(stored)


def test_what_takes_long_is_given_up_and_what_follows_is_found(stored: SqlStorage) -> None:
    for _ in range(3):
        assert stored.read_at_once(_long) is LATER
        assert _free(stored)
        assert stored.read_at_once(_count) == stored.read(_count)
    assert stored.read(_long) == LONG


def test_the_work_of_earlier_reads_is_not_counted(stored: SqlStorage) -> None:
    steps = STEPS * MOST_STEPS // 40
    for _ in range(100):
        assert stored.read_at_once(_counting(steps)) == steps


def test_long_values_are_left_to_a_thread(stored: SqlStorage) -> None:
    for size, expected in ((LONGEST - 100, True), (LONGEST + 1, False)):
        with stored.writing() as uow:
            uow.initiatives.save([initiative_record("L-1", title="x" * size)])

        def job(uow: SqlUnitOfWork) -> Any:
            return initiatives(InitiativeFilter()).among(uow.connection, COLUMNS.initiative_key, ["L-1"])

        assert (stored.read_at_once(job) == stored.read(job)) is expected
        assert (stored.read_at_once(job) is LATER) is not expected


def test_nothing_can_be_written(stored: SqlStorage) -> None:
    before = stored.read(_count)
    deletion = text("DELETE FROM initiatives")
    assert stored.read_at_once(lambda uow: uow.connection.execute(deletion).rowcount) is LATER
    assert stored.read(_count) == before


def test_what_is_wrong_is_left_to_be_told_by_a_thread(stored: SqlStorage) -> None:
    def job(_: SqlUnitOfWork) -> int:
        raise NotFoundError("portfolio", 1)

    assert stored.read_at_once(job) is LATER
    with pytest.raises(NotFoundError):
        stored.read_and_prepare(job)
    assert _free(stored)


def test_a_locked_file_is_not_waited_for(stored: SqlStorage) -> None:
    other = sqlite3.connect(str(stored.engine.url.database), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    assert stored.read_at_once(_count) == stored.read(_count), "a writer keeps nobody from reading"
    other.execute("ROLLBACK")
    stored.close()
    other.execute("PRAGMA locking_mode = EXCLUSIVE")
    other.execute("PRAGMA journal_mode = DELETE")
    other.execute("BEGIN EXCLUSIVE")
    assert stored.read_at_once(_count) is LATER
    other.close()
    assert stored.read_and_prepare(_count) == stored.read_at_once(_count)


def test_only_one_reads_at_a_time(stored: SqlStorage) -> None:
    reached, ended = threading.Event(), threading.Event()

    def job(uow: SqlUnitOfWork) -> int:
        reached.set()
        assert ended.wait(30)
        return _count(uow)

    with ThreadPoolExecutor(1) as threads:
        first = threads.submit(stored.read_at_once, job)
        assert reached.wait(30)
        assert stored.read_at_once(_count) is LATER
        ended.set()
        assert first.result() == stored.read_at_once(_count)


def test_after_the_end_it_is_opened_anew(stored: SqlStorage) -> None:
    stored.close()
    assert stored.read_at_once(_count) is LATER
    stored.read_and_prepare(_count)
    assert stored.read_at_once(_count) == stored.read(_count)


def test_only_files_of_sqlite_are_read_at_once(tmp_path: Path) -> None:
    with fresh_database(POSTGRESQL) as engine:
        commands.upgrade(engine)
        storage = SqlStorage(engine)
        storage.read_and_prepare(_count)
        assert storage.read_at_once(_count) is LATER
    with open_storage("sqlite://") as storage:
        assert storage.read_and_prepare(lambda _: 1) == 1
        assert storage.read_at_once(lambda _: 1) is LATER
