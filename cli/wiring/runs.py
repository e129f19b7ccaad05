"""Wires runs and actions together: the database, its queue, and for a worker the solvers."""

from __future__ import annotations

import os
import queue
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from cli.wiring.databases import VARIABLE, database_url
from domain.runs.limits import UNLIMITED, SolveLimits

if TYPE_CHECKING:
    import argparse

    from domain.actions.registry import ActionRegistry
    from domain.actions.requests import Actions
    from domain.batches.part import PartMaker
    from domain.batches.requests import Batches
    from domain.runs.runs import Runs
    from domain.sheet_jobs.planning_workbook import JobPorts
    from domain.storage import Storage
    from persistence.run_queue.client import DbosRunQueue
    from persistence.run_queue.membership import Membership
    from persistence.run_queue.worker import WorkerSettings
    from persistence.unit_of_work import SqlStorage
    from solvers.plugins.registry import SolverRegistry
    from solvers.pool import SolverPool


@dataclass(frozen=True, slots=True)
class RunServices:
    """What starts runs and actions and looks after them; executes none."""

    storage: SqlStorage
    queue: DbosRunQueue
    runs: Runs
    actions: Actions
    batches: Batches


def ready(url: str) -> None:
    """Set up a new SQLite database, so that nobody has to do it first; any other one is left as it is."""
    from migrations import commands
    from persistence.database.connection import open_database

    engine = open_database(url)
    try:
        if engine.dialect.name == "sqlite" and commands.current(engine) is None:
            commands.upgrade(engine)
    finally:
        engine.dispose()


@contextmanager
def open_runs(
    url: str, registry: SolverRegistry | None = None, limits: SolveLimits = UNLIMITED
) -> Iterator[RunServices]:
    """The runs of a database, as long as the block. Raises ``DatabaseNotReadyError`` for one that is not set up.

    limits: of what a solve may be started with.
    """
    from domain.actions.requests import Actions
    from domain.batches.requests import Batches
    from domain.runs.runs import Runs
    from migrations import commands
    from persistence.problem_files.problem_file import inputs_hash
    from persistence.run_queue.client import DbosRunQueue
    from persistence.unit_of_work import SystemClock, open_storage
    from solvers.plugins.registry import load_solvers

    with open_storage(url) as storage:
        commands.require_head(storage.engine)
        run_queue, clock = DbosRunQueue(url), SystemClock()
        runs = Runs(storage, run_queue, clock, inputs_hash, (registry or load_solvers()).check, limits)
        try:
            actions = Actions(storage, run_queue, clock, known_actions(storage), runs)
            yield RunServices(storage, run_queue, runs, actions, Batches(storage, clock, runs, actions))
        finally:
            run_queue.close()


def runs_of(args: argparse.Namespace) -> AbstractContextManager[RunServices]:
    """The runs, jobs and batches of the database that a command asks for, as long as the block."""
    return open_runs(database_url(args))


def known_actions(storage: Storage | None = None, limits: SolveLimits = UNLIMITED) -> ActionRegistry:
    """Every action that can be started.

    storage: where the jobs remember what they last saw in a spreadsheet. limits: of the solves of analyses and
    batches.
    """
    from domain.actions.analyses import analysis_actions
    from domain.actions.registry import Action, ActionRegistry
    from domain.batches.requests import ACTION
    from domain.ports import WorkKind
    from domain.sheet_jobs.catalogue import planning_jobs
    from persistence.report_json import record_plain
    from persistence.typed_json import record_of

    def ports() -> JobPorts:
        from domain.sheet_jobs.planning_workbook import JobPorts
        from persistence.report_json import loads
        from sheets.memory import StoredMemory
        from sheets.opening import inside_only, open_center, open_roadmap

        memory = None if storage is None else StoredMemory(storage)
        center, roadmap = partial(open_center, memory=memory), partial(open_roadmap, memory=memory)
        return JobPorts(inside_only(center), inside_only(roadmap), loads)

    def part_maker() -> PartMaker:
        from domain.batches.part import PartMaker
        from persistence.problem_files.problem_file import inputs_hash
        from persistence.report_json import dumps

        return PartMaker(dumps, inputs_hash, limits)

    part = Action(ACTION, "Make some roadmaps of a batch", part_maker, WorkKind.ANALYSIS)
    return ActionRegistry([*planning_jobs(ports), *analysis_actions(record_of, record_plain, limits), part])


