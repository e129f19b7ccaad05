"""Where the time of a batch goes: ``python -m benchmarks.batch``.

Starts a stored batch of the sample organisation (total capacities, one after the other) on a new SQLite database, lets
one worker make it, and tells how much of the time is spent in solvers. BENCH_RUNS: how many roadmaps (200).
BENCH_SOLVER: which solver (cp-sat). BENCH_SLOTS: roadmaps at a time (one a processor).
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from decimal import Decimal
from pathlib import Path

import psutil

from cli.wiring.bootstrap import sample_path
from cli.wiring.runs import RunServices, open_runs, spawn_worker
from domain.backlog.seeding import seed
from domain.batches.requests import BatchRequest, BatchView
from domain.problem.variants import Axes, CapacityChange
from migrations import commands
from persistence.database.clock import SystemClock
from persistence.database.connection import open_database
from persistence.problem_files.problem_file import read_problem
from persistence.unit_of_work import open_storage
from solvers.racing.auto import cores

RUNS = int(os.environ.get("BENCH_RUNS", "200"))
SOLVER = os.environ.get("BENCH_SOLVER", "cp-sat")
SLOTS = int(os.environ.get("BENCH_SLOTS", str(cores())))
WANTED = 0.85
FIRST_CAPACITY = 180


def main() -> int:
    """Measure; 1 when less than the wanted share of the time is spent in solvers."""
    with tempfile.TemporaryDirectory(prefix="batch-") as folder:
        url = f"sqlite:///{Path(folder) / 'plan.db'}"
        scenario_id, rules_id = _set_up(url)
        capacities = tuple(CapacityChange(tokens=Decimal(FIRST_CAPACITY + step) / 2) for step in range(RUNS))
        axes = Axes(capacities=capacities, solvers=(SOLVER,))
        request = BatchRequest((scenario_id,), axes, constraint_set_id=rules_id)
        with open_runs(url) as services:
            worker = spawn_worker(url, "--slots", str(SLOTS))
            try:
                return _measured(services, request, psutil.Process(worker.pid))
            finally:
                worker.kill()
                worker.wait()


def _set_up(url: str) -> tuple[int, int]:
    """A database with the sample organisation; the numbers of its scenario and its rules."""
    problem = read_problem(sample_path())
    engine = open_database(url)
    commands.upgrade(engine)
    engine.dispose()
    with open_storage(url) as storage, storage.writing() as uow:
        seed(uow, problem, SystemClock())
        scenario = uow.scenarios.by_name(problem.scenario.name)
        rules = uow.constraint_sets.by_name(problem.constraint_set.name)
    assert scenario is not None
    assert rules is not None
    return scenario.id, rules.id


def _measured(services: RunServices, request: BatchRequest, worker: psutil.Process) -> int:
    while not services.queue.workers():
        time.sleep(0.1)
    began_with, began = worker.cpu_times(), time.perf_counter()
    batch = services.batches.start(request)
    started = time.perf_counter()
    solving: dict[int, float] = {}
    view = services.batches.view(batch.batch_id)
    while not view.status.is_final:
        time.sleep(0.25)
        for child in worker.children(recursive=True):
            try:
                times = child.cpu_times()
            except psutil.Error:
                continue
            solving[child.pid] = times.user + times.system
        view = services.batches.view(batch.batch_id)
        _show_progress(view, time.perf_counter() - began)
    wall = time.perf_counter() - began
    ended_with = worker.cpu_times()
    own = ended_with.user + ended_with.system - began_with.user - began_with.system
    runs = [item.run for item in services.batches.items(batch.batch_id) if item.run is not None]
    spent = {name: sum(float(run.timings[name]) for run in runs if run.timings) for name in _STEPS}
    print(f"\n{len(runs)} runs of the sample with {SOLVER}, {SLOTS} at a time on {cores()} cores: {view.status.value}")
    print(f"wall time {wall:.1f} s, of which starting {started - began:.2f} s; {view.count.failed} failed")
    for name in _STEPS:
        print(f"  {name:<10} {spent[name]:8.1f} s   {spent[name] / (SLOTS * wall):6.1%} of the slots' time")
    rest = SLOTS * wall - sum(spent.values())
    print(f"  {'the rest':<10} {rest:8.1f} s   {rest / (SLOTS * wall):6.1%}   queue, database, JSON")
    processors = sum(solving.values())
    print(f"processor time: solver processes {processors:.1f} s, worker {own:.1f} s", end=" ")
    print(f"({processors / (processors + own):.1%} in solvers)")
    share = spent["solve"] / (SLOTS * wall)
    print(f"in solvers: {share:.1%} of slots x wall time (wanted: {WANTED:.0%})")
    return 0 if share >= WANTED else 1


_STEPS = ("formulate", "solve", "verify", "explain")


def _show_progress(view: BatchView, seconds: float) -> None:
    if sys.stderr.isatty():
        print(f"\r{view.count.ended} of {view.count.total} after {seconds:.0f} s", end="", file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
