"""The subscription and the list of changes over real servers and databases, through cuts and with several servers."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from sqlalchemy import delete

from graphql_api.app import create_app
from graphql_api.changes.feed import PAGE, ChangeFeed
from graphql_api.changes.query import ORDER
from graphql_api.schema import build_schema
from graphql_api.services import Services
from graphql_api.transport.relay.cursors import encode_cursor
from graphql_api.transport.relay.ids import pack
from persistence.tables import Change
from tests.databases import POSTGRESQL, SQLITE
from tests.graphql_api.server import serving
from tests.graphql_api.stored import Api, served
from tests.graphql_api.transport.http.test_websocket import hear, opened, subscribe
from tests.persistence.records import initiative_record

FOLLOW = """subscription ($since: String, $kinds: [ChangedKind!]) {
  changes(since: $since, kinds: $kinds) { cursor missed changes { id kind action } } }"""
LIST = """query ($since: String, $kinds: [ChangedKind!], $first: Int! = 100) {
  changes(since: $since, kinds: $kinds, first: $first) { cursor missed changes { id kind action } } }"""
WANTED = {"periodKey": "2026-Q1", "objectiveMode": "NORTH_STAR"}


@pytest.fixture(params=[SQLITE, POSTGRESQL])
def api(request: pytest.FixtureRequest) -> Iterator[Api]:
    with served(kind=request.param) as api:
        yield api


def _scenario(api: Api, name: str) -> str:
    made = api.change("scenarioCreate", "... on ScenarioSaved { scenario { id } }", name=name, **WANTED)
    found: str = made["scenario"]["id"]
    return found


def _hear(socket: Any) -> dict[str, Any]:
    message = hear(socket)
    assert message["type"] == "next", message
    found: dict[str, Any] = message["payload"]["data"]["changes"]
    return found


def test_changes_are_told_as_they_happen_to_those_who_listen_at_any_server(api: Api) -> None:
    with (
        serving(create_app(build_schema(), services=Services(storage=api.storage))) as other,
        opened(f"{api.url}/graphql") as here,
        opened(f"{other}/graphql") as there,
    ):
        for socket in (here, there):
            subscribe(socket, FOLLOW)
            assert _hear(socket)["changes"] == []
        scenario = _scenario(api, "S")
        rules = api.change("constraintSetCreate", "... on ConstraintSetSaved { constraintSet { id } }", name="R")
        api.change("objectsArchive", "", ids=[rules["constraintSet"]["id"]])
        expected = [
            (scenario, "SCENARIO", "CREATED"),
            (rules["constraintSet"]["id"], "CONSTRAINT_SET", "CREATED"),
            (rules["constraintSet"]["id"], "CONSTRAINT_SET", "ARCHIVED"),
        ]
        for socket in (here, there):
            told: list[tuple[str, ...]] = []
            while len(told) < len(expected):
                told += [(each["id"], each["kind"], each["action"]) for each in _hear(socket)["changes"]]
            assert told == expected


def test_who_is_cut_off_again_and_again_goes_on_with_the_last_cursor_and_misses_nothing(api: Api) -> None:
    cursor = api.ask(LIST)["changes"]["cursor"]
    with ThreadPoolExecutor(4) as many:
        writing = [many.submit(_scenario, api, f"S{number}") for number in range(24)]
        told: list[str] = []
        while len(told) < len(writing):
            with opened(f"{api.url}/graphql") as socket:
                subscribe(socket, FOLLOW, variables={"since": cursor, "kinds": ["SCENARIO"]})
                assert _hear(socket) == {"cursor": cursor, "missed": False, "changes": []}
                page = _hear(socket)
                cursor = page["cursor"]
                told += [each["id"] for each in page["changes"]]
        assert sorted(told) == sorted(each.result() for each in writing)


def test_the_list_is_read_page_by_page_and_its_kinds_are_chosen(api: Api) -> None:
    cursor = api.ask(LIST)["changes"]["cursor"]
    with api.storage.writing() as uow:
        uow.initiatives.save(initiative_record(f"I-{number}") for number in range(5))
    scenario = _scenario(api, "S")
    seen: list[str] = []
    for _ in range(4):
        page = api.ask(LIST, since=cursor, first=2)["changes"]
        cursor = page["cursor"]
        seen += [each["kind"] for each in page["changes"]]
    assert seen == ["INITIATIVE"] * 5 + ["SCENARIO"]
    assert api.ask(LIST, since=cursor)["changes"] == {"cursor": cursor, "missed": False, "changes": []}
    assert [each["id"] for each in _all(api, ["SCENARIO"])] == [scenario]
    assert _all(api, []) == []
    for first in (0, -1, PAGE + 1):
        assert api.reasons(LIST, first=first) == ["BAD_USER_INPUT"]
    for since in ("", "x", "W10", cursor + "A", "9" * 3_000, pack('["changes",null]'), pack('["scenarios","1"]')):
        assert api.reasons(LIST, since=since) == ["INVALID_CURSOR"]


def _all(api: Api, kinds: list[str]) -> list[dict[str, Any]]:
    with api.storage.writing() as uow:
        oldest = uow.changes.bounds().oldest
    found: list[dict[str, Any]] = api.ask(LIST, since=encode_cursor(ORDER, [oldest - 1]), kinds=kinds)["changes"][
        "changes"
    ]
    return found


def test_who_comes_back_too_late_or_from_another_database_is_told_to_read_anew(api: Api) -> None:
    early = api.ask(LIST)["changes"]["cursor"]
    for name in "ABC":
        _scenario(api, name)
    late = api.ask(LIST)["changes"]["cursor"]
    with api.storage.writing() as uow:
        table = Change.__table__
        uow.connection.execute(delete(table).where(table.c.id < uow.changes.bounds().newest))
    assert api.ask(LIST, since=early)["changes"] == {"cursor": late, "missed": True, "changes": []}
    with api.storage.writing() as uow:
        uow.connection.execute(delete(Change.__table__))
    with opened(f"{api.url}/graphql") as socket:
        subscribe(socket, FOLLOW, variables={"since": late})
        assert _hear(socket)["missed"]


def test_listeners_far_behind_and_near_are_told_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("graphql_api.changes.feed.RECENT", 20)
    with served() as api:

        def add(numbers: range) -> None:
            with api.storage.writing() as uow:
                uow.initiatives.save(initiative_record(f"I-{number}") for number in numbers)

        add(range(PAGE + 100))

        async def listen(feed: ChangeFeed, position: int, until: int) -> list[int]:
            seen: list[int] = []
            async for page in feed.listen(position):
                seen += [change.id for change in page]
                await asyncio.sleep(0.01)
                if seen[-1] >= until:
                    break
            return seen

        async def main() -> None:
            feed = ChangeFeed(api.storage, pause=0.01)
            for _ in range(2):
                newest = (await feed.bounds()).newest
                until = newest + 90
                listening = [asyncio.create_task(listen(feed, at, until)) for at in (0, newest - 5, newest)]
                for begin in range(0, 90, 30):
                    await asyncio.to_thread(add, range(newest + begin, newest + begin + 30))
                for at, task in zip((0, newest - 5, newest), listening, strict=True):
                    assert await task == list(range(at + 1, until + 1))

        asyncio.run(asyncio.wait_for(main(), 60))


def test_the_audit_log_names_what_was_purged(api: Api) -> None:
    ids = [_scenario(api, "Old plan")]
    api.change("objectsArchive", "", ids=ids)
    api.change("objectsPurge", "", ids=ids)
    (entry,) = api.ask('{ auditLog(filter: {operations: ["objectsPurge"]}) { nodes { input } } }')["auditLog"]["nodes"]
    assert entry["input"] == {
        "ids": ids,
        "idempotencyKey": None,
        "validateOnly": False,
        "removed": ["Scenario Old plan"],
    }
