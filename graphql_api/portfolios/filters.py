"""Which portfolios and items are listed, and in which order."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from enum import Enum
from typing import Any

import strawberry

from graphql_api.enums import Decision, ItemSource
from graphql_api.mutations.filters import condition, stored_filter
from graphql_api.transport.relay.ids import decode_int_id
from graphql_api.transport.relay.stored import OrderDirection, StoredOrder, stored_orders
from persistence.database.listing import beginning
from persistence.portfolios.listing import INITIATIVES, ITEMS, PORTFOLIOS, ItemFilter, PortfolioFilter


@strawberry.enum(description="What portfolios can be sorted by.")
class PortfolioOrderField(Enum):
    """What portfolios can be sorted by."""

    NAME = strawberry.enum_value("name", description="By the first hundred characters of the name.")
    CREATED_AT = strawberry.enum_value("created_at", description="By when they were made.")
    UPDATED_AT = strawberry.enum_value("updated_at", description="By when they were last changed.")


@strawberry.enum(description="What the items of a portfolio can be sorted by.")
class PortfolioItemOrderField(Enum):
    """What the items of a portfolio can be sorted by."""

    INITIATIVE_KEY = strawberry.enum_value("initiative_key", description="By key, in the order of characters.")
    RANK = strawberry.enum_value("rank", description="By value for each token among all candidates.")
    VALUE = strawberry.enum_value("value", description="By what they are worth by themselves.")
    ALLOCATED_TOKENS = strawberry.enum_value("allocated_tokens", description="By the tokens that they take.")
    PERIOD_KEY = strawberry.enum_value("period_key", description="By period, in the order of characters.")


ORDERS = stored_orders(
    {
        PortfolioOrderField.NAME: beginning(PORTFOLIOS.name),
        PortfolioOrderField.CREATED_AT: PORTFOLIOS.created_at,
        PortfolioOrderField.UPDATED_AT: PORTFOLIOS.updated_at,
    },
    unique=PORTFOLIOS.id,
)
ITEM_ORDERS = stored_orders(
    {
        PortfolioItemOrderField.INITIATIVE_KEY: INITIATIVES.initiative_key,
        PortfolioItemOrderField.RANK: ITEMS.rank,
        PortfolioItemOrderField.VALUE: ITEMS.value,
        PortfolioItemOrderField.ALLOCATED_TOKENS: ITEMS.allocated_tokens,
        PortfolioItemOrderField.PERIOD_KEY: ITEMS.period_key,
    },
    unique=INITIATIVES.initiative_key,
)


@strawberry.input(description="What portfolios are sorted by; equal ones follow each other as they were stored.")
class PortfolioOrder:
    """What portfolios are sorted by."""

    field: PortfolioOrderField = strawberry.field(
        description="What to sort by.", default=PortfolioOrderField.CREATED_AT
    )
    direction: OrderDirection = strawberry.field(description="Ascending or descending.", default=OrderDirection.DESC)

    def stored(self) -> StoredOrder:
        """The order of the database."""
        return ORDERS[self.field, self.direction]


@strawberry.input(description="What items are sorted by; equal ones follow each other by key.")
class PortfolioItemOrder:
    """What items are sorted by."""

    field: PortfolioItemOrderField = strawberry.field(
        description="What to sort by.", default=PortfolioItemOrderField.INITIATIVE_KEY
    )
    direction: OrderDirection = strawberry.field(description="Ascending or descending.", default=OrderDirection.ASC)

    def stored(self) -> StoredOrder:
        """The order of the database."""
        return ITEM_ORDERS[self.field, self.direction]


@strawberry.input(
    name="PortfolioFilter",
    description="Which portfolios are listed: those that meet every condition. A list admits any of its values.",
)
class PortfolioFilterInput:
    """Which portfolios are listed."""

    search: str | None = condition("A part of name or notes, whatever the case.")
    scenario_ids: list[strawberry.ID] | None = condition("Their scenarios.")
    is_baseline: bool | None = condition("Whether they are the baseline of their scenario.")
    is_active: bool | None = condition("Whether they are the active one of their scenario.")
    created_by_emails: list[str] | None = condition("Email addresses of those who asked for them.")


@strawberry.input(
    name="PortfolioItemFilter",
    description="Which items are listed: those that meet every condition. A list admits any of its values.",
)
class PortfolioItemFilterInput:
    """Which items are listed."""

    search: str | None = condition("A part of key or title, whatever the case.")
    selected: bool | None = condition("Whether they are in the portfolio.")
    decisions: list[Decision] | None = condition("What the optimizer decided.")
    sources: list[ItemSource] | None = condition("Who decided.")
    period_keys: list[str] | None = condition("The periods that they are planned in.")
    initiative_keys: list[str] | None = condition("The keys of their initiatives.")


def portfolio_filter(asked: PortfolioFilterInput | None) -> PortfolioFilter | None:
    """The filter of the database. Raises ``ApiError`` for an id of something else."""
    found = stored_filter(PortfolioFilter, asked)
    return None if found is None else replace(found, scenario_ids=_numbers(found.scenario_ids))


def item_filter(asked: PortfolioItemFilterInput | None) -> ItemFilter | None:
    """The filter of the database."""
    return stored_filter(ItemFilter, asked)


def _numbers(ids: Iterable[Any] | None) -> tuple[int, ...] | None:
    return None if ids is None else tuple(decode_int_id(str(each), "Scenario") for each in ids)
