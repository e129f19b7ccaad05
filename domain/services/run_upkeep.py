"""Brings stored runs and the queue back in step, whatever was cut off between the two."""

from __future__ import annotations

from collections.abc import Iterator

from domain.ports import Clock, QueuePhase, QueueState, RunQueue
from domain.result import Termination
from domain.run import OptimizationRun, RunOutcome, RunStatus
from domain.storage import Storage

PAGE = 500
RECENT = 50
_OPEN = (RunStatus.QUEUED, RunStatus.RUNNING)


def tidy_runs(storage: Storage, queue: RunQueue, clock: Clock) -> None:
    """Queue what was stored but not queued, end what the queue has given up, and free what was cancelled."""
    for page in _open_runs(storage):
        states = queue.states(run.run_id for run in page)
        for run in page:
            state = states.get(run.run_id)
            if state is None:
                queue.enqueue(run.run_id)
            elif state.phase.is_over:
                with storage.writing() as uow:
                    uow.runs.finish(run.run_id, _given_up(state, clock))
    with storage.reading() as uow:
        cancelled = uow.runs.newest(statuses=[RunStatus.CANCELLED], limit=RECENT)
    for run_id, state in queue.states(run.run_id for run in cancelled).items():
        if not state.phase.is_over:
            queue.cancel(run_id)


def _open_runs(storage: Storage) -> Iterator[list[OptimizationRun]]:
    before: int | None = None
    while True:
        with storage.reading() as uow:
            page = list(uow.runs.newest(statuses=_OPEN, before_id=before, limit=PAGE))
        if not page:
            return
        yield page
        before = page[-1].id


def _given_up(state: QueueState, clock: Clock) -> RunOutcome:
    """The outcome of a run that the queue is done with although nobody has written one."""
    now = clock.now()
    if state.phase is QueuePhase.CANCELLED:
        return RunOutcome(RunStatus.CANCELLED, now, error_text="cancelled", termination_reason=Termination.CANCELLED)
    if state.phase is QueuePhase.EXHAUSTED:
        text = f"given up after {state.attempt - 1} attempts: each time the worker ended before the run did"
    else:
        text = f"the worker could not write the outcome: {state.detail or 'no reason is known'}"
    return RunOutcome(RunStatus.FAILED, now, error_text=text, termination_reason=Termination.ERROR)
