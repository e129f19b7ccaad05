"""What can be read in columns, and how a column is written."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any

import orjson
from sqlalchemy import ColumnElement, Select, func, select

from domain.errors import NotFoundError
from domain.records.descriptions import camel_case
from graphql_api.scalars import serialize_datetime, serialize_decimal
from graphql_api.transport.errors.codes import ErrorCode, HttpError
from persistence.database.base import table_of
from persistence.initiatives import tables as initiatives
from persistence.portfolios import tables as portfolios
from persistence.unit_of_work import SqlUnitOfWork

_INITIATIVES = table_of(initiatives.Initiative)
_ITEMS = table_of(portfolios.PortfolioItem)
_PORTFOLIOS = table_of(portfolios.Portfolio)


@dataclass(frozen=True, slots=True)
class Columns:
    """One list. columns: by the name that clients know. version: a statement whose row is another after any change."""

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

    def tag(self, uow: SqlUnitOfWork, names: Iterable[str]) -> str:
        """Another text after any change of the list, and for other columns."""
        seen = [str(value) for value in uow.connection.execute(self.version).one()]
        return hashlib.sha256("|".join([str(self.rows), *seen, *names]).encode()).hexdigest()[:32]

    def read(self, uow: SqlUnitOfWork, names: Sequence[str]) -> bytes:
        """The columns as JSON."""
        chosen = [self.columns[name].label(f"c{number}") for number, name in enumerate(names)]
        rows = uow.connection.execute(self.rows.with_only_columns(*chosen, maintain_column_froms=True)).all()
        found = zip(*rows, strict=True) if rows else ((),) * len(names)
        columns = {name: _written(values) for name, values in zip(names, found, strict=True)}
        return orjson.dumps({"count": len(rows), "columns": columns}, default=_plain)


def initiative_columns(archived: str) -> Columns:
    """The backlog, by key. archived: ``false`` for what is not, ``true`` for what is, ``all`` for both."""
    since = _INITIATIVES.c.archived_at
    wanted: dict[str, Callable[[Any], Any]] = {
        "false": lambda statement: statement.where(since.is_(None)),
        "true": lambda statement: statement.where(since.is_not(None)),
        "all": lambda statement: statement,
    }
    if archived not in wanted:
        raise HttpError(400, ErrorCode.BAD_USER_INPUT, f"archived is true, false or all, not {archived!r}")
    own, table = wanted[archived], _INITIATIVES.c
    return Columns(
        _named(_INITIATIVES.columns, without={"id"}),
        own(select(_INITIATIVES)).order_by(table.initiative_key),
        # over all, or one that is archived and another that is restored could leave the figures as they were
        select(func.count(), func.sum(table.version), func.max(table.updated_at), func.max(table.id)),
    )


def item_columns(uow: SqlUnitOfWork, portfolio_id: int) -> Columns:
    """The items of a portfolio, by key. Raises ``NotFoundError``."""
    if uow.connection.execute(select(_PORTFOLIOS.c.id).where(_PORTFOLIOS.c.id == portfolio_id)).first() is None:
        raise NotFoundError("portfolio", portfolio_id)
    own, key = _ITEMS.c.portfolio_id == portfolio_id, _INITIATIVES.c.initiative_key
    joined = _ITEMS.join(_INITIATIVES, _INITIATIVES.c.id == _ITEMS.c.initiative_id)
    columns = {"initiativeKey": key, "title": _INITIATIVES.c.title}
    columns |= _named(_ITEMS.columns, without={"id", "portfolio_id", "initiative_id"})
    changed = func.max(_INITIATIVES.c.updated_at)
    return Columns(
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
        return [None if value is None else value.name for value in values]
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
