"""Scenarios and constraint sets in the database: as rows, and how they are kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Generic, TypeVar

from sqlalchemy import Table, delete, select, update

from domain.errors import NotFoundError
from domain.problem.constraints import ConstraintSet
from domain.problem.scenario import Scenario
from domain.records.kinds import fields_of
from domain.storage.changes import ChangeAction, ChangedKind
from domain.storage.records import ConstraintSetRecord, ScenarioRecord
from persistence.database.base import table_of
from persistence.database.faults import refuse_faults
from persistence.database.flat import FlatMapping
from persistence.database.statements import Statements
from persistence.problem_files.form import CONSTRAINT_SET, SCENARIO
from persistence.scenarios_and_rules import tables

Record = TypeVar("Record", bound=ScenarioRecord | ConstraintSetRecord)

_SCENARIOS = table_of(tables.OptimizationScenario)
_CONSTRAINT_SETS = table_of(tables.OptimizationConstraintSet)
_SCENARIO = FlatMapping(Scenario, _SCENARIOS)
_SCENARIO_RECORD = FlatMapping(ScenarioRecord, _SCENARIOS, skip=("scenario",))
_SET_RECORD = FlatMapping(ConstraintSetRecord, _CONSTRAINT_SETS, skip=("constraint_set",))
_LISTS = tuple(field.name for field in fields_of(ConstraintSet) if field.name != "name")


def scenario_values(record: ScenarioRecord) -> dict[str, Any]:
    """The columns of a scenario."""
    return _SCENARIO.values(record.scenario) | _SCENARIO_RECORD.values(record)


def scenario_record(row: Mapping[str, Any]) -> ScenarioRecord:
    """The scenario of a row."""
    return _SCENARIO_RECORD.record(row, scenario=_SCENARIO.record(row))


def constraint_set_values(record: ConstraintSetRecord) -> dict[str, Any]:
    """The columns of a constraint set; its lists have the form of a problem file."""
    written = CONSTRAINT_SET.write(record.constraint_set)
    lists = {f"{name}_json": written.get(name, []) for name in _LISTS}
    return {"name": record.constraint_set.name} | lists | _SET_RECORD.values(record)


def constraint_set_record(row: Mapping[str, Any]) -> ConstraintSetRecord:
    """The constraint set of a row. Raises ``ProblemFileError`` where somebody has written nonsense into it."""
    form = {"name": row["name"]} | {name: row[f"{name}_json"] for name in _LISTS}
    return _SET_RECORD.record(row, constraint_set=CONSTRAINT_SET.whole(form, f"constraint set {row['id']}"))


class NamedRepository(Generic[Record]):
    """Records with a number and a name of their own."""

    def __init__(
        self,
        statements: Statements,
        kind: str,
        table: Table,
        read: Callable[[Mapping[str, Any]], Record],
        values: Callable[[Record], dict[str, Any]],
        check: Callable[[Record, Mapping[str, Any]], None],
        changed: ChangedKind,
    ) -> None:
        self._changed = changed
        self._statements = statements
        self._kind = kind
        self._table = table
        self._read = read
        self._values = values
        self._check = check

    def get(self, record_id: int) -> Record:
        """The record of a number."""
        statement = select(self._table).where(self._table.c.id == record_id)
        row = self._statements.row(self._statements.locked(statement))
        if row is None:
            raise NotFoundError(self._kind, record_id)
        return self._read(row)

    def by_name(self, name: str) -> Record | None:
        """The record of a name."""
        row = self._statements.row(select(self._table).where(self._table.c.name == name))
        return None if row is None else self._read(row)

    def all(self) -> Sequence[Record]:
        """Every record, the oldest first."""
        return [self._read(row) for row in self._statements.rows(select(self._table).order_by(self._table.c.id))]

    def add(self, record: Record) -> Record:
        """Store a new record; it comes back with its number."""
        values = self._values(record)
        self._check(record, values)
        number = self._statements.insert(self._table, values)
        self._statements.note(self._changed, number, ChangeAction.CREATED)
        return self._read(values | {"id": number})

    def update(self, record: Record) -> None:
        """Replace a record, but not when it was created."""
        values = self._values(record)
        self._check(record, values)
        del values["created_at"]
        values["version"] = self._table.c.version + 1
        changed = self._statements.run(update(self._table).where(self._table.c.id == record.id).values(**values))
        if not changed.rowcount:
            raise NotFoundError(self._kind, record.id)
        self._statements.note(self._changed, record.id)

    def delete(self, record_id: int) -> None:
        """Remove a record that nothing refers to."""
        if not self._statements.run(delete(self._table).where(self._table.c.id == record_id)).rowcount:
            raise NotFoundError(self._kind, record_id)
        self._statements.note(self._changed, record_id, ChangeAction.REMOVED)


def scenarios(statements: Statements) -> NamedRepository[ScenarioRecord]:
    """The scenarios."""
    kind, check = ChangedKind.SCENARIO, _check_scenario
    return NamedRepository(statements, "scenario", _SCENARIOS, scenario_record, scenario_values, check, kind)


def constraint_sets(statements: Statements) -> NamedRepository[ConstraintSetRecord]:
    """The constraint sets."""
    read, values = constraint_set_record, constraint_set_values
    kind, check = ChangedKind.CONSTRAINT_SET, _check_constraint_set
    return NamedRepository(statements, "constraint set", _CONSTRAINT_SETS, read, values, check, kind)


def _check_scenario(record: ScenarioRecord, row: Mapping[str, Any]) -> None:
    refuse_faults(SCENARIO, record.scenario, row, f"scenario {record.scenario.name}")


def _check_constraint_set(record: ConstraintSetRecord, row: Mapping[str, Any]) -> None:
    refuse_faults(CONSTRAINT_SET, record.constraint_set, row, f"constraint set {record.constraint_set.name}")
