"""Rows that are put out of the way, brought back, or removed for good."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Table, delete, select, update

from domain.errors import ConflictingStateError, NotFoundError
from domain.storage.changes import ChangeAction, ChangedKind
from persistence.database.statements import Statements


class SqlArchive:
    """One table whose rows have a version and the time since when they are archived."""

    def __init__(self, statements: Statements, kind: str, table: Table, changed: ChangedKind) -> None:
        self._statements, self._kind, self._table, self._changed = statements, kind, table, changed

    def archive(self, number: int, at: datetime) -> None:
        """Put a row out of the way; one that is already keeps its time."""
        self._since(number)
        open_row = (self._table.c.id == number, self._table.c.archived_at.is_(None))
        statement = update(self._table).where(*open_row).values(archived_at=at, version=self._next())
        if self._statements.run(statement).rowcount:
            self._statements.note(self._changed, number, ChangeAction.ARCHIVED)

    def restore(self, number: int) -> None:
        """Bring a row back; nothing happens to one that is there."""
        self._since(number)
        put_away = (self._table.c.id == number, self._table.c.archived_at.is_not(None))
        statement = update(self._table).where(*put_away).values(archived_at=None, version=self._next())
        if self._statements.run(statement).rowcount:
            self._statements.note(self._changed, number, ChangeAction.RESTORED)

    def purge(self, number: int) -> str:
        """Remove an archived row for good; what people call it. Raises ``ConflictingStateError`` for one that is not.

        It does so for one that is in use, too.
        """
        named = self._table.c["initiative_key" if "initiative_key" in self._table.c else "name"]
        if self._since(number) is None:
            raise ConflictingStateError(f"{self._kind} {number} is not archived; archive it first")
        try:
            statement = delete(self._table).where(self._table.c.id == number).returning(named)
            name: str = self._statements.run(statement).scalar_one()
        except ConflictingStateError:
            message = f"{self._kind} {number} is still in use: runs or portfolios refer to it"
            raise ConflictingStateError(message) from None
        self._statements.note(self._changed, number, ChangeAction.REMOVED)
        return name

    def _since(self, number: int) -> datetime | None:
        statement = select(self._table.c.archived_at).where(self._table.c.id == number)
        row = self._statements.row(self._statements.locked(statement))
        if row is None:
            raise NotFoundError(self._kind, number)
        found: datetime | None = row["archived_at"]
        return found

    def _next(self) -> object:
        return self._table.c.version + 1
