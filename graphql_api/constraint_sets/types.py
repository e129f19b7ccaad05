"""The types of constraint sets and their rules, and their inputs."""

from __future__ import annotations

from typing import Any

import strawberry

from domain.storage.records import ConstraintSetRecord
from graphql_api.mutations import idempotency
from graphql_api.mutations.versions import version_field
from graphql_api.records.family import Shape
from graphql_api.records.mirrors import Mirror

_EXCLUSION = "Two initiatives of which at most one is selected, over the whole horizon."


@strawberry.type(description=_EXCLUSION)
class Exclusion:
    """Of two initiatives at most one."""

    first_key: str = strawberry.field(description="The key of one initiative.")
    second_key: str = strawberry.field(description="The key of the other initiative.")


@strawberry.input(description=_EXCLUSION)
class ExclusionInput:
    """Of two initiatives at most one."""

    first_key: str = strawberry.field(description="The key of one initiative.")
    second_key: str = strawberry.field(description="The key of the other initiative.")


def _shown(pairs: Any) -> list[Exclusion]:
    return [Exclusion(first_key=first, second_key=second) for first, second in pairs]


def _pairs(exclusions: Any) -> tuple[tuple[str, str], ...]:
    return tuple((each.first_key, each.second_key) for each in exclusions)


CONSTRAINT_SET = Mirror(
    ConstraintSetRecord,
    "constraint_set",
    after={"name": ("notes",)},
    shown={"exclusions": Shape(list[Exclusion], _shown)},
    taken={"exclusions": Shape(list[ExclusionInput], _pairs)},
)
_SHOWN = CONSTRAINT_SET.object("ConstraintSet")
ConstraintSet: Any = _SHOWN.annotation
constraint_set_of = _SHOWN.convert
ConstraintSetCreateInput: Any = CONSTRAINT_SET.input(
    "ConstraintSetCreateInput", "A new constraint set.", needed=("name",), last=idempotency.key_field()
)
ConstraintSetUpdateInput: Any = CONSTRAINT_SET.input(
    "ConstraintSetUpdateInput",
    "What is to be changed of a constraint set. What is left out stays; a list replaces the one before.",
    first={"id": (strawberry.ID, strawberry.field(description="The id of the constraint set.")), **version_field()},
)
