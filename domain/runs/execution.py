"""What a worker does with a run: read it, solve it outside any transaction, write what came of it."""

from __future__ import annotations

import logging
import math
import time
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import asdict
from datetime import datetime
from typing import Any

from domain.errors import DatabaseError, NotFoundError, OptimizationEngineError
from domain.integer_model.result import Progress, Termination
from domain.integer_model.solver import SolveControl, SolverSource
from domain.optimization.optimize import optimize
from domain.portfolio.report import PortfolioReport
from domain.portfolios.portfolios import keep_portfolio
from domain.ports import Clock
from domain.problem.problem import PortfolioProblem
from domain.runs.history import ProgressHistory
from domain.runs.limits import UNLIMITED, SolveLimits
from domain.runs.outcomes import outcome_of, steps_of
from domain.runs.requests import parameters_of
from domain.runs.writing import retry_write
from domain.storage import Storage, UnitOfWork
from domain.storage.run import LoggedStep, OptimizationRun, RunOutcome, RunStatus

LOG = logging.getLogger("optengine.runs")
PROGRESS_SECONDS = 0.5


LendSolvers = Callable[[], AbstractContextManager[SolverSource]]
"""Lends solvers that no other run uses at the same time."""


class RunExecution:
    """Executes runs by id; safe to use from several threads. ``limits``: of every solve."""

    def __init__(
        self,
        storage: Storage,
        clock: Clock,
        lend_solvers: LendSolvers,
        report_text: Callable[[PortfolioReport], str],
        limits: SolveLimits = UNLIMITED,
    ) -> None:
        self._storage, self._clock = storage, clock
        self._lend_solvers, self._report_text, self._limits = lend_solvers, report_text, limits

    def __call__(self, run_id: str, control: SolveControl) -> None:
        """Execute a run and write its outcome; nothing happens where it has one."""
        began = retry_write(lambda: self._begin(run_id))
        if began is None:
            return
        run, problem = began
        LOG.info("run %s begins with %s", run_id, run.solver_name, extra={"run_id": run_id})
        heard = control.on_progress = _ProgressWriter(self._storage, self._clock, run_id)
        started = self._clock.now()
        try:
            with self._lend_solvers() as solvers:
                parameters = self._limits.within(parameters_of(run.parameters))
                solver = solvers.solver(run.solver_name)
                report = optimize(problem, solver, parameters, control, inputs_hash=run.inputs_hash)
            heard.tell()
        except OptimizationEngineError as error:
            self._write(run, self._failure(control, str(error)))
        except Exception as error:
            LOG.exception("run %s failed unexpectedly", run_id, extra={"run_id": run_id})
            self._write(run, self._failure(control, f"an unexpected {type(error).__name__}; the worker's log has it"))
        else:
            self._finish(run, report, started)

    def _begin(self, run_id: str) -> tuple[OptimizationRun, PortfolioProblem] | None:
        now = self._clock.now()
        with self._storage.writing() as uow:
            if not uow.runs.mark_running(run_id, now):
                return None
            attempt = 1 + sum(step.name == "begin" for step in uow.runs.steps(run_id))
            uow.runs.add_step(run_id, LoggedStep("begin", RunStatus.SUCCESS, now, now, f"attempt {attempt}"))
        with self._storage.reading() as uow:
            return uow.runs.get(run_id), uow.runs.problem(run_id)

    def _finish(self, run: OptimizationRun, report: PortfolioReport, started: datetime) -> None:
        outcome = outcome_of(report, self._clock.now(), self._report_text)
        steps = steps_of(report, started)
        if outcome.status is not RunStatus.SUCCESS:
            self._write(run, outcome, steps)
            return
        try:
            self._write(run, outcome, steps, lambda uow: keep_portfolio(uow, run, report, self._clock))
        except NotFoundError as error:
            now = self._clock.now()
            failed = LoggedStep("portfolio", RunStatus.FAILED, now, now, f"the portfolio could not be kept: {error}")
            self._write(run, outcome, (*steps, failed))

    def _failure(self, control: SolveControl, text: str) -> RunOutcome:
        now = self._clock.now()
        if control.cancel_requested:
            return RunOutcome(
                RunStatus.CANCELLED, now, error_text="cancelled", termination_reason=Termination.CANCELLED
            )
        return RunOutcome(RunStatus.FAILED, now, error_text=text, termination_reason=Termination.ERROR)

    def _write(
        self,
        run: OptimizationRun,
        outcome: RunOutcome,
        steps: tuple[LoggedStep, ...] = (),
        keep: Callable[[UnitOfWork], Any] = lambda _: None,
    ) -> None:
        """Write an outcome and what belongs to it, all or nothing, unless the run has one already."""

        def write() -> None:
            with self._storage.writing() as uow:
                if uow.runs.finish(run.run_id, outcome):
                    uow.runs.add_steps(run.run_id, steps)
                    keep(uow)

        retry_write(write)
        LOG.info("run %s ends: %s", run.run_id, outcome.status.value, extra={"run_id": run.run_id})


class _ProgressWriter:
    """Stores the progress of a run: how it stands twice a second, and with it how it came there."""

    def __init__(self, storage: Storage, clock: Clock, run_id: str) -> None:
        self._storage, self._clock, self._run_id = storage, clock, run_id
        self._next = 0.0
        self._history = ProgressHistory()
        self._told = False

    def __call__(self, progress: Progress) -> None:
        record = {name: _finite(value) for name, value in asdict(progress).items()}
        record["at"] = self._clock.now().isoformat()
        self._told = not self._history.add(record) and self._told
        if time.monotonic() >= self._next:
            self._next = time.monotonic() + PROGRESS_SECONDS
            self._write(record)

    def tell(self) -> None:
        """Store what was heard since, now that the solve has ended."""
        if self._history.points and not self._told:
            self._write(self._history.points[-1])

    def _write(self, record: Mapping[str, Any]) -> None:
        try:
            with self._storage.writing() as uow:
                uow.runs.set_progress(self._run_id, record, self._history.points)
            self._told = True
        except DatabaseError as error:
            details = {"run_id": self._run_id}
            LOG.warning("progress of run %s could not be written: %s", self._run_id, error, extra=details)


def _finite(value: Any) -> Any:
    """The figure where it is finite; a bound is infinite as long as nothing is known."""
    return None if isinstance(value, float) and not math.isfinite(value) else value
