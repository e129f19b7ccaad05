"""The type of portfolios."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any, ForwardRef

import strawberry
from strawberry.dataloader import DataLoader

from domain.portfolio.portfolio import Portfolio as DomainPortfolio
from domain.portfolios import portfolios as service
from domain.storage import PortfolioFlag
from graphql_api.context import Context, Info
from graphql_api.portfolios.filters import PortfolioItemFilterInput, PortfolioItemOrder, item_filter
from graphql_api.portfolios.item_fields import asked_fields
from graphql_api.portfolios.item_types import PortfolioItem
from graphql_api.portfolios.items import ItemList, item_connection
from graphql_api.portfolios.review import PortfolioReview, review_of
from graphql_api.records.facets import stored_facets
from graphql_api.records.reported import PortfolioDiff, diff_of
from graphql_api.scenarios.loaders import scenarios_by_number
from graphql_api.scenarios.types import Scenario
from graphql_api.transport.limits.query_limits import PAGE_MAX
from graphql_api.transport.relay.connection import After, Before, Connection, First, Last, page_of
from graphql_api.transport.relay.ids import encode_id
from graphql_api.transport.relay.lookups import BY_NUMBER, number_in, stored_loader
from graphql_api.transport.relay.node import Node
from persistence.portfolios.listing import ITEM_FACETS, ITEMS, PORTFOLIOS, PortfolioTotals, portfolios, totals
from persistence.portfolios.listing import items as stored_items
from persistence.unit_of_work import SqlUnitOfWork

PORTFOLIO = "Portfolio"
RUN_OR_NULL: Any = Annotated[ForwardRef("Run"), strawberry.lazy("graphql_api.runs.types")] | None
"""Runs know portfolios; portfolios know of runs only that there is such a type."""
Filter = Annotated[
    PortfolioItemFilterInput | None, strawberry.argument(description="Which ones; left out, all of them.")
]
OrderBy = Annotated[PortfolioItemOrder | None, strawberry.argument(description="In which order; left out, by key.")]


@strawberry.type(description="The figures of a portfolio.")
class PortfolioSummary:
    items: int = strawberry.field(description="How many initiatives were decided on.")
    selected: int = strawberry.field(description="How many initiatives are selected.")
    overridden: int = strawberry.field(description="How many a person has decided otherwise than the optimizer.")
    allocated_tokens: Decimal = strawberry.field(
        description="The total of the tokens of what is selected, without those of overheads."
    )
    number: strawberry.Private[int]

    @strawberry.field(description="The tokens that overheads take besides, as it stands now.", metadata={"cost": 500})
    async def overhead_tokens(self, info: Info) -> Decimal:
        found = await info.context.read(lambda uow: service.review(uow, self.number))
        return found.assessment.overhead_tokens


@strawberry.type(description="A version of the roadmap of a scenario: the decision on every initiative.")
class Portfolio(Node):
    name: str = strawberry.field(description="Its name, unique in its scenario.")
    scenario_id: strawberry.ID = strawberry.field(description="The id of its scenario.")
    is_baseline: bool = strawberry.field(description="Whether the others of its scenario are compared with it.")
    is_active: bool = strawberry.field(description="Whether it is the one that its scenario goes by.")
    notes: str = strawberry.field(description="Free text for people about it; empty where there is none.")
    created_by_email: str | None = strawberry.field(description="Who asked for it; null where no token says so.")
    created_at: datetime = strawberry.field(description="When it was made.")
    updated_at: datetime = strawberry.field(description="When it was last changed.")
    version: int = strawberry.field(
        description="How often it was written; a change may ask for the one that it is meant for."
    )
    number: strawberry.Private[int]
    scenario_number: strawberry.Private[int]
    run_number: strawberry.Private[int | None]

    @strawberry.field(description="The initiatives in it and those that are not, page by page.")
    async def items(
        self,
        info: Info,
        filter: Filter = None,
        order_by: OrderBy = None,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> Connection[PortfolioItem]:
        order = order_by or PortfolioItemOrder()
        page = page_of(order.stored().order, first, after, last, before)
        asked = ItemList(self.number, item_filter(filter), order, page, asked_fields(info))
        return await item_connection(info.context, asked)

    item_facets = stored_facets(
        "PortfolioItemFacet",
        "of its items",
        lambda asked: stored_items((ITEMS.id,), item_filter(asked)),
        PortfolioItemFilterInput,
        ITEM_FACETS,
        within=lambda portfolio: ITEMS.portfolio_id == portfolio.number,
    )

    @strawberry.field(description="Its figures.")
    async def summary(self, info: Info) -> PortfolioSummary:
        found = await info.context.loader(totals_by_number).load(self.number)
        return PortfolioSummary(
            items=found.items,
            selected=found.selected,
            overridden=found.overridden,
            allocated_tokens=found.tokens,
            number=self.number,
        )

    @strawberry.field(description="Its scenario, as it is now; null where it is gone.")
    async def scenario(self, info: Info) -> Scenario | None:
        return await info.context.loader(scenarios_by_number).load(self.scenario_number)

    @strawberry.field(description="The run that found it; null where none did.", graphql_type=RUN_OR_NULL)
    async def run(self, info: Info) -> Any:
        return None if self.run_number is None else await info.context.loader(BY_NUMBER["Run"]).load(self.run_number)

    @strawberry.field(
        description="It checked against all rules of its problem, as it stands now.", metadata={"cost": 500}
    )
    async def review(self, info: Info) -> PortfolioReview:
        return await info.context.read(lambda uow: review_of(service.review(uow, self.number)))

    @strawberry.field(
        description="From the baseline of its scenario to it; null where there is no baseline.", metadata={"cost": 500}
    )
    async def diff_to_baseline(self, info: Info) -> PortfolioDiff | None:
        return await info.context.read(lambda uow: _from_baseline(uow, self.scenario_number, self.number))


def portfolio_of(found: DomainPortfolio) -> Portfolio:
    """A portfolio as it is stored."""
    return Portfolio(
        id=strawberry.ID(encode_id(PORTFOLIO, found.id)),
        number=found.id,
        name=found.name,
        scenario_id=strawberry.ID(encode_id("Scenario", found.scenario_id)),
        scenario_number=found.scenario_id,
        run_number=found.optimization_run_id,
        is_baseline=found.is_baseline,
        is_active=found.is_active,
        notes=found.notes,
        created_by_email=found.created_by_email,
        created_at=found.created_at,
        updated_at=found.updated_at,
        version=found.version,
    )


def portfolios_by_number(context: Context) -> DataLoader[int, Portfolio | None]:
    """Portfolios by number; use it by ``context.loader(portfolios_by_number)``."""
    return stored_loader(context, portfolios(), PORTFOLIOS.id, lambda each: each.id, portfolio_of)


def portfolios_by_run(context: Context) -> DataLoader[int, Portfolio | None]:
    """Portfolios by the number of their run. Not remembered: a subscription outlives a run that has none yet."""

    async def load(numbers: list[int]) -> list[Portfolio | None]:
        of_runs = PORTFOLIOS.optimization_run_id
        found = await context.read(lambda uow: portfolios().among(uow.connection, of_runs, numbers))
        known = {each.optimization_run_id: portfolio_of(each) for each in found}
        return [known.get(number) for number in numbers]

    return DataLoader(load, cache=False, max_batch_size=5 * PAGE_MAX)


def totals_by_number(context: Context) -> DataLoader[int, PortfolioTotals]:
    """What portfolios come to, by number."""

    async def load(numbers: list[int]) -> list[PortfolioTotals]:
        found = await context.read(lambda uow: totals(uow.connection, numbers))
        return [found.get(number, PortfolioTotals()) for number in numbers]

    return DataLoader(load, max_batch_size=5 * PAGE_MAX)


async def portfolio_node(context: Context, key: str) -> Portfolio | None:
    """The portfolio of a global id."""
    return await context.loader(portfolios_by_number).load(number_in(PORTFOLIO, key))


def _from_baseline(uow: SqlUnitOfWork, scenario_number: int, number: int) -> PortfolioDiff | None:
    baseline = uow.portfolios.flagged(scenario_number, PortfolioFlag.BASELINE)
    return None if baseline is None else diff_of(service.diff_portfolios(uow, baseline.id, number))
