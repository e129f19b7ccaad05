"""The types of constraint sets and their rules, and their inputs."""

from __future__ import annotations

from typing import Any

import strawberry

from domain.edits.entries import LISTS, entries_of
from domain.storage.records import ConstraintSetRecord
from graphql_api.mutations import idempotency
from graphql_api.mutations.idempotency import Repeatable
from graphql_api.mutations.versions import version_field
from graphql_api.records.family import Shape
from graphql_api.records.mirrors import Computed, Mirror

_EXCLUSION = "Two initiatives of which at most one is selected, over the whole horizon."


@strawberry.type(description=_EXCLUSION)
class Exclusion:
    first_key: str = strawberry.field(description="The key of one initiative.")
    second_key: str = strawberry.field(description="The key of the other initiative.")


@strawberry.input(description=_EXCLUSION)
class ExclusionInput:
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


@strawberry.type(description="What constraintSetEdit knows an entry of a constraint set by.")
class ConstraintSetEntry:
    id: str = strawberry.field(description="Its id, which is that of its rule, such as cap:market:UK or curve:uk.")
    version: int = strawberry.field(
        description="The version of the constraint set that it was written in last, or one before which it was."
    )


def _entries(record: ConstraintSetRecord) -> list[ConstraintSetEntry]:
    versions = record.entry_versions
    oldest = versions.get("", 1)
    return [ConstraintSetEntry(id=key, version=versions.get(key, oldest)) for key in entries_of(record.constraint_set)]


_SHOWN = CONSTRAINT_SET.object(
    "ConstraintSet",
    entries=Computed(
        list[ConstraintSetEntry], "Each of its rules by its id, with the version it was last changed in.", _entries
    ),
)
ConstraintSet: Any = _SHOWN.annotation
constraint_set_of = _SHOWN.convert
ConstraintSetCreateInput: Any = CONSTRAINT_SET.input(
    "ConstraintSetCreateInput", "A new constraint set.", needed=("name",), last=idempotency.key_field()
)
ConstraintSetUpdateInput: Any = CONSTRAINT_SET.input(
    "ConstraintSetUpdateInput",
    "What is to be changed of a constraint set. What is left out stays; a list replaces the one before.",
    first={"id": (strawberry.ID, strawberry.field(description="The id of the constraint set.")), **version_field()},
    last=idempotency.key_field(),
)
ConstraintSetEntriesInput: Any = CONSTRAINT_SET.input(
    "ConstraintSetEntriesInput", "Single entries of a constraint set, each in its list.", only=LISTS
)


@strawberry.input(
    description="Single entries of a constraint set that are to be added, changed or removed; all others stay as they "
    "are, whoever changes them. An entry is known by its id: the dimension, key and period of a floor, cap or target, "
    "the initiatives of a prerequisite, and so on."
)
class ConstraintSetEditInput(Repeatable):
    id: strawberry.ID = strawberry.field(description="The id of the constraint set.")
    if_version: int | None = strawberry.field(
        description="The version that the edits were meant for. Where one of these entries was written since, nothing "
        "is changed, the code is CONFLICT, and current has the constraint set as it stands; what became of other "
        "entries does not matter. Left out, the entries are changed whatever they were.",
        default=None,
    )
    add: ConstraintSetEntriesInput | None = strawberry.field(
        description="Entries that are new; one that is there already is refused.", default=None
    )
    change: ConstraintSetEntriesInput | None = strawberry.field(
        description="Entries in place of those with the same ids; one that is not there is refused.", default=None
    )
    remove: list[str] = strawberry.field(
        description="The ids of entries that are to go, as in ConstraintSet.entries.", default_factory=list
    )
