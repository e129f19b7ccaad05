"""What the fields of an initiative mean, said once for the object and for the input."""

from __future__ import annotations

from typing import Any

import strawberry

ABOUT = {
    "initiative_key": "The key by which people and rules name it, such as I-3.",
    "title": "What people call it.",
    "country": "The country that asks for it, as the backlog has it.",
    "requesting_team": "The team that asks for it.",
    "notes": "Free text for people; nothing is computed from it.",
    "market": "The market that it belongs to; market rules count it there.",
    "department": "The department that does the work.",
    "category": "Its category, such as UX, Infra or Hygiene.",
    "program_key": "The program that it is part of.",
    "effort_engineering_days": "Its effort in days. Kept, not optimised: tokens count.",
    "engineering_tokens": "Its cost in tokens, the unit of the capacities, for scope custom and where no scope is set.",
    "engineering_tokens_mvp": "Its cost in tokens when done as an MVP.",
    "engineering_tokens_full": "Its cost in tokens when done in full.",
    "scope_mode": "The size that is planned; null leaves it open.",
    "mvp_contribution_share": "The share of its contributions that the MVP brings: 0.6 is 60 %. Null: all of them.",
    "team_tokens": "Its cost by team, in the unit of the team capacities; apart from engineering tokens.",
    "team_tokens_mvp": "Its cost by team when done as an MVP. Null: as teamTokens.",
    "status": "Where it stands. With done, shipped, launched or completed it is delivered and never selected.",
    "is_mandatory": "Whether it must be selected.",
    "mandate_reason": "Why it must be selected.",
    "bundle_key": "The bundle with which it is selected or left out as a whole.",
    "prerequisite_keys": "Keys of initiatives that it needs in the same or an earlier period, or delivered.",
    "exclusion_keys": "Keys of initiatives that it cannot be selected together with.",
    "deadline_date": "The last day by which its period must begin.",
    "earliest_start_date": "The first day on which it can be worked on.",
    "latest_finish_date": "The last day on which it can be worked on; the earlier of this and the deadline counts.",
    "time_sensitivity_score": "How much its value depends on being early.",
    "immediate_kpi_key": "The KPI that it moves directly.",
    "primary_kpi_key": "The KPI that it is meant to move in the end.",
    "north_star_kpi_key": "The north star that its metric chain leads to.",
    "metric_chain": "How the KPI that it moves directly leads to the north star.",
    "kpi_contribution": "What it adds to each KPI when done in full. A KPI that is left out is unknown, not zero.",
    "synergy_group_keys": "Groups that bring a bonus once all their members are selected.",
    "active_scoring_framework": "The framework behind activeOverallScore.",
    "active_overall_score": "Its score, for the KPI key score and for ties.",
    "scores": "Its score by framework, for the KPI keys score:<framework>.",
    "is_optimization_candidate": "Whether it is in the pool of candidates.",
    "candidate_period_key": "The period that it is a candidate for; null for any.",
}


def about(name: str) -> Any:
    """A field of the object."""
    return strawberry.field(description=ABOUT[name])


def optional(name: str) -> Any:
    """A field of an input that may be left out."""
    return strawberry.field(description=ABOUT[name], default=strawberry.UNSET)
