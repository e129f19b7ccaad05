"""Which portfolios and items are listed, and in which order."""

from __future__ import annotations

from typing import Any

from graphql_api.records.lists import filter_input, order_input
from graphql_api.transport.relay.stored import OrderDirection
from persistence.database.listing import beginning
from persistence.portfolios.listing import INITIATIVES, ITEMS, PORTFOLIOS, ItemFilter, PortfolioFilter

PortfolioOrder: Any = order_input(
    "PortfolioOrder",
    "portfolios",
    {
        "name": (beginning(PORTFOLIOS.name), "By the first hundred characters of the name."),
        "created_at": (PORTFOLIOS.created_at, "By when they were made."),
        "updated_at": (PORTFOLIOS.updated_at, "By when they were last changed."),
    },
    unique=PORTFOLIOS.id,
    default="created_at",
    equal="equal ones follow each other as they were stored",
    direction=OrderDirection.DESC,
)
PortfolioItemOrder: Any = order_input(
    "PortfolioItemOrder",
    "items",
    {
        "initiative_key": (INITIATIVES.initiative_key, "By key, in the order of characters."),
        "rank": (ITEMS.rank, "By value for each token among all candidates."),
        "value": (ITEMS.value, "By what they are worth by themselves."),
        "allocated_tokens": (ITEMS.allocated_tokens, "By the tokens that they take."),
        "period_key": (ITEMS.period_key, "By period, in the order of characters."),
    },
    unique=INITIATIVES.initiative_key,
    default="initiative_key",
    equal="equal ones follow each other by key",
)
PortfolioFilterInput: Any
PortfolioItemFilterInput: Any
PortfolioFilterInput, portfolio_filter = filter_input(
    PortfolioFilter, "PortfolioFilter", "portfolios", ids={"scenario_ids": "Scenario"}
)
PortfolioItemFilterInput, item_filter = filter_input(ItemFilter, "PortfolioItemFilter", "items")
