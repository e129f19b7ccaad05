"""The mutations of portfolios, with their inputs."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Annotated, Any

import strawberry

from domain.portfolio.portfolio import Portfolio as DomainPortfolio
from domain.portfolios import overrides, portfolios
from domain.portfolios.portfolios import Check
from domain.portfolios.portfolios import PortfolioReview as DomainReview
from domain.problem.sizing import Scope as DomainScope
from domain.storage import PortfolioFlag
from graphql_api.context import Context, Info
from graphql_api.enums import Scope
from graphql_api.mutations import MutationFailed, Outcome, mutation, versions
from graphql_api.mutations.idempotency import Repeatable, once
from graphql_api.mutations.user_input import input_number, refuse_unstorable
from graphql_api.mutations.versions import check_version
from graphql_api.portfolios.item_fields import ALL_FIELDS
from graphql_api.portfolios.item_types import PortfolioItem
from graphql_api.portfolios.review import PortfolioReview, review_of
from graphql_api.portfolios.types import PORTFOLIO, Portfolio, portfolio_of
from persistence.portfolios.listing import ITEMS, items
from persistence.unit_of_work import SqlUnitOfWork


@strawberry.input
class OneChange(Repeatable):
    """What every change of a portfolio says of itself."""

    id: strawberry.ID = strawberry.field(description="The id of the portfolio.")
    if_version: int | None = strawberry.field(description=versions.ABOUT, default=None)


@strawberry.input(description="How a portfolio is to be called.")
class PortfolioRenameInput(OneChange):
    name: str = strawberry.field(description="The new name, unique in its scenario.")
    notes: str | None = strawberry.field(description="New notes; left out, they stay.", default=None)


@strawberry.input(description="Which portfolio the others of its scenario are compared with.")
class PortfolioSetBaselineInput(OneChange):
    """Which portfolio is to be the baseline."""


@strawberry.input(description="Which portfolio its scenario goes by.")
class PortfolioSetActiveInput(OneChange):
    """Which portfolio is to be the active one."""


@strawberry.input(
    description="How a person wants an initiative to be planned. What is left out stays as it is planned."
)
class PortfolioOverrideItemInput(OneChange):
    initiative_key: str = strawberry.field(description="The key of the initiative.")
    selected: bool = strawberry.field(description="Whether it is to be in the portfolio.")
    period_key: str | None = strawberry.field(
        description="In which period; left out, as planned, or else the first of the horizon.", default=None
    )
    scope: Scope | None = strawberry.field(
        description="In which size; left out, as planned, or else the largest.", default=None
    )
    tokens: Decimal | None = strawberry.field(
        description="How many tokens it takes; left out, the estimate of that size.", default=None
    )
    notes: str | None = strawberry.field(description="Notes about it; left out, they stay.", default=None)


@strawberry.input(description="Which initiative is to be planned as the optimizer had it.")
class PortfolioWithdrawOverrideInput(OneChange):
    initiative_key: str = strawberry.field(description="The key of the initiative.")


LONGEST_NAME = 200
LONGEST_NOTES = 10_000


@strawberry.type(description="A portfolio was changed.")
class PortfolioChanged(Outcome):
    portfolio: Portfolio = strawberry.field(description="The portfolio as it is now.")


@strawberry.type(description="A person has decided on an item of a portfolio. Broken rules do not refuse that.")
class PortfolioItemChanged(Outcome):
    portfolio: Portfolio = strawberry.field(description="The portfolio as it is now.")
    item: PortfolioItem = strawberry.field(description="The item as it is now.")
    review: PortfolioReview = strawberry.field(
        description="The portfolio checked again: what it breaks now, and what the change costs."
    )


PortfolioChangeResult = Annotated[
    PortfolioChanged | MutationFailed,
    strawberry.union("PortfolioChangeResult", description="The portfolio, or why nothing was changed."),
]
PortfolioItemChangeResult = Annotated[
    PortfolioItemChanged | MutationFailed,
    strawberry.union("PortfolioItemChangeResult", description="The item, or why nothing was changed."),
]


@strawberry.type
class PortfolioMutation:
    """The mutations of portfolios."""

    @mutation(description="Give a portfolio another name.")
    async def portfolio_rename(
        self,
        info: Info,
        input: Annotated[PortfolioRenameInput, strawberry.argument(description="The portfolio and its new name.")],
    ) -> PortfolioChangeResult:
        refuse_unstorable("input.name", input.name, LONGEST_NAME)
        refuse_unstorable("input.notes", input.notes or "", LONGEST_NOTES)
        context = info.context

        def change(uow: SqlUnitOfWork, number: int, check: Check) -> object:
            return portfolios.rename(uow, number, input.name, context.clock, input.notes, check)

        return await _changed(context, "portfolioRename", input, change)

    @mutation(
        description="Compare the others of its scenario with a portfolio, in place of the one that was the baseline."
    )
    async def portfolio_set_baseline(
        self, info: Info, input: Annotated[PortfolioSetBaselineInput, strawberry.argument(description="The portfolio.")]
    ) -> PortfolioChangeResult:
        return await _flagged(info.context, "portfolioSetBaseline", input, PortfolioFlag.BASELINE)

    @mutation(description="Go by a portfolio, in place of the one that was the active one of its scenario.")
    async def portfolio_set_active(
        self, info: Info, input: Annotated[PortfolioSetActiveInput, strawberry.argument(description="The portfolio.")]
    ) -> PortfolioChangeResult:
        return await _flagged(info.context, "portfolioSetActive", input, PortfolioFlag.ACTIVE)

    @mutation(
        description="Plan an initiative otherwise than the optimizer. The portfolio is checked again; rules that it "
        "breaks do not refuse the change, and are named.",
        cost=500,
    )
    async def portfolio_override_item(
        self,
        info: Info,
        input: Annotated[
            PortfolioOverrideItemInput, strawberry.argument(description="The item, and what to plan for it.")
        ],
    ) -> PortfolioItemChangeResult:
        context, key = info.context, input.initiative_key
        refuse_unstorable("input.notes", input.notes or "", LONGEST_NOTES)
        wanted = overrides.Override(
            input.selected,
            input.period_key,
            None if input.scope is None else DomainScope(str(input.scope.value)),
            input.tokens,
            input.notes,
        )

        def change(uow: SqlUnitOfWork, number: int, check: Check) -> object:
            return overrides.override_item(uow, number, key, wanted, context.email, context.clock, check)

        return await _item_changed(context, "portfolioOverrideItem", input, change)

    @mutation(description="Plan an initiative as the optimizer had it.", cost=500)
    async def portfolio_withdraw_override(
        self,
        info: Info,
        input: Annotated[
            PortfolioWithdrawOverrideInput, strawberry.argument(description="The item whose override is withdrawn.")
        ],
    ) -> PortfolioItemChangeResult:
        context, key = info.context, input.initiative_key

        def change(uow: SqlUnitOfWork, number: int, check: Check) -> object:
            return overrides.withdraw_override(uow, number, key, context.clock, check)

        return await _item_changed(context, "portfolioWithdrawOverride", input, change)


Change = Callable[[SqlUnitOfWork, int, Check], object]
"""Changes the portfolio of a number, once it has been checked."""


async def _changed(context: Context, operation: str, asked: OneChange, change: Change) -> PortfolioChanged:
    def make(uow: SqlUnitOfWork) -> DomainPortfolio:
        return uow.portfolios.get(_once(uow, context, operation, asked, change))

    return PortfolioChanged(portfolio=portfolio_of(await context.write(make)))


async def _flagged(context: Context, operation: str, asked: OneChange, flag: PortfolioFlag) -> PortfolioChanged:
    def change(uow: SqlUnitOfWork, number: int, check: Check) -> object:
        return portfolios.set_flag(uow, number, flag, context.clock, check)

    return await _changed(context, operation, asked, change)


async def _item_changed(
    context: Context, operation: str, asked: PortfolioOverrideItemInput | PortfolioWithdrawOverrideInput, change: Change
) -> PortfolioItemChanged:
    def make(uow: SqlUnitOfWork) -> tuple[DomainReview, PortfolioItem]:
        made: list[Any] = []
        number = _once(uow, context, operation, asked, lambda *given: made.append(change(*given)))
        review: DomainReview = made[0] if made else portfolios.review(uow, number)
        changed = (item.id for item in review.portfolio.items if item.initiative_key == asked.initiative_key)
        (row,) = items(ALL_FIELDS.columns).among(uow.connection, ITEMS.id, changed)
        return review, ALL_FIELDS.item(row)

    review, item = await context.write(make)
    return PortfolioItemChanged(portfolio=portfolio_of(review.portfolio), item=item, review=review_of(review))


def _once(uow: SqlUnitOfWork, context: Context, operation: str, asked: OneChange, change: Change) -> int:
    """Change a portfolio at the version that was asked for, now or when the same was asked before; its number."""
    number = input_number(asked.id, PORTFOLIO, "input.id")

    def make() -> int:
        change(uow, number, lambda found: check_version(asked.if_version, found.version, lambda: portfolio_of(found)))
        return number

    return once(uow, context, operation, asked, make)
