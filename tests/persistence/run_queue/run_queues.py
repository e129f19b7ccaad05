"""A database with runs in it, and worker processes on its queue that always end with the test."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psutil
from sqlalchemy import Engine

from domain.integer_model.model import SolveParameters
from domain.ports import RunQueue
from domain.runs.requests import RunRequest
from domain.runs.runs import Runs
from domain.storage.run import OptimizationRun
from migrations import commands
from persistence.problem_files.problem_file import inputs_hash
from persistence.run_queue.client import DbosRunQueue
from persistence.unit_of_work import SqlStorage, SystemClock
from tests.databases import fresh_database
from tests.persistence.records import add_scenario, initiative_record

ROOT = Path(__file__).parents[3]
PERIOD = "2026-Q1"


def runs_over(storage: SqlStorage, queue: RunQueue) -> Runs:
    return Runs(storage, queue, SystemClock(), inputs_hash, lambda name, parameters: None)


def add_backlog(storage: SqlStorage) -> int:
    """Two candidates and a scenario; its number."""
    pool = [
        initiative_record(key, tokens, tokens, is_optimization_candidate=True, candidate_period_key=PERIOD)
        for key, tokens in (("I-1", 4), ("I-2", 7))
    ]
    with storage.writing() as uow:
        uow.initiatives.save(pool)
        return add_scenario(uow).id


@dataclass
class Bench:
    """One database, its queue, and the workers on it."""

    engine: Engine
    storage: SqlStorage
    queue: DbosRunQueue
    runs: Runs
    scenario_id: int
    workers: dict[str, subprocess.Popen[str]] = field(default_factory=dict)

    @property
    def url(self) -> str:
        return self.engine.url.render_as_string(hide_password=False)

    def worker(
        self,
        name: str,
        attempts: int = 20,
        slots: int = 2,
        wait: bool = True,
        module: str = "tests.persistence.run_queue.queue_worker",
        folder: Path = ROOT,
        **environment: str,
    ) -> subprocess.Popen[str]:
        command = [sys.executable, "-m", module, self.url, name, str(attempts), str(slots)]
        process = subprocess.Popen(
            command,
            cwd=folder,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=os.environ | {"PYTHONPATH": str(ROOT)} | environment,
        )
        self.workers[name] = process
        if wait:
            assert process.stdout is not None
            assert "ready" in process.stdout.readline()
        return process

    def start(self, seconds: float, solver: str = "busy", queue: RunQueue | None = None) -> str:
        options = {"seconds": seconds}
        request = RunRequest(self.scenario_id, solvers=(solver,), parameters=SolveParameters(options=options))
        runs = self.runs if queue is None else runs_over(self.storage, queue)
        return runs.start(request)[0].run_id

    def run(self, run_id: str) -> OptimizationRun:
        return self.runs.view(run_id).run

    def ended(self, run_id: str, seconds: float = 60) -> OptimizationRun:
        until(lambda: self.run(run_id).status.is_final, seconds)
        return self.run(run_id)

    def executing(self, run_id: str) -> None:
        """Wait until a run has been begun and its solver has said something."""
        until(lambda: self.run(run_id).progress is not None)


@contextmanager
def bench(kind: str) -> Iterator[Bench]:
    with fresh_database(kind) as engine, bench_on(engine) as made:
        yield made


@contextmanager
def bench_on(engine: Engine) -> Iterator[Bench]:
    """One over a database of its own."""
    commands.upgrade(engine)
    storage = SqlStorage(engine)
    queue = DbosRunQueue(engine.url.render_as_string(hide_password=False))
    made = Bench(engine, storage, queue, runs_over(storage, queue), add_backlog(storage))
    try:
        yield made
    finally:
        for process in made.workers.values():
            kill(process)
        queue.close()


def kill(process: subprocess.Popen[str]) -> None:
    process.kill()
    process.wait()
    for stream in (process.stdin, process.stdout):
        if stream is not None:
            stream.close()


def solvers_of(process: subprocess.Popen[str]) -> list[psutil.Process]:
    """The solver processes of a worker."""
    return [p for p in psutil.Process(process.pid).children(recursive=True) if "worker_main" in " ".join(p.cmdline())]


def gone(processes: list[psutil.Process]) -> bool:
    return not any(p.is_running() and p.status() != psutil.STATUS_ZOMBIE for p in processes)


def until(condition: Callable[[], bool], seconds: float = 60) -> float:
    """Wait for something; how long it took."""
    began = time.monotonic()
    while not condition():
        assert time.monotonic() - began < seconds, "it did not happen in time"
        time.sleep(0.05)
    return time.monotonic() - began
