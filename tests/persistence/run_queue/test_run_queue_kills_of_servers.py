"""Servers that are killed, alone or with their workers: whoever was answered finds one run, with one result."""

from __future__ import annotations

import json
import os
import random
import socket
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

import httpx
import psutil
import pytest
from websockets.exceptions import ConnectionClosed, InvalidHandshake

from domain.storage.run import RunStatus
from graphql_api.changes.query import ORDER as CHANGES
from graphql_api.transport.relay.cursors import encode_cursor
from graphql_api.transport.relay.ids import encode_id
from persistence.unit_of_work import SqlStorage, open_storage
from tests.databases import POSTGRESQL, SQLITE, fresh_database
from tests.graphql_api.transport.test_websocket import hear, opened, subscribe
from tests.persistence.run_queue.run_queues import ROOT, gone, until

pytestmark = [pytest.mark.solver, pytest.mark.slow]

KILLS = int(os.environ.get("OPTENGINE_TEST_KILLS", "2"))
"""How often a server is killed, every other time with its workers; ``OPTENGINE_TEST_KILLS=20`` for a thorough look."""
RUNS_A_KILL = 2
SEED = int(os.environ.get("OPTENGINE_TEST_SEED", "11"))
SECONDS_FOR_A_SOLVER = 15.0
CANDIDATES = [f"{team}-{number:02}" for team in ("CHK", "SRC") for number in range(1, 9)]
FOLLOW = """subscription ($since: String) {
  changes(since: $since, kinds: [RUN]) { cursor missed changes { id action } } }"""
OPEN = "mutation ($input: SessionOpenInput!) { sessionOpen(input: $input) { ... on SessionOpened { id } } }"
EDIT = "mutation ($input: SessionEditInput!) { sessionEdit(input: $input) { ... on SessionEdited { newestSeq } } }"
ANSWERS = "subscription ($id: ID!) { sessionAnswers(id: $id) { seq isFinal } }"
START = """mutation ($input: RunStartInput!) { runStart(input: $input) {
  ... on RunStarted { runs { runId } } ... on MutationFailed { errors { message } } } }"""


class Served:
    """`optengine serve` with one worker, over the sample organisation, always at the same address."""

    def __init__(self, folder: Path, database: str) -> None:
        self.database = database
        self._log = folder / "log"
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self._port = int(free.getsockname()[1])
        self.url = f"http://127.0.0.1:{self._port}"
        for step in ("upgrade", "seed"):
            self._optengine("db", step).wait(60)
        self._server: subprocess.Popen[bytes] | None = None

    def _optengine(self, *argv: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "cli.main", *argv, "--database", self.database]
        with self._log.open("ab") as log:
            return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=log)

    def start(self) -> None:
        self._server = self._optengine("serve", "--port", str(self._port))

    def answers(self) -> bool:
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self._port)) == 0

    def processes(self) -> list[psutil.Process]:
        """The server, its workers and their solvers."""
        if self._server is None:
            return []
        with suppress(psutil.NoSuchProcess):
            server = psutil.Process(self._server.pid)
            return [server, *server.children(recursive=True)]
        return []

    def kill(self, with_workers: bool) -> list[psutil.Process]:
        """Kill the server, and its workers at the same moment; what belonged to them, which has to go by itself."""
        assert self._server is not None
        all_of_it = self.processes()
        for process in all_of_it:
            with suppress(psutil.NoSuchProcess):
                if process.pid == self._server.pid or (with_workers and "worker" in process.cmdline()):
                    process.kill()
        self._server.wait()
        return all_of_it

    def kill_live_solver(self, seconds: float) -> bool:
        """Kill a solver of the live sessions, which are the server's own, once there is one; whether there was."""
        until_moment = time.monotonic() + seconds
        while time.monotonic() < until_moment:
            for process in self.processes()[1:]:
                with suppress(psutil.NoSuchProcess):
                    if "worker_main" in " ".join(process.cmdline()) and process.ppid() == self._server_pid:
                        process.kill()
                        return True
            time.sleep(0.05)
        return False

    @property
    def _server_pid(self) -> int:
        return 0 if self._server is None else self._server.pid

    def end(self) -> None:
        if self._server is not None:
            self._server.terminate()
            self._server.wait(60)

    def said(self) -> str:
        return self._log.read_text("utf-8", errors="replace")


