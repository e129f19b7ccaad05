"""Pages of a list by keyset: a page takes the same time at the end of a list as at its beginning, and misses no row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, false, func, or_, select

from persistence.database.column_types import ExactDecimal, numeric_value

PLACE = "place_in_page"


@dataclass(frozen=True, slots=True)
class SortKey:
    """One column to sort by. Empty ones come last in either direction, on every database."""

    column: ColumnElement[Any]
    descending: bool = False

    @property
    def value(self) -> ColumnElement[Any]:
        """What is compared: the column, and a decimal as a number."""
        return numeric_value(self.column) if isinstance(self.column.type, ExactDecimal) else self.column


def page(
    statement: Select[Any],
    keys: Sequence[SortKey],
    *,
    limit: int,
    after: Sequence[Any] | None = None,
    before: Sequence[Any] | None = None,
    backward: bool = False,
) -> Select[Any]:
    """At most ``limit`` rows after or before the rows with these sort keys; from the end of the list when backward.

    The last key has to be unique. Backward rows come in reverse order. Ask for one more than is shown to see whether
    there are more.
    """
    if after is not None:
        statement = statement.where(_beyond(keys, after, backward=False))
    if before is not None:
        statement = statement.where(_beyond(keys, before, backward=True))
    return statement.order_by(None).order_by(*(_direction(key, backward) for key in keys)).limit(limit)


def page_of_each(
    statement: Select[Any],
    owner: ColumnElement[Any],
    keys: Sequence[SortKey],
    *,
    limit: int,
    after: Sequence[Any] | None = None,
    before: Sequence[Any] | None = None,
    backward: bool = False,
) -> Select[Any]:
    """The same page of the list of each owner, all in one statement; the columns need names of their own."""
    if after is not None:
        statement = statement.where(_beyond(keys, after, backward=False))
    if before is not None:
        statement = statement.where(_beyond(keys, before, backward=True))
    place = func.row_number().over(partition_by=owner, order_by=[_direction(key, backward) for key in keys])
    inner = statement.order_by(None).add_columns(place.label(PLACE)).subquery()
    return select(inner).where(inner.c[PLACE] <= limit).order_by(inner.c[PLACE])


def count(statement: Select[Any]) -> Select[int]:
    """How many rows a statement has in all."""
    return select(func.count()).select_from(statement.order_by(None).subquery())


def _direction(key: SortKey, backward: bool) -> ColumnElement[Any]:
    ordered = key.value.desc() if key.descending is not backward else key.value.asc()
    return ordered.nulls_first() if backward else ordered.nulls_last()


def _beyond(keys: Sequence[SortKey], values: Sequence[Any], backward: bool) -> ColumnElement[bool]:
    """Rows that differ from the given place first in some key, and there in the right direction."""
    alternatives = []
    same: list[ColumnElement[bool]] = []
    for key, value in zip(keys, values, strict=True):
        alternatives.append(and_(*same, _past(key, value, backward)))
        same.append(key.column.is_(None) if value is None else key.value == value)
    return or_(*alternatives)


def _past(key: SortKey, value: Any, backward: bool) -> ColumnElement[bool]:
    if value is None:
        return key.column.is_not(None) if backward else false()
    larger = key.value < value if key.descending is not backward else key.value > value
    return larger if backward else or_(larger, key.column.is_(None))
