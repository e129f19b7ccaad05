"""Brings stored actions and the queue back in step, whatever was cut off between the two."""

from __future__ import annotations

from domain.actions.registry import ActionRegistry
from domain.ports import Clock, QueuePhase, QueueState, RunQueue
from domain.runs.upkeep import Upkeep, reason_given_up, tidy
from domain.storage import Storage
from domain.storage.run import ActionRun, RunStatus


def tidy_actions(storage: Storage, queue: RunQueue, clock: Clock, registry: ActionRegistry) -> None:
    """Queue what was stored but not queued, end what the queue has given up, and free what was cancelled."""

    def end(action: ActionRun, state: QueueState) -> None:
        is_cancelled = state.phase is QueuePhase.CANCELLED
        status = RunStatus.CANCELLED if is_cancelled else RunStatus.FAILED
        text = "cancelled" if is_cancelled else reason_given_up(state)
        with storage.writing() as uow:
            uow.action_runs.finish(action.run_id, status, clock.now(), error_text=text)

    tidy(
        storage,
        queue,
        Upkeep(
            newest=lambda uow, *asked: uow.action_runs.newest(*asked),
            enqueue=lambda action: queue.enqueue(action.run_id, registry.kind(action.action)),
            end=end,
        ),
    )
