"""Portfolios and their items as lists."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Connection, or_, select

from domain.numbers import ZERO, exact_arithmetic
from domain.portfolio.portfolio import ItemSource, Portfolio
from domain.portfolio.report import Decision
from persistence.database.base import table_of
from persistence.database.listing import Listing
from persistence.initiatives import tables as initiative_tables
from persistence.portfolios import tables
from persistence.portfolios.mapping import portfolio_of

PORTFOLIOS = table_of(tables.Portfolio).c
ITEMS = table_of(tables.PortfolioItem).c
INITIATIVES = table_of(initiative_tables.Initiative).c
REMEMBERED = 64


@dataclass(frozen=True, slots=True)
class PortfolioFilter:
    """Which portfolios; None leaves a condition out.

    search: a part of name or notes, whatever the case.
    scenario_ids: their scenarios.
    is_baseline: whether they are the baseline of their scenario.
    is_active: whether they are the active one of their scenario.
    created_by_emails: email addresses of those who asked for them.
    """

    search: str | None = None
    scenario_ids: tuple[int, ...] | None = None
    is_baseline: bool | None = None
    is_active: bool | None = None
    created_by_emails: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class ItemFilter:
    """Which items; None leaves a condition out.

    search: a part of key or title, whatever the case.
    selected: whether they are in the portfolio.
    decisions: what the optimizer decided.
    sources: who decided.
    period_keys: the periods that they are planned in.
    initiative_keys: the keys of their initiatives.
    """

    search: str | None = None
    selected: bool | None = None
    decisions: tuple[Decision, ...] | None = None
    sources: tuple[ItemSource, ...] | None = None
    period_keys: tuple[str, ...] | None = None
    initiative_keys: tuple[str, ...] | None = None


FACETS: dict[str, ColumnElement[Any]] = {
    "scenario_ids": PORTFOLIOS.scenario_id,
    "is_baseline": PORTFOLIOS.is_baseline,
    "is_active": PORTFOLIOS.is_active,
    "created_by_emails": PORTFOLIOS.created_by_email,
}
ITEM_FACETS: dict[str, ColumnElement[Any]] = {
    "selected": ITEMS.selected,
    "decisions": ITEMS.decision,
    "sources": ITEMS.source,
    "period_keys": ITEMS.period_key,
}


@dataclass(frozen=True, slots=True)
class PortfolioTotals:
    """What a portfolio comes to."""

    items: int = 0
    selected: int = 0
    overridden: int = 0
    tokens: Decimal = ZERO


@lru_cache(REMEMBERED)
def portfolios(wanted: PortfolioFilter | None = None) -> Listing[Portfolio]:
    """The portfolios that a filter admits, without their items."""
    columns = [column for column in PORTFOLIOS if column is not PORTFOLIOS.inputs_snapshot_json]
    conditions = () if wanted is None else tuple(_conditions(wanted))
    return Listing(select(*columns).where(*conditions), portfolio_of)


@lru_cache(REMEMBERED)
def items(columns: tuple[ColumnElement[Any], ...], wanted: ItemFilter | None = None) -> Listing[tuple[Any, ...]]:
    """Columns of the items, and of their initiatives, of all portfolios; those that a filter admits."""
    statement = select(*columns).join_from(
        table_of(tables.PortfolioItem), table_of(initiative_tables.Initiative), ITEMS.initiative_id == INITIATIVES.id
    )
    conditions = () if wanted is None else tuple(_item_conditions(wanted))
    return Listing(statement.where(*conditions), lambda row: tuple(row.values()))


def totals(connection: Connection, portfolio_ids: Iterable[int]) -> dict[int, PortfolioTotals]:
    """What each of the portfolios comes to, in one statement; the sums are exact."""
    chosen = ITEMS.portfolio_id.in_(list(portfolio_ids))
    columns = (ITEMS.portfolio_id, ITEMS.selected, ITEMS.source, ITEMS.allocated_tokens)
    found: dict[int, PortfolioTotals] = {}
    with exact_arithmetic():
        for number, selected, source, tokens in connection.execute(select(*columns).where(chosen)):
            so_far = found.get(number, PortfolioTotals())
            found[number] = PortfolioTotals(
                items=so_far.items + 1,
                selected=so_far.selected + selected,
                overridden=so_far.overridden + (source is ItemSource.MANUAL_OVERRIDE),
                tokens=so_far.tokens + tokens if selected else so_far.tokens,
            )
    return found


def _conditions(wanted: PortfolioFilter) -> Iterator[ColumnElement[Any]]:
    if wanted.scenario_ids is not None:
        yield PORTFOLIOS.scenario_id.in_(wanted.scenario_ids)
    if wanted.created_by_emails is not None:
        yield PORTFOLIOS.created_by_email.in_(wanted.created_by_emails)
    if wanted.is_baseline is not None:
        yield PORTFOLIOS.is_baseline.is_(wanted.is_baseline)
    if wanted.is_active is not None:
        yield PORTFOLIOS.is_active.is_(wanted.is_active)
    if wanted.search:
        yield _contains(wanted.search, PORTFOLIOS.name, PORTFOLIOS.notes)


def _item_conditions(wanted: ItemFilter) -> Iterator[ColumnElement[Any]]:
    lists = {
        ITEMS.decision: wanted.decisions,
        ITEMS.source: wanted.sources,
        ITEMS.period_key: wanted.period_keys,
        INITIATIVES.initiative_key: wanted.initiative_keys,
    }
    for column, values in lists.items():
        if values is not None:
            yield column.in_(values)
    if wanted.selected is not None:
        yield ITEMS.selected.is_(wanted.selected)
    if wanted.search:
        yield _contains(wanted.search, INITIATIVES.initiative_key, INITIATIVES.title)


def _contains(part: str, *columns: ColumnElement[Any]) -> ColumnElement[bool]:
    return or_(*(column.icontains(part, autoescape=True) for column in columns))