def default_executor_id() -> str:
    """The name of this machine: the same after each start, another one on each machine."""
    return socket.gethostname() or "worker"


def start_worker(
    settings: WorkerSettings,
    longest: float | None = None,
    registry: SolverRegistry | None = None,
    actions: ActionRegistry | None = None,
    limits: SolveLimits = UNLIMITED,
) -> Membership:
    """Begin to execute runs and actions in this process, in threads of their own.

    longest: seconds that no solve may exceed, in place of those of the limits. actions: in place of those that are
    known. limits: of every solve.
    """
    from domain.actions.execution import ActionExecution, tidy_actions
    from domain.actions.requests import Actions
    from domain.batches.requests import Batches
    from domain.runs.execution import RunExecution
    from domain.runs.runs import Runs
    from domain.runs.upkeep import Forgetting, reconcile_runs
    from migrations import commands
    from persistence.database.connection import open_database
    from persistence.problem_files.problem_file import inputs_hash
    from persistence.report_json import dumps
    from persistence.run_queue.client import DbosRunQueue
    from persistence.run_queue.worker import RunWorker
    from persistence.unit_of_work import SqlStorage, SystemClock
    from solvers.plugins.registry import load_solvers

    storage, clock = SqlStorage(open_database(settings.database_url)), SystemClock()
    commands.require_head(storage.engine)
    run_queue = DbosRunQueue(settings.database_url)
    limits = replace(limits, seconds=longest or limits.seconds)
    lend, known = SolverPoolCache(registry).lend, actions or known_actions(storage, limits)
    runs = Runs(storage, run_queue, clock, inputs_hash, (registry or load_solvers()).check)

    batches = Batches(storage, clock, runs, Actions(storage, run_queue, clock, known, runs))

    forget = Forgetting(storage, clock)

    def tidy() -> None:
        reconcile_runs(storage, run_queue, clock)
        batches.start_parts()
        tidy_actions(storage, run_queue, clock, known)
        forget()

    execution = RunExecution(storage, clock, lend, dumps, limits)
    action_execution = ActionExecution(storage, clock, known, runs, lend)
    return RunWorker(settings, execution, action_execution, tidy).start()


_ROOT = Path(__file__).resolve().parents[2]
# Without the working directory on the path (-P): a folder there that is named like one of ours would be run as code.
_WORKER = """
import sys
{0!r} in sys.path or sys.path.insert(0, {0!r})
from cli.main import main
sys.exit(main(sys.argv[1:]))
"""


def spawn_worker(url: str, *arguments: str, output: int | None = None) -> subprocess.Popen[bytes]:
    """A worker in a process of its own, which ends when this process does, however that happens.

    The address of the database goes by the environment: arguments are seen by everybody on the machine, and it may hold
    a password. output: where what it prints goes, such as ``subprocess.DEVNULL``; None: where ours goes.
    """
    command = [sys.executable, "-P", "-c", _WORKER.format(str(_ROOT)), "worker", "--with-parent", *arguments]
    return subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=output, stderr=output, env={**os.environ, VARIABLE: url}
    )


def end_worker(process: subprocess.Popen[bytes], seconds: float) -> None:
    """End such a process, by force if it takes longer; its runs stay pending and are begun anew by others."""
    process.terminate()
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    close_input(process)


def close_input(process: subprocess.Popen[bytes]) -> None:
    """Let go of what tells such a process that this one is there."""
    if process.stdin is not None:
        process.stdin.close()


class SolverPoolCache:
    """Sets of warm solver processes; each is lent to one run at a time, the last one given back first."""

    def __init__(self, registry: SolverRegistry | None = None, niceness: int = 0) -> None:
        """niceness: by how much the processes yield to others, as the command `nice` has it."""
        self._registry, self._niceness = registry, niceness
        self._idle: queue.LifoQueue[SolverPool] = queue.LifoQueue()

    @contextmanager
    def lend(self) -> Iterator[SolverPool]:
        """A set of solvers for one run; a new one where all others are lent."""
        from solvers.pool import SolverPool

        try:
            pool = self._idle.get_nowait()
        except queue.Empty:
            pool = SolverPool(self._registry, busy=True, niceness=self._niceness)
        try:
            yield pool
        finally:
            self._idle.put(pool)

    def close(self) -> None:
        """End the processes of all that are not lent."""
        with suppress(queue.Empty):
            while True:
                self._idle.get_nowait().close()
