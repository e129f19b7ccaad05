"""A database that is locked, away or none at all: what is said of it, and that it passes."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from sqlalchemy.exc import OperationalError

from domain.errors import DatabaseError, DatabaseNotReadyError, DatabaseUnavailableError
from graphql_api.app import create_app
from graphql_api.schema import build_schema
from graphql_api.services import Services
from graphql_api.transport.auth.gate import TokenGate
from graphql_api.transport.auth.stored_tokens import StoredTokens
from migrations import commands
from persistence.database import connection
from persistence.database.statements import database_error
from persistence.unit_of_work import SqlStorage, SystemClock, open_storage
from solvers.plugins.registry import SolverRegistry
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
