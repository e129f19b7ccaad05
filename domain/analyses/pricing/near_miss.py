"""What a plan could have and does not, and what it costs to take that in."""

from __future__ import annotations

from decimal import Decimal

from domain.lean import dataclass
from domain.portfolio.report import Decision, InitiativeReport, PortfolioReport


@dataclass(frozen=True, slots=True)
class NearMiss:
    """A candidate that a plan does not have.

    stage: the stage of the objective that loses first when it is taken in; None where nothing is lost.
    lost: what that stage loses, in its unit; at least as much where that is not proven. None where no plan can have it.
    leaves, enters: what else leaves the plan, and comes into it, in the best plan that has it; empty unless proven.
    """

    initiative_key: str
    stage: str | None
    lost: Decimal | None
    proven: bool
    leaves: tuple[str, ...] = ()
    enters: tuple[str, ...] = ()


def outside(report: PortfolioReport) -> tuple[InitiativeReport, ...]:
    """The candidates of worth that the optimizer could choose and did not, by value for each token."""
    out = [each for each in report.initiatives if each.decision is Decision.NOT_SELECTED and each.value > 0]
    return tuple(sorted(out, key=lambda each: (each.rank is None, each.rank or 0)))
