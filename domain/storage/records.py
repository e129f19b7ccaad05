"""What is kept of initiatives, scenarios and constraint sets beside what a problem says of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from domain.problem.constraints import ConstraintSet
from domain.problem.initiative import Initiative
from domain.problem.scenario import Scenario


@dataclass(frozen=True, slots=True)
class InitiativeRecord:
    """An initiative of the backlog. id: zero until it is stored.

    metric_chain: how the immediate KPI leads to the north star, as ``{"edges": [["conversion_rate", "gmv"], ...]}``
    or as one list of KPI keys in order.
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
    metric_chain: Any = None
    id: int = 0

    @property
    def key(self) -> str:
        """The key of the initiative."""
        return self.initiative.initiative_key


@dataclass(frozen=True, slots=True)
class ScenarioRecord:
    """A scenario as it is kept. delivered: keys that count as delivered beside those whose own status says so."""

    scenario: Scenario
    created_at: datetime
    updated_at: datetime
    description: str = ""
    delivered: tuple[str, ...] = ()
    created_by_user_id: str | None = None
    id: int = 0


@dataclass(frozen=True, slots=True)
class ConstraintSetRecord:
    """A constraint set as it is kept."""

    constraint_set: ConstraintSet
    created_at: datetime
    updated_at: datetime
    notes: str = ""
    id: int = 0
