"""Workers that are killed: no accepted run is lost, none has two results, no solver is left behind."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time

import psutil
import pytest

from domain.storage.run import RunStatus
from tests.databases import POSTGRESQL, SQLITE
from tests.persistence.run_queue.run_queues import ROOT, Bench, bench, gone, kill, solvers_of, until

pytestmark = [pytest.mark.solver, pytest.mark.slow]

KILLS = int(os.environ.get("OPTENGINE_TEST_KILLS", "5"))
"""How often the worker is killed; ``OPTENGINE_TEST_KILLS=20`` for a thorough look."""


def test_a_worker_killed_at_random_moments_loses_no_run() -> None:
    moments = random.Random(7)
    with bench(SQLITE) as made:
        accepted = [made.start(moments.uniform(0.2, 1.0)) for _ in range(2 * KILLS)]
        left: list[psutil.Process] = []
        for _ in range(KILLS):
            worker = made.worker("one", wait=moments.random() < 0.7)  # else it may die while it starts
            time.sleep(moments.uniform(0.0, 1.5))
            left += solvers_of(worker)
            kill(worker)
        until(lambda: gone(left), 10)
        made.worker("one")
        _all_end_well(made, accepted)


def test_two_workers_killed_in_turn_lose_no_run() -> None:
    moments = random.Random(13)
    with bench(POSTGRESQL) as made:
        accepted = [made.start(moments.uniform(0.2, 1.0)) for _ in range(2 * KILLS)]
        for name in ("one", "two"):
            made.worker(name, wait=False)
        for _ in range(KILLS):
            name = moments.choice(("one", "two"))
            time.sleep(moments.uniform(0.5, 2.5))
            kill(made.workers[name])
            made.worker(name, wait=False)
        _all_end_well(made, accepted)


@pytest.mark.parametrize("kind", [SQLITE, POSTGRESQL])
def test_the_runs_of_a_lost_worker_go_to_the_other_one(kind: str) -> None:
    with bench(kind) as made:
        made.worker("one")
        made.worker("two", slots=1)
        accepted = [made.start(60) for _ in range(3)]
        for run_id in accepted:
            made.executing(run_id)
        victim = made.workers["one"]
        left = solvers_of(victim)
        kill(victim)
        until(lambda: [made.run(run_id).status for run_id in accepted].count(RunStatus.QUEUED) == 2)
        for run_id in accepted:
            made.runs.stop(run_id)  # those that wait now stop as soon as they begin
        _all_end_well(made, accepted)
        assert sorted(made.runs.view(run_id).attempt for run_id in accepted) == [1, 2, 2]
        assert gone(left)
        assert [worker.executor_id for worker in made.queue.workers()] == ["two"]


def test_a_run_that_kills_its_workers_is_given_up() -> None:
    with bench(SQLITE) as made:
        poison = made.start(0, "poison")
        for _ in range(2):
            worker = made.worker("one", attempts=2, wait=False)
            worker.wait(60)
            kill(worker)
        made.worker("one", attempts=2)
        run = made.ended(poison)
        assert run.status is RunStatus.FAILED
        assert "given up after 2 attempts" in (run.error_text or "")
        assert made.runs.view(poison).attempt == 2
        assert made.ended(made.start(0)).status is RunStatus.SUCCESS


def test_a_worker_ends_with_its_parent() -> None:
    program = """
import sys, time
from cli.wiring.runs import spawn_worker
print(spawn_worker(sys.argv[1], "--executor-id", "child").pid, flush=True)
time.sleep(60)
"""
    with bench(SQLITE) as made:
        command = [sys.executable, "-c", program, made.url]
        parent = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
        assert parent.stdout is not None
        worker = psutil.Process(int(parent.stdout.readline()))
        try:
            until(lambda: [each.executor_id for each in made.queue.workers()] == ["child"])
            kill(parent)
            until(lambda: gone([worker]), 10)
        finally:
            kill(parent)
            if worker.is_running():
                worker.kill()


def _all_end_well(made: Bench, accepted: list[str]) -> None:
    for run_id in accepted:
        assert made.ended(run_id, 90).status is RunStatus.SUCCESS
        with made.storage.reading() as uow:
            solved = [step for step in uow.runs.steps(run_id) if step.name == "solve"]
        assert len(solved) == 1, "it has one outcome, however often it was begun"
