"""One list: which rows it has, and how a row becomes a record."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Generic, NamedTuple, TypeVar, cast

from sqlalchemy import ColumnElement, Connection, Select, Text, bindparam, func

from persistence.database.pages import SortKey, count, page, page_of_each
from persistence.database.statements import Statements

T = TypeVar("T")
OWNER, OWNERS = "owned_by", "owners"
FEW = 20
PLACE_PREFIX = "sorted_by_"
REMEMBERED = 64
SORTED_CHARACTERS = 100
"""How much of a long text is looked at to sort by it: a place in a list has to stay short."""


@dataclass(frozen=True, slots=True)
class Listed(Generic[T]):
    """A record of a list, with its place in the order that was asked for."""

    record: T
    place: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Listing(Generic[T]):
    """A list. read: from a row of the statement to its record."""

    statement: Select[Any]
    read: Callable[[Mapping[str, Any]], T]

    def where(self, *conditions: ColumnElement[bool]) -> Listing[T]:
        """The rows of it that meet conditions besides."""
        return Listing(self.statement.where(*conditions), self.read)

    def page(
        self,
        connection: Connection,
        keys: Sequence[SortKey],
        *,
        limit: int,
        after: Sequence[Any] | None = None,
        before: Sequence[Any] | None = None,
        backward: bool = False,
    ) -> list[Listed[T]]:
        """At most ``limit`` records; see ``persistence.database.pages.page``."""
        shape = _Shape(limit, _hashable(after), _hashable(before), backward)
        chosen, names = _page(self.statement, tuple(keys), shape)
        rows = _rows(connection, chosen)
        return [Listed(self.read(row), tuple(row[name] for name in names)) for row in rows]

    def page_of_each(
        self,
        connection: Connection,
        owner: ColumnElement[Any],
        owners: Iterable[Any],
        keys: Sequence[SortKey],
        *,
        limit: int,
        after: Sequence[Any] | None = None,
        before: Sequence[Any] | None = None,
        backward: bool = False,
    ) -> dict[Any, list[tuple[Any, ...]]]:
        """The same page of the list of each owner, by owner; owner: the column that names it.

        It is one statement, but for a few owners in the process itself, where a plain statement for each costs less.

        The rows are as the database answers them, as there may be many: the columns of the list, then the sort keys.
        """
        shape, numbers = _Shape(limit, _hashable(after), _hashable(before), backward), list(owners)
        if len(numbers) <= (FEW if connection.dialect.name == "sqlite" else 1):
            one = _page_of_one(self.statement, owner, tuple(keys), shape)
            pages = {each: connection.execute(one, {OWNER: each}).all() for each in numbers}
            return {each: cast("list[tuple[Any, ...]]", rows) for each, rows in pages.items() if rows}
        chosen = _page_of_each(self.statement, owner, tuple(keys), shape)
        found: dict[Any, list[tuple[Any, ...]]] = {}
        for row in connection.execute(chosen, {OWNERS: numbers}).all():
            found.setdefault(row[-2], []).append(row)
        return found

    def count_of_each(self, connection: Connection, owner: ColumnElement[Any], owners: Iterable[Any]) -> dict[Any, int]:
        """How many records the list of each owner has, by owner; one that has none is left out."""
        chosen = self.statement.where(owner.in_(list(owners))).order_by(None)
        rows = connection.execute(chosen.with_only_columns(owner, func.count()).group_by(owner))
        return {row[0]: row[1] for row in rows}

    def count(self, connection: Connection) -> int:
        """How many records the list has."""
        return connection.scalar(count(self.statement)) or 0

    def among(self, connection: Connection, column: ColumnElement[Any], values: Iterable[Any]) -> list[T]:
        """The records whose column has one of the values, in no particular order."""
        rows = _rows(connection, self.statement.where(column.in_(list(values))))
        return [self.read(row) for row in rows]


def _placed(statement: Select[Any], keys: Sequence[SortKey]) -> tuple[Select[Any], list[str]]:
    """The statement with its sort keys as columns, and their names."""
    names = [f"{PLACE_PREFIX}{number}" for number in range(len(keys))]
    return statement.add_columns(*(key.column.label(n) for n, key in zip(names, keys, strict=True))), names


class _Shape(NamedTuple):
    """The arguments of a page."""

    limit: int
    after: tuple[Any, ...] | None
    before: tuple[Any, ...] | None
    backward: bool


def _hashable(place: Sequence[Any] | None) -> tuple[Any, ...] | None:
    return None if place is None else tuple(place)


@lru_cache(REMEMBERED)
def _page(statement: Select[Any], keys: tuple[SortKey, ...], shape: _Shape) -> tuple[Select[Any], list[str]]:
    """The statement for a page and the names of its sort keys; made once for a list that is asked for again."""
    placed, names = _placed(statement, keys)
    limit, after, before, backward = shape
    return page(placed, keys, limit=limit, after=after, before=before, backward=backward), names


@lru_cache(REMEMBERED)
def _page_of_one(
    statement: Select[Any], owner: ColumnElement[Any], keys: tuple[SortKey, ...], shape: _Shape
) -> Select[Any]:
    """The statement for the page of one list, whose owner is given when it is run."""
    return _page(statement.where(owner == bindparam(OWNER)), keys, shape)[0]


@lru_cache(REMEMBERED)
def _page_of_each(
    statement: Select[Any], owner: ColumnElement[Any], keys: tuple[SortKey, ...], shape: _Shape
) -> Select[Any]:
    """The statement for the same page of many lists, whose owners are given when it is run; made once, as that takes
    longer than to run it.
    """
    placed, _ = _placed(statement.where(owner.in_(bindparam(OWNERS, expanding=True))), keys)
    limit, after, before, backward = shape
    return page_of_each(
        placed.add_columns(owner.label(OWNER)), owner, keys, limit=limit, after=after, before=before, backward=backward
    )


def _rows(connection: Connection, statement: Select[Any]) -> Sequence[Mapping[str, Any]]:
    return Statements(connection).rows(statement)


def beginning(column: ColumnElement[Any]) -> ColumnElement[str]:
    """The beginning of a text, to sort by."""
    return func.substr(column, 1, SORTED_CHARACTERS, type_=Text())
