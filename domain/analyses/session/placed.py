"""Portfolios as the planning computations take and hand them out: a list of initiatives with their places."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from domain.analyses.session.session import PlanningSession
from domain.numbers import ZERO
from domain.optimization.preparation import PreparedProblem
from domain.portfolio.assessment import Assessment, assess, assessment_of
from domain.portfolio.diff import PortfolioDiff, diff_of
from domain.portfolio.portfolio import Placement, PortfolioItem
from domain.portfolio.report import Decision
from domain.problem.selection import PortfolioSolution
from domain.problem.sizing import Scope


@dataclass(frozen=True, slots=True)
class PlannedItem:
    """One initiative of a portfolio.

    initiative_key: key of the initiative.
    period_key: the period it is planned in; None where it is only known that it is selected.
    scope: the size it is planned in; None where it is only known that it is selected.
    tokens: the tokens it takes; None where it is only known that it is selected.
    """

    initiative_key: str
    period_key: str | None = None
    scope: Scope | None = None
    tokens: Decimal | None = None


@dataclass(frozen=True, slots=True)
class PlacedPortfolio:
    """A portfolio with its exact figures; places: what is planned for each initiative, by key."""

    places: Mapping[str, Placement]
    assessment: Assessment

    @property
    def items(self) -> tuple[PlannedItem, ...]:
        """Its initiatives, in file order."""
        return tuple(
            PlannedItem(key, place.period_key, place.scope, place.tokens) for key, place in self.places.items()
        )


def plan_of(prepared: PreparedProblem, solution: PortfolioSolution) -> PlacedPortfolio:
    """Convert the solution of a solve to a portfolio with places."""
    periods = prepared.rules.periods
    places = {
        key: Placement(True, choice.size.tokens or ZERO, periods[choice.period], choice.size.scope)
        for key, choice in solution.choices.items()
    }
    return PlacedPortfolio(places, assessment_of(prepared.judged(solution)))


def given_plan(session: PlanningSession, items: Sequence[PlannedItem]) -> PlacedPortfolio:
    """A portfolio from outside; a missing period or size becomes the first one."""
    places = {item.initiative_key: _placed(session, item) for item in items}
    chosen = (PortfolioItem(key, place, Decision.SELECTED) for key, place in places.items())
    return PlacedPortfolio(places, assess(session.problem, chosen))


def changes_between(before: PlacedPortfolio, after: PlacedPortfolio) -> PortfolioDiff:
    """What enters, drops, moves and is resized, and what that does to figures, targets and limits."""
    return diff_of(before.places, before.assessment, after.places, after.assessment)


def _placed(session: PlanningSession, item: PlannedItem) -> Placement:
    sizes = session.prepared.pool.sizes.get(item.initiative_key, ())
    fitting = [size for size in sizes if item.scope is None or size.scope is item.scope]
    size = next(iter(fitting or sizes), None)
    known = ZERO if size is None or size.tokens is None else size.tokens
    scope = item.scope or (Scope.NONE if size is None else size.scope)
    period = item.period_key or session.prepared.rules.periods[0]
    return Placement(True, known if item.tokens is None else item.tokens, period, scope)
