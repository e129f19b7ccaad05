"""A database that goes away and comes back: clients are told to try again, and everything goes on by itself."""

from __future__ import annotations

import os
import time

import httpx
import pytest

from domain.storage.run import RunStatus
from graphql_api.app import create_app
from graphql_api.schema import build_schema
from graphql_api.services import Services
from tests.databases import own_postgresql
from tests.graphql_api.server import serving
from tests.graphql_api.transport.http.test_websocket import hear, opened, subscribe
from tests.persistence.run_queue.run_queues import Bench, bench_on, gone, solvers_of, until

AWAY_SECONDS = float(os.environ.get("OPTENGINE_TEST_OUTAGE", "4"))
"""How long it is away: longer than a worker goes on without its queue; ``OPTENGINE_TEST_OUTAGE=30`` for a long one."""
FOLLOW = "subscription { changes(kinds: [RUN]) { changes { action } } }"
pytestmark = [pytest.mark.solver, pytest.mark.slow]
COUNT = {"query": "{ scenarios { totalCount } }"}


def _is_answered(url: str) -> bool:
    return "errors" not in httpx.post(f"{url}/graphql", json=COUNT, timeout=30).json()


def _worker_is_back(made: Bench) -> bool:
    stdout = made.workers["one"].stdout
    return stdout is not None and "ready" in stdout.readline()


def test_a_server_and_a_worker_outlive_an_outage_and_lose_no_run() -> None:
    with own_postgresql() as (engine, server), bench_on(engine) as made:
        services = Services(storage=made.storage, runs=made.runs)
        app = create_app(build_schema(), services=services)
        with serving(app) as url, opened(f"{url}/graphql") as socket:
            subscribe(socket, FOLLOW)
            assert hear(socket)["payload"]["data"]["changes"]["changes"] == []
            worker = made.worker("one", IMPATIENT="1")
            run_id = made.start(4)
            made.executing(run_id)
            solvers = solvers_of(worker)
            server.stop()
            refused = httpx.post(f"{url}/graphql", json=COUNT, timeout=30)
            assert refused.json()["errors"][0]["extensions"]["code"] == "UNAVAILABLE"
            assert refused.status_code == 503
            assert int(refused.headers["retry-after"]) > 0
            time.sleep(AWAY_SECONDS)
            refused = httpx.post(f"{url}/graphql", json=COUNT, timeout=30)
            assert refused.status_code == 503
            until(lambda: gone(solvers), 10)
            assert worker.poll() is None
            server.start()
            until(lambda: _is_answered(url), 20)
            assert _worker_is_back(made)
            assert made.ended(run_id).status is RunStatus.SUCCESS
            assert worker.poll() is None
            told: list[str] = []  # by the same stream, which nobody has opened again
            while told.count("UPDATED") < 2:
                told += [each["action"] for each in hear(socket)["payload"]["data"]["changes"]["changes"]]
            assert told[0] == "CREATED"


def test_a_worker_that_starts_while_the_database_is_away_waits_for_it() -> None:
    with own_postgresql() as (engine, server), bench_on(engine) as made:
        run_id = made.start(0)
        server.stop()
        worker = made.worker("one", wait=False)
        time.sleep(4)
        assert worker.poll() is None
        server.start()
        assert _worker_is_back(made)
        assert made.ended(run_id).status is RunStatus.SUCCESS
