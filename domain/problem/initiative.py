"""An initiative: one candidate piece of work, as product managers describe it (roadmap, section 1.1)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum

from domain.lean import dataclass, field

DELIVERED_STATUSES = frozenset({"done", "shipped", "launched", "completed"})


class ScopeMode(StrEnum):
    """Which size of an initiative is planned."""

    MVP = "mvp"
    FULL = "full"
    CUSTOM = "custom"


@dataclass(frozen=True, slots=True)
class Initiative:
    """One initiative. Tokens are capacity units, contributions are in the unit of their KPI, dates are inclusive."""

    initiative_key: str
    title: str = ""
    market: str | None = None
    department: str | None = None
    category: str | None = None
    program_key: str | None = None
    engineering_tokens: Decimal | None = None
    engineering_tokens_mvp: Decimal | None = None
    engineering_tokens_full: Decimal | None = None
    scope_mode: ScopeMode | None = None
    mvp_contribution_share: Decimal | None = None
    team_tokens: Mapping[str, Decimal] = field(default_factory=dict)
    team_tokens_mvp: Mapping[str, Decimal] | None = None
    status: str | None = None
    is_mandatory: bool = False
    mandate_reason: str | None = None
    bundle_key: str | None = None
    prerequisite_keys: tuple[str, ...] = ()
    exclusion_keys: tuple[str, ...] = ()
    deadline_date: date | None = None
    earliest_start_date: date | None = None
    latest_finish_date: date | None = None
    time_sensitivity_score: Decimal | None = None
    immediate_kpi_key: str | None = None
    primary_kpi_key: str | None = None
    kpi_contribution: Mapping[str, Decimal] = field(default_factory=dict)
    synergy_group_keys: tuple[str, ...] = ()
    active_scoring_framework: str | None = None
    active_overall_score: Decimal | None = None
    scores: Mapping[str, Decimal] = field(default_factory=dict)

    @property
    def last_day(self) -> date | None:
        """The earlier of deadline and latest finish: the day by which it has to be placed."""
        days = [day for day in (self.deadline_date, self.latest_finish_date) if day is not None]
        return min(days) if days else None

    @property
    def has_delivered_status(self) -> bool:
        """Whether its own status says that it is already out."""
        return self.status is not None and self.status.strip().casefold() in DELIVERED_STATUSES
