"""A record as a row: fields and columns of the same name, or of that name with ``_json``."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, Generic, NamedTuple, TypeVar

from sqlalchemy import Table

from domain.records.kinds import ByKey, Field, Kind, Leaf, Maybe, Nested, Parts, Several, fields_of
from persistence.problem_files.form import FORM

T = TypeVar("T")


class _Link(NamedTuple):
    """One field, its column, the way to it and back (None where both are alike), and what stands for NULL."""

    field: str
    column: str
    write: Callable[[Any], Any] | None
    read: Callable[[Any], Any] | None
    default: Any


class FlatMapping(Generic[T]):
    """The two ways between a record and a table. skip: fields that are mapped elsewhere."""

    def __init__(self, of: type[T], table: Table, skip: tuple[str, ...] = ()) -> None:
        kind: Any = of
        self._of = of
        self._links = [_link(field, table) for field in fields_of(kind) if field.name not in skip]

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the columns."""
        return tuple(link.column for link in self._links)

    def values(self, record: T) -> dict[str, Any]:
        """The columns of a record; an ``id`` of zero is left to the database."""
        found = {}
        for link in self._links:
            value = getattr(record, link.field)
            found[link.column] = value if link.write is None or value is None else link.write(value)
        if not found.get("id", True):
            del found["id"]
        return found

    def record(self, row: Mapping[str, Any], **others: Any) -> T:
        """The record of a row, with the fields that are mapped elsewhere."""
        for link in self._links:
            value = row[link.column]
            if value is None:
                others[link.field] = link.default
            else:
                others[link.field] = value if link.read is None else link.read(value)
        return self._of(**others)


def _link(field: Field, table: Table) -> _Link:
    column = field.name if field.name in table.columns else f"{field.name}_json"
    assert column in table.columns, f"{table.name} has no column for {field.name}"
    kind = field.kind.inner if isinstance(field.kind, Maybe) else field.kind
    default = field.default if isinstance(field.kind, ByKey | Several) else None
    match kind:
        case Several(Leaf()):
            return _Link(field.name, column, list, tuple, default)
        case ByKey(_, Leaf()):
            return _Link(field.name, column, dict, None, default)
        case Several() | ByKey() | Parts() | Nested():
            return _Link(field.name, column, FORM.codec(kind).write, _reader(kind, f"{table.name}.{column}"), default)
    return _Link(field.name, column, _plain if kind == Leaf(Any) else None, None, default)


def _reader(kind: Kind, source: str) -> Callable[[Any], Any]:
    return partial(FORM.codec(kind).whole, source=source)


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return list(value)
    return dict(value) if isinstance(value, Mapping) else value
