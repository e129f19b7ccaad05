"""Who may call itself by an executor id, and who inherits the runs of a worker that is gone."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from dbos._schemas import SCHEMA_PLACEHOLDER
from sqlalchemy import Engine

from domain.errors import ConflictingStateError, ParameterError
from persistence.run_queue import locks
from persistence.run_queue.address import open_queue_database, queue_url
from persistence.run_queue.client import DbosRunQueue, prepare_queue
from persistence.run_queue.locks import FileLock, break_lock, executor_lock
from persistence.run_queue.membership import Membership, Patience
from persistence.run_queue.polling import poll_sparingly
from tests.databases import POSTGRESQL, SQLITE, fresh_database
from tests.graphql_api.stored import counted
from tests.persistence.run_queue.run_queues import until

QUICK = Patience(beat=0.1, own=0.8, lost=1.5, claim=0.3)


@dataclass
class Members:
    """Memberships of one queue, which end with the test."""

    engine: Engine
    made: list[Membership] = field(default_factory=list)

    def join(self, name: str, beats: bool = True) -> Membership:
        member = Membership(self.engine.url.render_as_string(hide_password=False), name, QUICK)
        self.made.append(member)
        member.claim()
        if beats:
            member.start()
        return member


@pytest.fixture(scope="module", params=[SQLITE, POSTGRESQL])
def database(request: pytest.FixtureRequest) -> Iterator[Engine]:
    with fresh_database(request.param) as engine:
        prepare_queue(engine.url.render_as_string(hide_password=False))
        yield engine


@pytest.fixture
def members(database: Engine) -> Iterator[Members]:
    found = Members(database)
    yield found
    for member in found.made:
        for worker in member.ledger.workers():
            member.ledger.strike(worker.executor_id, worker.session)
        member.close()


def test_an_executor_id_belongs_to_one_process(members: Members) -> None:
    first = members.join("a")
    with pytest.raises(ConflictingStateError, match="executor id 'a' is running"):
        members.join("a")
    first.close()
    members.join("a")


def test_runs_of_a_member_that_left_are_inherited_once(members: Members) -> None:
    gone, heir = members.join("gone"), members.join("heir")
    inherited: list[str] = []
    heir.inherit(inherited.append)
    assert inherited == []
    gone.close()
    heir.inherit(inherited.append)
    heir.inherit(inherited.append)
    assert inherited == ["gone"]


def test_a_member_that_cannot_report_ends_before_others_inherit(members: Members) -> None:
    silent = members.join("silent", beats=False)
    assert not silent.expired
    until(lambda: silent.expired, 3)
    assert [worker.silence < QUICK.lost for worker in silent.ledger.workers()] == [True]


def test_a_member_lives_as_long_as_it_reports(members: Members) -> None:
    alive = members.join("alive")
    time.sleep(2 * QUICK.own)
    assert not alive.expired


def test_a_frozen_member_is_replaced_where_the_server_can_tell(members: Members) -> None:
    if members.engine.dialect.name != "postgresql":
        pytest.skip("a file lock cannot be taken from a process that still exists")
    frozen, heir = members.join("frozen", beats=False), members.join("heir")
    inherited: list[str] = []

    def look() -> bool:
        heir.inherit(inherited.append)
        return inherited == ["frozen"]

    assert until(look, 10) > QUICK.own
    frozen.start()
    until(lambda: frozen.expired, 3)


def test_a_lost_connection_is_made_anew(members: Members) -> None:
    if members.engine.dialect.name != "postgresql":
        pytest.skip("there is no connection to lose")
    member = members.join("a")
    before = member.ledger.workers()[0].backend
    break_lock(members.engine, before)
    until(lambda: member.ledger.workers()[0].backend != before, 5)
    time.sleep(QUICK.own)
    assert not member.expired


def test_lock_files_go_with_their_holders(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'plan.db'}"
    prepare_queue(url)

    def files() -> list[Path]:
        return list(tmp_path.glob("*.lock"))

    first, second = (executor_lock(url, "a", open_queue_database(url)) for _ in range(2))
    assert first.acquire()
    assert not second.acquire()
    assert len(files()) == 1
    first.release()
    assert not files()
    assert second.acquire()
    assert not first.acquire()
    second.release()


def test_a_lock_whose_file_was_removed_meanwhile_is_taken_on_the_new_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "one.lock"
    holder, late, third = FileLock(path), FileLock(path), FileLock(path)
    assert holder.acquire()
    take = locks._lock

    def let_go_first(file: int) -> None:
        monkeypatch.setattr(locks, "_lock", take)
        holder.release()
        take(file)

    monkeypatch.setattr(locks, "_lock", let_go_first)
    assert late.acquire()
    assert path.exists()
    assert not third.acquire()


def test_an_idle_worker_does_not_ask_for_work_that_cannot_have_come(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'plan.db'}"
    asked: list[str] = []

    def scopes(name: str) -> list[None]:
        asked.append(name)
        return [None]

    queue = DbosRunQueue(url)
    queue.workers()  # which sets the queue up
    dbos: Any = SimpleNamespace(
        _sys_db=SimpleNamespace(get_queue=lambda name: SimpleNamespace(), dequeue_scopes=scopes)
    )
    poll_sparingly(dbos, {"runs": 3}, url)
    assert dbos._sys_db.get_queue("runs")._worker_concurrency == 3
    assert [dbos._sys_db.dequeue_scopes("runs") for _ in range(5)] == [[]] * 5
    queue.enqueue("a")
    assert [dbos._sys_db.dequeue_scopes("runs") for _ in range(2)] == [[None]] * 2
    assert dbos._sys_db.dequeue_scopes("jobs") == []
    queue.cancel("a")
    assert dbos._sys_db.dequeue_scopes("runs") == []
    assert asked == ["runs", "runs"]
    queue.close()


def test_an_idle_worker_looks_into_postgresql_now_and_then_and_asks_once_something_waits() -> None:
    with fresh_database(POSTGRESQL) as engine:
        url = engine.url.render_as_string(hide_password=False)
        queue = DbosRunQueue(url)
        queue.workers()
        own = engine.execution_options(schema_translate_map={SCHEMA_PLACEHOLDER: "dbos"})
        system = SimpleNamespace(get_queue=None, dequeue_scopes=lambda name: [None], engine=own)
        dbos: Any = SimpleNamespace(_sys_db=system)
        poll_sparingly(dbos, {}, url)
        with counted(engine) as statements:
            assert [system.dequeue_scopes("runs") for _ in range(100)] == [[]] * 100
        assert len(statements) < 50
        queue.enqueue("a")
        until(lambda: system.dequeue_scopes("runs") == [None], 10)
        assert system.dequeue_scopes("runs") == [None]  # without a rest, as long as something waits
        assert system.dequeue_scopes("jobs") == []
        queue.close()


def test_the_queue_of_a_file_is_a_file_beside_it() -> None:
    assert queue_url("sqlite:///data/plan.db").database == "data/plan.queue.db"
    assert str(queue_url("postgresql+psycopg://a@b/c")) == "postgresql://a@b/c"
    for url in ("sqlite://", "sqlite:///:memory:", "no address"):
        with pytest.raises(ParameterError):
            queue_url(url)
