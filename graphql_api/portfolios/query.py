"""The root fields of portfolios."""

from __future__ import annotations

from typing import Annotated

import strawberry

from domain.portfolios import portfolios as service
from graphql_api.context import Info
from graphql_api.portfolios.filters import PortfolioFilterInput, PortfolioOrder, portfolio_filter
from graphql_api.portfolios.types import PORTFOLIO, Portfolio, portfolio_node, portfolio_of
from graphql_api.records.facets import id_of, stored_facets
from graphql_api.records.lists import stored_list
from graphql_api.records.reported import PortfolioDiff, diff_of
from graphql_api.transport.relay.ids import decode_id, decode_int_id
from persistence.portfolios.listing import FACETS, portfolios

PortfolioId = Annotated[strawberry.ID, strawberry.argument(description="The id of the portfolio.")]


@strawberry.type
class PortfolioQuery:
    """The root fields of portfolios."""

    portfolios = stored_list(
        Portfolio,
        "portfolios",
        lambda asked: portfolios(portfolio_filter(asked)),
        PortfolioFilterInput,
        PortfolioOrder,
        portfolio_of,
        "the newest first",
    )
    portfolio_facets = stored_facets(
        "PortfolioFacet",
        "portfolios",
        lambda asked: portfolios(portfolio_filter(asked)),
        PortfolioFilterInput,
        FACETS,
        {"scenario_ids": id_of("Scenario")},
    )

    @strawberry.field(description="A portfolio; null where there is none.")
    async def portfolio(self, info: Info, id: PortfolioId) -> Portfolio | None:
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
        before, after = decode_int_id(a, PORTFOLIO), decode_int_id(b, PORTFOLIO)
        return await info.context.read(lambda uow: diff_of(service.diff_portfolios(uow, before, after)))
