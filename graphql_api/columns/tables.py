"""What can be read in columns, and how a column is written."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from functools import cache, lru_cache
from typing import Any, NamedTuple

import orjson
from sqlalchemy import ColumnElement, Select, bindparam, func, select, type_coerce

from domain.errors import NotFoundError
from domain.records.descriptions import camel_case
from graphql_api.scalars import serialize_datetime, serialize_decimal
from graphql_api.transport.errors.codes import ErrorCode, HttpError
from persistence.database.base import table_of
from persistence.database.column_types import ExactDecimal, KeptDecimal
from persistence.initiatives import tables as initiatives
from persistence.portfolios import tables as portfolios
from persistence.unit_of_work import SqlUnitOfWork

_INITIATIVES = table_of(initiatives.Initiative)
_ITEMS = table_of(portfolios.PortfolioItem)
_PORTFOLIOS = table_of(portfolios.Portfolio)
PORTFOLIO = "of_portfolio"
REMEMBERED = 64


@dataclass(frozen=True, slots=True, eq=False)
class Columns:
    """One kind of list, whose statements are made once. columns: by the name that clients know. rows: without columns.
    version: a statement whose row begins with the count and is another after any change.
    """

    name: str
    columns: Mapping[str, ColumnElement[Any]]
    rows: Select[Any]
    version: Any

    def chosen(self, names: str) -> tuple[str, ...]:
        """The columns that are asked for, separated by commas; all of them for an empty text. Raises ``HttpError``."""
        wanted = tuple(dict.fromkeys(name.strip() for name in names.split(",") if name.strip())) or tuple(self.columns)
        unknown = [name for name in wanted if name not in self.columns]
        if unknown:
            known = ", ".join(self.columns)
            raise HttpError(400, ErrorCode.BAD_USER_INPUT, f"there is no column {unknown[0]!r}; there are {known}")
        return wanted


class ColumnList(NamedTuple):
    """One list of a kind. of: whose it is, as a parameter of the statements."""

    kind: Columns
    of: Mapping[str, int]

    def tag(self, uow: SqlUnitOfWork, names: Iterable[str]) -> str:
        """Another text after any change of the list, and for other columns. Raises ``NotFoundError``."""
        seen = uow.connection.execute(self.kind.version, self.of).one()
        if not seen[0]:
            self._check(uow)
        told = [self.kind.name, *map(str, self.of.values()), *map(str, seen), *names]
        return hashlib.sha256("|".join(told).encode()).hexdigest()[:32]

    def _check(self, uow: SqlUnitOfWork) -> None:
        number = self.of.get(PORTFOLIO)
        known = _PORTFOLIOS.c.id
        if number is not None and uow.connection.execute(select(known).where(known == number)).first() is None:
            raise NotFoundError("portfolio", number)

    def read(self, uow: SqlUnitOfWork, names: tuple[str, ...]) -> bytes:
        """The columns as JSON."""
        rows = uow.connection.execute(_statement(self.kind, names), self.of).all()
        found = zip(*rows, strict=True) if rows else ((),) * len(names)
        columns = {name: _written(values) for name, values in zip(names, found, strict=True)}
        return orjson.dumps({"count": len(rows), "columns": columns}, default=_plain)


@lru_cache(REMEMBERED)
def _statement(kind: Columns, names: tuple[str, ...]) -> Select[Any]:
    chosen = [_kept(kind.columns[name]).label(f"c{number}") for number, name in enumerate(names)]
    return kind.rows.with_only_columns(*chosen, maintain_column_froms=True)


def _kept(column: ColumnElement[Any]) -> ColumnElement[Any]:
    """A decimal need not be read, only to be written again."""
    return type_coerce(column, KeptDecimal()) if isinstance(column.type, ExactDecimal) else column


def initiative_columns(archived: str) -> ColumnList:
    """The backlog, by key. archived: ``false`` for what is not, ``true`` for what is, ``all`` for both."""
    kinds = _initiative_kinds()
    if archived not in kinds:
        raise HttpError(400, ErrorCode.BAD_USER_INPUT, f"archived is true, false or all, not {archived!r}")
    return ColumnList(kinds[archived], {})


@cache
def _initiative_kinds() -> dict[str, Columns]:
    table = _INITIATIVES.c
    columns, rows = _named(_INITIATIVES.columns, without={"id"}), select(_INITIATIVES).order_by(table.initiative_key)
    # over all, or one that is archived and another that is restored could leave the figures as they were
    version = select(func.count(), func.sum(table.version), func.max(table.updated_at), func.max(table.id))
    wanted = {
        "false": rows.where(table.archived_at.is_(None)),
        "true": rows.where(table.archived_at.is_not(None)),
        "all": rows,
    }
    return {name: Columns(f"initiatives {name}", columns, each, version) for name, each in wanted.items()}


def item_columns(portfolio_id: int) -> ColumnList:
    """The items of a portfolio, by key."""
    return ColumnList(_items(), {PORTFOLIO: portfolio_id})


@cache
def _items() -> Columns:
    own, key = _ITEMS.c.portfolio_id == bindparam(PORTFOLIO), _INITIATIVES.c.initiative_key
    joined = _ITEMS.join(_INITIATIVES, _INITIATIVES.c.id == _ITEMS.c.initiative_id)
    columns = {"initiativeKey": key, "title": _INITIATIVES.c.title}
    columns |= _named(_ITEMS.columns, without={"id", "portfolio_id", "initiative_id"})
    changed = func.max(_INITIATIVES.c.updated_at)
    return Columns(
        "items",
        columns,
        select(_ITEMS).select_from(joined).where(own).order_by(key),
        select(func.count(), func.max(_ITEMS.c.updated_at), changed).select_from(joined).where(own),
    )


def _named(columns: Iterable[Any], without: set[str]) -> dict[str, Any]:
    return {camel_case(each.name.removesuffix("_json")): each for each in columns if each.name not in without}


def _written(values: Sequence[Any]) -> Sequence[Any]:
    """A column as the schema writes such fields; plain texts, numbers and lists are written as they are."""
    kind = next((value.__class__ for value in values if value is not None), None)
    if kind is not None and issubclass(kind, Enum):
        names = {id(each): each.name for each in kind} | {id(None): None}  # looked up without a call for each
        return [names[id(value)] for value in values]
    if kind is Decimal:
        return [None if value is None else serialize_decimal(value) for value in values]
    if kind is datetime:
        return [None if value is None else serialize_datetime(value) for value in values]
    return values


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return serialize_decimal(value)
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError
