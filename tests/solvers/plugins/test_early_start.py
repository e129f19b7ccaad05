"""Processes that are started before they are asked, and solvers that are not looked for before they are needed."""

from __future__ import annotations

import subprocess
import sys
import time
from importlib.metadata import EntryPoint
from pathlib import Path

import pluggy
import pytest

from domain.integer_model.model import SolveParameters
from domain.integer_model.result import SolutionStatus
from solvers.backend import Backend, Capabilities
from solvers.conformance.models import plan_of
from solvers.plugins.built_in import BUILT_IN, LEAST_COLUMNS
from solvers.plugins.hookspecs import PROJECT
from solvers.plugins.registry import SolverRegistry
from solvers.pool import SolverPool
from solvers.processes.process import SolverProcess
from solvers.processes.worker import Worker
from solvers.racing.auto import AutoSolver
from solvers.racing.lazily import Lazily
from tests.solvers import faulty
from tests.solvers.selecting.models import packing

ROOT = Path(__file__).parents[3]
PLAN = plan_of([(0, 3)], [([2], None, 5)], [7])
QUIET = SolveParameters()


class Looking:
    """Finds entry points, and counts how often it is asked to."""

    def __init__(self, *points: EntryPoint) -> None:
        self.points, self.times = points, 0

    def __call__(self) -> tuple[EntryPoint, ...]:
        self.times += 1
        return self.points


def point(name: str, value: str) -> EntryPoint:
    return EntryPoint(name, value, "optimization_engine.solvers")


def gone(process: SolverProcess) -> bool:
    return not Path(f"/proc/{process.pid}").exists()


@pytest.mark.solver
def test_starting_returns_at_once_and_the_solve_finds_the_process() -> None:
    worker = Worker(faulty.Obedient)
    try:
        worker.start()
        assert not worker._ready
        pid = worker.pid
        worker.start()
        assert worker.pid == pid is not None
        assert worker.solve(plan_of([(0, 1)], [], [-1]), QUIET).status is SolutionStatus.OPTIMAL
        assert worker.pid == pid
    finally:
        worker.close()


@pytest.mark.solver
def test_a_pool_takes_over_what_was_started_and_ends_what_nobody_asked() -> None:
    started = {name: SolverProcess(BUILT_IN[name]) for name in ("highs", "cp-sat")}
    with SolverPool(started=started) as pool:
        result = pool.alone("highs").solve(PLAN, QUIET)
        assert (result.status, result.stages[0].value) == (SolutionStatus.OPTIMAL, 14)
        assert pool._workers["highs"].pid == started["highs"].pid
        assert not gone(started["cp-sat"])
    assert all(gone(process) for process in started.values())


@pytest.mark.solver
def test_a_process_that_died_before_it_was_asked_is_replaced() -> None:
    process = SolverProcess(BUILT_IN["highs"])
    process.interrupt()
    with SolverPool(started={"highs": process}) as pool:
        time.sleep(0.2)
        assert pool.alone("highs").solve(PLAN, QUIET).status is SolutionStatus.OPTIMAL


@pytest.mark.parametrize("name", sorted(BUILT_IN))
def test_built_in_solvers_are_found_by_name_under_which_they_are_known(name: str) -> None:
    looking = Looking()
    assert SolverRegistry(looking).get(name).name == name
    assert looking.times == 0


@pytest.mark.solver
def test_nobody_is_looked_for_while_the_first_proves_alone() -> None:
    looking = Looking()
    with SolverPool(SolverRegistry(looking)) as pool:
        for name in ("highs", "auto"):
            assert pool.solver(name).solve(PLAN, QUIET).status is SolutionStatus.OPTIMAL
    assert looking.times == 0


@pytest.mark.solver
@pytest.mark.parametrize(("choices", "first"), [(LEAST_COLUMNS // 4, "cp-sat"), (2, "highs")])
def test_where_many_choices_are_placed_the_race_begins_with_who_is_quickest_at_that(choices: int, first: str) -> None:
    looking, chooser = Looking(), packing([1] * choices, [1] * choices, [1, 0, 0, 0])
    with SolverPool(SolverRegistry(looking), busy=True) as pool:
        pool.expect("auto", choices, 4)
        started = [name for name, worker in pool._workers.items() if worker.pid is not None]
        assert started == ([first] if first == "cp-sat" else [])
        result = pool.solver("auto").solve(chooser, QUIET)
        assert (result.stages[0].value, result.solver_name) == (1, f"auto ({first})")
    assert looking.times == 0


def test_nothing_is_loaded_early_for_one_period_or_for_a_solver_that_was_named() -> None:
    with SolverPool(SolverRegistry(Looking())) as pool:
        pool.expect("auto", 10_000, 1)
        pool.expect("highs", 10_000, 4)
        assert not pool._workers


def test_other_names_are_looked_for_once() -> None:
    looking = Looking(point("mine", "tests.solvers.plugins.test_early_start:MINE"))
    registry = SolverRegistry(looking)
    assert registry.get("mine") is Mine
    assert registry.get("mine") is Mine
    assert registry.names == ("mine",)
    assert looking.times == 1


def test_no_plugin_takes_the_name_of_a_built_in_solver() -> None:
    ours, theirs = (
        point("highs", "solvers.default_plugins.highs.plugin"),
        point("a", "tests.solvers.plugins.test_early_start:POSING"),
    )
    for asked_first in ("highs", "cp-sat"):
        registry = SolverRegistry(Looking(theirs, ours))
        registry.get(asked_first)
        assert registry.names == ("highs",)
        assert registry.get("highs").__module__ == "solvers.default_plugins.highs.plugin"
        assert "taken already" in str(registry.broken[0])


def test_a_library_that_only_site_finds_is_found() -> None:
    program = (
        f"import sys; sys.path[:] = [path for path in sys.path if 'site-packages' not in path] + [{str(ROOT)!r}]\n"
        "from solvers.processes.worker_main import _loaded\nassert sys.flags.no_site\n"
        f"print(_loaded({BUILT_IN['highs']!r}).name)"
    )
    done = subprocess.run([sys.executable, "-I", "-S", "-c", program], capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("highs\n", "")


def test_what_is_made_lazily_is_made_once_and_only_when_needed() -> None:
    made: list[int] = []

    def more() -> list[int]:
        made.append(1)
        return [3, 4]

    numbers = Lazily([1, 2], more)
    assert (numbers[0], numbers[1], next(iter(numbers)), made) == (1, 2, 1, [])
    assert (list(numbers), len(numbers), numbers[2:], numbers[-1], 3 in numbers) == ([1, 2, 3, 4], 4, [3, 4], 4, True)
    assert made == [1]


def test_a_race_among_one_ends_with_its_answer() -> None:
    worker = Worker(faulty.Unloadable)
    try:
        result = AutoSolver(Lazily([worker], list), head_start=0.0).solve(PLAN, QUIET)
        assert "libsolver.so.1" in result.detail
    finally:
        worker.close()


class Mine(Backend):
    name = "mine"
    capabilities = Capabilities(exact_up_to=1)
    solve = faulty.Obedient.solve


class Posing(Mine):
    name = "highs"


class Marked:
    """A plugin marked by pluggy's own marker."""

    def __init__(self, backend: type[Backend]) -> None:
        self._backend = backend

    @pluggy.HookimplMarker(PROJECT)
    def optimization_engine_solvers(self) -> list[type[Backend]]:
        return [self._backend]


MINE, POSING = Marked(Mine), Marked(Posing)
