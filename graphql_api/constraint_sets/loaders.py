"""Loads constraint sets by number or name, many in one statement."""

from __future__ import annotations

from strawberry.dataloader import DataLoader

from graphql_api.constraint_sets.types import ConstraintSet, constraint_set_of
from graphql_api.context import Context
from graphql_api.transport.relay.lookups import number_in, stored_loader
from persistence.scenarios_and_rules.listing import CONSTRAINT_SETS, constraint_sets


def constraint_sets_by_number(context: Context) -> DataLoader[int, ConstraintSet | None]:
    """Constraint sets by number; use it by ``context.loader(constraint_sets_by_number)``."""
    return stored_loader(context, constraint_sets(), CONSTRAINT_SETS.c.id, lambda record: record.id, constraint_set_of)


def constraint_sets_by_name(context: Context) -> DataLoader[str, ConstraintSet | None]:
    """Constraint sets by name; use it by ``context.loader(constraint_sets_by_name)``."""
    return stored_loader(
        context, constraint_sets(), CONSTRAINT_SETS.c.name, lambda record: record.constraint_set.name, constraint_set_of
    )


async def constraint_set_node(context: Context, key: str) -> ConstraintSet | None:
    """The constraint set of a global id."""
    return await context.loader(constraint_sets_by_number).load(number_in("ConstraintSet", key))
