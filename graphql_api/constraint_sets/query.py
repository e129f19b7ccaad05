"""The root fields of constraint sets, and the conditions of their list."""

from __future__ import annotations

from typing import Annotated, Any

import strawberry

from graphql_api.constraint_sets.loaders import constraint_sets_by_name, constraint_sets_by_number
from graphql_api.constraint_sets.types import ConstraintSet, constraint_set_of
from graphql_api.context import Info
from graphql_api.records.facets import stored_facets
from graphql_api.records.lists import filter_input, order_input, stored_list
from graphql_api.transport.relay.ids import decode_int_id
from persistence.database.listing import beginning
from persistence.scenarios_and_rules.listing import (
    CONSTRAINT_SET_FACETS,
    CONSTRAINT_SETS,
    ConstraintSetFilter,
    constraint_sets,
)

ConstraintSetOrder: Any = order_input(
    "ConstraintSetOrder",
    "constraint sets",
    {
        "name": (beginning(CONSTRAINT_SETS.c.name), "By the first hundred characters of the name."),
        "created_at": (CONSTRAINT_SETS.c.created_at, "By when they were made."),
        "updated_at": (CONSTRAINT_SETS.c.updated_at, "By when they were last changed."),
    },
    unique=CONSTRAINT_SETS.c.id,
    default="created_at",
    equal="of equal ones the oldest comes first",
)
ConstraintSetFilterInput: Any
ConstraintSetFilterInput, constraint_set_filter = filter_input(
    ConstraintSetFilter, "ConstraintSetFilter", "constraint sets"
)


@strawberry.type
class ConstraintSetQuery:
    """The root fields of constraint sets."""

    constraint_sets = stored_list(
        ConstraintSet,
        "constraint sets",
        lambda asked: constraint_sets(constraint_set_filter(asked)),
        ConstraintSetFilterInput,
        ConstraintSetOrder,
        constraint_set_of,
        "the oldest first",
    )
    constraint_set_facets = stored_facets(
        "ConstraintSetFacet",
        "constraint sets",
        lambda asked: constraint_sets(constraint_set_filter(asked)),
        ConstraintSetFilterInput,
        CONSTRAINT_SET_FACETS,
    )

    @strawberry.field(description="The constraint set of an id; null where there is none.")
    async def constraint_set(
        self, info: Info, id: Annotated[strawberry.ID, strawberry.argument(description="The id of the constraint set.")]
    ) -> ConstraintSet | None:
        return await info.context.loader(constraint_sets_by_number).load(decode_int_id(id, "ConstraintSet"))

    @strawberry.field(description="The constraint set of a name; null where there is none.")
    async def constraint_set_by_name(
        self, info: Info, name: Annotated[str, strawberry.argument(description="The name, letter by letter.")]
    ) -> ConstraintSet | None:
        return await info.context.loader(constraint_sets_by_name).load(name)
