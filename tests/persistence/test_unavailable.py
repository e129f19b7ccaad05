"""A database that is locked, away or none at all: what is said of it, and that it passes."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from sqlalchemy.exc import OperationalError

from domain.errors import DatabaseError, DatabaseNotReadyError, DatabaseUnavailableError, ParameterError
from graphql_api.app import THREADS, create_app
from graphql_api.schema import build_schema
from graphql_api.services import Services
from graphql_api.transport.auth.gate import TokenGate
from graphql_api.transport.auth.stored_tokens import StoredTokens
from migrations import commands
from persistence import unit_of_work
from persistence.database import connection
from persistence.database.connection import open_database
from persistence.database.statements import database_error
from persistence.unit_of_work import SqlStorage, SystemClock, open_storage
from solvers.plugins.registry import SolverRegistry
from tests.databases import POSTGRESQL, fresh_database
from tests.graphql_api.server import serving

CREATE = """mutation { scenarioCreate(input: {name: "S", periodKey: "2026-Q1", objectiveMode: NORTH_STAR}) {
  __typename ... on MutationFailed { errors { message } } } }"""


@pytest.fixture
def storage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[SqlStorage]:
    monkeypatch.setattr(connection, "BUSY_TIMEOUT_MS", 50)
    with open_storage(f"sqlite:///{tmp_path / 'plan.db'}") as storage:
        commands.upgrade(storage.engine)
        yield storage


@contextmanager
def locked(storage: SqlStorage) -> Iterator[None]:
    other = sqlite3.connect(str(storage.engine.url.database), isolation_level=None)
    try:
        other.execute("BEGIN IMMEDIATE")
        yield
    finally:
        other.close()


def test_a_locked_database_is_said_by_its_name_and_passes(storage: SqlStorage) -> None:
    with locked(storage), pytest.raises(DatabaseUnavailableError, match=r"plan\.db is locked"), storage.writing():
        pass
    with storage.writing() as uow:
        assert uow.scenarios.by_name("none") is None


def test_a_file_that_is_no_database_is_said(tmp_path: Path) -> None:
    (tmp_path / "text.db").write_text("hello, world\n" * 100)
    refused = pytest.raises(DatabaseNotReadyError, match=r"text\.db is a file that is no SQLite database")
    with open_storage(f"sqlite:///{tmp_path / 'text.db'}") as storage, refused as caught:
        commands.require_head(storage.engine)
    assert "sqlalche.me" not in str(caught.value)


class Refusal(Exception):
    sqlstate: str | None = None


@pytest.mark.parametrize(
    ("state", "kind"),
    [
        (None, DatabaseUnavailableError),
        ("08006", DatabaseUnavailableError),
        ("53100", DatabaseUnavailableError),
        ("57P01", DatabaseUnavailableError),
        ("25006", DatabaseUnavailableError),
        ("42P01", DatabaseError),
        ("28P01", DatabaseError),
    ],
)
def test_what_postgresql_says_is_told_apart(state: str | None, kind: type[DatabaseError]) -> None:
    cause = Refusal("refused")
    cause.sqlstate = state
    assert type(database_error(OperationalError("SELECT 1", {}, cause), "it")) is kind


def test_the_api_says_when_to_try_again(storage: SqlStorage) -> None:
    services = Services(solvers=SolverRegistry(), storage=storage)
    with serving(create_app(build_schema(), services=services)) as url:
        with locked(storage):
            answer = httpx.post(f"{url}/graphql", json={"query": CREATE}, timeout=30)
            assert answer.json()["errors"][0]["extensions"] == {"code": "UNAVAILABLE", "retryAfterSeconds": 5}
            assert (answer.status_code, answer.headers["retry-after"]) == (503, "5")
            assert "plan.db" not in answer.text
            assert httpx.post(f"{url}/graphql", json={"query": "{ scenarios { totalCount } }"}).status_code == 200
        assert httpx.post(f"{url}/graphql", json={"query": CREATE}).json()["data"]


def test_reads_are_answered_while_more_writes_wait_for_a_lock_than_there_are_threads(
    storage: SqlStorage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "BUSY_TIMEOUT_MS", 60_000)
    services = Services(solvers=SolverRegistry(), storage=SqlStorage(open_database(str(storage.engine.url))))
    with serving(create_app(build_schema(), services=services)) as url, ThreadPoolExecutor(2 * THREADS) as threads:

        def create(_: int) -> int:
            return httpx.post(f"{url}/graphql", json={"query": CREATE}, timeout=60).status_code

        with locked(storage):
            waiting = [threads.submit(create, number) for number in range(2 * THREADS)]
            time.sleep(0.5)  # until they wait
            answer = httpx.post(f"{url}/graphql", json={"query": "{ scenarios { totalCount } }"}, timeout=30)
            assert answer.status_code == 200
            assert not any(each.done() for each in waiting)
        assert {each.result() for each in waiting} == {200}


def test_what_cannot_be_stored_is_not_tried_again_for_the_audit_log(
    storage: SqlStorage, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    writing, tried = SqlStorage.writing, []
    monkeypatch.setattr(SqlStorage, "writing", lambda self: tried.append(1) or writing(self))
    services = Services(solvers=SolverRegistry(), storage=storage)
    with serving(create_app(build_schema(), services=services)) as url, locked(storage):
        assert httpx.post(f"{url}/graphql", json={"query": CREATE}, timeout=30).status_code == 503
    assert len(tried) == 1
    assert [each.exc_info for each in caplog.records if each.name == "optengine.audit"] == [None]


def test_a_database_that_takes_nothing_is_not_ready(storage: SqlStorage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unit_of_work, "READY_MS", 50)
    storage.require_writable()
    with locked(storage), pytest.raises(DatabaseUnavailableError, match="is locked"):
        storage.require_writable()
    storage.require_writable()


def test_a_database_that_may_only_be_read_is_not_ready() -> None:
    with fresh_database(POSTGRESQL) as engine:
        SqlStorage(engine).require_writable()
        with engine.begin() as connection:
            connection.exec_driver_sql(f"ALTER DATABASE {engine.url.database} SET default_transaction_read_only = on")
        engine.dispose()
        with pytest.raises(DatabaseUnavailableError, match="may only be read"):
            SqlStorage(engine).require_writable()


def test_a_folder_is_no_database(tmp_path: Path) -> None:
    refused = pytest.raises(ParameterError, match="is a folder, no database; give a file in it")
    with open_storage(f"sqlite:///{tmp_path}") as storage, refused:
        commands.require_head(storage.engine)


def test_a_token_that_cannot_be_looked_up_is_no_wrong_one(storage: SqlStorage, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(_: StoredTokens, __: str) -> None:
        raise DatabaseUnavailableError("away")

    monkeypatch.setattr(StoredTokens, "by_hash", away)
    gate = TokenGate(StoredTokens(storage, SystemClock()), 0)
    with serving(create_app(build_schema(), gate=gate)) as url:
        headers = {"authorization": "Bearer oe_x"}
        answer = httpx.post(f"{url}/graphql", json={"query": "{ __typename }"}, headers=headers)
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "5")
    assert answer.json()["errors"][0]["extensions"]["code"] == "UNAVAILABLE"
