"""The root fields of initiatives, and the conditions of their list."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Annotated

import strawberry

from graphql_api.context import Info
from graphql_api.initiatives.loaders import initiatives_by_key
from graphql_api.initiatives.types import Initiative, initiative_of
from graphql_api.mutations.filters import condition, stored_filter
from graphql_api.transport.relay.connection import After, Before, Connection, First, Last
from graphql_api.transport.relay.stored import OrderDirection, StoredOrder, stored_connection, stored_orders
from persistence.database.listing import beginning
from persistence.initiatives.listing import COLUMNS, InitiativeFilter, initiatives


@strawberry.enum(description="What initiatives can be sorted by.")
class InitiativeOrderField(Enum):
    """What initiatives can be sorted by."""

    INITIATIVE_KEY = strawberry.enum_value("initiative_key", description="By key, in the order of characters.")
    TITLE = strawberry.enum_value("title", description="By the first hundred characters of the title.")
    ENGINEERING_TOKENS = strawberry.enum_value("engineering_tokens", description="By cost in tokens.")
    ACTIVE_OVERALL_SCORE = strawberry.enum_value("active_overall_score", description="By score.")
    DEADLINE_DATE = strawberry.enum_value("deadline_date", description="By deadline.")
    CREATED_AT = strawberry.enum_value("created_at", description="By when they were first written.")
    UPDATED_AT = strawberry.enum_value("updated_at", description="By when they were last changed.")


ORDERS = stored_orders(
    {
        InitiativeOrderField.INITIATIVE_KEY: COLUMNS.initiative_key,
        InitiativeOrderField.TITLE: beginning(COLUMNS.title),
        InitiativeOrderField.ENGINEERING_TOKENS: COLUMNS.engineering_tokens,
        InitiativeOrderField.ACTIVE_OVERALL_SCORE: COLUMNS.active_overall_score,
        InitiativeOrderField.DEADLINE_DATE: COLUMNS.deadline_date,
        InitiativeOrderField.CREATED_AT: COLUMNS.created_at,
        InitiativeOrderField.UPDATED_AT: COLUMNS.updated_at,
    },
    unique=COLUMNS.initiative_key,
)


@strawberry.input(description="What initiatives are sorted by; equal ones follow each other by key.")
class InitiativeOrder:
    """What initiatives are sorted by."""

    field: InitiativeOrderField = strawberry.field(
        description="What to sort by.", default=InitiativeOrderField.INITIATIVE_KEY
    )
    direction: OrderDirection = strawberry.field(description="Ascending or descending.", default=OrderDirection.ASC)

    def stored(self) -> StoredOrder:
        """The order of the database."""
        return ORDERS[self.field, self.direction]


@strawberry.input(
    name="InitiativeFilter",
    description="Which initiatives are listed: those that meet every condition. A list admits any of its values.",
)
class InitiativeFilterInput:
    """Which initiatives are listed."""

    initiative_keys: list[str] | None = condition("Their keys.")
    search: str | None = condition("A part of key or title, whatever the case.")
    markets: list[str] | None = condition("Their markets.")
    departments: list[str] | None = condition("Their departments.")
    categories: list[str] | None = condition("Their categories.")
    program_keys: list[str] | None = condition("Their programs.")
    bundle_keys: list[str] | None = condition("Their bundles.")
    statuses: list[str] | None = condition("Their statuses.")
    countries: list[str] | None = condition("Their countries.")
    requesting_teams: list[str] | None = condition("The teams that ask for them.")
    is_mandatory: bool | None = condition("Whether they must be selected.")
    is_optimization_candidate: bool | None = condition("Whether they are in the pool of candidates.")
    candidate_period_keys: list[str] | None = condition("The periods that they are candidates for.")
    candidate_for: list[str] | None = condition(
        "The pool of candidates of these periods, with those that are meant for no period in particular."
    )
    min_engineering_tokens: Decimal | None = condition("Those that cost this many engineering tokens or more.")
    max_engineering_tokens: Decimal | None = condition("Those that cost this many engineering tokens or fewer.")
    min_active_overall_score: Decimal | None = condition("Those with this activeOverallScore or a higher one.")
    deadline_from: date | None = condition("Those with a deadline on this day or later.")
    deadline_to: date | None = condition("Those with a deadline on this day or earlier.")
    updated_since: datetime | None = condition("When they were last changed, at the earliest.")


Filter = Annotated[InitiativeFilterInput | None, strawberry.argument(description="Which ones; left out, all of them.")]
OrderBy = Annotated[InitiativeOrder | None, strawberry.argument(description="In which order; left out, by key.")]
Key = Annotated[str, strawberry.argument(description="The key of the initiative.")]


@strawberry.type
class InitiativeQuery:
    """The root fields of initiatives."""

    @strawberry.field(description="The initiatives of the backlog, page by page.")
    async def initiatives(
        self,
        info: Info,
        filter: Filter = None,
        order_by: OrderBy = None,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> Connection[Initiative]:
        """The initiatives, page by page."""
        listing = initiatives(stored_filter(InitiativeFilter, filter))
        order = (order_by or InitiativeOrder()).stored()
        return await stored_connection(
            info.context, listing, order, initiative_of, first=first, after=after, last=last, before=before
        )

    @strawberry.field(description="The initiative of a key; null where there is none.")
    async def initiative(self, info: Info, initiative_key: Key) -> Initiative | None:
        """The initiative of a key."""
        return await info.context.loader(initiatives_by_key).load(initiative_key)
