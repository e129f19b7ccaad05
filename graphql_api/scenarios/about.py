"""What the fields of a scenario mean, said once for the object and for the inputs."""

from __future__ import annotations

from typing import Any

import strawberry

PERIODS = "2026, 2026-H1, 2026-Q1, 2026-01 or 2026-W05"
ABOUT = {
    "name": "What people call it; no two scenarios have the same name.",
    "description": "What it is for, in words of people.",
    "period_key": f"The period that is planned, such as {PERIODS}.",
    "horizon": "The periods that initiatives are placed in, in order and without overlap; none: periodKey alone.",
    "objective_mode": "How the value of a portfolio is measured.",
    "north_star_kpi_key": "The KPI that the mode NORTH_STAR maximises.",
    "objective_weights": "The weight of each KPI. The keys score and score:<framework> stand for scores.",
    "objective_normalization": "What KPI totals are divided by before they are weighted.",
    "capacity_total_tokens": "Engineering tokens in each period; null: unlimited.",
    "capacity_by_market": "Engineering tokens by market in each period; a market that is left out is unlimited.",
    "capacity_by_department": "Engineering tokens by department in each period.",
    "capacity_by_team": "Tokens by team in each period; they limit team tokens.",
    "capacity_by_period": "Engineering tokens of single periods, in place of capacityTotalTokens.",
    "time_sensitivity_weight": "How much earlier periods are preferred for time-sensitive initiatives; 0: not at all.",
    "strict_deadlines": "Whether the period of an initiative must end, and not merely begin, by its deadline.",
    "allow_scope_choice": "Whether initiatives with an MVP and a full figure and no scope are sized by the optimiser.",
    "tie_breaks": "What decides between portfolios of equal value, in order; none: nothing does.",
    "canonical": "Whether of portfolios that nothing else tells apart the same one is always taken, whatever solver.",
    "delivered": "Keys of initiatives that count as delivered, beside those whose own status says so.",
}


def about(name: str) -> Any:
    """A field of the object, or a field of an input that has to be given."""
    return strawberry.field(description=ABOUT[name])


def optional(name: str) -> Any:
    """A field of an input that may be left out."""
    return strawberry.field(description=ABOUT[name], default=strawberry.UNSET)
