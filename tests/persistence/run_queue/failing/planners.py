"""Clients of a fleet: who starts runs, who follows them, who has a live session. Each goes on at another server."""

from __future__ import annotations

import itertools
import json
import random
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import Any

import httpx
from websockets.exceptions import ConnectionClosed, InvalidHandshake

from graphql_api.transport.relay.ids import encode_id
from tests.graphql_api.transport.http.test_websocket import hear, opened, subscribe

CANDIDATES = [f"{team}-{number:02}" for team in ("CHK", "SRC") for number in range(1, 9)]
FOLLOW = """subscription ($since: String) {
  changes(since: $since, kinds: [RUN]) { cursor missed changes { id action } } }"""
OPEN = "mutation ($input: SessionOpenInput!) { sessionOpen(input: $input) { ... on SessionOpened { id } } }"
EDIT = "mutation ($input: SessionEditInput!) { sessionEdit(input: $input) { ... on SessionEdited { newestSeq } } }"
ANSWERS = "subscription ($id: ID!) { sessionAnswers(id: $id) { seq isFinal } }"
START = """mutation ($input: RunStartInput!) { runStart(input: $input) {
  ... on RunStarted { runs { runId } } ... on MutationFailed { errors { message } } } }"""
CUT_OFF = (httpx.TransportError, OSError, ConnectionClosed, InvalidHandshake, AssertionError, KeyError, TypeError)
"""What a client meets whose server is killed, or is being started."""


class Client:
    """A thread that asks one server after the other, as through a proxy, until it is told to end."""

    def __init__(self, urls: Sequence[str], seed: int) -> None:
        self._urls: Iterator[str] = itertools.cycle([f"{url}/graphql" for url in urls])
        self._moments = random.Random(seed)
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._work, daemon=True)
        self._thread.start()

    def end(self) -> None:
        """Tell it to end, and wait until it has."""
        self._over.set()
        self._thread.join(60)
        assert not self._thread.is_alive()

    def _work(self) -> None:
        raise NotImplementedError


class Planner(Client):
    """Starts as many runs as it may, each until it is answered, as a client does that was told to: the same key again
    after an error.
    """

    def __init__(self, urls: Sequence[str], scenario_id: int) -> None:
        self._scenario = encode_id("Scenario", scenario_id)
        self.accepted: dict[str, str] = {}
        self.unanswered = 0
        self.may_start = threading.Semaphore(0)
        super().__init__(urls, 23)

    def _work(self) -> None:
        with httpx.Client(timeout=10) as client:
            for number in itertools.count():
                while not self.may_start.acquire(timeout=0.1):
                    if self._over.is_set():
                        return
                time.sleep(self._moments.uniform(0.0, 0.5))
                key = f"request {number}"
                while key not in self.accepted:
                    self._ask(client, key)

    def _ask(self, client: httpx.Client, key: str) -> None:
        wanted = {"scenarioId": self._scenario, "initiativeKeys": CANDIDATES, "solvers": ["highs"]}
        wanted["idempotencyKey"] = key
        try:
            answer = client.post(next(self._urls), json={"query": START, "variables": {"input": wanted}})
            self.accepted[key] = answer.json()["data"]["runStart"]["runs"][0]["runId"]
        except httpx.TransportError:
            self.unanswered += 1
            time.sleep(0.2)


class Follower(Client):
    """Follows what becomes of runs by the subscription, and goes on with the last cursor whenever it is cut off."""

    def __init__(self, urls: Sequence[str], cursor: str) -> None:
        self._cursor = cursor
        self.told: list[tuple[str, str]] = []
        self.cuts = 0
        super().__init__(urls, 0)

    def _work(self) -> None:
        while not self._over.is_set():
            try:
                with opened(next(self._urls)) as socket:
                    subscribe(socket, FOLLOW, variables={"since": self._cursor})
                    while not self._over.is_set():
                        with suppress(TimeoutError):
                            self._take(hear(socket))
            except CUT_OFF:
                self.cuts += 1
                time.sleep(0.3)

    def _take(self, message: Any) -> None:
        page = message["payload"]["data"]["changes"]
        assert not page["missed"]
        self.told += [(each["id"], each["action"]) for each in page["changes"]]
        self._cursor = page["cursor"]


class Dragger(Client):
    """Has a live session open and edits it all the time; one that is gone is opened again with its newest draft."""

    def __init__(self, urls: Sequence[str], scenario_id: int) -> None:
        self._scenario = encode_id("Scenario", scenario_id)
        self.opened = self.edits = self.last_answers = 0
        super().__init__(urls, 5)

    def _work(self) -> None:
        while not self._over.is_set():
            try:
                with httpx.Client(timeout=10) as client:
                    self._one_session(client, next(self._urls))
            except CUT_OFF:
                time.sleep(0.2)

    def _one_session(self, client: httpx.Client, url: str) -> None:
        session = _sent(client, url, OPEN, {"scenarioId": self._scenario})["sessionOpen"]["id"]
        self.opened += 1
        with opened(url) as socket:
            subscribe(socket, ANSWERS, variables={"id": session})
            for seq in itertools.count(1):
                out = self._moments.sample(CANDIDATES, 2)
                _sent(client, url, EDIT, {"id": session, "seq": seq, "forceOut": out})["sessionEdit"]["newestSeq"]
                self.edits += 1
                until_moment = time.monotonic() + self._moments.uniform(0.1, 3.0)
                while time.monotonic() < until_moment and not self._over.is_set():
                    with suppress(TimeoutError):
                        message = json.loads(socket.recv(timeout=0.1))
                        answer = message["payload"]["data"]["sessionAnswers"]
                        self.last_answers += answer["isFinal"] and answer["seq"] == seq
                if self._over.is_set():
                    return


def _sent(client: httpx.Client, url: str, query: str, given: dict[str, Any]) -> dict[str, Any]:
    answer = client.post(url, json={"query": query, "variables": {"input": given}})
    found: dict[str, Any] = answer.json()["data"]
    return found
