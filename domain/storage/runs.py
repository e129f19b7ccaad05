"""Runs of the optimizer and of jobs, as the use cases read and write them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, Protocol

from domain.problem.problem import PortfolioProblem
from domain.storage.run import ActionRun, LoggedStep, OptimizationRun, RunOutcome, RunStatus


class RunRepository(Protocol):
    """Optimization runs, by their public run id."""

    def add(self, run: OptimizationRun, problem: PortfolioProblem) -> OptimizationRun:
        """Store a run; where its idempotency key is known, nothing is stored and the earlier run comes back."""

    def get(self, run_id: str) -> OptimizationRun:
        """The run of an id."""

    def numbered(self, number: int) -> OptimizationRun:
        """The run of a number."""

    def problem(self, run_id: str) -> PortfolioProblem:
        """What the run was asked."""

    def inputs_text(self, run_id: str) -> str:
        """What the run was asked, as a problem file."""

    def result_text(self, run_id: str) -> str | None:
        """The whole answer as JSON."""

    def history(self, run_id: str) -> Any:
        """How it came to its answer; None where nothing was heard."""

    def newest(
        self,
        scenario_id: int | None = None,
        statuses: Iterable[RunStatus] = (),
        before_id: int | None = None,
        limit: int = 100,
    ) -> Sequence[OptimizationRun]:
        """Runs, the newest first; no statuses means all of them."""

    def open_of(self, email: str) -> int:
        """How many runs that somebody has asked for have not ended."""

    def mark_running(self, run_id: str, at: datetime) -> bool:
        """Note that work has begun, again after a recovery; false when the run has ended already."""

    def set_progress(self, run_id: str, progress: Any, history: Any = None) -> None:
        """Write how far a run is, and how it came there; nothing happens when it has ended already."""

    def finish(self, run_id: str, outcome: RunOutcome) -> bool:
        """Write the outcome; the first one counts, and false is returned for any later one."""

    def add_step(self, run_id: str, step: LoggedStep) -> LoggedStep:
        """Add an entry to the step log; it comes back with its position."""

    def add_steps(self, run_id: str, steps: Sequence[LoggedStep]) -> None:
        """Add entries to the step log, in order."""

    def steps(self, run_id: str) -> Sequence[LoggedStep]:
        """The step log, in order."""


class ActionRunRepository(Protocol):
    """Jobs, by their public run id."""

    def add(self, run: ActionRun) -> ActionRun:
        """Store a job; where its idempotency key is known, nothing is stored and the earlier job comes back."""

    def get(self, run_id: str) -> ActionRun:
        """The job of an id."""

    def newest(
        self,
        statuses: Iterable[RunStatus] = (),
        before_id: int | None = None,
        limit: int = 100,
        prefix: str = "",
    ) -> Sequence[ActionRun]:
        """Jobs, the newest first; no statuses means all of them. prefix: of the name of the action."""

    def open_of(self, email: str) -> int:
        """How many jobs and analyses that somebody has asked for have not ended."""

    def mark_running(self, run_id: str, at: datetime) -> bool:
        """Note that work has begun; false when the job has ended already."""

    def link(self, run_id: str, optimization_run_id: int) -> None:
        """Note which optimization run the job has started."""

    def set_progress(self, run_id: str, progress: Any) -> None:
        """Write how far a job is; nothing happens when it has ended already."""

    def finish(
        self, run_id: str, status: RunStatus, at: datetime, result: Any = None, error_text: str | None = None
    ) -> bool:
        """Write how it ended; the first outcome counts, and false is returned for any later one."""

    def add_step(self, run_id: str, step: LoggedStep) -> LoggedStep:
        """Add an entry to the step log; it comes back with its position."""

    def set_step(self, run_id: str, step: LoggedStep) -> None:
        """Replace the entry of the step log at its position."""

    def steps(self, run_id: str) -> Sequence[LoggedStep]:
        """The step log, in order."""
