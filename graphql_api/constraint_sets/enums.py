"""The closed sets of constraint sets."""

from __future__ import annotations

from enum import Enum

import strawberry

from domain.problem import constraints


@strawberry.enum(description="What a floor or a cap counts tokens by.")
class Dimension(Enum):
    """What a floor or a cap counts tokens by."""

    MARKET = strawberry.enum_value(constraints.Dimension.MARKET, description="By market.")
    DEPARTMENT = strawberry.enum_value(constraints.Dimension.DEPARTMENT, description="By department.")
    CATEGORY = strawberry.enum_value(constraints.Dimension.CATEGORY, description="By category.")
    PROGRAM = strawberry.enum_value(constraints.Dimension.PROGRAM, description="By program.")
    TEAM = strawberry.enum_value(
        constraints.Dimension.TEAM, description="By team: team tokens, where all others count engineering tokens."
    )
    GLOBAL = strawberry.enum_value(constraints.Dimension.GLOBAL, description="All of them; such a rule has no key.")


@strawberry.enum(description="How binding a target is.")
class TargetKind(Enum):
    """How binding a target is."""

    FLOOR = strawberry.enum_value(constraints.TargetKind.FLOOR, description="It must be reached.")
    GOAL = strawberry.enum_value(
        constraints.TargetKind.GOAL, description="It may be missed; LEXICOGRAPHIC makes its shortfall small first."
    )


@strawberry.enum(description="What constraint sets can be sorted by.")
class ConstraintSetOrderField(Enum):
    """What constraint sets can be sorted by."""

    NAME = strawberry.enum_value("name", description="By the first hundred characters of the name.")
    CREATED_AT = strawberry.enum_value("created_at", description="By when they were made.")
    UPDATED_AT = strawberry.enum_value("updated_at", description="By when they were last changed.")
