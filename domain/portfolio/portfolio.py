"""A portfolio as it is kept: the decision on every initiative of a scenario, by the optimizer or by a person."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from domain.numbers import ZERO, exact_arithmetic
from domain.portfolio.report import Decision
from domain.problem.sizing import Scope


class ItemSource(StrEnum):
    """Who decided on an item of a portfolio.

    optimizer: the optimizer.
    manual_override: a person, otherwise than the optimizer.
    """

    OPTIMIZER = "optimizer"
    MANUAL_OVERRIDE = "manual_override"


@dataclass(frozen=True, slots=True)
class Placement:
    """What is planned for one initiative.

    selected: whether it is in the portfolio.
    tokens: the tokens it takes; zero where it is not selected.
    period_key: the period it is planned in; None where it is not selected.
    scope: the size it is planned in.
    """

    selected: bool
    tokens: Decimal = ZERO
    period_key: str | None = None
    scope: Scope = Scope.NONE


@dataclass(frozen=True, slots=True)
class PortfolioItem:
    """One initiative in a portfolio.

    placement: what is planned. decision, value, rank, reasons: the optimizer's own. optimizer: what it had planned,
    once a person has overridden it.
    """

    initiative_key: str
    placement: Placement
    decision: Decision
    value: Decimal | None = None
    rank: int | None = None
    reasons: tuple[str, ...] = ()
    blocking_rules: tuple[str, ...] = ()
    notes: str = ""
    source: ItemSource = ItemSource.OPTIMIZER
    optimizer: Placement | None = None
    overridden_by_email: str | None = None
    id: int = 0

    @property
    def selected(self) -> bool:
        """Whether it is in the portfolio."""
        return self.placement.selected

    @property
    def allocated_tokens(self) -> Decimal:
        """The tokens it takes; zero when it is not selected."""
        return self.placement.tokens

    def without_override(self) -> PortfolioItem:
        """The item as the optimizer had it."""
        return self if self.optimizer is None else replace(self, placement=self.optimizer)


@dataclass(frozen=True, slots=True)
class Portfolio:
    """A version of the roadmap of a scenario. id: zero until it is stored. version: how often it was written."""

    name: str
    scenario_id: int
    created_at: datetime
    updated_at: datetime
    optimization_run_id: int | None = None
    is_baseline: bool = False
    is_active: bool = False
    notes: str = ""
    created_by_email: str | None = None
    items: tuple[PortfolioItem, ...] = ()
    id: int = 0
    version: int = 1

    @property
    def selected(self) -> tuple[PortfolioItem, ...]:
        """The items that are in it, in stored order."""
        return tuple(item for item in self.items if item.selected)

    @property
    def allocated_tokens(self) -> Decimal:
        """The tokens of all that is selected."""
        with exact_arithmetic():
            return sum((item.allocated_tokens for item in self.selected), ZERO)

    @property
    def is_overridden(self) -> bool:
        """Whether a person has changed what the optimizer planned."""
        return any(item.source is ItemSource.MANUAL_OVERRIDE for item in self.items)
