"""The inputs of initiatives."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import strawberry

from domain.backlog.graduation_rules import GraduationRules
from graphql_api.enums import KpiChainRule
from graphql_api.initiatives.types import InitiativeField, InitiativeInput
from graphql_api.records.generating import STORED


@strawberry.input(description="One initiative to add, or to change where its key is known.")
class InitiativeUpsertInput:
    """One initiative to add or change."""

    initiative: InitiativeInput = strawberry.field(description="The initiative.")


@strawberry.input(description="Many initiatives to add, or to change where their keys are known.")
class InitiativesBulkUpsertInput:
    """Many initiatives to add or change."""

    initiatives: list[InitiativeInput] = strawberry.field(description="The initiatives, each judged for itself.")
    all_or_nothing: bool = strawberry.field(
        description="Whether nothing is stored where one of them is at fault.", default=False
    )


@strawberry.input(
    description="What an initiative has to bring along to be a candidate; left out: tokens, a market, a KPI chain."
)
class GraduationRulesInput:
    """What an initiative has to bring along to be a candidate."""

    min_score: Decimal | None = strawberry.field(
        description="The least activeOverallScore, or score of a framework.", default=None
    )
    framework: str | None = strawberry.field(description="The framework whose score minScore is about.", default=None)
    required_fields: list[InitiativeField] = strawberry.field(
        description="Fields that must not be empty.", default_factory=list
    )
    needs_tokens: bool = strawberry.field(description="Whether its cost in tokens has to be known.", default=True)
    needs_market: bool = strawberry.field(description="Whether it has to belong to a market.", default=True)
    markets: list[str] = strawberry.field(description="The only markets; none: all.", default_factory=list)
    statuses: list[str] = strawberry.field(description="The only statuses; none: all.", default_factory=list)
    kpi_chain: KpiChainRule = strawberry.field(description="What is asked of its KPI chain.", default=KpiChainRule.KEYS)
    north_star_kpi_key: str = strawberry.field(
        description="The north star of those that name none of their own.", default="north_star"
    )
    contribution_kpi_keys: list[str] = strawberry.field(
        description="KPIs of which it has to have a contribution to one; none: not asked for.", default_factory=list
    )

    def to_domain(self) -> GraduationRules:
        """The rules."""
        rules = GraduationRules(**STORED.arguments(GraduationRules, self))
        return replace(rules, required_fields=tuple(each.value for each in self.required_fields))


@strawberry.input(description="Which initiatives are to be judged, by which rules, for which period.")
class InitiativeGraduateInput:
    """Which initiatives are to be judged."""

    period_key: str = strawberry.field(description="The period, such as 2026, 2026-H1, 2026-Q1, 2026-01 or 2026-W05.")
    rules: GraduationRulesInput = strawberry.field(description="The rules.", default_factory=GraduationRulesInput)
    initiative_keys: list[str] | None = strawberry.field(
        description="The keys of those to judge; left out, the whole backlog is.", default=None
    )
    apply: bool = strawberry.field(
        description="Whether the pool of candidates is changed; if not, the answer says what would be.", default=True
    )
