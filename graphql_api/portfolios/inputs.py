"""What is said when portfolios are changed."""

from __future__ import annotations

from decimal import Decimal

import strawberry

from graphql_api.enums import Scope

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
