"""The types of initiatives."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from itertools import pairwise
from typing import Any

import strawberry

from domain.problem.metric_chain import chain_fault
from domain.storage.records import InitiativeRecord
from graphql_api.initiatives.about import about
from graphql_api.initiatives.enums import ScopeMode
from graphql_api.keyed_numbers import NumberByKey, number_list
from graphql_api.transport.relay.ids import encode_id
from graphql_api.transport.relay.node import Node


@strawberry.type(description="A step of a metric chain: one KPI that moves another one.")
class MetricChainEdge:
    """A step of a metric chain."""

    source: str = strawberry.field(description="The KPI that moves the other one.")
    target: str = strawberry.field(description="The KPI that is moved.")


@strawberry.type(description="How the KPI that an initiative moves directly leads to the north star.")
class MetricChain:
    """How the KPI that an initiative moves directly leads to the north star."""

    nodes: list[str] = strawberry.field(description="The keys of the KPIs in it; empty where only steps are given.")
    edges: list[MetricChainEdge] = strawberry.field(description="Its steps.")


@strawberry.type(description="An initiative of the backlog: one piece of work that may be selected.")
class Initiative(Node):
    """An initiative of the backlog."""

    initiative_key: str = about("initiative_key")
    title: str = about("title")
    country: str | None = about("country")
    requesting_team: str | None = about("requesting_team")
    notes: str | None = about("notes")
    market: str | None = about("market")
    department: str | None = about("department")
    category: str | None = about("category")
    program_key: str | None = about("program_key")
    effort_engineering_days: Decimal | None = about("effort_engineering_days")
    engineering_tokens: Decimal | None = about("engineering_tokens")
    engineering_tokens_mvp: Decimal | None = about("engineering_tokens_mvp")
    engineering_tokens_full: Decimal | None = about("engineering_tokens_full")
    scope_mode: ScopeMode | None = about("scope_mode")
    mvp_contribution_share: Decimal | None = about("mvp_contribution_share")
    team_tokens: list[NumberByKey] = about("team_tokens")
    team_tokens_mvp: list[NumberByKey] | None = about("team_tokens_mvp")
    status: str | None = about("status")
    is_delivered: bool = strawberry.field(description="Whether its status says that it is out already.")
    is_mandatory: bool = about("is_mandatory")
    mandate_reason: str | None = about("mandate_reason")
    bundle_key: str | None = about("bundle_key")
    prerequisite_keys: list[str] = about("prerequisite_keys")
    exclusion_keys: list[str] = about("exclusion_keys")
    deadline_date: date | None = about("deadline_date")
    earliest_start_date: date | None = about("earliest_start_date")
    latest_finish_date: date | None = about("latest_finish_date")
    time_sensitivity_score: Decimal | None = about("time_sensitivity_score")
    immediate_kpi_key: str | None = about("immediate_kpi_key")
    primary_kpi_key: str | None = about("primary_kpi_key")
    north_star_kpi_key: str | None = about("north_star_kpi_key")
    metric_chain: MetricChain | None = about("metric_chain")
    kpi_contribution: list[NumberByKey] = about("kpi_contribution")
    synergy_group_keys: list[str] = about("synergy_group_keys")
    active_scoring_framework: str | None = about("active_scoring_framework")
    active_overall_score: Decimal | None = about("active_overall_score")
    scores: list[NumberByKey] = about("scores")
    is_optimization_candidate: bool = about("is_optimization_candidate")
    candidate_period_key: str | None = about("candidate_period_key")
    created_at: datetime = strawberry.field(description="When it was first written.")
    updated_at: datetime = strawberry.field(description="When it was last changed.")


def initiative_of(record: InitiativeRecord) -> Initiative:
    """The object of a stored initiative."""
    own = record.initiative
    return Initiative(
        id=strawberry.ID(encode_id("Initiative", record.id)),
        initiative_key=own.initiative_key,
        title=own.title,
        country=record.country,
        requesting_team=record.requesting_team,
        notes=record.notes,
        market=own.market,
        department=own.department,
        category=own.category,
        program_key=own.program_key,
        effort_engineering_days=record.effort_engineering_days,
        engineering_tokens=own.engineering_tokens,
        engineering_tokens_mvp=own.engineering_tokens_mvp,
        engineering_tokens_full=own.engineering_tokens_full,
        scope_mode=None if own.scope_mode is None else ScopeMode(own.scope_mode),
        mvp_contribution_share=own.mvp_contribution_share,
        team_tokens=number_list(own.team_tokens),
        team_tokens_mvp=None if own.team_tokens_mvp is None else number_list(own.team_tokens_mvp),
        status=own.status,
        is_delivered=own.has_delivered_status,
        is_mandatory=own.is_mandatory,
        mandate_reason=own.mandate_reason,
        bundle_key=own.bundle_key,
        prerequisite_keys=list(own.prerequisite_keys),
        exclusion_keys=list(own.exclusion_keys),
        deadline_date=own.deadline_date,
        earliest_start_date=own.earliest_start_date,
        latest_finish_date=own.latest_finish_date,
        time_sensitivity_score=own.time_sensitivity_score,
        immediate_kpi_key=own.immediate_kpi_key,
        primary_kpi_key=own.primary_kpi_key,
        north_star_kpi_key=record.north_star_kpi_key,
        metric_chain=_metric_chain(record.metric_chain),
        kpi_contribution=number_list(own.kpi_contribution),
        synergy_group_keys=list(own.synergy_group_keys),
        active_scoring_framework=own.active_scoring_framework,
        active_overall_score=own.active_overall_score,
        scores=number_list(own.scores),
        is_optimization_candidate=record.is_optimization_candidate,
        candidate_period_key=record.candidate_period_key,
        created_at=record.created_at,
        updated_at=record.updated_at,
    )


def _metric_chain(chain: Any) -> MetricChain | None:
    if not chain or chain_fault(chain) is not None:
        return None
    edges = chain.get("edges", []) if isinstance(chain, dict) else pairwise(chain)
    return MetricChain(
        nodes=list(chain.get("nodes", []) if isinstance(chain, dict) else chain),
        edges=[MetricChainEdge(source=source, target=target) for source, target in edges],
    )
