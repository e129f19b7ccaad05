"""The root fields of initiatives, and the conditions of their list."""

from __future__ import annotations

from typing import Annotated, Any

import strawberry

from graphql_api.context import Info
from graphql_api.initiatives.loaders import initiatives_by_key
from graphql_api.initiatives.types import Initiative, initiative_of
from graphql_api.records.facets import stored_facets
from graphql_api.records.lists import filter_input, order_input, stored_list
from persistence.database.listing import beginning
from persistence.initiatives.listing import COLUMNS, FACETS, InitiativeFilter, initiatives

InitiativeOrder: Any = order_input(
    "InitiativeOrder",
    "initiatives",
    {
        "initiative_key": (COLUMNS.initiative_key, "By key, in the order of characters."),
        "title": (beginning(COLUMNS.title), "By the first hundred characters of the title."),
        "engineering_tokens": (COLUMNS.engineering_tokens, "By cost in tokens."),
        "active_overall_score": (COLUMNS.active_overall_score, "By score."),
        "deadline_date": (COLUMNS.deadline_date, "By deadline."),
        "created_at": (COLUMNS.created_at, "By when they were first written."),
        "updated_at": (COLUMNS.updated_at, "By when they were last changed."),
    },
    unique=COLUMNS.initiative_key,
    default="initiative_key",
    equal="equal ones follow each other by key",
)
InitiativeFilterInput: Any
InitiativeFilterInput, initiative_filter = filter_input(InitiativeFilter, "InitiativeFilter", "initiatives")
Key = Annotated[str, strawberry.argument(description="The key of the initiative.")]


@strawberry.type
class InitiativeQuery:
    """The root fields of initiatives."""

    initiatives = stored_list(
        Initiative,
        "initiatives of the backlog",
        lambda asked: initiatives(initiative_filter(asked)),
        InitiativeFilterInput,
        InitiativeOrder,
        initiative_of,
        "by key",
    )
    initiative_facets = stored_facets(
        "InitiativeFacet",
        "initiatives",
        lambda asked: initiatives(initiative_filter(asked)),
        InitiativeFilterInput,
        FACETS,
    )

    @strawberry.field(description="The initiative of a key; null where there is none.")
    async def initiative(self, info: Info, initiative_key: Key) -> Initiative | None:
        return await info.context.loader(initiatives_by_key).load(initiative_key)