class Planner:
    """Sends requests until each is answered, as a client does that was told to: the same key again after an error."""

    def __init__(self, url: str, scenario_id: int, count: int) -> None:
        self._url = f"{url}/graphql"
        self._scenario = encode_id("Scenario", scenario_id)
        self._count = count
        self._moments = random.Random(23)
        self.accepted: dict[str, str] = {}
        self.unanswered = 0
        self._thread = threading.Thread(target=self._ask_all, daemon=True)
        self._thread.start()

    def answered(self) -> bool:
        return not self._thread.is_alive()

    def _ask_all(self) -> None:
        with httpx.Client(timeout=10) as client:
            for number in range(self._count):
                key = f"request {number}"
                while key not in self.accepted:
                    time.sleep(self._moments.uniform(0.05, 0.6))
                    self._ask(client, key)

    def _ask(self, client: httpx.Client, key: str) -> None:
        wanted = {"scenarioId": self._scenario, "initiativeKeys": CANDIDATES, "solvers": ["highs"]}
        wanted["idempotencyKey"] = key
        try:
            answer = client.post(self._url, json={"query": START, "variables": {"input": wanted}})
            self.accepted[key] = answer.json()["data"]["runStart"]["runs"][0]["runId"]
        except httpx.TransportError:
            self.unanswered += 1


class Follower:
    """Follows what becomes of runs by the subscription, and goes on with the last cursor whenever it is cut off."""

    def __init__(self, url: str, cursor: str) -> None:
        self._url, self._cursor = f"{url}/graphql", cursor
        self.told: list[tuple[str, str]] = []
        self.cuts = 0
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._follow, daemon=True)
        self._thread.start()

    def end(self) -> None:
        self._over.set()
        self._thread.join(30)

    def _follow(self) -> None:
        while not self._over.is_set():
            try:
                with opened(self._url) as socket:
                    subscribe(socket, FOLLOW, variables={"since": self._cursor})
                    while not self._over.is_set():
                        with suppress(TimeoutError):
                            self._take(hear(socket))
            except (OSError, ConnectionClosed, InvalidHandshake, AssertionError):
                self.cuts += 1
                time.sleep(0.3)

    def _take(self, message: Any) -> None:
        page = message["payload"]["data"]["changes"]
        assert not page["missed"]
        self.told += [(each["id"], each["action"]) for each in page["changes"]]
        self._cursor = page["cursor"]


class Dragger:
    """Has a live session open and edits it all the time; one that is gone is opened again with its newest draft."""

    def __init__(self, url: str, scenario_id: int) -> None:
        self._url, self._scenario = f"{url}/graphql", encode_id("Scenario", scenario_id)
        self.opened = self.edits = self.last_answers = 0
        self._over = threading.Event()
        self._moments = random.Random(5)
        self._thread = threading.Thread(target=self._drag, daemon=True)
        self._thread.start()

    def end(self) -> None:
        self._over.set()
        self._thread.join(60)

    def _drag(self) -> None:
        while not self._over.is_set():
            try:
                with httpx.Client(timeout=10) as client:
                    self._one_session(client)
            except (httpx.TransportError, OSError, ConnectionClosed, InvalidHandshake, AssertionError, KeyError):
                time.sleep(0.2)

    def _one_session(self, client: httpx.Client) -> None:
        session = self._send(client, OPEN, {"scenarioId": self._scenario})["sessionOpen"]["id"]
        self.opened += 1
        with opened(self._url) as socket:
            subscribe(socket, ANSWERS, variables={"id": session})
            for seq in range(1, 10_000):
                out = self._moments.sample(CANDIDATES, 2)
                self._send(client, EDIT, {"id": session, "seq": seq, "forceOut": out})["sessionEdit"]["newestSeq"]
                self.edits += 1
                until_moment = time.monotonic() + self._moments.uniform(0.1, 3.0)
                while time.monotonic() < until_moment and not self._over.is_set():
                    with suppress(TimeoutError):
                        message = json.loads(socket.recv(timeout=0.1))
                        answer = message["payload"]["data"]["sessionAnswers"]
                        self.last_answers += answer["isFinal"] and answer["seq"] == seq
                if self._over.is_set():
                    return

    def _send(self, client: httpx.Client, query: str, given: dict[str, Any]) -> dict[str, Any]:
        answer = client.post(self._url, json={"query": query, "variables": {"input": given}})
        found: dict[str, Any] = answer.json()["data"]
        return found


