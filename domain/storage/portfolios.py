"""Portfolios, as the use cases read and write them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from domain.portfolio.portfolio import Portfolio, PortfolioItem
from domain.problem.problem import PortfolioProblem


class PortfolioFlag(StrEnum):
    """What at most one portfolio of a scenario is."""

    BASELINE = "is_baseline"
    ACTIVE = "is_active"


class PortfolioRepository(Protocol):
    """Portfolios; ``get`` brings the items along, lists do not."""

    def add(self, portfolio: Portfolio, problem: PortfolioProblem | None = None) -> Portfolio:
        """Store a portfolio and its items. problem: what it answers, where no run holds that."""

    def get(self, portfolio_id: int) -> Portfolio:
        """The portfolio of a number, with its items in the order of their keys."""

    def by_run(self, optimization_run_id: int) -> Portfolio | None:
        """The portfolio of a run, with its items."""

    def flagged(self, scenario_id: int, flag: PortfolioFlag) -> Portfolio | None:
        """The one portfolio of a scenario that has a flag, with its items."""

    def all(self, scenario_id: int | None = None) -> Sequence[Portfolio]:
        """Every portfolio, or those of one scenario, the oldest first and without items."""

    def problem(self, portfolio_id: int) -> PortfolioProblem:
        """The problem that it answers: its run's, or its own."""

    def update(self, portfolio: Portfolio) -> None:
        """Write its name and notes."""

    def lock_flags(self, portfolio_id: int) -> int:
        """Keep others from changing the flags of its scenario until the end; the number of that scenario."""

    def set_flag(self, portfolio_id: int, flag: PortfolioFlag, at: datetime) -> None:
        """Give it a flag, and take the flag from the portfolio of that scenario that had it."""

    def save_items(self, portfolio_id: int, items: Iterable[PortfolioItem], at: datetime) -> None:
        """Replace stored items by changed ones."""

    def delete(self, portfolio_id: int) -> None:
        """Remove a portfolio and its items."""
