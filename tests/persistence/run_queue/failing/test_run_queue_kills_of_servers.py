"""A fleet whose servers, workers and solvers are killed: whoever was answered finds one run, with one result."""

from __future__ import annotations

import os
import random
import time
from contextlib import suppress
from pathlib import Path

import psutil
import pytest

from domain.storage.run import RunStatus
from graphql_api.changes.query import ORDER as CHANGES
from graphql_api.transport.relay.cursors import encode_cursor
from graphql_api.transport.relay.ids import encode_id
from persistence.unit_of_work import SqlStorage, open_storage
from tests.databases import POSTGRESQL, SQLITE, fresh_database
from tests.persistence.run_queue.failing.fleet import Fleet
from tests.persistence.run_queue.failing.planners import Dragger, Follower, Planner
from tests.persistence.run_queue.run_queues import until

pytestmark = [pytest.mark.solver, pytest.mark.slow]

KILLS = int(os.environ.get("OPTENGINE_TEST_KILLS", "3"))
"""How many processes of the fleet are killed; ``OPTENGINE_TEST_KILLS=150`` for a thorough look."""
RUNS_A_KILL = 2
SECONDS_TO_START = 300.0
SEED = int(os.environ.get("OPTENGINE_TEST_SEED", "11"))


def _outcomes(storage: SqlStorage) -> dict[str, tuple[RunStatus, int, int]]:
    """Of every stored run: how it ended, and how many solves and portfolios it has."""
    found = {}
    with storage.reading() as uow:
        portfolios = [portfolio.optimization_run_id for portfolio in uow.portfolios.all()]
        for run in uow.runs.newest(limit=10_000):
            solves = [step for step in uow.runs.steps(run.run_id) if step.name == "solve"]
            found[run.run_id] = run.status, len(solves), portfolios.count(run.id)
    return found


def _all_are_final(storage: SqlStorage) -> bool:
    with storage.reading() as uow:
        return all(run.status.is_final for run in uow.runs.newest(limit=10_000))


@pytest.mark.parametrize("kind", [SQLITE, POSTGRESQL])
def test_a_fleet_killed_at_random_moments_loses_no_run_that_it_accepted(tmp_path: Path, kind: str) -> None:
    """With a live session open and edited all the time, and somebody who follows every run through all of it."""
    moments = random.Random(SEED)
    with fresh_database(kind) as engine:
        fleet = Fleet(tmp_path, engine.url.set(drivername=kind).render_as_string(hide_password=False))
        try:
            with open_storage(fleet.database) as storage:
                _kill_under_load(fleet, storage, moments, kind)
            fleet.end()
            assert "Traceback" not in fleet.said()
        finally:
            for process in [*fleet.processes(), *fleet.left]:
                with suppress(psutil.NoSuchProcess):
                    process.kill()


def _kill_under_load(fleet: Fleet, storage: SqlStorage, moments: random.Random, kind: str) -> None:
    with storage.reading() as uow:
        scenario, newest = uow.scenarios.by_name("First half of 2026"), uow.changes.bounds().newest
    assert scenario is not None
    fleet.start()
    planner = Planner(fleet.urls, scenario.id)
    follower = Follower(fleet.urls, encode_cursor(CHANGES, [newest]))
    dragger = Dragger(fleet.urls, scenario.id)
    for _ in range(KILLS):
        if moments.random() < 0.4:  # else something may die while it starts
            until(fleet.answers, SECONDS_TO_START)
        planner.may_start.release(RUNS_A_KILL)
        time.sleep(moments.uniform(0.0, 2.0))
        fleet.kill_at_random(moments)
    until(fleet.answers, SECONDS_TO_START)
    until(lambda: len(planner.accepted) == RUNS_A_KILL * KILLS, SECONDS_TO_START)
    planner.end()
    until(lambda: _all_are_final(storage), SECONDS_TO_START + 10 * KILLS)
    outcomes = _outcomes(storage)
    answered = dragger.last_answers
    until(lambda: dragger.last_answers > answered, SECONDS_TO_START)
    ends = {encode_id("Run", run_id) for run_id in outcomes}
    until(lambda: len({each for each, action in follower.told if action == "UPDATED"}) == len(ends), 60)
    follower.end()
    dragger.end()
    print(
        f"{kind}: {sum(fleet.kills.values())} kills ({dict(fleet.kills)}), {len(outcomes)} runs, "
        f"{planner.unanswered} requests sent again, {follower.cuts} cuts of the stream, "
        f"{dragger.opened} sessions, {dragger.edits} edits, {dragger.last_answers} last answers"
    )
    assert outcomes == dict.fromkeys(planner.accepted.values(), (RunStatus.SUCCESS, 1, 1))
    assert sorted(each for each, action in follower.told if action == "CREATED") == sorted(ends)
    assert {each for each, action in follower.told if action == "UPDATED"} == ends
