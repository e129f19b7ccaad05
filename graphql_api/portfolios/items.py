"""Items of portfolios; the same page of many portfolios is read at once."""

from __future__ import annotations

from dataclasses import dataclass

from strawberry.dataloader import DataLoader

from graphql_api.context import Context
from graphql_api.portfolios.filters import PortfolioItemOrder
from graphql_api.portfolios.item_fields import ALL_FIELDS, ITEM, Fields, ItemRows, Row
from graphql_api.portfolios.item_types import PortfolioItem
from graphql_api.transport.limits.query_limits import PAGE_MAX
from graphql_api.transport.relay.connection import Connection, Page, connection_of
from graphql_api.transport.relay.lookups import number_in, stored_loader
from persistence.portfolios.listing import ITEMS, ItemFilter, items


@dataclass(frozen=True, slots=True)
class ItemList:
    """One list of items that may be asked of many portfolios; fields: those of its items that are asked for."""

    portfolio_id: int
    wanted: ItemFilter | None
    order: PortfolioItemOrder
    page: Page
    fields: Fields

    @property
    def shape(self) -> tuple[object, ...]:
        """What is the same for all portfolios that are asked the same."""
        return self.wanted, self.order.field, self.order.direction, self.page, self.fields


async def item_connection(context: Context, asked: ItemList) -> Connection[PortfolioItem]:
    """One page of the items of a portfolio."""
    rows = await context.loader(item_pages).load(asked)
    width = len(asked.fields.columns)
    return connection_of(
        rows,
        asked.page,
        lambda shown: ItemRows(asked.fields, shown),
        lambda row: row[width : width + len(asked.page.order.kinds)],
        lambda: context.loader(item_counts).load((asked.portfolio_id, asked.wanted)),
    )


def item_pages(context: Context) -> DataLoader[ItemList, list[Row]]:
    """The same page of many portfolios, read at once."""

    async def load(asked: list[ItemList]) -> list[list[Row]]:
        groups: dict[tuple[object, ...], list[ItemList]] = {}
        for each in asked:
            groups.setdefault(each.shape, []).append(each)
        found: dict[tuple[object, ...], list[Row]] = {}
        for shape, same in groups.items():
            pages = await _read(context, same)
            found |= {(shape, number): rows for number, rows in pages.items()}
        return [found.get((each.shape, each.portfolio_id), []) for each in asked]

    return DataLoader(load, cache_key_fn=lambda asked: (asked.shape, asked.portfolio_id), max_batch_size=5 * PAGE_MAX)


async def _read(context: Context, same: list[ItemList]) -> dict[int, list[Row]]:
    first, page = same[0], same[0].page
    listing, numbers = items(first.fields.columns, first.wanted), {each.portfolio_id for each in same}
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
        ),
        page.limit * len(numbers),
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
    return await context.read(
        lambda uow: items((ITEMS.id,), wanted).count_of_each(uow.connection, ITEMS.portfolio_id, numbers)
    )


def items_by_number(context: Context) -> DataLoader[int, PortfolioItem | None]:
    """Items by number."""
    number = ALL_FIELDS.columns.index(ITEMS.id)
    return stored_loader(context, items(ALL_FIELDS.columns), ITEMS.id, lambda row: row[number], ALL_FIELDS.item)


async def item_node(context: Context, key: str) -> PortfolioItem | None:
    """The item of a global id."""
    return await context.loader(items_by_number).load(number_in(ITEM, key))
