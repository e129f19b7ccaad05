"""What the handler of an action may use: the step log, progress, runs, and word of being stopped or cancelled."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

from domain.errors import ConflictingStateError, DatabaseError, OptimizationEngineError
from domain.integer_model.solver import SolveControl
from domain.ports import Clock
from domain.runs.execution import LendSolvers
from domain.runs.requests import RunRequest
from domain.runs.runs import Runs
from domain.storage import Storage, UnitOfWork
from domain.storage.run import ActionRun, LoggedStep, OptimizationRun, RunStatus

LOG = logging.getLogger("optengine.actions")
PROGRESS_SECONDS = 0.4
WATCH_SECONDS = 0.1
MOST_PARTS = 1000


class ActionCancelled(Exception):
    """Raised to leave a handler at once because its action was cancelled, which is not a fault."""


@dataclass(slots=True)
class StepNote:
    """What the log says of a step: a message and figures."""

    message: str = ""
    detail: Any = None


class ActionContext:
    """One execution of one action. ``action``: its state when the execution began."""

    def __init__(
        self,
        action: ActionRun,
        storage: Storage,
        clock: Clock,
        runs: Runs,
        lend_solvers: LendSolvers,
        control: SolveControl,
    ) -> None:
        self.action, self.control = action, control
        self.storage, self.clock = storage, clock
        self.runs, self.lend_solvers = runs, lend_solvers
        self._parts: list[Any] = []
        self._next_progress = 0.0
        self._expected = self._done = 0

    def expect(self, steps: int) -> None:
        """Set how many steps the log will have; each that ends well counts as one part done."""
        self._expected = steps

    def check(self) -> None:
        """Raise ``ActionCancelled`` where the action was cancelled."""
        if self.control.cancel_requested:
            raise ActionCancelled

    @contextmanager
    def step(self, name: str) -> Iterator[StepNote]:
        """Log one step: running within the block, then a success, or failed with what was raised."""
        self.check()
        note = StepNote()
        began = LoggedStep(name, RunStatus.RUNNING, self.clock.now())
        with self.storage.writing() as uow:
            placed = uow.action_runs.add_step(self.action.run_id, began)
        try:
            yield note
        except ActionCancelled:
            self._end(placed, RunStatus.CANCELLED, note.message or "cancelled", note.detail)
            raise
        except OptimizationEngineError as error:
            self._end(placed, RunStatus.FAILED, str(error), note.detail)
            raise
        except Exception as error:
            self._end(placed, RunStatus.FAILED, f"an unexpected {type(error).__name__}", note.detail)
            raise
        self._end(placed, RunStatus.SUCCESS, note.message, note.detail)
        if self._expected:
            self._done += 1
            self._write_progress(self._done, self._expected)

    def progress(self, done: int, total: int, latest: Sequence[Any] = (), *, whole: bool = False) -> None:
        """Say that ``done`` of ``total`` parts are done, and what came of the latest (JSON), for those who watch.

        Written down twice a second at most; what came of earlier parts is kept, up to a thousand of them. whole: the
        latest hold all that is known so far and take the place of what came before.
        """
        self.check()
        if whole:
            self._parts.clear()
        self._parts += latest[: MOST_PARTS - len(self._parts)]
        if time.monotonic() < self._next_progress and done < total:
            return
        self._next_progress = time.monotonic() + PROGRESS_SECONDS
        self._write_progress(done, total)

    def _write_progress(self, done: int, total: int) -> None:
        record = {"done": done, "total": total, "parts": self._parts, "at": self.clock.now().isoformat()}
        try:
            with self.storage.writing() as uow:
                uow.action_runs.set_progress(self.action.run_id, record)
        except DatabaseError as error:
            run_id = self.action.run_id
            LOG.warning("progress of %s could not be written: %s", run_id, error, extra={"run_id": run_id})

    def run(self, request: RunRequest) -> OptimizationRun:
        """The only run of this action: started now, or by an earlier execution of the same action."""
        known = self.started_run()
        if known is not None:
            return known

        def link(uow: UnitOfWork, runs: tuple[OptimizationRun, ...]) -> None:
            uow.action_runs.link(self.action.run_id, runs[0].id)

        own = replace(
            request,
            requested_by_email=self.action.requested_by_email,
            idempotency_key=f"action {self.action.run_id}",
        )
        try:
            return self.runs.start(own, link)[0]
        except ConflictingStateError:
            # Another worker, taken for lost, may have started it over other inputs meanwhile.
            known = self.started_run()
            if known is None:
                raise
            return known

    def started_run(self) -> OptimizationRun | None:
        """Current stored state of the run that this action has started."""
        with self.storage.reading() as uow:
            number = uow.action_runs.get(self.action.run_id).optimization_run_id
            return None if number is None else uow.runs.numbered(number)

    def follow(self, run_id: str) -> OptimizationRun:
        """Wait until a run has ended; stopping or cancelling the action stops or cancels the run."""
        asked_to_stop = False
        while True:
            with self.storage.reading() as uow:
                run = uow.runs.get(run_id)
            if run.status.is_final:
                return run
            if self.control.cancel_requested:
                self._give_up(run_id)
            if self.control.stop_requested and not asked_to_stop:
                asked_to_stop = True
                self.runs.stop(run_id)
            time.sleep(WATCH_SECONDS)

    def _give_up(self, run_id: str) -> None:
        try:
            self.runs.cancel(run_id)
        except ConflictingStateError:
            LOG.info("run %s had ended before it could be cancelled", run_id)
        raise ActionCancelled

    def _end(self, step: LoggedStep, status: RunStatus, message: str, detail: Any) -> None:
        ended = replace(step, status=status, finished_at=self.clock.now(), message=message, detail=detail)
        with self.storage.writing() as uow:
            uow.action_runs.set_step(self.action.run_id, ended)
