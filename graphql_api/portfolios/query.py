"""The root fields of portfolios."""

from __future__ import annotations

from typing import Annotated

import strawberry

from domain.portfolios import portfolios as service
from graphql_api.context import Info
from graphql_api.portfolios.filters import PortfolioFilterInput, PortfolioOrder, portfolio_filter
from graphql_api.portfolios.types import PORTFOLIO, Portfolio, portfolio_node, portfolio_of
from graphql_api.reports.types import PortfolioDiff, diff_of
from graphql_api.transport.relay.connection import After, Before, Connection, First, Last
from graphql_api.transport.relay.ids import decode_id, decode_int_id
from graphql_api.transport.relay.stored import stored_connection
from persistence.portfolios.listing import portfolios

Filter = Annotated[PortfolioFilterInput | None, strawberry.argument(description="Which ones; left out, all of them.")]
OrderBy = Annotated[
    PortfolioOrder | None, strawberry.argument(description="In which order; left out, the newest first.")
]
PortfolioId = Annotated[strawberry.ID, strawberry.argument(description="The id of the portfolio.")]


@strawberry.type
class PortfolioQuery:
    """The root fields of portfolios."""

    @strawberry.field(description="The portfolios, page by page.")
    async def portfolios(
        self,
        info: Info,
        filter: Filter = None,
        order_by: OrderBy = None,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> Connection[Portfolio]:
        """The portfolios, page by page."""
        return await stored_connection(
            info.context,
            portfolios(portfolio_filter(filter)),
            (order_by or PortfolioOrder()).stored(),
            portfolio_of,
            first=first,
            after=after,
            last=last,
            before=before,
        )

    @strawberry.field(description="A portfolio; null where there is none.")
    async def portfolio(self, info: Info, id: PortfolioId) -> Portfolio | None:
        """One portfolio."""
        return await portfolio_node(info.context, decode_id(id, PORTFOLIO))

    @strawberry.field(
        description="What is different between two portfolios, each measured by the problem that it answers.",
        metadata={"cost": 500},
    )
    async def portfolio_diff(
        self,
        info: Info,
        a: Annotated[strawberry.ID, strawberry.argument(description="The id of the portfolio before.")],
        b: Annotated[strawberry.ID, strawberry.argument(description="The id of the portfolio after.")],
    ) -> PortfolioDiff:
        """From a to b."""
        before, after = decode_int_id(a, PORTFOLIO), decode_int_id(b, PORTFOLIO)
        return await info.context.read(lambda uow: diff_of(service.diff_portfolios(uow, before, after)))
