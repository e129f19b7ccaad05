"""Servers that are killed, alone or with their workers: whoever was answered finds one run, with one result."""

from __future__ import annotations

import os
import random
import socket
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path

import httpx
import psutil
import pytest

from domain.storage.run import RunStatus
from graphql_api.transport.relay.ids import encode_id
from persistence.unit_of_work import SqlStorage, open_storage
from tests.persistence.run_queue.run_queues import ROOT, gone, until

pytestmark = [pytest.mark.solver, pytest.mark.slow]

KILLS = int(os.environ.get("OPTENGINE_TEST_KILLS", "4"))
"""How often a server is killed, every other time with its workers; ``OPTENGINE_TEST_KILLS=20`` for a thorough look."""
RUNS_A_KILL = 2
CANDIDATES = [f"{team}-{number:02}" for team in ("CHK", "SRC") for number in range(1, 9)]
START = """mutation ($input: RunStartInput!) { runStart(input: $input) {
  ... on RunStarted { runs { runId } } ... on MutationFailed { errors { message } } } }"""


class Served:
    """`optengine serve` with one worker, over the sample organisation, always at the same address."""

    def __init__(self, folder: Path) -> None:
        self.database = f"sqlite:///{folder / 'plan.db'}"
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


def _outcomes(storage: SqlStorage) -> dict[str, tuple[RunStatus, int, int]]:
    """Of every stored run: how it ended, and how many solves and portfolios it has."""
    found = {}
    with storage.reading() as uow:
        portfolios = [portfolio.optimization_run_id for portfolio in uow.portfolios.all()]
        for run in uow.runs.newest(limit=10_000):
            solves = [step for step in uow.runs.steps(run.run_id) if step.name == "solve"]
            found[run.run_id] = run.status, len(solves), portfolios.count(run.id)
    return found


def test_servers_killed_at_random_moments_lose_no_run_that_they_accepted(tmp_path: Path) -> None:
    moments, served, left = random.Random(11), Served(tmp_path), []
    try:
        with open_storage(served.database) as storage:
            with storage.reading() as uow:
                scenario = uow.scenarios.by_name("First half of 2026")
            assert scenario is not None
            planner = Planner(served.url, scenario.id, RUNS_A_KILL * KILLS)
            for number in range(KILLS):
                served.start()
                if moments.random() < 0.8:  # else it may die while it starts
                    until(served.answers)
                time.sleep(moments.uniform(0.0, 2.0))
                left += served.kill(with_workers=number % 2 == 1)
            served.start()
            until(planner.answered, 120)
            until(lambda: all(status.is_final for status, _, _ in _outcomes(storage).values()), 40 * KILLS)
            outcomes = _outcomes(storage)
        until(lambda: gone(left), 30)
        assert outcomes == dict.fromkeys(planner.accepted.values(), (RunStatus.SUCCESS, 1, 1))
        assert len(outcomes) == RUNS_A_KILL * KILLS
        left += served.processes()
        served.end()
        until(lambda: gone(left), 30)
        assert "Traceback" not in served.said()
    finally:
        for process in [*served.processes(), *left]:
            with suppress(psutil.NoSuchProcess):
                process.kill()
