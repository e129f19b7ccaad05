"""Jobs in the database."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, literal, or_, select

from domain.storage.changes import ChangeAction, ChangedKind
from domain.storage.run import ActionRun, LoggedStep, RunStatus
from persistence.actions import tables
from persistence.database.base import table_of
from persistence.database.column_types import json_field
from persistence.database.flat import FlatMapping
from persistence.database.listing import Listing
from persistence.database.statements import Statements
from persistence.runs import tables as run_tables
from persistence.runs.log import RunLog, StepFilter, listed_steps, storable

COLUMNS = table_of(tables.ActionRun).c
ACTION_RUN = FlatMapping(ActionRun, table_of(tables.ActionRun))
ACTION_RUN_STEP = FlatMapping(LoggedStep, table_of(tables.ActionRunStep))
FACETS: dict[str, ColumnElement[Any]] = {
    "names": COLUMNS.action,
    "statuses": COLUMNS.status,
    "requested_by_emails": COLUMNS.requested_by_email,
}
_RUNS = table_of(run_tables.OptimizationRun)
_KINDS = {"pm": ChangedKind.JOB, "plan": ChangedKind.ANALYSIS}
"""What actions are told as, by what their names begin with."""
_PART = "batch.part"


@dataclass(frozen=True, slots=True)
class ActionFilter:
    """Which actions; None leaves a condition out, an empty list admits nothing. The last moment does not count.

    prefix: of their names. run_ids: the runs that analyses are about. scenario_ids: or their scenarios.
    """

    prefix: str = ""
    actions: tuple[str, ...] | None = None
    statuses: tuple[RunStatus, ...] | None = None
    requested_by_emails: tuple[str, ...] | None = None
    run_ids: tuple[str, ...] | None = None
    scenario_ids: tuple[int, ...] | None = None
    created_from: datetime | None = None
    created_to: datetime | None = None


def actions(wanted: ActionFilter) -> Listing[ActionRun]:
    """The actions that a filter admits."""
    return Listing(
        select(*(COLUMNS[name] for name in ACTION_RUN.columns)).where(*_conditions(wanted)), ACTION_RUN.record
    )


def _conditions(wanted: ActionFilter) -> Iterator[ColumnElement[bool]]:
    if wanted.prefix:
        yield COLUMNS.action.startswith(wanted.prefix, autoescape=True)
    if wanted.actions is not None:
        yield COLUMNS.action.in_(wanted.actions)
    if wanted.statuses is not None:
        yield COLUMNS.status.in_(wanted.statuses)
    if wanted.requested_by_emails is not None:
        yield COLUMNS.requested_by_email.in_(wanted.requested_by_emails)
    of_run = json_field(COLUMNS.payload_json, literal("run_id"))
    if wanted.run_ids is not None:
        yield of_run.in_(wanted.run_ids)
    if wanted.scenario_ids is not None:
        of_scenario = json_field(COLUMNS.payload_json, literal("scenario_id"))
        over_runs = select(_RUNS.c.run_id).where(_RUNS.c.scenario_id.in_(wanted.scenario_ids))
        yield or_(of_scenario.in_([str(each) for each in wanted.scenario_ids]), of_run.in_(over_runs))
    if wanted.created_from is not None:
        yield COLUMNS.created_at >= wanted.created_from
    if wanted.created_to is not None:
        yield COLUMNS.created_at < wanted.created_to


STEPS = table_of(tables.ActionRunStep)


def action_steps(wanted: StepFilter | None = None) -> Listing[LoggedStep]:
    """The steps of all actions that a filter admits."""
    return listed_steps(STEPS, ACTION_RUN_STEP, wanted)


class SqlActionRuns:
    """Jobs and their step logs."""

    def __init__(self, statements: Statements) -> None:
        self._statements = statements
        self._log = RunLog(statements, "job", table_of(tables.ActionRun), STEPS, "action_run_id", ACTION_RUN_STEP)

    def add(self, run: ActionRun) -> ActionRun:
        """Store a job; where its idempotency key is known, nothing is stored and the earlier job comes back."""
        stored = self._log.add(run, ACTION_RUN.values(run), ACTION_RUN.record)
        if stored.run_id == run.run_id:
            self._note(run.run_id, run.action, run.payload, ChangeAction.CREATED)
        return stored

    def get(self, run_id: str) -> ActionRun:
        """The job of an id."""
        return ACTION_RUN.record(self._log.column(run_id, *ACTION_RUN.columns))

    def newest(
        self,
        statuses: Iterable[RunStatus] = (),
        before_id: int | None = None,
        limit: int = 100,
        prefix: str = "",
    ) -> Sequence[ActionRun]:
        """Jobs, the newest first; no statuses means all of them. prefix: of the name of the action."""
        named = [table_of(tables.ActionRun).c.action.startswith(prefix, autoescape=True)] if prefix else []
        rows = self._log.newest(ACTION_RUN.columns, statuses, before_id, limit, *named)
        return [ACTION_RUN.record(row) for row in rows]

    def open_of(self, email: str) -> int:
        """How many that somebody has asked for have not ended."""
        return self._log.open_of(email)

    def mark_running(self, run_id: str, at: datetime) -> bool:
        """Note that work has begun; false when the job has ended already."""
        return self._noted(run_id, self._log.mark_running(run_id, at))

    def link(self, run_id: str, optimization_run_id: int) -> None:
        """Note which optimization run the job has started."""
        self._log.change(run_id, optimization_run_id=optimization_run_id)

    def set_progress(self, run_id: str, progress: Any) -> None:
        """Write how far a job is; nothing happens when it has ended already."""
        self._log.change(run_id, progress_json=progress)

    def finish(
        self, run_id: str, status: RunStatus, at: datetime, result: Any = None, error_text: str | None = None
    ) -> bool:
        """Write how it ended; the first outcome counts, and false is returned for any later one."""
        ended = {"status": status, "finished_at": at, "result_json": result, "error_text": storable(error_text)}
        return self._noted(run_id, self._log.change(run_id, **ended))

    def _noted(self, run_id: str, changed: bool) -> bool:
        if changed:
            own = self._log.column(run_id, "action", "payload_json")
            self._note(run_id, own["action"], own["payload_json"])
        return changed

    def _note(
        self, run_id: str, action: str, payload: Mapping[str, Any], become: ChangeAction = ChangeAction.UPDATED
    ) -> None:
        """Note the job or analysis; a part of a batch is a change of the batch, which is there already."""
        family = action.partition(".")[0]
        if family in _KINDS:
            self._statements.note(_KINDS[family], run_id, become)
        elif action == _PART:
            self._statements.note(ChangedKind.BATCH, payload["batch"])

    def add_step(self, run_id: str, step: LoggedStep) -> LoggedStep:
        """Add an entry to the step log; it comes back with its position."""
        return self._log.add_step(run_id, replace(step, message=storable(step.message) or ""))

    def set_step(self, run_id: str, step: LoggedStep) -> None:
        """Replace the entry of the step log at its position."""
        self._log.set_step(run_id, replace(step, message=storable(step.message) or ""))

    def steps(self, run_id: str) -> Sequence[LoggedStep]:
        """The step log, in order."""
        return self._log.steps(run_id)