def _outcomes(storage: SqlStorage) -> dict[str, tuple[RunStatus, int, int]]:
    """Of every stored run: how it ended, and how many solves and portfolios it has."""
    found = {}
    with storage.reading() as uow:
        portfolios = [portfolio.optimization_run_id for portfolio in uow.portfolios.all()]
        for run in uow.runs.newest(limit=10_000):
            solves = [step for step in uow.runs.steps(run.run_id) if step.name == "solve"]
            found[run.run_id] = run.status, len(solves), portfolios.count(run.id)
    return found


@pytest.mark.parametrize("kind", [SQLITE, POSTGRESQL])
def test_servers_killed_at_random_moments_lose_no_run_that_they_accepted(tmp_path: Path, kind: str) -> None:
    """With a live session open and edited all the time, and somebody who follows every run through all of it."""
    moments, left, solvers = random.Random(SEED), list[psutil.Process](), 0
    with fresh_database(kind) as engine:
        served = Served(tmp_path, engine.url.set(drivername=kind).render_as_string(hide_password=False))
        try:
            with open_storage(served.database) as storage:
                with storage.reading() as uow:
                    scenario, newest = uow.scenarios.by_name("First half of 2026"), uow.changes.bounds().newest
                assert scenario is not None
                planner = Planner(served.url, scenario.id, RUNS_A_KILL * KILLS)
                follower = Follower(served.url, encode_cursor(CHANGES, [newest]))
                dragger = Dragger(served.url, scenario.id)
                for number in range(KILLS):
                    served.start()
                    if moments.random() < 0.8:  # else it may die while it starts
                        until(served.answers)
                    time.sleep(moments.uniform(0.0, 2.0))
                    if number % 2 == 0:
                        solvers += served.kill_live_solver(SECONDS_FOR_A_SOLVER)
                        time.sleep(moments.uniform(0.0, 1.0))
                    left += served.kill(with_workers=number % 2 == 1)
                served.start()
                until(planner.answered, 120)
                until(lambda: all(status.is_final for status, _, _ in _outcomes(storage).values()), 40 * KILLS)
                outcomes = _outcomes(storage)
                answered = dragger.last_answers
                until(lambda: dragger.last_answers > answered, 60)
                ends = {encode_id("Run", run_id) for run_id in outcomes}
                until(lambda: len({each for each, _ in follower.told}) == len(ends), 30)
                follower.end()
                dragger.end()
            until(lambda: gone(left), 30)
            assert outcomes == dict.fromkeys(planner.accepted.values(), (RunStatus.SUCCESS, 1, 1))
            assert len(outcomes) == RUNS_A_KILL * KILLS
            assert sorted(each for each, action in follower.told if action == "CREATED") == sorted(ends)
            assert {each for each, action in follower.told if action == "UPDATED"} == ends
            print(
                f"{kind}: {KILLS} kills of servers and {solvers} of live solvers, {len(outcomes)} runs, "
                f"{planner.unanswered} requests sent again, {follower.cuts} cuts of the stream, "
                f"{dragger.opened} sessions, {dragger.edits} edits, {dragger.last_answers} last answers"
            )
            left += served.processes()
            served.end()
            until(lambda: gone(left), 30)
            assert "Traceback" not in served.said()
        finally:
            for process in [*served.processes(), *left]:
                with suppress(psutil.NoSuchProcess):
                    process.kill()
