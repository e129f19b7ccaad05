"""The backlog in the database: initiatives as rows, and how they are kept."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, bindparam, delete, insert, or_, select, update

from domain.errors import Fault, NotFoundError
from domain.problem.initiative import Initiative
from domain.storage.changes import ChangeAction, ChangedKind
from domain.storage.records import InitiativeRecord
from persistence.database.base import table_of
from persistence.database.faults import faults_of, refuse_faults
from persistence.database.flat import FlatMapping
from persistence.database.statements import Statements, batches
from persistence.initiatives import tables
from persistence.problem_files.form import INITIATIVE

_TABLE = table_of(tables.Initiative)
_INITIATIVE = FlatMapping(Initiative, _TABLE)
_INITIATIVE_RECORD = FlatMapping(InitiativeRecord, _TABLE, skip=("initiative",))


def initiative_values(record: InitiativeRecord) -> dict[str, Any]:
    """The columns of an initiative."""
    return _INITIATIVE.values(record.initiative) | _INITIATIVE_RECORD.values(record)


def initiative_record(row: Mapping[str, Any]) -> InitiativeRecord:
    """The initiative of a row."""
    return _INITIATIVE_RECORD.record(row, initiative=_INITIATIVE.record(row))


class SqlInitiatives:
    """Initiatives, a fixed number of statements for any number of them up to the size of a batch."""

    def __init__(self, statements: Statements) -> None:
        self._statements = statements

    def stored_keys(self, keys: Iterable[str]) -> frozenset[str]:
        """Those of the keys that are stored, without what is stored under them."""
        found: set[str] = set()
        for batch in batches(dict.fromkeys(keys)):
            found.update(self._numbers(batch))
        return frozenset(found)

    def get(self, key: str) -> InitiativeRecord:
        """The initiative of a key."""
        row = self._statements.row(select(_TABLE).where(_TABLE.c.initiative_key == key))
        if row is None:
            raise NotFoundError("initiative", key)
        return initiative_record(row)

    def by_keys(self, keys: Iterable[str]) -> Mapping[str, InitiativeRecord]:
        """Those of the keys that are stored."""
        found: list[InitiativeRecord] = []
        for batch in batches(dict.fromkeys(keys)):
            found += self._where(_TABLE.c.initiative_key.in_(batch), locked=True)
        return {record.key: record for record in found}

    def all(self) -> Sequence[InitiativeRecord]:
        """The whole backlog."""
        return self._where()

    def candidates(self, period_keys: Iterable[str]) -> Sequence[InitiativeRecord]:
        """Those of the optimization pool that are meant for one of the periods, or for none in particular."""
        period = _TABLE.c.candidate_period_key
        pool = (_TABLE.c.is_optimization_candidate, _TABLE.c.archived_at.is_(None))
        return self._where(*pool, or_(period.is_(None), period.in_(list(period_keys))))

    def delivered_keys(self) -> frozenset[str]:
        """The keys of all whose own status says that they are out."""
        rows = self._statements.rows(
            select(_TABLE.c.initiative_key, _TABLE.c.status).where(_TABLE.c.status.is_not(None))
        )
        initiatives = (Initiative(row["initiative_key"], status=row["status"]) for row in rows)
        return frozenset(found.initiative_key for found in initiatives if found.has_delivered_status)

    def faults(self, record: InitiativeRecord) -> tuple[Fault, ...]:
        """Why an initiative could not be stored; empty when it could."""
        return faults_of(INITIATIVE, record.initiative, initiative_values(record))

    def save(self, records: Iterable[InitiativeRecord]) -> Mapping[str, int]:
        """Add those with a new key, replace the others (but not when they were created); the number of each."""
        numbers: dict[str, int] = {}
        for batch in batches(records):
            by_key = {record.key: record for record in batch}
            rows = {key: initiative_values(record) for key, record in by_key.items()}
            for key, row in rows.items():
                refuse_faults(INITIATIVE, by_key[key].initiative, row, f"initiative {key}")
                row.pop("id", None)
            known = self._numbers(rows)
            new = [row for key, row in rows.items() if key not in known]
            old = [row | {"row_id": known[key]} for key, row in rows.items() if key in known]
            if new:
                self._statements.run(insert(_TABLE), new)
            if old:
                for row in old:
                    del row["created_at"], row["version"]
                names = [name for name in old[0] if name != "row_id"]
                statement = update(_TABLE).where(_TABLE.c.id == bindparam("row_id"))
                values: dict[str, Any] = {name: bindparam(name) for name in names}
                values["version"] = _TABLE.c.version + 1
                self._statements.run(statement.values(values), old)
            added = self._numbers(row["initiative_key"] for row in new) if new else {}
            numbers |= known | added
            for changed, action in ((known, ChangeAction.UPDATED), (added, ChangeAction.CREATED)):
                for number in changed.values():
                    self._statements.note(ChangedKind.INITIATIVE, number, action)
        return numbers

    def delete(self, key: str) -> None:
        """Remove an initiative that no portfolio holds."""
        removed = self._statements.row(delete(_TABLE).where(_TABLE.c.initiative_key == key).returning(_TABLE.c.id))
        if removed is None:
            raise NotFoundError("initiative", key)
        self._statements.note(ChangedKind.INITIATIVE, removed["id"], ChangeAction.REMOVED)

    def _numbers(self, keys: Iterable[str]) -> dict[str, int]:
        statement = select(_TABLE.c.initiative_key, _TABLE.c.id).where(_TABLE.c.initiative_key.in_(list(keys)))
        return {row["initiative_key"]: row["id"] for row in self._statements.rows(statement)}

    def _where(self, *conditions: ColumnElement[Any], locked: bool = False) -> list[InitiativeRecord]:
        statement = select(_TABLE).where(*conditions).order_by(_TABLE.c.id)
        rows = self._statements.rows(self._statements.locked(statement) if locked else statement)
        return sorted(map(initiative_record, rows), key=lambda record: record.key)
