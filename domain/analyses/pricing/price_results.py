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
    """Which prices to compute.

    initiatives: keys of the initiatives whose prices are to be exact; empty takes the cheapest.
    exact: how many prices to compute exactly, the cheapest first.
    sharpen: for how many bounds the relaxation is solved again.
    tokens: whether to find, for each exact price, the most tokens with which the initiative is in some best portfolio.
    """

    initiatives: tuple[str, ...] = ()
    exact: int = 0
    sharpen: int = 500
    tokens: bool = False


class PriceKind(StrEnum):
    """Whether a price is for leaving an initiative out or for taking one in.

    replacement: what leaving out an initiative of the best portfolio costs.
    forcing: what taking in an initiative costs that is not in it.
    """

    REPLACEMENT = "replacement"
    FORCING = "forcing"


class PriceState(StrEnum):
    """How sure a price is.

    bound: it costs at least the lower figure.
    exact: it costs exactly that, proven.
    impossible: no portfolio without the initiative (replacement) or with it (forcing) keeps every rule.
    open: a limit came before the price was proven.
    """

    BOUND = "bound"
    EXACT = "exact"
    IMPOSSIBLE = "impossible"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class TokensNeeded:
    """The most tokens with which an initiative in one size is in some best portfolio, all else unchanged.

    scope: the size that this is about.
    now: its tokens today, which may be fewer or more.
    at_most: the most tokens; None where no number is enough, none was found, or any number is.
    proven: whether that answer is proven.
    unlimited: whether it is in a best portfolio with any number of tokens.
    """

    scope: Scope
    now: Decimal
    at_most: Decimal | None
    proven: bool
    unlimited: bool = False


@dataclass(frozen=True, slots=True)
class Price:
    """The price of one candidate: the loss in value when it is forced in, or left out.

    initiative_key: key of the candidate.
    kind: whether it is left out or forced in.
    state: how sure the price is.
    stage: the stage of the objective that loses first; None where no loss is known.
    lost_at_least: the least that this stage loses, in its unit; None where the state is impossible. Below zero only
    where the portfolio is not proven best.
    lost_at_most: the most that this stage loses, in its unit; None where only a bound is known. Equal to the least
    where exact.
    sharp: whether the bound comes from a relaxation that was solved for this candidate.
    losses: the loss of every stage; empty until the price is exact.
    value_needed: how much more value the candidate would have to bring to be as good, in the unit of the main stage;
    None unless it is an exact forcing price lost in that stage.
    tokens: the most tokens by size with which it is in some best portfolio; empty where that was not asked for.
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
    """The price list.

    status: what is known of the best portfolio that all prices refer to.
    value: the value of that portfolio in the main stage; None without a portfolio.
    prices: exact prices first, the cheapest in front, then the others by bound, then what is impossible; empty without
    a portfolio.
    notes: what has to be known to read the prices, a sentence each.
    """

    status: SolutionStatus
    value: Proven | None
    prices: tuple[Price, ...]
    notes: tuple[str, ...]
