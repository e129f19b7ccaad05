"""What is kept of initiatives, scenarios and constraint sets beside what a problem says of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from domain.problem.constraints import ConstraintSet
from domain.problem.initiative import Initiative
from domain.problem.scenario import Scenario


@dataclass(frozen=True, slots=True)
class InitiativeRecord:
    """An initiative of the backlog: one piece of work that may be selected.

    country: the country that asks for it; None: not known.
    requesting_team: the team that asks for it; None: not known.
    notes: free text for people; None: none.
    effort_engineering_days: its effort in days, for people: tokens are what counts. None: not known.
    is_optimization_candidate: whether it is in the pool of candidates.
    candidate_period_key: the period that it is a candidate for; None for any.
    north_star_kpi_key: the key of the north star that its metric chain leads to; None: not known.
    metric_chain: how the KPI that it moves directly leads to the north star; None: not known.
    created_at: when it was first written.
    updated_at: when it was last changed.
    version: how often it was written; a change may ask for the one that it is meant for.
    archived_at: since when it is out of the way; None: it is not.
    id: zero until it is stored.
    """

    initiative: Initiative
    created_at: datetime
    updated_at: datetime
    country: str | None = None
    requesting_team: str | None = None
    notes: str | None = None
    effort_engineering_days: Decimal | None = None
    is_optimization_candidate: bool = False
    candidate_period_key: str | None = None
    north_star_kpi_key: str | None = None
    metric_chain: Any = None  # {"edges": [["conversion_rate", "gmv"], ...]}, or one list of KPI keys in order
    id: int = 0
    version: int = 1
    archived_at: datetime | None = None

    @property
    def key(self) -> str:
        """The key of the initiative."""
        return self.initiative.initiative_key


@dataclass(frozen=True, slots=True)
class ScenarioRecord:
    """A scenario as it is kept.

    description: what it is for, in words of people.
    delivered: keys of initiatives that count as delivered, beside those whose own status says so.
    created_by_user_id: the e-mail of who made it; None where not known.
    created_at: when it was made.
    updated_at: when it was last changed.
    version: how often it was written; a change may ask for the one that it is meant for.
    archived_at: since when it is out of the way; None: it is not.
    """

    scenario: Scenario
    created_at: datetime
    updated_at: datetime
    description: str = ""
    delivered: tuple[str, ...] = ()
    created_by_user_id: str | None = None
    id: int = 0
    version: int = 1
    archived_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class ConstraintSetRecord:
    """A constraint set as it is kept.

    notes: free text for people; nothing is computed from it.
    created_at: when it was made.
    updated_at: when it was last changed.
    version: how often it was written; a change may ask for the one that it is meant for.
    archived_at: since when it is out of the way; None: it is not.
    """

    constraint_set: ConstraintSet
    created_at: datetime
    updated_at: datetime
    notes: str = ""
    id: int = 0
    version: int = 1
    archived_at: datetime | None = None
    entry_versions: Mapping[str, int] = field(default_factory=dict)  # see domain.edits.entries.versions_after
