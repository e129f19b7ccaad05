"""Brings stored runs and the queue back in step, whatever was cut off between the two."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Generic, Protocol, TypeVar

from domain.integer_model.result import Termination
from domain.ports import Clock, QueuePhase, QueueState, RunQueue
from domain.storage import Storage, UnitOfWork
from domain.storage.run import OptimizationRun, RunOutcome, RunStatus

KEPT = timedelta(days=30)
"""How long keys of repetition are remembered, and changes stay in the log."""
FORGETS_EVERY = timedelta(hours=1)
PAGE = 500
RECENT = 50
_OPEN = (RunStatus.QUEUED, RunStatus.RUNNING)


class Kept(Protocol):
    """A run or an action that is stored and queued."""

    @property
    def id(self) -> int:
        """Its number in the database."""

    @property
    def run_id(self) -> str:
        """Its public name, which the queue knows it by."""


K = TypeVar("K", bound=Kept)


@dataclass(frozen=True, slots=True)
class Upkeep(Generic[K]):
    """How to maintain one kind of stored work.

    newest: reads stored ones by status, below a number, up to a count. end: writes how one ended.
    """

    newest: Callable[[UnitOfWork, Iterable[RunStatus], int | None, int], Sequence[K]]
    enqueue: Callable[[K], None]
    end: Callable[[K, QueueState], None]


def reconcile_runs(storage: Storage, queue: RunQueue, clock: Clock) -> None:
    """Queue what was stored but not queued, end what the queue has given up, and free what was cancelled."""

    def end(run: OptimizationRun, state: QueueState) -> None:
        with storage.writing() as uow:
            uow.runs.finish(run.run_id, _given_up(state, clock))

    tidy(
        storage,
        queue,
        Upkeep(
            newest=lambda uow, statuses, before, limit: uow.runs.newest(
                statuses=statuses, before_id=before, limit=limit
            ),
            enqueue=lambda run: queue.enqueue(run.run_id),
            end=end,
        ),
    )


class Forgetting:
    """Forgets what is of no use any more, now and then, however often it is asked to."""

    def __init__(self, storage: Storage, clock: Clock) -> None:
        self._storage, self._clock = storage, clock
        self._due = clock.now()

    def __call__(self) -> None:
        """Forget old keys of repetition and old changes, where it has not been done lately."""
        now = self._clock.now()
        if now < self._due:
            return
        with self._storage.writing() as uow:
            uow.access.forget_requests(now - KEPT)
            uow.changes.forget(now - KEPT)
        self._due = now + FORGETS_EVERY


def tidy(storage: Storage, queue: RunQueue, upkeep: Upkeep[K]) -> None:
    """Queue, end or free the stored work of one kind where storage and queue disagree."""
    for page in _open(storage, upkeep):
        states = queue.states(kept.run_id for kept in page)
        for kept in page:
            state = states.get(kept.run_id)
            if state is None:
                upkeep.enqueue(kept)
            elif state.phase.is_over:
                upkeep.end(kept, state)
    with storage.reading() as uow:
        cancelled = upkeep.newest(uow, [RunStatus.CANCELLED], None, RECENT)
    for run_id, state in queue.states(kept.run_id for kept in cancelled).items():
        if not state.phase.is_over:
            queue.cancel(run_id)


def reason_given_up(state: QueueState) -> str:
    """Why the queue is done with work of which nobody has written how it ended."""
    if state.phase is QueuePhase.EXHAUSTED:
        return f"given up after {state.attempt} attempts: each time the worker ended before the run did"
    return f"the worker could not write the outcome: {state.detail or 'no reason is known'}"


def _open(storage: Storage, upkeep: Upkeep[K]) -> Iterator[Sequence[K]]:
    before: int | None = None
    while True:
        with storage.reading() as uow:
            page = upkeep.newest(uow, _OPEN, before, PAGE)
        if not page:
            return
        yield page
        before = page[-1].id


def _given_up(state: QueueState, clock: Clock) -> RunOutcome:
    """Outcome of a run that the queue is done with although nobody has written one."""
    now = clock.now()
    if state.phase is QueuePhase.CANCELLED:
        return RunOutcome(RunStatus.CANCELLED, now, error_text="cancelled", termination_reason=Termination.CANCELLED)
    return RunOutcome(RunStatus.FAILED, now, error_text=reason_given_up(state), termination_reason=Termination.ERROR)
