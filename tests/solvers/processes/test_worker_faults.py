"""Whatever a solver process does, the engine gets an honest result, and the next solve works."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest

from domain.errors import ParameterError
from domain.integer_model.model import SolveParameters
from domain.integer_model.result import Progress, SolutionStatus, Termination
from domain.integer_model.solver import SolveControl
from solvers.backend import Backend
from solvers.conformance.models import plan_of
from solvers.processes.exchange import Graces
from solvers.processes.worker import Worker
from tests.solvers import faulty

pytestmark = pytest.mark.solver

PLAN = plan_of([(0, 1)] * 2, [([1, 1], None, 1)], [-1, -1])
HARM = SolveParameters(options={"mode": "harm"})
QUIET = SolveParameters()


@contextmanager
def working(backend: type[Backend], graces: Graces | None = None) -> Iterator[Worker]:
    worker = Worker(backend, graces)
    try:
        yield worker
    finally:
        worker.close()


def test_one_process_serves_many_solves() -> None:
    with working(faulty.Obedient) as worker:
        pids = {(worker.solve(PLAN, QUIET).status, worker.pid) for _ in range(3)}
    assert len(pids) == 1


def test_a_crash_is_named_and_the_next_solve_works() -> None:
    with working(faulty.Segfaulting) as worker:
        result = worker.solve(PLAN, HARM)
        assert (result.status, result.termination) == (SolutionStatus.UNKNOWN, Termination.ERROR)
        assert "SIGSEGV" in result.detail
        assert worker.solve(PLAN, QUIET).status is SolutionStatus.OPTIMAL


def test_an_exit_is_named() -> None:
    with working(faulty.Exiting) as worker:
        assert "exit code 3" in worker.solve(PLAN, QUIET).detail


def test_an_exception_is_named_and_the_process_lives_on() -> None:
    with working(faulty.Obedient) as worker:
        result = worker.solve(PLAN, HARM)
        pid = worker.pid
        assert result.termination is Termination.ERROR
        assert "a plugin's own bug" in result.detail
        assert worker.solve(PLAN, QUIET).status is SolutionStatus.OPTIMAL
        assert worker.pid == pid


def test_a_hang_is_ended_past_the_time_limit() -> None:
    with working(faulty.Hanging, Graces(overrun=0.3)) as worker:
        result = worker.solve(PLAN, SolveParameters(time_limit=0.2))
    assert (result.status, result.termination) == (SolutionStatus.UNKNOWN, Termination.ERROR)
    assert "overran its time limit of 0.2 s" in result.detail


def test_a_backend_that_works_on_without_looking_up_is_ended_with_what_it_had_reported() -> None:
    with working(faulty.Looping, Graces(silence=0.4)) as worker:
        result = worker.solve(PLAN, QUIET)
    assert (result.status, result.termination) == (SolutionStatus.FEASIBLE, Termination.ERROR)
    assert "worked on for 0.4 s without looking up" in result.detail


@pytest.mark.parametrize("mode", ["looking", "waiting"])
def test_a_backend_that_looks_up_or_only_waits_is_left_alone(mode: str) -> None:
    with working(faulty.Looping, Graces(silence=0.4)) as worker:
        result = worker.solve(PLAN, SolveParameters(options={"mode": mode}))
    assert result.status is SolutionStatus.OPTIMAL


@pytest.mark.parametrize("how", ["limit", "stop"])
def test_a_hang_still_gives_the_point_that_was_reported(how: str) -> None:
    control = SolveControl(lambda progress: control.stop() if how == "stop" and progress.incumbent == 0 else None)
    limit = 0.5 if how == "limit" else None
    with working(faulty.Hanging, Graces(overrun=0.3, stop=0.5)) as worker:
        result = worker.solve(PLAN, SolveParameters(time_limit=limit, options={"mode": "found"}), control)
    assert result.status is SolutionStatus.FEASIBLE
    assert result.termination is (Termination.STOPPED if how == "stop" else Termination.TIME_LIMIT)
    assert list(result.values or ()) == [0, 0]
    assert not result.reproducible


def test_memory_used_up_is_named_and_the_next_solve_works() -> None:
    with working(faulty.Hungry) as worker:
        result = worker.solve(PLAN, SolveParameters(memory_limit_mb=150, options={"mode": "harm"}))
        assert result.termination is Termination.ERROR
        assert "out of memory (its limit is 150 MB)" in result.detail
        assert worker.solve(PLAN, SolveParameters(memory_limit_mb=150)).status is SolutionStatus.OPTIMAL


def test_a_point_that_does_not_hold_is_no_result() -> None:
    with working(faulty.Lying) as worker:
        result = worker.solve(PLAN, QUIET)
    assert (result.status, result.termination, result.values) == (SolutionStatus.UNKNOWN, Termination.ERROR, None)
    assert "does not hold in exact arithmetic" in result.detail


@pytest.mark.parametrize(
    ("backend", "reason"), [(faulty.Unloadable, "libsolver.so.1"), (faulty.DyingAtStart, "exit code 7")]
)
def test_a_library_that_does_not_load_is_an_error_result(backend: type[Backend], reason: str) -> None:
    with working(backend) as worker:
        result = worker.solve(PLAN, QUIET)
    assert result.termination is Termination.ERROR
    assert reason in result.detail


def test_options_are_refused_and_the_process_lives_on() -> None:
    with working(faulty.Obedient) as worker:
        with pytest.raises(ParameterError, match="no option bogus"):
            worker.solve(PLAN, SolveParameters(options={"bogus": 1}))
        assert worker.solve(PLAN, QUIET).status is SolutionStatus.OPTIMAL


@pytest.mark.parametrize(
    "wrong",
    [
        SolveParameters(time_limit=0),
        SolveParameters(time_limit=float("nan")),
        SolveParameters(gap=1),
        SolveParameters(gap=-0.1),
        SolveParameters(seed=-1),
        SolveParameters(threads=0),
        SolveParameters(threads=2),
        SolveParameters(deterministic_limit=1),
        SolveParameters(memory_limit_mb=0),
    ],
)
def test_wrong_parameters_are_refused(wrong: SolveParameters) -> None:
    with working(faulty.Obedient) as worker, pytest.raises(ParameterError):
        worker.solve(PLAN, wrong)


def test_a_listener_that_raises_does_not_spoil_the_next_solve() -> None:
    def listener(_: Progress) -> None:
        raise RuntimeError("the listener's own bug")

    with working(faulty.Obedient) as worker:
        with pytest.raises(RuntimeError):
            worker.solve(PLAN, QUIET, SolveControl(listener))
        assert worker.solve(PLAN, QUIET).status is SolutionStatus.OPTIMAL


def test_a_process_that_died_while_idle_is_replaced() -> None:
    with working(faulty.Obedient) as worker:
        worker.solve(PLAN, QUIET)
        former = worker.pid
        assert former is not None
        os.kill(former, signal.SIGKILL)
        time.sleep(0.2)
        assert worker.solve(PLAN, QUIET).status is SolutionStatus.OPTIMAL
        assert worker.pid != former


def test_close_ends_a_solve_that_is_under_way() -> None:
    with working(faulty.Hanging) as worker, ThreadPoolExecutor() as threads:
        under_way = threads.submit(worker.solve, PLAN, QUIET)
        while not worker.pid:
            time.sleep(0.01)
        worker.close()
        assert under_way.result(timeout=10).termination is Termination.ERROR


def test_solves_from_many_threads_take_turns() -> None:
    with working(faulty.Obedient) as worker, ThreadPoolExecutor(4) as threads:
        results = list(threads.map(lambda _: worker.solve(PLAN, QUIET), range(12)))
    assert all(result.status is SolutionStatus.OPTIMAL for result in results)


def test_waiting_for_ones_turn_can_be_given_up() -> None:
    with working(faulty.Hanging) as worker, ThreadPoolExecutor() as threads:
        first, second = SolveControl(), SolveControl()
        under_way = threads.submit(worker.solve, PLAN, QUIET, first)
        while not worker.pid:
            time.sleep(0.01)
        waiting = threads.submit(worker.solve, PLAN, QUIET, second)
        second.cancel()
        assert waiting.result(timeout=10).termination is Termination.CANCELLED
        first.cancel()
        assert under_way.result(timeout=10).termination is Termination.CANCELLED


def test_cancelled_before_it_began() -> None:
    control = SolveControl()
    control.cancel()
    with working(faulty.Obedient) as worker:
        result = worker.solve(PLAN, QUIET, control)
    assert (result.termination, result.values) == (Termination.CANCELLED, None)
