"""What is asked of a trade, and what it answers."""

from __future__ import annotations

from dataclasses import dataclass

from domain.analyses.session.losses import StageLoss
from domain.analyses.session.placed import PlannedItem
from domain.integer_model.result import SolutionStatus
from domain.portfolio.diff import PortfolioDiff
from domain.portfolio.report import ConflictReport


@dataclass(frozen=True, slots=True)
class TradeRequest:
    """A trade: initiatives forced in or out of the best portfolio, or of a given one.

    force_in: keys of initiatives that must be in.
    force_out: keys of initiatives that must be out.
    keep_close_to: the portfolio that changes are counted from; None takes the best one without the trade.
    max_changes: also find the best portfolio within 1, 2, 3 ... changes, up to this number; None finds none of them.
    """

    force_in: tuple[str, ...] = ()
    force_out: tuple[str, ...] = ()
    keep_close_to: tuple[PlannedItem, ...] | None = None
    max_changes: int | None = None


@dataclass(frozen=True, slots=True)
class Deal:
    """The best portfolio under the demands; of several equally good ones, the one with the fewest changes.

    status: optimal where the value is proven.
    changes: how many initiatives enter or leave.
    moves: how many initiatives stay in another period or size.
    fewest_proven: whether it is proven that no portfolio of that value has fewer changes, or as many with fewer changes
    of size.
    losses: what each stage of the objective loses.
    lost_in: the first stage that loses, which is the price; None where nothing is lost or nothing is proven lost.
    diff: what changes against the portfolio before the trade.
    selected: the initiatives of the portfolio, with their places.
    """

    status: SolutionStatus
    changes: int
    moves: int
    fewest_proven: bool
    losses: tuple[StageLoss, ...]
    lost_in: str | None
    diff: PortfolioDiff
    selected: tuple[PlannedItem, ...]


@dataclass(frozen=True, slots=True)
class WithinChanges:
    """The best portfolio within a number of changes.

    max_changes: how many initiatives may enter or leave.
    status: what is known of that portfolio.
    deal: the portfolio; None where there is none or none was found, as the status says.
    """

    max_changes: int
    status: SolutionStatus
    deal: Deal | None


@dataclass(frozen=True, slots=True)
class TradeResult:
    """What a trade costs and changes.

    status: what is known of the best portfolio under the demands; infeasible where they cannot be met.
    base: the portfolio before the trade, which changes are counted from; empty where there is none.
    base_given: whether the request gave that portfolio.
    base_proven: whether it is proven to be the best without the trade.
    deal: the best portfolio with any number of changes; None where none was found.
    within: the best portfolios by number of changes, up to where more changes gain nothing.
    fewest: the least number of changes with which all rules and demands hold; None where it was not asked for or is not
    proven.
    conflict: which rules and demands cannot hold together; None where they can, or where it is not known.
    notes: what has to be known to read the result, a sentence each.
    """

    status: SolutionStatus
    base: tuple[PlannedItem, ...]
    base_given: bool
    base_proven: bool
    deal: Deal | None
    within: tuple[WithinChanges, ...]
    fewest: int | None
    conflict: ConflictReport | None
    notes: tuple[str, ...]
