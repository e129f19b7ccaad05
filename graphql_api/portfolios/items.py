"""Items of portfolios; the same page of many portfolios is one statement."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

import strawberry
from strawberry.dataloader import DataLoader

from domain.portfolio import Placement as DomainPlacement
from graphql_api.context import Context
from graphql_api.limits.query_limits import PAGE_MAX
from graphql_api.portfolios.filters import PortfolioItemOrder
from graphql_api.relay.connection import Connection, connection_of
from graphql_api.relay.ids import encode_id
from graphql_api.relay.lookups import number_in, stored_loader
from graphql_api.relay.node import Node
from graphql_api.relay.page import Page
from graphql_api.reports.enums import Decision, ItemSource, Scope
from persistence.listings import Listed
from persistence.listings.portfolios import ITEMS, ItemFilter, StoredItem, items

ITEM = "PortfolioItem"


@strawberry.type(description="What is planned for an initiative.")
class Placement:
    """What is planned for an initiative."""

    selected: bool = strawberry.field(description="Whether it is in the portfolio.")
    tokens: Decimal = strawberry.field(description="The tokens it takes; zero where it is not in.")
    period_key: str | None = strawberry.field(description="The period; null where it is not in.")
    scope: Scope = strawberry.field(description="The size.")


@strawberry.type(description="One initiative in a portfolio, selected or not.")
class PortfolioItem(Node):
    """One initiative in a portfolio."""

    initiative_key: str = strawberry.field(description="The key of the initiative.")
    title: str = strawberry.field(description="The title of the initiative, as the backlog has it now.")
    market: str | None = strawberry.field(description="The market of the initiative, as the backlog has it now.")
    department: str | None = strawberry.field(description="The department, as the backlog has it now.")
    category: str | None = strawberry.field(description="The category, as the backlog has it now.")
    selected: bool = strawberry.field(description="Whether it is in the portfolio.")
    allocated_tokens: Decimal = strawberry.field(description="The tokens it takes; zero where it is not in.")
    period_key: str | None = strawberry.field(description="The period it is planned in; null where it is not in.")
    scope: Scope = strawberry.field(description="The size it is planned in.")
    decision: Decision = strawberry.field(description="What the optimizer decided.")
    value: Decimal | None = strawberry.field(description="What it is worth by itself in the main objective.")
    rank: int | None = strawberry.field(
        description="Its place by value for each token among all candidates; null for what is no candidate."
    )
    reasons: list[str] = strawberry.field(description="The optimizer's reasons.")
    blocking_rules: list[str] = strawberry.field(
        description="The ids of the rules that adding it to the optimizer's portfolio would break."
    )
    notes: str = strawberry.field(description="Notes about it.")
    source: ItemSource = strawberry.field(description="Who decided.")
    optimizer: Placement | None = strawberry.field(
        description="What the optimizer had planned; null where nobody has overridden it."
    )
    overridden_by_email: str | None = strawberry.field(description="Who has overridden it, where a token says so.")


@dataclass(frozen=True, slots=True)
class ItemList:
    """One list of items that may be asked of many portfolios."""

    portfolio_id: int
    wanted: ItemFilter | None
    order: PortfolioItemOrder
    page: Page

    @property
    def shape(self) -> tuple[object, ...]:
        """What is the same for all portfolios that are asked the same."""
        return self.wanted, self.order.field, self.order.direction, self.page


def item_node_of(stored: StoredItem) -> PortfolioItem:
    """An item as it is stored."""
    item, planned = stored.item, stored.item.placement
    return PortfolioItem(
        id=strawberry.ID(encode_id(ITEM, item.id)),
        initiative_key=item.initiative_key,
        title=stored.title,
        market=stored.market,
        department=stored.department,
        category=stored.category,
        selected=planned.selected,
        allocated_tokens=planned.tokens,
        period_key=planned.period_key,
        scope=Scope(planned.scope),
        decision=Decision(item.decision),
        value=item.value,
        rank=item.rank,
        reasons=list(item.reasons),
        blocking_rules=list(item.blocking_rules),
        notes=item.notes,
        source=ItemSource(item.source),
        optimizer=placement_of(item.optimizer),
        overridden_by_email=item.overridden_by_email,
    )


def placement_of(placement: DomainPlacement | None) -> Placement | None:
    """What is planned."""
    if placement is None:
        return None
    return Placement(
        selected=placement.selected,
        tokens=placement.tokens,
        period_key=placement.period_key,
        scope=Scope(placement.scope),
    )


async def item_connection(context: Context, asked: ItemList) -> Connection[PortfolioItem]:
    """One page of the items of a portfolio."""
    rows = await context.loader(item_pages).load(asked)
    return connection_of(
        rows,
        asked.page,
        lambda row: item_node_of(row.record),
        lambda row: row.place,
        lambda: context.loader(item_counts).load((asked.portfolio_id, asked.wanted)),
    )


def item_pages(context: Context) -> DataLoader[ItemList, list[Listed[StoredItem]]]:
    """The same page of many portfolios in one statement."""

    async def load(asked: list[ItemList]) -> list[list[Listed[StoredItem]]]:
        groups: dict[tuple[object, ...], list[ItemList]] = {}
        for each in asked:
            groups.setdefault(each.shape, []).append(each)
        found: dict[tuple[object, ...], list[Listed[StoredItem]]] = {}
        for shape, same in groups.items():
            pages = await _read(context, same)
            found |= {(shape, number): rows for number, rows in pages.items()}
        return [found.get((each.shape, each.portfolio_id), []) for each in asked]

    return DataLoader(load, cache_key_fn=lambda asked: (asked.shape, asked.portfolio_id), max_batch_size=5 * PAGE_MAX)


async def _read(context: Context, same: list[ItemList]) -> dict[int, list[Listed[StoredItem]]]:
    first, page = same[0], same[0].page
    listing, numbers = items(first.wanted), {each.portfolio_id for each in same}
    return await context.read(
        lambda uow: listing.page_of_each(
            uow.connection,
            ITEMS.portfolio_id,
            numbers,
            first.order.stored().keys,
            limit=page.limit + 1,
            after=page.after,
            before=page.before,
            backward=page.backward,
        )
    )


def item_counts(context: Context) -> DataLoader[tuple[int, ItemFilter | None], int]:
    """How many items portfolios have, in one statement for each filter."""

    async def load(asked: list[tuple[int, ItemFilter | None]]) -> list[int]:
        found: dict[ItemFilter | None, dict[int, int]] = {}
        for wanted in dict.fromkeys(filter for _, filter in asked):
            found[wanted] = await _count(context, wanted, [number for number, filter in asked if filter == wanted])
        return [found[wanted].get(number, 0) for number, wanted in asked]

    return DataLoader(load, max_batch_size=5 * PAGE_MAX)


async def _count(context: Context, wanted: ItemFilter | None, numbers: list[int]) -> dict[int, int]:
    return await context.read(lambda uow: items(wanted).count_of_each(uow.connection, ITEMS.portfolio_id, numbers))


def items_by_number(context: Context) -> DataLoader[int, PortfolioItem | None]:
    """Items by number."""
    return stored_loader(context, items(), ITEMS.id, lambda stored: stored.item.id, item_node_of)


async def item_node(context: Context, key: str) -> PortfolioItem | None:
    """The item of a global id."""
    return await context.loader(items_by_number).load(number_in(ITEM, key))
