"""Portfolios and their items as rows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from domain.portfolio.portfolio import Placement, Portfolio, PortfolioItem
from persistence.database.base import table_of
from persistence.database.flat import FlatMapping
from persistence.portfolios import tables

_PORTFOLIO = FlatMapping(Portfolio, table_of(tables.Portfolio), skip=("items",))
_ITEM = FlatMapping(PortfolioItem, table_of(tables.PortfolioItem), skip=("initiative_key", "placement", "optimizer"))


def portfolio_values(portfolio: Portfolio) -> dict[str, Any]:
    """The columns of a portfolio, without its items and its inputs."""
    return _PORTFOLIO.values(portfolio)


def portfolio_of(row: Mapping[str, Any], items: tuple[PortfolioItem, ...] = ()) -> Portfolio:
    """The portfolio of a row and its items."""
    return _PORTFOLIO.record(row, items=items)


def item_values(item: PortfolioItem) -> dict[str, Any]:
    """The columns of an item, without the numbers of its portfolio and initiative."""
    placement, before = item.placement, item.optimizer
    return _ITEM.values(item) | {
        "selected": placement.selected,
        "allocated_tokens": placement.tokens,
        "period_key": placement.period_key,
        "scope": placement.scope,
        "optimizer_selected": None if before is None else before.selected,
        "optimizer_tokens": None if before is None else before.tokens,
        "optimizer_period_key": None if before is None else before.period_key,
        "optimizer_scope": None if before is None else before.scope,
    }


def item_of(row: Mapping[str, Any]) -> PortfolioItem:
    """The item of a row that also holds the key of its initiative."""
    before = None
    if row["optimizer_selected"] is not None:
        before = Placement(
            row["optimizer_selected"], row["optimizer_tokens"], row["optimizer_period_key"], row["optimizer_scope"]
        )
    placement = Placement(row["selected"], row["allocated_tokens"], row["period_key"], row["scope"])
    return _ITEM.record(row, initiative_key=row["initiative_key"], placement=placement, optimizer=before)
