"""Who may call itself by an executor id, and who inherits the runs of a worker that is gone."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from sqlalchemy import Engine

from domain.errors import ConflictingStateError, ParameterError
from persistence.run_queue.address import queue_url
from persistence.run_queue.client import prepare_queue
from persistence.run_queue.locks import break_lock
from persistence.run_queue.membership import Membership, Patience
from tests.databases import POSTGRESQL, SQLITE, fresh_database
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


def test_the_queue_of_a_file_is_a_file_beside_it() -> None:
    assert queue_url("sqlite:///data/plan.db").database == "data/plan.queue.db"
    assert str(queue_url("postgresql+psycopg://a@b/c")) == "postgresql://a@b/c"
    for url in ("sqlite://", "sqlite:///:memory:", "no address"):
        with pytest.raises(ParameterError):
            queue_url(url)
