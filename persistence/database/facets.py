"""Facets: how many rows of a list have each value of a column."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Select, Text, cast, func, literal, select, union_all

from persistence.database.statements import Statements

MOST_VALUES = 100
"""So many values of a column are told, the most frequent ones."""
_TRUE = frozenset({"1", "t", "true"})


class Facet(NamedTuple):
    """values: of the column, each with the number of its rows; None where rows have none. total: values in all."""

    values: list[tuple[Any, int]]
    total: int


def facets(connection: Connection, wanted: Mapping[str, tuple[Select[Any], ColumnElement[Any]]]) -> dict[str, Facet]:
    """The facet of each statement and column, by name, all in one statement; equally frequent values by themselves."""
    found = {name: Facet([], 0) for name in wanted}
    if not wanted:
        return found
    chosen = union_all(*(select(_counted(name, *each).subquery()) for name, each in wanted.items()))
    for row in Statements(connection).rows(chosen):
        name, kind = row["facet"], wanted[row["facet"]][1].type
        values = [*found[name].values, (_read(kind, row["value"]), row["rows"])]
        found[name] = Facet(values, row["total"])
    return {name: Facet(sorted(each.values, key=_place), each.total) for name, each in found.items()}


def _counted(name: str, statement: Select[Any], column: ColumnElement[Any]) -> Select[Any]:
    value, rows = cast(column, Text), func.count()
    told = literal(name).label("facet"), value.label("value"), rows.label("rows"), func.count().over().label("total")
    chosen: Any = statement.order_by(None).with_only_columns(*told).group_by(column)
    counted: Select[Any] = chosen.order_by(rows.desc(), value.nulls_last()).limit(MOST_VALUES)
    return counted


def _place(each: tuple[Any, int]) -> tuple[int, bool, str]:
    value, rows = each
    return -rows, value is None, str(value)


def _read(kind: Any, text: str | None) -> Any:
    """A value as the column has it."""
    if text is None:
        return None
    of = kind.python_type
    if of is bool:
        return text in _TRUE
    return of(text) if issubclass(of, Enum | int) else text
