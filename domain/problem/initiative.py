"""An initiative: one candidate piece of work, as product managers describe it (roadmap, section 1.1)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum

from domain.lean import dataclass, field
from domain.problem.keys import Key

DELIVERED_STATUSES = frozenset({"done", "shipped", "launched", "completed"})


class ScopeMode(StrEnum):
    """Which size of an initiative is planned.

    mvp: the smallest version that is of use.
    full: all of it.
    custom: what ``engineering_tokens`` says.
    """

    MVP = "mvp"
    FULL = "full"
    CUSTOM = "custom"


@dataclass(frozen=True, slots=True)
class Initiative:
    """One candidate piece of work. With a key only it can be kept, yet it is not valid for selection.

    initiative_key: the key by which people and rules name it, such as I-3; no two initiatives have the same.
    title: what people call it.
    market: the market that it belongs to; needed where any rule names markets. None: none.
    department: the department that does the work; None: none.
    category: its category, such as UX, Infra or Hygiene; caps and floors may count by it. None: none.
    program_key: the program that it is part of; None: none.
    engineering_tokens: its cost in tokens, the unit of the capacities, for a custom size and where no size is set;
    None: not known.
    engineering_tokens_mvp: its cost in tokens when done as an MVP; None: not known.
    engineering_tokens_full: its cost in tokens when done in full; None: not known.
    scope_mode: the size that is planned; None leaves it open.
    mvp_contribution_share: the share of its contributions that the MVP brings: 0.6 is 60 %. None: all of them.
    team_tokens: its cost by team, in the unit of the team capacities; apart from ``engineering_tokens``.
    team_tokens_mvp: its cost by team when done as an MVP. None: as ``team_tokens``.
    status: where it stands. With done, shipped, launched or completed it counts as delivered and is not selected.
    None: not known.
    is_mandatory: whether it must be selected.
    mandate_reason: why it must be selected; None: nobody says.
    bundle_key: the bundle with which it is selected or left out as a whole; None: none.
    prerequisite_keys: initiatives that it needs in the same or an earlier period, or delivered.
    exclusion_keys: initiatives that it cannot be selected together with.
    deadline_date: the last day by which its period must begin; None: none.
    earliest_start_date: the first day on which it can be worked on; None: any.
    latest_finish_date: the last day on which it can be worked on; the earlier of this and the deadline counts. None:
    any.
    time_sensitivity_score: how much its value depends on being early; None: not at all.
    immediate_kpi_key: the KPI that it moves directly; kept, not optimised. None: not known.
    primary_kpi_key: the KPI that it is meant to move in the end; kept, not optimised. None: not known.
    kpi_contribution: what it adds to each KPI when done in full, in the unit of the KPI. A KPI that is left out is
    unknown, not zero.
    synergy_group_keys: groups that bring a bonus once all their members are selected.
    active_scoring_framework: the framework behind ``active_overall_score``; None: not known.
    active_overall_score: its score, for the KPI key score and for ties; None: none.
    scores: its score by framework, for the KPI keys score:<framework>.
    """

    initiative_key: Key
    title: str = ""
    market: Key | None = None
    department: Key | None = None
    category: Key | None = None
    program_key: Key | None = None
    engineering_tokens: Decimal | None = None
    engineering_tokens_mvp: Decimal | None = None
    engineering_tokens_full: Decimal | None = None
    scope_mode: ScopeMode | None = None
    mvp_contribution_share: Decimal | None = None
    team_tokens: Mapping[Key, Decimal] = field(default_factory=dict)
    team_tokens_mvp: Mapping[Key, Decimal] | None = None
    status: str | None = None
    is_mandatory: bool = False
    mandate_reason: str | None = None
    bundle_key: Key | None = None
    prerequisite_keys: tuple[Key, ...] = ()
    exclusion_keys: tuple[Key, ...] = ()
    deadline_date: date | None = None
    earliest_start_date: date | None = None
    latest_finish_date: date | None = None
    time_sensitivity_score: Decimal | None = None
    immediate_kpi_key: Key | None = None
    primary_kpi_key: Key | None = None
    kpi_contribution: Mapping[Key, Decimal] = field(default_factory=dict)
    synergy_group_keys: tuple[Key, ...] = ()
    active_scoring_framework: Key | None = None
    active_overall_score: Decimal | None = None
    scores: Mapping[Key, Decimal] = field(default_factory=dict)

    @property
    def last_day(self) -> date | None:
        """The earlier of deadline and latest finish: the day by which it has to be placed."""
        days = [day for day in (self.deadline_date, self.latest_finish_date) if day is not None]
        return min(days) if days else None

    @property
    def has_delivered_status(self) -> bool:
        """Whether its own status says that it is already out."""
        return self.status is not None and self.status.strip().casefold() in DELIVERED_STATUSES
