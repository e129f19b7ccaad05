"""A dataclass as a row: fields and columns of the same name, or of that name with ``_json``."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from sqlalchemy import Table

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class _Link:
    """One field, its column, what makes its value of the column's, and what stands for NULL."""

    field: str
    column: str
    read: Callable[[Any], Any]
    default: Callable[[], Any]


class FlatMapping(Generic[T]):
    """The two ways between a dataclass and a table. skip: fields that are mapped elsewhere."""

    def __init__(
        self,
        of: type[T],
        table: Table,
        skip: tuple[str, ...] = (),
        read: Mapping[str, Callable[[Any], Any]] | None = None,
    ) -> None:
        self._of = of
        self._links = [
            _link(field, table, (read or {}).get(field.name))
            for field in dataclasses.fields(of)  # type: ignore[arg-type]
            if field.name not in skip
        ]

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the columns."""
        return tuple(link.column for link in self._links)

    def values(self, record: T) -> dict[str, Any]:
        """The columns of a record; an ``id`` of zero is left to the database."""
        found = {link.column: _plain(getattr(record, link.field)) for link in self._links}
        if not found.get("id", True):
            del found["id"]
        return found

    def record(self, row: Mapping[str, Any], **others: Any) -> T:
        """The record of a row, with the fields that are mapped elsewhere."""
        for link in self._links:
            value = row[link.column]
            others[link.field] = link.default() if value is None else link.read(value)
        return self._of(**others)


def _link(field: dataclasses.Field[Any], table: Table, read: Callable[[Any], Any] | None) -> _Link:
    column = field.name if field.name in table.columns else f"{field.name}_json"
    assert column in table.columns, f"{table.name} has no column for {field.name}"
    kind = str(field.type)
    if read is None:
        read = tuple if kind.startswith("tuple[") else _as_it_is
    if "None" in kind or kind == "Any" or field.default_factory is dataclasses.MISSING:
        return _Link(field.name, column, read, lambda: None)
    return _Link(field.name, column, read, field.default_factory)


def _as_it_is(value: Any) -> Any:
    return value


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return list(value)
    return dict(value) if isinstance(value, Mapping) else value
