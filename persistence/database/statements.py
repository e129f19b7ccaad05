"""Runs statements, and says in the terms of the domain what the database refused."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import islice
from typing import Any, TypeVar, cast

from sqlalchemy import Connection, CursorResult, Engine, Executable, Select, Table, insert
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError, OperationalError

from domain.errors import (
    ConflictingStateError,
    DatabaseError,
    DatabaseNotReadyError,
    DatabaseUnavailableError,
    InputError,
)
from domain.storage.changes import ChangeAction, ChangedKind

T = TypeVar("T")
BATCH = 500
PASSING = ("disk is full", "disk I/O error", "unable to open database file", "readonly database")
AWAY = ("08", "53", "57P", "55P03", "40001", "40P01", "25006")
"""Classes of SQLSTATE: no connection, no resources, shut down, a lock or a conflict that passes, read only for now."""
_SQLITE_UNIQUE = re.compile(r"UNIQUE constraint failed: (?P<columns>.+)")
_POSTGRESQL_DETAIL = re.compile(r"Key \((?P<columns>[^)]+)\)=")


@contextmanager
def translated_errors(engine: Engine) -> Iterator[None]:
    """Within it, what a database refuses becomes an error of the domain."""
    try:
        yield
    except IntegrityError as error:
        raise ConflictingStateError(_refusal(error)) from error
    except (DataError, UnicodeEncodeError, OverflowError) as error:
        raise InputError("a text holds a character, or a number a size, that no database keeps") from error
    except DBAPIError as error:
        raise database_error(error, f"the database {engine.url.database or ''}".rstrip()) from error


def database_error(error: DBAPIError, what: str) -> DatabaseError:
    """What the driver of a database says, in the terms of the domain."""
    text = str(error.orig)
    if "locked" in text and isinstance(error.orig, sqlite3.Error):
        return DatabaseUnavailableError(f"{what} is locked by another program that writes to it; try again in a while")
    if "not a database" in text:
        return DatabaseNotReadyError(f"{what} is a file that is no SQLite database; give another one by --database")
    state = getattr(error.orig, "sqlstate", None)
    is_away = isinstance(error, OperationalError) and (
        error.connection_invalidated
        or any(words in text for words in PASSING)
        or (not isinstance(error.orig, sqlite3.Error) and (state is None or state.startswith(AWAY)))
    )
    if is_away:
        return DatabaseUnavailableError(f"{what} cannot be used now: {_first_line(error)}")
    return DatabaseError(f"{what} does not answer as it should: {_first_line(error)}{_hint(error)}")


class Statements:
    """The statements of one transaction. locking: what is read to be changed is kept from others until the end."""

    def __init__(self, connection: Connection, locking: bool = False) -> None:
        self.connection = connection
        self._locking = locking
        self.noted: dict[tuple[ChangedKind, str], ChangeAction] = {}

    def note(self, kind: ChangedKind, key: object, action: ChangeAction = ChangeAction.UPDATED) -> None:
        """Note what this transaction changes, for the log of changes; what is new stays so when it is changed again."""
        place = (kind, str(key))
        if action is not ChangeAction.UPDATED or self.noted.get(place) is not ChangeAction.CREATED:
            self.noted[place] = action

    def locked(self, statement: Select[Any]) -> Select[Any]:
        """The statement, with its rows locked where this transaction writes; SQLite has one writer at a time anyway."""
        return statement.with_for_update() if self._locking else statement

    def run(self, statement: Executable, parameters: Sequence[Mapping[str, Any]] | None = None) -> CursorResult[Any]:
        """Run one statement, or one for many rows."""
        with translated_errors(self.connection.engine):
            return self.connection.execute(statement, parameters)

    def rows(self, statement: Executable) -> Sequence[Mapping[str, Any]]:
        """All rows by column name."""
        return cast("Sequence[Mapping[str, Any]]", self.run(statement).mappings().all())

    def row(self, statement: Executable) -> Mapping[str, Any] | None:
        """The first row by column name."""
        return cast("Mapping[str, Any] | None", self.run(statement).mappings().first())

    def insert(self, table: Table, values: Mapping[str, Any]) -> int:
        """Add one row; its number."""
        found: int = self.run(insert(table).values(**values).returning(table.c.id)).scalar_one()
        return found

    def insert_unless(self, table: Table, columns: Sequence[str], values: Mapping[str, Any]) -> int | None:
        """Add one row; None, and nothing added, where another one has the same values in unique columns."""
        dialect = postgresql if self.connection.dialect.name == "postgresql" else sqlite
        statement = dialect.insert(table).values(**values).on_conflict_do_nothing(index_elements=columns)
        found: int | None = self.run(statement.returning(table.c.id)).scalar_one_or_none()
        return found


def batches(items: Iterable[T], size: int = BATCH) -> Iterator[list[T]]:
    """The items in lists of at most ``size``: a statement takes only so many parameters."""
    rest = iter(items)
    while batch := list(islice(rest, size)):
        yield batch


def _refusal(error: DBAPIError) -> str:
    text = str(error.orig)
    found = _SQLITE_UNIQUE.search(text)
    if found is None and "duplicate key" in text:
        found = _POSTGRESQL_DETAIL.search(text)
    if found is not None:
        columns = [name.strip().rpartition(".")[2] for name in found["columns"].split(",")]
        return f"there is one already with the same {' and '.join(columns)}"
    if "foreign key" in text.lower():
        return "it is still in use, or refers to something that does not exist"
    return f"the database refused it: {_first_line(error)}"


def _first_line(error: DBAPIError) -> str:
    return (str(error.orig).strip().splitlines() or [type(error.orig).__name__])[0]


def _hint(error: DBAPIError) -> str:
    text = str(error.orig)
    is_empty = "no such table" in text or "no such column" in text or "does not exist" in text
    return "; has `optengine db upgrade` been run?" if is_empty else ""
