"""What the fields of an initiative mean, said once for the object and for the input."""

from __future__ import annotations

from typing import Any

import strawberry

ABOUT = {
    "initiative_key": "The key by which people and rules name it, such as I-3.",
    "title": "What people call it.",
    "country": "The country that asks for it; null: not known.",
    "requesting_team": "The team that asks for it; null: not known.",
    "notes": "Free text for people; null: none.",
    "market": "The market that it belongs to; market rules count it there. Null: none.",
    "department": "The department that does the work; null: none.",
    "category": "Its category, such as UX, Infra or Hygiene; null: none.",
    "program_key": "The program that it is part of; null: none.",
    "effort_engineering_days": "Its effort in days, for people: tokens are what counts. Null: not known.",
    "engineering_tokens": "Its cost in tokens for scope custom, and where no scope is set; null: not known.",
    "engineering_tokens_mvp": "Its cost in tokens when done as an MVP; null: not known.",
    "engineering_tokens_full": "Its cost in tokens when done in full; null: not known.",
    "scope_mode": "The size that is planned; null leaves it open.",
    "mvp_contribution_share": "The share of its contributions that the MVP brings: 0.6 is 60 %. Null: all of them.",
    "team_tokens": "Its cost by team, in the unit of the team capacities; apart from engineering tokens.",
    "team_tokens_mvp": "Its cost by team when done as an MVP. Null: as teamTokens.",
    "status": "Where it stands. With done, shipped, launched or completed it is delivered and never selected. "
    "Null: not known.",
    "is_mandatory": "Whether it must be selected.",
    "mandate_reason": "Why it must be selected; null: nobody says.",
    "bundle_key": "The bundle with which it is selected or left out as a whole; null: none.",
    "prerequisite_keys": "Keys of initiatives that it needs in the same or an earlier period, or delivered.",
    "exclusion_keys": "Keys of initiatives that it cannot be selected together with.",
    "deadline_date": "The last day by which its period must begin; null: none.",
    "earliest_start_date": "The first day on which it can be worked on; null: any.",
    "latest_finish_date": "The last day on which it can be worked on; the earlier of this and the deadline "
    "counts. Null: none.",
    "time_sensitivity_score": "How much its value depends on being early; null: not at all.",
    "immediate_kpi_key": "The key of the KPI that it moves directly; null: not known.",
    "primary_kpi_key": "The key of the KPI that it is meant to move in the end; null: not known.",
    "north_star_kpi_key": "The key of the north star that its metric chain leads to; null: not known.",
    "metric_chain": "How the KPI that it moves directly leads to the north star; null: not known.",
    "kpi_contribution": "What it adds to each KPI when done in full. A KPI that is left out is unknown, not zero.",
    "synergy_group_keys": "Groups that bring a bonus once all their members are selected.",
    "active_scoring_framework": "The framework behind activeOverallScore; null: not known.",
    "active_overall_score": "Its score, for the KPI key score and for ties; null: none.",
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
