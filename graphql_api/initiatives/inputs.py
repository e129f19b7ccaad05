"""The inputs of initiatives."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import strawberry

from domain.backlog.graduation_rules import GraduationRules
from domain.backlog.initiatives import InitiativeChange
from domain.problem.initiative import Initiative
from domain.storage.records import InitiativeRecord
from graphql_api.initiatives.about import ABOUT, optional
from graphql_api.initiatives.enums import InitiativeField, KpiChainRule, ScopeMode
from graphql_api.keyed_numbers import NumberByKeyInput
from graphql_api.mutations.changes import domain_values, given


@strawberry.input(description="A step of a metric chain: one KPI that moves another one.")
class MetricChainEdgeInput:
    """A step of a metric chain."""

    source: str = strawberry.field(description="The KPI that moves the other one.")
    target: str = strawberry.field(description="The KPI that is moved.")


@strawberry.input(description="How the KPI that an initiative moves directly leads to the north star.")
class MetricChainInput:
    """How the KPI that an initiative moves directly leads to the north star."""

    edges: list[MetricChainEdgeInput] = strawberry.field(description="Its steps.")
    nodes: list[str] = strawberry.field(
        description="The keys of the KPIs in it; where any are given, steps may name no other.", default_factory=list
    )

    def to_domain(self) -> Any:
        """The chain as it is stored."""
        edges = [[edge.source, edge.target] for edge in self.edges]
        return {"nodes": list(self.nodes), "edges": edges} if self.nodes else {"edges": edges}


@strawberry.input(
    description="An initiative by its key. Of one that is known, what is left out stays; null sets a field back."
)
class InitiativeInput:
    """An initiative by its key."""

    initiative_key: str = strawberry.field(description=ABOUT["initiative_key"])
    title: str | None = optional("title")
    country: str | None = optional("country")
    requesting_team: str | None = optional("requesting_team")
    notes: str | None = optional("notes")
    market: str | None = optional("market")
    department: str | None = optional("department")
    category: str | None = optional("category")
    program_key: str | None = optional("program_key")
    effort_engineering_days: Decimal | None = optional("effort_engineering_days")
    engineering_tokens: Decimal | None = optional("engineering_tokens")
    engineering_tokens_mvp: Decimal | None = optional("engineering_tokens_mvp")
    engineering_tokens_full: Decimal | None = optional("engineering_tokens_full")
    scope_mode: ScopeMode | None = optional("scope_mode")
    mvp_contribution_share: Decimal | None = optional("mvp_contribution_share")
    team_tokens: list[NumberByKeyInput] | None = optional("team_tokens")
    team_tokens_mvp: list[NumberByKeyInput] | None = optional("team_tokens_mvp")
    status: str | None = optional("status")
    is_mandatory: bool | None = optional("is_mandatory")
    mandate_reason: str | None = optional("mandate_reason")
    bundle_key: str | None = optional("bundle_key")
    prerequisite_keys: list[str] | None = optional("prerequisite_keys")
    exclusion_keys: list[str] | None = optional("exclusion_keys")
    deadline_date: date | None = optional("deadline_date")
    earliest_start_date: date | None = optional("earliest_start_date")
    latest_finish_date: date | None = optional("latest_finish_date")
    time_sensitivity_score: Decimal | None = optional("time_sensitivity_score")
    immediate_kpi_key: str | None = optional("immediate_kpi_key")
    primary_kpi_key: str | None = optional("primary_kpi_key")
    north_star_kpi_key: str | None = optional("north_star_kpi_key")
    metric_chain: MetricChainInput | None = optional("metric_chain")
    kpi_contribution: list[NumberByKeyInput] | None = optional("kpi_contribution")
    synergy_group_keys: list[str] | None = optional("synergy_group_keys")
    active_scoring_framework: str | None = optional("active_scoring_framework")
    active_overall_score: Decimal | None = optional("active_overall_score")
    scores: list[NumberByKeyInput] | None = optional("scores")
    is_optimization_candidate: bool | None = optional("is_optimization_candidate")
    candidate_period_key: str | None = optional("candidate_period_key")

    def change(self) -> InitiativeChange:
        """What is to be changed of the initiative."""
        values, faults = domain_values(given(self), Initiative, InitiativeRecord)
        key = values.pop("initiative_key")
        return InitiativeChange(key, values, faults)


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
        values, _ = domain_values(given(self), GraduationRules)
        return GraduationRules(**values)


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
