"""Runs statements, and says in the terms of the domain what the database refused."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import islice
from typing import Any, TypeVar, cast

from sqlalchemy import Connection, CursorResult, Executable, Select, Table, insert
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError, OperationalError, ProgrammingError

from domain.errors import ConflictingStateError, DatabaseError, InputError

T = TypeVar("T")
BATCH = 500
_SQLITE_UNIQUE = re.compile(r"UNIQUE constraint failed: (?P<columns>.+)")
_POSTGRESQL_DETAIL = re.compile(r"Key \((?P<columns>[^)]+)\)=")


@contextmanager
def translated_errors() -> Iterator[None]:
    """Within it, what a database refuses becomes an error of the domain."""
    try:
        yield
    except IntegrityError as error:
        raise ConflictingStateError(_refusal(error)) from error
    except (DataError, UnicodeEncodeError, OverflowError) as error:
        raise InputError("a text holds a character, or a number a size, that no database keeps") from error
    except (OperationalError, ProgrammingError) as error:
        raise DatabaseError(f"the database does not answer as it should: {_first_line(error)}{_hint(error)}") from error


class Statements:
    """The statements of one transaction. locking: what is read to be changed is kept from others until the end."""

    def __init__(self, connection: Connection, locking: bool = False) -> None:
        self.connection = connection
        self._locking = locking

    def locked(self, statement: Select[Any]) -> Select[Any]:
        """The statement, with its rows locked where this transaction writes; SQLite has one writer at a time anyway."""
        return statement.with_for_update() if self._locking else statement

    def run(self, statement: Executable, parameters: Sequence[Mapping[str, Any]] | None = None) -> CursorResult[Any]:
        """Run one statement, or one for many rows."""
        with translated_errors():
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
