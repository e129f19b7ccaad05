"""Runs over real databases, with a queue that only remembers: what is started, refused, ended and brought in step."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from dataclasses import replace
from fractions import Fraction
from threading import Barrier
from typing import Any

import pytest

from domain.errors import ConflictingStateError, InputError, NotFoundError, ParameterError, SolveFailedError
from domain.integer_model.model import Effort, SolveParameters, Tolerance
from domain.integer_model.result import Progress, SolutionStatus, Termination
from domain.integer_model.solver import SolveControl
from domain.ports import QueuePhase, QueueState, WorkKind
from domain.runs.execution import RunExecution
from domain.runs.requests import RunRequest, parameters_of, parameters_record
from domain.runs.runs import Runs
from domain.runs.upkeep import reconcile_runs
from domain.storage.run import RunStatus
from persistence.report_json import dumps
from persistence.run_queue.client import DbosRunQueue
from persistence.unit_of_work import SqlStorage, SystemClock
from tests.persistence.run_queue.run_queues import add_backlog, runs_over
from tests.tiny_solver import TinySolver


class FakeQueue:
    def __init__(self) -> None:
        self.known: dict[str, QueueState] = {}
        self.asked: list[tuple[str, str]] = []

    def enqueue(self, run_id: str, kind: WorkKind = WorkKind.RUN) -> None:
        self.known.setdefault(run_id, QueueState(QueuePhase.QUEUED))

    def stop(self, run_id: str) -> None:
        self.asked.append(("stop", run_id))

    def cancel(self, run_id: str) -> None:
        self.asked.append(("cancel", run_id))
        self.known[run_id] = QueueState(QueuePhase.CANCELLED)

    def states(self, run_ids: Iterable[str]) -> Mapping[str, QueueState]:
        return {run_id: self.known[run_id] for run_id in run_ids if run_id in self.known}


class Solvers:
    """Hands out one solver; with ``error`` one that fails."""

    def __init__(self, error: Exception | None = None) -> None:
        self.error = error

    def solver(self, name: str) -> Any:
        if self.error is not None:
            raise self.error
        return TinySolver()


@pytest.fixture
def queue() -> FakeQueue:
    return FakeQueue()


@pytest.fixture
def runs(storage: SqlStorage, queue: FakeQueue) -> Runs:
    return runs_over(storage, queue)


def execute(storage: SqlStorage, run_id: str, error: Exception | None = None, **control: Any) -> None:
    lend = lambda: nullcontext(Solvers(error))  # noqa: E731
    RunExecution(storage, SystemClock(), lend, dumps)(run_id, SolveControl(**control))


def test_one_run_for_each_solver_over_the_same_problem(storage: SqlStorage, queue: FakeQueue, runs: Runs) -> None:
    started = runs.start(RunRequest(add_backlog(storage), solvers=("highs", "cp-sat", "highs")))
    assert [run.solver_name for run in started] == ["highs", "cp-sat"]
    assert len({run.inputs_hash for run in started}) == 1
    assert list(queue.known) == [run.run_id for run in started]
    assert runs.view(started[0].run_id).run.status is RunStatus.QUEUED


def test_what_cannot_be_started_is_not_stored(storage: SqlStorage, queue: FakeQueue) -> None:
    def refuse(name: str, parameters: SolveParameters) -> None:
        raise ParameterError(f"no solver {name}")

    scenario = add_backlog(storage)
    with pytest.raises(ParameterError):
        Runs(storage, queue, SystemClock(), lambda _: "0", refuse).start(RunRequest(scenario))
    runs = runs_over(storage, queue)
    with pytest.raises(InputError):
        runs.start(RunRequest(scenario, solvers=()))
    with pytest.raises(NotFoundError):
        runs.start(RunRequest(scenario + 1))
    with pytest.raises(NotFoundError):
        runs.start(RunRequest(scenario, initiative_keys=("I-1", "I-9")))
    with storage.reading() as uow:
        assert not uow.runs.newest()


def test_the_same_key_gets_the_first_runs_and_another_request_is_refused(storage: SqlStorage, runs: Runs) -> None:
    request = RunRequest(add_backlog(storage), solvers=("a", "b"), requested_by_email="a@b.c", idempotency_key="k")
    first = runs.start(request)
    assert [run.run_id for run in runs.start(request)] == [run.run_id for run in first]
    with pytest.raises(ConflictingStateError, match="another input"):
        runs.start(replace(request, solvers=("a",)))
    with pytest.raises(ConflictingStateError, match="another input"):
        runs.start(replace(request, parameters=SolveParameters(seed=1)))
    other = runs.start(replace(request, requested_by_email="d@e.f"))
    assert other[0].run_id != first[0].run_id, "a key belongs to the person who sent it"


def test_one_key_fifty_times_at_once_starts_one_run(storage: SqlStorage, tmp_path: Any) -> None:
    on_sqlite = storage.engine.dialect.name == "sqlite"
    url = f"sqlite:///{tmp_path}/plan.db" if on_sqlite else storage.engine.url.render_as_string(hide_password=False)
    queue = DbosRunQueue(url)
    runs = runs_over(storage, queue)
    request = RunRequest(add_backlog(storage), idempotency_key="once")
    together = Barrier(50)

    def start(_: int) -> str:
        together.wait()
        return runs.start(request)[0].run_id

    try:
        with ThreadPoolExecutor(50) as threads:
            started = set(threads.map(start, range(50)))
        assert len(started) == 1
        assert {id: state.phase for id, state in queue.states(started).items()} == dict.fromkeys(
            started, QueuePhase.QUEUED
        )
    finally:
        queue.close()
    with storage.reading() as uow:
        assert len(uow.runs.newest()) == 1


def test_validation_stores_nothing(storage: SqlStorage, runs: Runs) -> None:
    assert runs.validate(add_backlog(storage)).candidates == ("I-1", "I-2")
    with storage.reading() as uow:
        assert not uow.runs.newest()


def test_a_run_is_solved_and_kept(storage: SqlStorage, runs: Runs) -> None:
    run_id = runs.start(RunRequest(add_backlog(storage)))[0].run_id
    execute(storage, run_id)
    run = runs.view(run_id).run
    assert (run.status, run.solution_status, run.objective) == (RunStatus.SUCCESS, SolutionStatus.OPTIMAL, 7)
    with storage.reading() as uow:
        kept = uow.portfolios.by_run(run.id)
    assert kept is not None
    assert [item.initiative_key for item in kept.selected] == ["I-2"]
    execute(storage, run_id, SolveFailedError("too late"))
    assert runs.view(run_id).run == run, "the first outcome counts"
    with pytest.raises(ConflictingStateError):
        runs.cancel(run_id)
    with pytest.raises(ConflictingStateError):
        runs.retry(run_id)


@pytest.mark.parametrize(
    ("error", "text"),
    [
        (SolveFailedError("the solver process died"), "the solver process died"),
        (RuntimeError("secret"), "an unexpected RuntimeError; the worker's log has it"),
    ],
)
def test_a_failing_solve_is_a_failed_run_with_its_reason(
    storage: SqlStorage, runs: Runs, error: Exception, text: str
) -> None:
    run_id = runs.start(RunRequest(add_backlog(storage)))[0].run_id
    execute(storage, run_id, error)
    run = runs.view(run_id).run
    assert (run.status, run.error_text, run.termination_reason) == (RunStatus.FAILED, text, Termination.ERROR)
    again = runs.retry(run_id, "a@b.c")
    assert (again.inputs_hash, again.requested_by_email) == (run.inputs_hash, "a@b.c")


def test_progress_is_kept_without_infinite_figures(storage: SqlStorage, runs: Runs) -> None:
    run_id = runs.start(RunRequest(add_backlog(storage)))[0].run_id
    control = SolveControl()

    class Telling(Solvers):
        def solver(self, name: str) -> Any:
            control.on_progress(Progress("north_star", 0.5, 3.0, float("inf")))
            return TinySolver()

    RunExecution(storage, SystemClock(), lambda: nullcontext(Telling()), dumps)(run_id, control)
    progress = runs.view(run_id).run.progress
    assert (progress["stage"], progress["incumbent"], progress["bound"]) == ("north_star", 3, None)


def test_a_cancelled_run_stays_cancelled(storage: SqlStorage, queue: FakeQueue, runs: Runs) -> None:
    run_id = runs.start(RunRequest(add_backlog(storage)))[0].run_id
    assert runs.cancel(run_id).status is RunStatus.CANCELLED
    assert runs.cancel(run_id).status is RunStatus.CANCELLED, "asked again, cancelled again"
    execute(storage, run_id)
    assert runs.view(run_id).run.status is RunStatus.CANCELLED
    assert queue.asked == [("cancel", run_id)] * 2


def test_the_queue_says_whether_a_run_waits(storage: SqlStorage, queue: FakeQueue, runs: Runs) -> None:
    run_id = runs.start(RunRequest(add_backlog(storage)))[0].run_id
    with storage.writing() as uow:
        uow.runs.mark_running(run_id, SystemClock().now())
    queue.known[run_id] = QueueState(QueuePhase.QUEUED, 1)
    assert runs.view(run_id).run.status is RunStatus.QUEUED, "its worker was lost, it waits for another"
    queue.known[run_id] = QueueState(QueuePhase.RUNNING, 2)
    assert (runs.view(run_id).run.status, runs.view(run_id).attempt) == (RunStatus.RUNNING, 2)


@pytest.mark.parametrize(
    ("state", "status", "text"),
    [
        (QueueState(QueuePhase.EXHAUSTED, 3), RunStatus.FAILED, "given up after 3 attempts"),
        (QueueState(QueuePhase.FAILED, 1, "disk full"), RunStatus.FAILED, "disk full"),
        (QueueState(QueuePhase.CANCELLED, 1), RunStatus.CANCELLED, "cancelled"),
    ],
)
def test_a_run_that_the_queue_gave_up_is_ended(
    storage: SqlStorage, queue: FakeQueue, runs: Runs, state: QueueState, status: RunStatus, text: str
) -> None:
    run_id = runs.start(RunRequest(add_backlog(storage)))[0].run_id
    queue.known[run_id] = state
    reconcile_runs(storage, queue, SystemClock())
    run = runs.view(run_id).run
    assert run.status is status
    assert text in (run.error_text or "")


def test_upkeep_queues_what_is_missing_and_frees_what_was_cancelled(
    storage: SqlStorage, queue: FakeQueue, runs: Runs
) -> None:
    request = RunRequest(add_backlog(storage))
    missing, cancelled = (runs.start(request)[0].run_id for _ in range(2))
    runs.cancel(cancelled)
    queue.known = {cancelled: QueueState(QueuePhase.RUNNING, 1)}
    reconcile_runs(storage, queue, SystemClock())
    assert queue.known[missing].phase is QueuePhase.QUEUED
    assert queue.known[cancelled].phase is QueuePhase.CANCELLED


def test_parameters_are_kept_without_loss() -> None:
    parameters = SolveParameters(
        time_limit=2.5,
        gap=0.01,
        seed=3,
        threads=2,
        effort=Effort.QUICK,
        stage_tolerances={"north_star": Tolerance(Fraction(1, 3), Fraction(1, 100))},
        options={"presolve": "on", "effort": 0.5, "cuts": True, "level": 2},
    )
    assert parameters_of(parameters_record(parameters)) == parameters
    assert parameters_of({}) == SolveParameters()


def test_parameters_that_were_kept_before_there_were_efforts_mean_a_full_proof_still() -> None:
    kept = parameters_record(SolveParameters(gap=0.01, time_limit=60))
    del kept["effort"]
    assert parameters_of(kept) == SolveParameters(gap=0.01, time_limit=60, effort=None)
