"""The closed sets of scenarios."""

from __future__ import annotations

from enum import Enum

import strawberry

from domain.problem import scenario


@strawberry.enum(description="How the value of a portfolio is measured.")
class ObjectiveMode(Enum):
    """How the value of a portfolio is measured."""

    NORTH_STAR = strawberry.enum_value(scenario.ObjectiveMode.NORTH_STAR, description="By its north star KPI total.")
    WEIGHTED_KPIS = strawberry.enum_value(
        scenario.ObjectiveMode.WEIGHTED_KPIS, description="By its KPI totals, each with its weight."
    )
    LEXICOGRAPHIC = strawberry.enum_value(
        scenario.ObjectiveMode.LEXICOGRAPHIC,
        description="By the smallest shortfall of the target goals first; then by weights, or else by the north star.",
    )


@strawberry.enum(description="What a KPI total is divided by before it is weighted.")
class Normalization(Enum):
    """What a KPI total is divided by before it is weighted."""

    POOL_TOTAL = strawberry.enum_value(
        scenario.Normalization.POOL_TOTAL,
        description="What all valid candidates together could bring, so that weights mean importance.",
    )
    NONE = strawberry.enum_value(scenario.Normalization.NONE, description="Nothing.")


@strawberry.enum(description="What is preferred among portfolios of equal value.")
class TieBreak(Enum):
    """What is preferred among portfolios of equal value."""

    SCORE = strawberry.enum_value(scenario.TieBreak.SCORE, description="The highest total of activeOverallScore.")
    TOKENS = strawberry.enum_value(scenario.TieBreak.TOKENS, description="The fewest tokens.")


@strawberry.enum(description="What scenarios can be sorted by.")
class ScenarioOrderField(Enum):
    """What scenarios can be sorted by."""

    NAME = strawberry.enum_value("name", description="By the first hundred characters of the name.")
    PERIOD_KEY = strawberry.enum_value("period_key", description="By the key of the period.")
    CREATED_AT = strawberry.enum_value("created_at", description="By when they were made.")
    UPDATED_AT = strawberry.enum_value("updated_at", description="By when they were last changed.")
