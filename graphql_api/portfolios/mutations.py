"""The mutations of portfolios, with their inputs."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated

import strawberry

from domain.portfolios import overrides, portfolios
from domain.portfolios.portfolios import PortfolioReview as DomainReview
from domain.problem.sizing import Scope as DomainScope
from domain.storage import PortfolioFlag
from graphql_api.context import Context, Info
from graphql_api.enums import Scope
from graphql_api.mutations import MutationFailed, UserInputError, mutation
from graphql_api.mutations.places import input_number
from graphql_api.portfolios.item_types import PortfolioItem
from graphql_api.portfolios.items import items_by_number
from graphql_api.portfolios.review import PortfolioReview, review_of
from graphql_api.portfolios.types import PORTFOLIO, Portfolio, portfolio_of

THE_PORTFOLIO = "The id of the portfolio."


@strawberry.input(description="How a portfolio is to be called.")
class PortfolioRenameInput:
    """How a portfolio is to be called."""

    id: strawberry.ID = strawberry.field(description=THE_PORTFOLIO)
    name: str = strawberry.field(description="The new name, unique in its scenario.")
    notes: str | None = strawberry.field(description="New notes; left out, they stay.", default=None)


@strawberry.input(description="Which portfolio the others of its scenario are compared with.")
class PortfolioSetBaselineInput:
    """Which portfolio is to be the baseline."""

    id: strawberry.ID = strawberry.field(description=THE_PORTFOLIO)


@strawberry.input(description="Which portfolio its scenario goes by.")
class PortfolioSetActiveInput:
    """Which portfolio is to be the active one."""

    id: strawberry.ID = strawberry.field(description=THE_PORTFOLIO)


@strawberry.input(
    description="How a person wants an initiative to be planned. What is left out stays as it is planned."
)
class PortfolioOverrideItemInput:
    """How a person wants an initiative to be planned."""

    id: strawberry.ID = strawberry.field(description=THE_PORTFOLIO)
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
class PortfolioWithdrawOverrideInput:
    """Which initiative is to be planned as the optimizer had it."""

    id: strawberry.ID = strawberry.field(description=THE_PORTFOLIO)
    initiative_key: str = strawberry.field(description="The key of the initiative.")


LONGEST_NAME = 200
LONGEST_NOTES = 10_000


@strawberry.type(description="A portfolio was changed.")
class PortfolioChanged:
    """A portfolio was changed."""

    portfolio: Portfolio = strawberry.field(description="The portfolio as it is now.")


@strawberry.type(description="A person has decided on an item of a portfolio. Broken rules do not refuse that.")
class PortfolioItemChanged:
    """A person has decided on an item of a portfolio."""

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
        """Rename a portfolio."""
        number, clock = _number(input.id), info.context.clock
        _refuse_longer("input.name", input.name, LONGEST_NAME)
        _refuse_longer("input.notes", input.notes or "", LONGEST_NOTES)
        changed = await info.context.write(lambda uow: portfolios.rename(uow, number, input.name, clock, input.notes))
        return PortfolioChanged(portfolio=portfolio_of(changed))

    @mutation(
        description="Compare the others of its scenario with a portfolio, in place of the one that was the baseline."
    )
    async def portfolio_set_baseline(
        self, info: Info, input: Annotated[PortfolioSetBaselineInput, strawberry.argument(description="The portfolio.")]
    ) -> PortfolioChangeResult:
        """Make a portfolio the baseline of its scenario."""
        return await _flagged(info.context, input.id, PortfolioFlag.BASELINE)

    @mutation(description="Go by a portfolio, in place of the one that was the active one of its scenario.")
    async def portfolio_set_active(
        self, info: Info, input: Annotated[PortfolioSetActiveInput, strawberry.argument(description="The portfolio.")]
    ) -> PortfolioChangeResult:
        """Make a portfolio the active one of its scenario."""
        return await _flagged(info.context, input.id, PortfolioFlag.ACTIVE)

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
        """Decide on an item."""
        context, number = info.context, _number(input.id)
        _refuse_longer("input.notes", input.notes or "", LONGEST_NOTES)
        wanted = overrides.Override(
            input.selected,
            input.period_key,
            None if input.scope is None else DomainScope(str(input.scope.value)),
            input.tokens,
            input.notes,
        )
        review = await context.write(
            lambda uow: overrides.override_item(uow, number, input.initiative_key, wanted, context.email, context.clock)
        )
        return await _item_changed(context, review, input.initiative_key)

    @mutation(description="Plan an initiative as the optimizer had it.", cost=500)
    async def portfolio_withdraw_override(
        self,
        info: Info,
        input: Annotated[
            PortfolioWithdrawOverrideInput, strawberry.argument(description="The item whose override is withdrawn.")
        ],
    ) -> PortfolioItemChangeResult:
        """Take a decision back."""
        context, number = info.context, _number(input.id)
        review = await context.write(
            lambda uow: overrides.withdraw_override(uow, number, input.initiative_key, context.clock)
        )
        return await _item_changed(context, review, input.initiative_key)


async def _flagged(context: Context, global_id: str, flag: PortfolioFlag) -> PortfolioChanged:
    number = _number(global_id)
    changed = await context.write(lambda uow: portfolios.set_flag(uow, number, flag, context.clock))
    return PortfolioChanged(portfolio=portfolio_of(changed))


async def _item_changed(context: Context, review: DomainReview, key: str) -> PortfolioItemChanged:
    (number,) = (item.id for item in review.portfolio.items if item.initiative_key == key)
    item = await context.loader(items_by_number).load(number)
    assert item is not None
    return PortfolioItemChanged(portfolio=portfolio_of(review.portfolio), item=item, review=review_of(review))


def _number(global_id: str) -> int:
    return input_number(global_id, PORTFOLIO, "input.id")


def _refuse_longer(place: str, text: str, allowed: int) -> None:
    if len(text) > allowed:
        raise UserInputError(place, f"may have {allowed} characters at most")
