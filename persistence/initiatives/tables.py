"""The table of initiatives."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import CheckConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from domain.problem import initiative
from domain.problem.initiative import ScopeMode
from domain.storage.records import InitiativeRecord
from persistence.database.base import Base, HasId, HasTimes
from persistence.database.column_types import JsonText, choice

_FIGURES = JsonText(all_decimal=True)
_KEYS = JsonText()


class Initiative(HasId, HasTimes, Base, records=(initiative.Initiative, InitiativeRecord)):
    """One initiative of the backlog, candidate or not.

    Tokens may be negative: such an initiative is no valid candidate, and has to be kept to be told so.
    """

    __tablename__ = "initiatives"
    __table_args__ = (
        CheckConstraint("initiative_key <> ''", name="initiative_key"),
        Index(None, "is_optimization_candidate", "candidate_period_key"),
        Index(None, "market"),
        Index(None, "status"),
    )

    initiative_key: Mapped[str] = mapped_column(unique=True)
    title: Mapped[str] = mapped_column(default="")
    country: Mapped[str | None]
    requesting_team: Mapped[str | None]
    status: Mapped[str | None]
    notes: Mapped[str | None]

    is_optimization_candidate: Mapped[bool] = mapped_column(default=False)
    candidate_period_key: Mapped[str | None]

    effort_engineering_days: Mapped[Decimal | None]
    engineering_tokens: Mapped[Decimal | None]
    engineering_tokens_mvp: Mapped[Decimal | None]
    engineering_tokens_full: Mapped[Decimal | None]
    scope_mode: Mapped[ScopeMode | None] = mapped_column(choice(ScopeMode, "scope_mode"))
    mvp_contribution_share: Mapped[Decimal | None]
    team_tokens_json: Mapped[dict[str, Decimal] | None] = mapped_column(_FIGURES)
    team_tokens_mvp_json: Mapped[dict[str, Decimal] | None] = mapped_column(_FIGURES)

    market: Mapped[str | None]
    department: Mapped[str | None]
    category: Mapped[str | None]

    is_mandatory: Mapped[bool] = mapped_column(default=False)
    mandate_reason: Mapped[str | None]
    program_key: Mapped[str | None]
    bundle_key: Mapped[str | None]
    prerequisite_keys: Mapped[list[str] | None] = mapped_column(_KEYS)
    exclusion_keys: Mapped[list[str] | None] = mapped_column(_KEYS)

    deadline_date: Mapped[date | None]
    earliest_start_date: Mapped[date | None]
    latest_finish_date: Mapped[date | None]
    time_sensitivity_score: Mapped[Decimal | None]

    immediate_kpi_key: Mapped[str | None]
    primary_kpi_key: Mapped[str | None]
    north_star_kpi_key: Mapped[str | None]
    metric_chain_json: Mapped[Any | None] = mapped_column(JsonText())
    kpi_contribution_json: Mapped[dict[str, Decimal] | None] = mapped_column(_FIGURES)
    synergy_group_keys: Mapped[list[str] | None] = mapped_column(_KEYS)

    active_scoring_framework: Mapped[str | None]
    active_overall_score: Mapped[Decimal | None]
    scores_json: Mapped[dict[str, Decimal] | None] = mapped_column(_FIGURES)
