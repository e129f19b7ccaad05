"""What runs of the optimizer and of jobs have in common in the database: how they begin, end and log their steps."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Select, Table, func, insert, select, update

from domain.errors import NotFoundError
from domain.storage.run import ActionRun, LoggedStep, OptimizationRun, RunStatus
from persistence.database.flat import FlatMapping
from persistence.database.listing import Listing
from persistence.database.statements import Statements

RunT = TypeVar("RunT", OptimizationRun, ActionRun)
_OPEN = (RunStatus.QUEUED, RunStatus.RUNNING)


@dataclass(frozen=True, slots=True)
class StepFilter:
    """Which steps; None leaves a condition out, an empty list admits nothing.

    names: what was done, such as solve.
    statuses: how the steps went.
    """

    names: tuple[str, ...] | None = None
    statuses: tuple[RunStatus, ...] | None = None


def listed_steps(steps: Table, step: FlatMapping[LoggedStep], wanted: StepFilter | None) -> Listing[LoggedStep]:
    """The steps of all runs that a filter admits."""
    asked = wanted or StepFilter()
    lists = ((steps.c.name, asked.names), (steps.c.status, asked.statuses))
    conditions = (column.in_(values) for column, values in lists if values is not None)
    return Listing(select(steps).where(*conditions), step.record)


class RunLog:
    """Rows with a run id, a status and a step log. owner: the column of a step that names its run."""

    def __init__(
        self,
        statements: Statements,
        kind: str,
        table: Table,
        steps: Table,
        owner: str,
        step: FlatMapping[LoggedStep],
    ) -> None:
        self._statements = statements
        self._kind = kind
        self._table = table
        self._steps = steps
        self._owner = steps.c[owner]
        self._step = step

    def add(self, run: RunT, values: Mapping[str, Any], record: Callable[[Mapping[str, Any]], RunT]) -> RunT:
        """Store a run as these values; it comes back with its number, or the earlier one whose key it bears."""
        key = values["idempotency_key"]
        if key is None:
            return replace(run, id=self._statements.insert(self._table, values))
        number = self._statements.insert_unless(self._table, ["idempotency_key"], values)
        if number is not None:
            return replace(run, id=number)
        earlier = self._statements.row(select(self._table).where(self._table.c.idempotency_key == key))
        assert earlier is not None
        return record(earlier)

    def column(self, run_id: str, *names: str) -> Mapping[str, Any]:
        """Some columns of a run."""
        columns = [self._table.c[name] for name in names]
        row = self._statements.row(select(*columns).where(self._table.c.run_id == run_id))
        if row is None:
            raise NotFoundError(self._kind, run_id)
        return row

    def open_of(self, email: str) -> int:
        """How many that somebody has asked for have not ended."""
        table = self._table.c
        own = select(func.count()).where(table.status.in_(_OPEN), table.requested_by_email == email)
        return int(self._statements.run(own).scalar_one())

    def numbered(self, number: int, *names: str) -> Mapping[str, Any]:
        """Some columns of the run of a number."""
        columns = [self._table.c[name] for name in names]
        row = self._statements.row(select(*columns).where(self._table.c.id == number))
        if row is None:
            raise NotFoundError(self._kind, number)
        return row

    def newest(
        self,
        names: Sequence[str],
        statuses: Iterable[RunStatus],
        before_id: int | None,
        limit: int,
        *conditions: ColumnElement[bool],
    ) -> Sequence[Mapping[str, Any]]:
        """Rows, the newest first."""
        statement = select(*(self._table.c[name] for name in names)).where(*conditions)
        if wanted := list(statuses):
            statement = statement.where(self._table.c.status.in_(wanted))
        if before_id is not None:
            statement = statement.where(self._table.c.id < before_id)
        return self._statements.rows(statement.order_by(self._table.c.id.desc()).limit(limit))

    def change(self, run_id: str, **values: Any) -> bool:
        """Change a run that has not ended; whether it had not. Raises ``NotFoundError``."""
        statement = update(self._table).where(self._table.c.run_id == run_id, self._table.c.status.in_(_OPEN))
        if self._statements.run(statement.values(**values)).rowcount:
            return True
        self.column(run_id, "id")
        return False

    def mark_running(self, run_id: str, at: datetime) -> bool:
        """Note that work has begun; the first time is kept."""
        started = func.coalesce(self._table.c.started_at, at, type_=self._table.c.started_at.type)
        return self.change(run_id, status=RunStatus.RUNNING, started_at=started)

    def add_step(self, run_id: str, step: LoggedStep) -> LoggedStep:
        """Add an entry to the step log; it comes back with its position."""
        return self.add_steps(run_id, [step])[0]

    def add_steps(self, run_id: str, steps: Sequence[LoggedStep]) -> Sequence[LoggedStep]:
        """Add entries to the step log in order; they come back with their positions."""
        number = self._number(self._statements.locked(select(self._table.c.id)), run_id)
        last = self._statements.row(select(func.max(self._steps.c.position)).where(self._owner == number))
        first = 1 + ((last or {}).get("max_1") or 0)
        placed = [replace(step, position=position) for position, step in enumerate(steps, start=first)]
        rows = [self._step.values(step) | {self._owner.name: number} for step in placed]
        if rows:
            self._statements.run(insert(self._steps), rows)
        return placed

    def set_step(self, run_id: str, step: LoggedStep) -> None:
        """Replace the entry of the step log at the position of a step."""
        number = self._number(select(self._table.c.id), run_id)
        place = (self._owner == number, self._steps.c.position == step.position)
        self._statements.run(update(self._steps).where(*place).values(**self._step.values(step)))

    def steps(self, run_id: str) -> Sequence[LoggedStep]:
        """The step log, in order."""
        number = self._number(select(self._table.c.id), run_id)
        statement = select(self._steps).where(self._owner == number).order_by(self._steps.c.position)
        return [self._step.record(row) for row in self._statements.rows(statement)]

    def _number(self, statement: Select[Any], run_id: str) -> int:
        row = self._statements.row(statement.where(self._table.c.run_id == run_id))
        if row is None:
            raise NotFoundError(self._kind, run_id)
        found: int = row["id"]
        return found


def storable(text: str | None) -> str | None:
    """A text without what PostgreSQL cannot store."""
    return None if text is None else text.replace("\0", "\ufffd").encode("utf-8", "replace").decode("utf-8")
