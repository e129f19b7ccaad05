"""The log of changes: written at the end of each transaction, and read from any position."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, func, insert, select

from domain.storage.changes import Change, LogBounds
from persistence.changes import tables
from persistence.database.base import table_of
from persistence.database.flat import FlatMapping
from persistence.database.statements import Statements, batches

_TABLE = table_of(tables.Change)
_CHANGE = FlatMapping(Change, _TABLE)
_LOCK = 7_233_614_502
"""The advisory lock of PostgreSQL that whoever adds to the log holds until the end of the transaction."""


class SqlChanges:
    """The log. Its positions have the order of commits: whoever has read up to one of them has missed nothing."""

    def __init__(self, statements: Statements) -> None:
        self._statements = statements

    def bounds(self) -> LogBounds:
        """How far it reaches."""
        oldest, newest = func.min(_TABLE.c.id).label("oldest"), func.max(_TABLE.c.id).label("newest")
        row = self._statements.row(select(oldest, newest)) or {}
        return LogBounds(row["oldest"] or 0, row["newest"] or 0)

    def after(self, position: int, limit: int) -> Sequence[Change]:
        """The changes after a position, the oldest first."""
        rows = self._statements.rows(select(_TABLE).where(_TABLE.c.id > position).order_by(_TABLE.c.id).limit(limit))
        return [_CHANGE.record(row) for row in rows]

    def write_noted(self, at: datetime) -> None:
        """Add what this transaction has changed; the last thing that it does.

        Numbers of rows are given before a commit, and another transaction may commit later with a smaller one, which a
        reader would then miss: so on PostgreSQL one transaction at a time is between its first number and its end. On
        SQLite only one writes at all.
        """
        noted = self._statements.noted
        if not noted:
            return
        if self._statements.connection.dialect.name == "postgresql":
            self._statements.run(select(func.pg_advisory_xact_lock(_LOCK)))
        changes = [_CHANGE.values(Change(kind, key, action, at)) for (kind, key), action in noted.items()]
        for batch in batches(changes):
            self._statements.run(insert(_TABLE), batch)
        noted.clear()

    def forget(self, before: datetime) -> int:
        """Remove the changes of before a moment, but for the newest of them, which says how far the log reaches."""
        newest = select(func.max(_TABLE.c.id)).where(_TABLE.c.occurred_at < before).scalar_subquery()
        return self._statements.run(delete(_TABLE).where(_TABLE.c.id < newest)).rowcount
