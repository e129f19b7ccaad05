"""The types of constraint sets."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

import strawberry

from domain.problem import constraints
from domain.storage.records import ConstraintSetRecord
from graphql_api.constraint_sets.about import (
    BUNDLE,
    CAP,
    EXCLUSION,
    FLOOR,
    PREREQUISITE,
    SYNERGY,
    TARGET,
    about,
)
from graphql_api.constraint_sets.enums import Dimension, TargetKind
from graphql_api.transport.relay.ids import encode_id
from graphql_api.transport.relay.node import Node


@strawberry.type(description=FLOOR)
class Floor:
    """At least so many tokens."""

    dimension: Dimension = about("dimension")
    key: str | None = about("key")
    min_tokens: Decimal = about("min_tokens")
    period_key: str | None = about("period_key")


@strawberry.type(description=CAP)
class Cap:
    """At most so many tokens."""

    dimension: Dimension = about("dimension")
    key: str | None = about("key")
    max_tokens: Decimal = about("max_tokens")
    period_key: str | None = about("period_key")


@strawberry.type(description=TARGET)
class Target:
    """A KPI total to reach."""

    kpi_key: str = about("kpi_key")
    target_value: Decimal = about("target_value")
    floor_or_goal: TargetKind = about("floor_or_goal")
    market: str | None = about("market")
    period_key: str | None = about("period_key")


@strawberry.type(description=PREREQUISITE)
class Prerequisite:
    """One initiative needs another one."""

    initiative_key: str = about("initiative_key")
    requires: str = about("requires")


@strawberry.type(description=EXCLUSION)
class Exclusion:
    """At most one of two initiatives."""

    first_key: str = about("first_key")
    second_key: str = about("second_key")


@strawberry.type(description=BUNDLE)
class Bundle:
    """All or none."""

    bundle_key: str = about("bundle_key")
    initiative_keys: list[str] = about("initiative_keys")


@strawberry.type(description=SYNERGY)
class SynergyBonus:
    """A bonus for a group."""

    synergy_group_key: str = about("synergy_group_key")
    kpi_key: str = about("kpi_key")
    bonus: Decimal = about("bonus")


@strawberry.type(
    description="Rules that are reused over scenarios. A key that names no candidate is a warning of a run."
)
class ConstraintSet(Node):
    """Rules that are reused over scenarios."""

    name: str = about("name")
    notes: str = about("notes")
    floors: list[Floor] = about("floors")
    caps: list[Cap] = about("caps")
    targets: list[Target] = about("targets")
    mandatory_initiatives: list[str] = about("mandatory_initiatives")
    forced_out: list[str] = about("forced_out")
    prerequisites: list[Prerequisite] = about("prerequisites")
    exclusions: list[Exclusion] = about("exclusions")
    bundles: list[Bundle] = about("bundles")
    synergies: list[SynergyBonus] = about("synergies")
    created_at: datetime = strawberry.field(description="When it was made.")
    updated_at: datetime = strawberry.field(description="When it was last changed.")


def constraint_set_of(record: ConstraintSetRecord) -> ConstraintSet:
    """The object of a stored constraint set."""
    own = record.constraint_set
    return ConstraintSet(
        id=strawberry.ID(encode_id("ConstraintSet", record.id)),
        name=own.name,
        notes=record.notes,
        floors=[_floor(each) for each in own.floors],
        caps=[_cap(each) for each in own.caps],
        targets=[_target(each) for each in own.targets],
        mandatory_initiatives=list(own.mandatory_initiatives),
        forced_out=list(own.forced_out),
        prerequisites=[
            Prerequisite(initiative_key=each.initiative_key, requires=each.requires) for each in own.prerequisites
        ],
        exclusions=[Exclusion(first_key=first, second_key=second) for first, second in own.exclusions],
        bundles=[
            Bundle(bundle_key=each.bundle_key, initiative_keys=list(each.initiative_keys)) for each in own.bundles
        ],
        synergies=[
            SynergyBonus(synergy_group_key=each.synergy_group_key, kpi_key=each.kpi_key, bonus=each.bonus)
            for each in own.synergies
        ],
        created_at=record.created_at,
        updated_at=record.updated_at,
    )


def _floor(rule: constraints.Floor) -> Floor:
    return Floor(
        dimension=Dimension(rule.dimension), key=rule.key, min_tokens=rule.min_tokens, period_key=rule.period_key
    )


def _cap(rule: constraints.Cap) -> Cap:
    return Cap(
        dimension=Dimension(rule.dimension), key=rule.key, max_tokens=rule.max_tokens, period_key=rule.period_key
    )


def _target(rule: constraints.Target) -> Target:
    return Target(
        kpi_key=rule.kpi_key,
        target_value=rule.target_value,
        floor_or_goal=TargetKind(rule.floor_or_goal),
        market=rule.market,
        period_key=rule.period_key,
    )
