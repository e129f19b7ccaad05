"""A person decides otherwise than the optimizer on one item of a portfolio, and sees what that breaks and costs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from domain.errors import InputError, NotFoundError
from domain.numbers import ZERO
from domain.portfolio.portfolio import ItemSource, Placement, Portfolio, PortfolioItem
from domain.portfolios.portfolios import Check, PortfolioReview, any_version, review_of
from domain.ports import Clock
from domain.problem.initiative import Initiative, ScopeMode
from domain.problem.problem import PortfolioProblem
from domain.problem.sizing import Scope, Size, sizes_of
from domain.storage import UnitOfWork


@dataclass(frozen=True, slots=True)
class Override:
    """What a person changes about an item.

    Left out: period and size as they are, else the first period and the full size. tokens: in place of the estimate of
    that size.
    """

    selected: bool
    period_key: str | None = None
    scope: Scope | None = None
    tokens: Decimal | None = None
    notes: str | None = None


def override_item(
    uow: UnitOfWork,
    portfolio_id: int,
    initiative_key: str,
    override: Override,
    by_email: str | None,
    clock: Clock,
    check: Check = any_version,
) -> PortfolioReview:
    """Change one item, keep what the optimizer had planned for it, and check the whole portfolio again.

    A broken rule does not refuse the change: the review names it. Raises ``InputError`` for a period outside the
    horizon or a size without an estimate.
    """
    portfolio, problem = uow.portfolios.get(portfolio_id), uow.portfolios.problem(portfolio_id)
    check(portfolio)
    return _store(
        uow, portfolio, problem, overridden(_item(portfolio, initiative_key), override, problem, by_email), clock
    )


def withdraw_override(
    uow: UnitOfWork, portfolio_id: int, initiative_key: str, clock: Clock, check: Check = any_version
) -> PortfolioReview:
    """Restore what the optimizer planned for an item."""
    portfolio, problem = uow.portfolios.get(portfolio_id), uow.portfolios.problem(portfolio_id)
    check(portfolio)
    return _store(uow, portfolio, problem, restored(_item(portfolio, initiative_key)), clock)


def overridden(
    item: PortfolioItem, override: Override, problem: PortfolioProblem, by_email: str | None
) -> PortfolioItem:
    """An item as a person decides it. Raises ``InputError`` as ``override_item`` does."""
    return replace(
        item,
        placement=_placement(problem, item, override),
        optimizer=item.optimizer or item.placement,
        source=ItemSource.MANUAL_OVERRIDE,
        notes=item.notes if override.notes is None else override.notes,
        overridden_by_email=by_email,
    )


def restored(item: PortfolioItem) -> PortfolioItem:
    """An item as the optimizer planned it."""
    return replace(item.without_override(), optimizer=None, source=ItemSource.OPTIMIZER, overridden_by_email=None)


def _store(
    uow: UnitOfWork, portfolio: Portfolio, problem: PortfolioProblem, changed: PortfolioItem, clock: Clock
) -> PortfolioReview:
    return review_of(save_changed(uow, portfolio, [changed], clock), problem)


def save_changed(uow: UnitOfWork, portfolio: Portfolio, changed: Sequence[PortfolioItem], clock: Clock) -> Portfolio:
    """Store changed items of a portfolio, and return it with them."""
    now, by_id = clock.now(), {item.id: item for item in changed}
    uow.portfolios.save_items(portfolio.id, changed, now)
    items = tuple(by_id.get(item.id, item) for item in portfolio.items)
    return replace(portfolio, items=items, updated_at=now, version=portfolio.version + 1)


def _item(portfolio: Portfolio, initiative_key: str) -> PortfolioItem:
    for item in portfolio.items:
        if item.initiative_key == initiative_key:
            return item
    raise NotFoundError(f"item of portfolio {portfolio.id} for", initiative_key)


def _placement(problem: PortfolioProblem, item: PortfolioItem, override: Override) -> Placement:
    if not override.selected:
        return Placement(False, ZERO, None, item.placement.scope)
    periods = problem.scenario.periods
    before = item.placement if item.selected else item.without_override().placement
    period = override.period_key or before.period_key or periods[0]
    if period not in periods:
        raise InputError(f"{period} is not in the horizon: {', '.join(periods)}")
    size = _size(problem, item.initiative_key, override.scope, before)
    tokens = size.tokens if override.tokens is None else override.tokens
    if tokens is None:
        raise InputError(f"{item.initiative_key} has no token estimate in that size; give its tokens")
    if tokens < ZERO or not tokens.is_finite():
        raise InputError(f"tokens must not be negative: {tokens}")
    return Placement(True, tokens, period, size.scope)


def _size(problem: PortfolioProblem, key: str, scope: Scope | None, before: Placement) -> Size:
    """The wanted size, else the planned one, else the largest that is open."""
    initiative = next((found for found in problem.initiatives if found.initiative_key == key), Initiative(key))
    if scope in (None, Scope.NONE):
        sizes = sizes_of(initiative, problem.scenario)
        planned = [size for size in sizes if before.selected and size.scope is before.scope]
        return (planned or sizes)[-1]
    assert scope is not None
    return sizes_of(replace(initiative, scope_mode=ScopeMode(scope.value)), problem.scenario)[0]
