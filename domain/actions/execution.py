"""What a worker does with an action: hand it to its handler, write what came of it, and clear up after lost ones."""

from __future__ import annotations

import logging
from dataclasses import replace
from typing import Any

from domain.actions.context import ActionCancelled, ActionContext
from domain.actions.registry import ActionRegistry
from domain.errors import DatabaseUnavailableError, InputError, OptimizationEngineError
from domain.integer_model.solver import SolveControl
from domain.ports import Clock, QueuePhase, QueueState, RunQueue
from domain.runs.execution import LendSolvers
from domain.runs.runs import Runs
from domain.runs.upkeep import Upkeep, reason_given_up, tidy
from domain.runs.writing import retry_write
from domain.storage import Storage
from domain.storage.run import ActionRun, LoggedStep, RunStatus


def tidy_actions(storage: Storage, queue: RunQueue, clock: Clock, registry: ActionRegistry) -> None:
    """Queue actions that were stored but not queued, end those that the queue has given up, free those cancelled."""

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


LOG = logging.getLogger("optengine.actions")


class ActionExecution:
    """Executes actions by id; safe to use from several threads."""

    def __init__(
        self, storage: Storage, clock: Clock, registry: ActionRegistry, runs: Runs, lend_solvers: LendSolvers
    ) -> None:
        self._storage, self._clock, self._registry = storage, clock, registry
        self._runs, self._lend_solvers = runs, lend_solvers

    def __call__(self, run_id: str, control: SolveControl) -> None:
        """Execute an action and write how it ended; nothing happens where it has ended.

        Where the database is away meanwhile, the action is begun anew, as after the loss of its worker.
        """
        retry_write(lambda: self._execute(run_id, control))

    def _execute(self, run_id: str, control: SolveControl) -> None:
        action = self._begin(run_id)
        if action is None:
            return
        LOG.info("%s %s begins", action.action, run_id, extra={"run_id": run_id})
        context = ActionContext(action, self._storage, self._clock, self._runs, self._lend_solvers, control)
        try:
            result = self._registry.get(action.action).load()(context, action.payload)
        except ActionCancelled:
            self._end(action, RunStatus.CANCELLED, error_text="cancelled")
        except DatabaseUnavailableError as error:
            LOG.warning("%s %s was cut off: %s", action.action, run_id, error, extra={"run_id": run_id})
            raise
        except InputError as error:
            self._end(action, RunStatus.FAILED, {"can_be_mended": True}, str(error))
        except OptimizationEngineError as error:
            self._end(action, RunStatus.FAILED, error_text=str(error))
        except Exception as error:
            LOG.exception("%s %s failed unexpectedly", action.action, run_id, extra={"run_id": run_id})
            text = f"an unexpected {type(error).__name__}; the worker's log has it"
            self._end(action, RunStatus.FAILED, error_text=text)
        else:
            self._end(action, RunStatus.SUCCESS, result)

    def _begin(self, run_id: str) -> ActionRun | None:
        now = self._clock.now()
        with self._storage.writing() as uow:
            if not uow.action_runs.mark_running(run_id, now):
                return None
            steps = uow.action_runs.steps(run_id)
            for step in steps:
                if step.status is RunStatus.RUNNING:
                    text = "cut off: the worker ended before the step did"
                    cut = replace(step, status=RunStatus.FAILED, finished_at=now, message=text)
                    uow.action_runs.set_step(run_id, cut)
            attempt = 1 + sum(step.name == "begin" for step in steps)
            uow.action_runs.add_step(run_id, LoggedStep("begin", RunStatus.SUCCESS, now, now, f"attempt {attempt}"))
            return uow.action_runs.get(run_id)

    def _end(self, action: ActionRun, status: RunStatus, result: Any = None, error_text: str | None = None) -> None:
        """Write how an action ended, unless that was written already."""

        def write() -> None:
            with self._storage.writing() as uow:
                uow.action_runs.finish(action.run_id, status, self._clock.now(), result, error_text)

        retry_write(write)
        LOG.info("%s %s ends: %s", action.action, action.run_id, status.value, extra={"run_id": action.run_id})
