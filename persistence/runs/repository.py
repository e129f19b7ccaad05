"""Optimization runs in the database."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from domain.problem.problem import PortfolioProblem
from domain.storage.changes import ChangeAction, ChangedKind
from domain.storage.run import LoggedStep, OptimizationRun, RunOutcome, RunStatus
from persistence.database.base import table_of
from persistence.database.statements import Statements
from persistence.problem_files.problem_file import dumps, loads
from persistence.runs import tables
from persistence.runs.log import RunLog, storable
from persistence.runs.mapping import OUTCOME, RUN, RUN_STEP

_TABLE = table_of(tables.OptimizationRun)
_STEPS = table_of(tables.OptimizationRunStep)


class SqlRuns:
    """Runs; inputs and answer, which may be large, are read only when they are asked for."""

    def __init__(self, statements: Statements) -> None:
        self._statements = statements
        self._log = RunLog(statements, "run", _TABLE, _STEPS, "optimization_run_id", RUN_STEP)

    def add(self, run: OptimizationRun, problem: PortfolioProblem) -> OptimizationRun:
        """Store a run; where its idempotency key is known, nothing is stored and the earlier run comes back."""
        stored = self._log.add(run, RUN.values(run) | {"inputs_snapshot_json": dumps(problem)}, RUN.record)
        if stored.run_id == run.run_id:
            self._statements.note(ChangedKind.RUN, run.run_id, ChangeAction.CREATED)
        return stored

    def get(self, run_id: str) -> OptimizationRun:
        """The run of an id."""
        return RUN.record(self._log.column(run_id, *RUN.columns))

    def numbered(self, number: int) -> OptimizationRun:
        """The run of a number."""
        return RUN.record(self._log.numbered(number, *RUN.columns))

    def problem(self, run_id: str) -> PortfolioProblem:
        """What the run was asked."""
        return loads(self.inputs_text(run_id), f"inputs of run {run_id}")

    def inputs_text(self, run_id: str) -> str:
        """What the run was asked, as a problem file."""
        return str(self._log.column(run_id, "inputs_snapshot_json")["inputs_snapshot_json"])

    def result_text(self, run_id: str) -> str | None:
        """The whole answer as JSON."""
        found: str | None = self._log.column(run_id, "result_json")["result_json"]
        return found

    def history(self, run_id: str) -> Any:
        """How it came to its answer, point by point; None where nothing was heard."""
        return self._log.column(run_id, "history_json")["history_json"]

    def newest(
        self,
        scenario_id: int | None = None,
        statuses: Iterable[RunStatus] = (),
        before_id: int | None = None,
        limit: int = 100,
    ) -> Sequence[OptimizationRun]:
        """Runs, the newest first; no statuses means all of them."""
        conditions = [] if scenario_id is None else [_TABLE.c.scenario_id == scenario_id]
        rows = self._log.newest(RUN.columns, statuses, before_id, limit, *conditions)
        return [RUN.record(row) for row in rows]

    def open_of(self, email: str) -> int:
        """How many that somebody has asked for have not ended."""
        return self._log.open_of(email)

    def mark_running(self, run_id: str, at: datetime) -> bool:
        """Note that work has begun, again after a recovery; false when the run has ended already."""
        return self._noted(run_id, self._log.mark_running(run_id, at))

    def set_progress(self, run_id: str, progress: Any, history: Any = None) -> None:
        """Write how far a run is, and how it came there; nothing happens when it has ended already."""
        self._log.change(run_id, progress_json=progress, history_json=history)

    def finish(self, run_id: str, outcome: RunOutcome) -> bool:
        """Write the outcome; the first one counts, and false is returned for any later one."""
        values = OUTCOME.values(replace(outcome, error_text=storable(outcome.error_text)))
        return self._noted(run_id, self._log.change(run_id, **values))

    def _noted(self, run_id: str, changed: bool) -> bool:
        if changed:
            self._statements.note(ChangedKind.RUN, run_id)
        return changed

    def add_step(self, run_id: str, step: LoggedStep) -> LoggedStep:
        """Add an entry to the step log; it comes back with its position."""
        return self._log.add_step(run_id, replace(step, message=storable(step.message) or ""))

    def add_steps(self, run_id: str, steps: Sequence[LoggedStep]) -> None:
        """Add entries to the step log, in order."""
        self._log.add_steps(run_id, [replace(step, message=storable(step.message) or "") for step in steps])

    def steps(self, run_id: str) -> Sequence[LoggedStep]:
        """The step log, in order."""
        return self._log.steps(run_id)
