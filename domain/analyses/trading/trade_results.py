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
    """A trade. force_in, force_out: keys of initiatives that are to be in, and out.

    keep_close_to: the portfolio that changes are counted from; None is the best one without the trade.
    max_changes: also find the best portfolio within 1, 2, 3 ... changes, up to so many; None does not.
    """

    force_in: tuple[str, ...] = ()
    force_out: tuple[str, ...] = ()
    keep_close_to: tuple[PlannedItem, ...] | None = None
    max_changes: int | None = None


@dataclass(frozen=True, slots=True)
class Deal:
    """The best portfolio under the demands, and of all that are as good the one with the fewest changes.

    status: optimal where the value is proven. changes: initiatives that are in or out unlike before; moves: those that
    stay in another period or size. fewest_proven: it is proven that no portfolio of that value has fewer changes, or as
    few and fewer of another size. losses: per stage of the objective. lost_in: the first stage that loses, which is the
    price; None where nothing is lost, or nothing is proven lost.
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
    """The best portfolio within so many changes. deal: None where there is none, or none was found; see status."""

    max_changes: int
    status: SolutionStatus
    deal: Deal | None


@dataclass(frozen=True, slots=True)
class TradeResult:
    """What a trade comes to.

    status: infeasible where the demands cannot be met; conflict says what stands against them. base: the portfolio that
    is compared with; base_proven: it is the best one without the trade. deal: however many changes it takes. within:
    by number of changes; it ends where more changes gain nothing. fewest: the least number of changes with which all
    rules and demands hold; None where that was not asked for or not proven.
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
