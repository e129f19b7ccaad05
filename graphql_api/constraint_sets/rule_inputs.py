"""The rules in the inputs of constraint sets."""

from __future__ import annotations

from decimal import Decimal
from enum import Enum
from typing import Any

import strawberry

from domain.problem import constraints
from graphql_api.constraint_sets.about import (
    BUNDLE,
    CAP,
    EXCLUSION,
    FLOOR,
    PREREQUISITE,
    SYNERGY,
    TARGET,
    about,
    nullable,
)
from graphql_api.constraint_sets.enums import Dimension, TargetKind


def _member(choice: Enum) -> Any:
    """What a choice of the schema stands for in the domain."""
    return choice.value


@strawberry.input(description=FLOOR)
class FloorInput:
    """At least so many tokens."""

    dimension: Dimension = about("dimension")
    min_tokens: Decimal = about("min_tokens")
    key: str | None = nullable("key")
    period_key: str | None = nullable("period_key")

    def to_domain(self) -> constraints.Floor:
        """The rule."""
        return constraints.Floor(_member(self.dimension), self.min_tokens, self.key, self.period_key)


@strawberry.input(description=CAP)
class CapInput:
    """At most so many tokens."""

    dimension: Dimension = about("dimension")
    max_tokens: Decimal = about("max_tokens")
    key: str | None = nullable("key")
    period_key: str | None = nullable("period_key")

    def to_domain(self) -> constraints.Cap:
        """The rule."""
        return constraints.Cap(_member(self.dimension), self.max_tokens, self.key, self.period_key)


@strawberry.input(description=TARGET)
class TargetInput:
    """A KPI total to reach."""

    kpi_key: str = about("kpi_key")
    target_value: Decimal = about("target_value")
    floor_or_goal: TargetKind = about("floor_or_goal")
    market: str | None = nullable("market")
    period_key: str | None = nullable("period_key")

    def to_domain(self) -> constraints.Target:
        """The rule."""
        kind = _member(self.floor_or_goal)
        return constraints.Target(self.kpi_key, self.target_value, kind, self.market, self.period_key)


@strawberry.input(description=PREREQUISITE)
class PrerequisiteInput:
    """One initiative needs another one."""

    initiative_key: str = about("initiative_key")
    requires: str = about("requires")

    def to_domain(self) -> constraints.Prerequisite:
        """The rule."""
        return constraints.Prerequisite(self.initiative_key, self.requires)


@strawberry.input(description=EXCLUSION)
class ExclusionInput:
    """At most one of two initiatives."""

    first_key: str = about("first_key")
    second_key: str = about("second_key")

    def to_domain(self) -> tuple[str, str]:
        """The rule."""
        return self.first_key, self.second_key


@strawberry.input(description=BUNDLE)
class BundleInput:
    """All or none."""

    bundle_key: str = about("bundle_key")
    initiative_keys: list[str] = about("initiative_keys")

    def to_domain(self) -> constraints.Bundle:
        """The rule."""
        return constraints.Bundle(self.bundle_key, tuple(self.initiative_keys))


@strawberry.input(description=SYNERGY)
class SynergyBonusInput:
    """A bonus for a group."""

    synergy_group_key: str = about("synergy_group_key")
    kpi_key: str = about("kpi_key")
    bonus: Decimal = about("bonus")

    def to_domain(self) -> constraints.SynergyBonus:
        """The rule."""
        return constraints.SynergyBonus(self.synergy_group_key, self.kpi_key, self.bonus)
