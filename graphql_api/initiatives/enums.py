"""The closed sets of initiatives."""

from __future__ import annotations

from enum import Enum
from typing import Any

import strawberry

from domain.backlog import graduation_rules as graduation
from domain.problem import initiative


@strawberry.enum(description="Which size of an initiative is planned.")
class ScopeMode(Enum):
    """Which size of an initiative is planned."""

    MVP = strawberry.enum_value(initiative.ScopeMode.MVP, description="The smallest version that is of use.")
    FULL = strawberry.enum_value(initiative.ScopeMode.FULL, description="All of it.")
    CUSTOM = strawberry.enum_value(initiative.ScopeMode.CUSTOM, description="What engineeringTokens says.")


@strawberry.enum(description="What is asked of the KPI chain of a candidate.")
class KpiChainRule(Enum):
    """What is asked of the KPI chain of a candidate."""

    NONE = strawberry.enum_value(graduation.KpiChainRule.NONE, description="Nothing.")
    KEYS = strawberry.enum_value(graduation.KpiChainRule.KEYS, description="Its immediate and its primary KPI.")
    PATH = strawberry.enum_value(
        graduation.KpiChainRule.PATH,
        description="A metric chain that leads from the one over the other to the north star.",
    )


@strawberry.enum(description="What initiatives can be sorted by.")
class InitiativeOrderField(Enum):
    """What initiatives can be sorted by."""

    INITIATIVE_KEY = strawberry.enum_value("initiative_key", description="By key, in the order of characters.")
    TITLE = strawberry.enum_value("title", description="By the first hundred characters of the title.")
    ENGINEERING_TOKENS = strawberry.enum_value("engineering_tokens", description="By cost in tokens.")
    ACTIVE_OVERALL_SCORE = strawberry.enum_value("active_overall_score", description="By score.")
    DEADLINE_DATE = strawberry.enum_value("deadline_date", description="By deadline.")
    CREATED_AT = strawberry.enum_value("created_at", description="By when they were first written.")
    UPDATED_AT = strawberry.enum_value("updated_at", description="By when they were last changed.")


def _field(name: str) -> Any:
    first, *rest = name.split("_")
    return strawberry.enum_value(name, description=f"The field {first}{''.join(map(str.capitalize, rest))}.")


@strawberry.enum(description="A field of an initiative that can be asked for.")
class InitiativeField(Enum):
    """A field of an initiative that can be asked for."""

    INITIATIVE_KEY = _field("initiative_key")
    TITLE = _field("title")
    COUNTRY = _field("country")
    REQUESTING_TEAM = _field("requesting_team")
    NOTES = _field("notes")
    MARKET = _field("market")
    DEPARTMENT = _field("department")
    CATEGORY = _field("category")
    PROGRAM_KEY = _field("program_key")
    EFFORT_ENGINEERING_DAYS = _field("effort_engineering_days")
    ENGINEERING_TOKENS = _field("engineering_tokens")
    ENGINEERING_TOKENS_MVP = _field("engineering_tokens_mvp")
    ENGINEERING_TOKENS_FULL = _field("engineering_tokens_full")
    SCOPE_MODE = _field("scope_mode")
    MVP_CONTRIBUTION_SHARE = _field("mvp_contribution_share")
    TEAM_TOKENS = _field("team_tokens")
    TEAM_TOKENS_MVP = _field("team_tokens_mvp")
    STATUS = _field("status")
    IS_MANDATORY = _field("is_mandatory")
    MANDATE_REASON = _field("mandate_reason")
    BUNDLE_KEY = _field("bundle_key")
    PREREQUISITE_KEYS = _field("prerequisite_keys")
    EXCLUSION_KEYS = _field("exclusion_keys")
    DEADLINE_DATE = _field("deadline_date")
    EARLIEST_START_DATE = _field("earliest_start_date")
    LATEST_FINISH_DATE = _field("latest_finish_date")
    TIME_SENSITIVITY_SCORE = _field("time_sensitivity_score")
    IMMEDIATE_KPI_KEY = _field("immediate_kpi_key")
    PRIMARY_KPI_KEY = _field("primary_kpi_key")
    NORTH_STAR_KPI_KEY = _field("north_star_kpi_key")
    METRIC_CHAIN = _field("metric_chain")
    KPI_CONTRIBUTION = _field("kpi_contribution")
    SYNERGY_GROUP_KEYS = _field("synergy_group_keys")
    ACTIVE_SCORING_FRAMEWORK = _field("active_scoring_framework")
    ACTIVE_OVERALL_SCORE = _field("active_overall_score")
    SCORES = _field("scores")
    IS_OPTIMIZATION_CANDIDATE = _field("is_optimization_candidate")
    CANDIDATE_PERIOD_KEY = _field("candidate_period_key")
