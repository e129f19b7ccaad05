"""What is asked of a price list, and what it answers."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from domain.analyses.session.losses import StageLoss
from domain.analyses.session.terms import Proven
from domain.integer_model.result import SolutionStatus
from domain.problem.sizing import Scope


@dataclass(frozen=True, slots=True)
class PricesRequest:
    """Which prices. initiatives: keys whose prices are to be exact; empty: the first ``exact`` of the ranking.

    exact: how many, cheapest bounds first. sharpen: for how many of the bounds the relaxation is solved again. tokens:
    also find the most tokens with which each initiative of the exact ones is in some best portfolio.
    """

    initiatives: tuple[str, ...] = ()
    exact: int = 0
    sharpen: int = 500
    tokens: bool = False


class PriceKind(StrEnum):
    """What a price is for: an initiative of the best portfolio to be out, or one that is not in it to be in."""

    REPLACEMENT = "replacement"
    FORCING = "forcing"


class PriceState(StrEnum):
    """How sure a price is. bound: it costs at least that; impossible: irreplaceable, or cannot be in at all."""

    BOUND = "bound"
    EXACT = "exact"
    IMPOSSIBLE = "impossible"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class TokensNeeded:
    """The most tokens with which an initiative, in one size, is in some best portfolio, all else as it is.

    now: its tokens today, which may be fewer or more. at_most: None where no number would do, none was found or any
    would do; proven and unlimited say which. unlimited: with however many more tokens it still is in one.
    """

    scope: Scope
    now: Decimal
    at_most: Decimal | None
    proven: bool
    unlimited: bool = False


@dataclass(frozen=True, slots=True)
class Price:
    """The price of one candidate.

    stage: the objective stage that loses first; None where nothing is known to be lost. lost_at_least, lost_at_most: of
    that stage, in its own unit; equal where exact, most is None where only a bound is known; below zero where the
    portfolio is not proven best and forcing might gain. sharp: the bound is that of its own relaxation. losses: per
    stage, once exact. value_needed: what it would have to bring more in the main stage to draw level, of a forcing
    price that is lost in that stage.
    """

    initiative_key: str
    kind: PriceKind
    state: PriceState
    stage: str | None
    lost_at_least: Decimal | None
    lost_at_most: Decimal | None
    sharp: bool
    losses: tuple[StageLoss, ...] = ()
    value_needed: Decimal | None = None
    tokens: tuple[TokensNeeded, ...] = ()


@dataclass(frozen=True, slots=True)
class PricesResult:
    """The price list: the exact ones by price, the others ranked by bound, and last what is impossible.

    status: of the best portfolio that all prices refer to; without one there are none. value: of its main stage.
    """

    status: SolutionStatus
    value: Proven | None
    prices: tuple[Price, ...]
    notes: tuple[str, ...]
