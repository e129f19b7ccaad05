"""The inputs of constraint sets."""

from __future__ import annotations

import strawberry

from graphql_api.constraint_sets.about import about, optional
from graphql_api.constraint_sets.rule_inputs import (
    BundleInput,
    CapInput,
    ExclusionInput,
    FloorInput,
    PrerequisiteInput,
    SynergyBonusInput,
    TargetInput,
)
from graphql_api.mutations import idempotency
from graphql_api.records.edits import EditInput


@strawberry.input(description="A new constraint set.")
class ConstraintSetCreateInput:
    """A new constraint set."""

    name: str = about("name")
    notes: str | None = optional("notes")
    floors: list[FloorInput] | None = optional("floors")
    caps: list[CapInput] | None = optional("caps")
    targets: list[TargetInput] | None = optional("targets")
    mandatory_initiatives: list[str] | None = optional("mandatory_initiatives")
    forced_out: list[str] | None = optional("forced_out")
    prerequisites: list[PrerequisiteInput] | None = optional("prerequisites")
    exclusions: list[ExclusionInput] | None = optional("exclusions")
    bundles: list[BundleInput] | None = optional("bundles")
    synergies: list[SynergyBonusInput] | None = optional("synergies")
    idempotency_key: str | None = strawberry.field(description=idempotency.ABOUT, default=None)


@strawberry.input(
    description="What is to be changed of a constraint set. What is left out stays; a list replaces the one before."
)
class ConstraintSetUpdateInput:
    """What is to be changed of a constraint set."""

    id: strawberry.ID = strawberry.field(description="The id of the constraint set.")
    name: str | None = optional("name")
    notes: str | None = optional("notes")
    floors: list[FloorInput] | None = optional("floors")
    caps: list[CapInput] | None = optional("caps")
    targets: list[TargetInput] | None = optional("targets")
    mandatory_initiatives: list[str] | None = optional("mandatory_initiatives")
    forced_out: list[str] | None = optional("forced_out")
    prerequisites: list[PrerequisiteInput] | None = optional("prerequisites")
    exclusions: list[ExclusionInput] | None = optional("exclusions")
    bundles: list[BundleInput] | None = optional("bundles")
    synergies: list[SynergyBonusInput] | None = optional("synergies")


@strawberry.input(description="A copy of a constraint set under another name.")
class ConstraintSetCloneInput:
    """A copy of a constraint set."""

    id: strawberry.ID = strawberry.field(description="The id of the constraint set to copy.")
    name: str = strawberry.field(description="The name of the copy.")
    edits: list[EditInput] | None = strawberry.field(
        description="Changes to the copy, made in this order.", default=None
    )
    idempotency_key: str | None = strawberry.field(description=idempotency.ABOUT, default=None)
