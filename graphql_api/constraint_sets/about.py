"""What constraint sets and their rules mean, said once for the objects and for the inputs."""

from __future__ import annotations

from typing import Any

import strawberry

FLOOR = "At least so many tokens of what is selected."
CAP = "At most so many tokens of what is selected."
TARGET = "A KPI total that what is selected is to reach."
PREREQUISITE = "One initiative needs another one in the same or an earlier period, or delivered."
EXCLUSION = "Two initiatives of which at most one is selected, over the whole horizon."
BUNDLE = "Initiatives that are selected all or none, in one period."
SYNERGY = "A bonus that counts once when all initiatives of a group are selected."

ABOUT = {
    "name": "What people call it; no two constraint sets have the same name.",
    "notes": "Free text for people; nothing is computed from it.",
    "floors": "Floors: the fewest tokens that what is selected must use.",
    "caps": "Caps: the most tokens that what is selected may use.",
    "targets": "Targets: the KPI totals that what is selected is to reach.",
    "mandatory_initiatives": "Keys of initiatives that must be selected.",
    "forced_out": "Keys of initiatives that must not be selected.",
    "prerequisites": "Initiatives that need another one in the same or an earlier period.",
    "exclusions": "Pairs of initiatives of which at most one is selected.",
    "bundles": "Initiatives that are selected all or none.",
    "synergies": "Bonuses for groups of initiatives.",
    "dimension": "Whether tokens count by market, department, category, program or team, or all together.",
    "key": "Which market, department, category, program or team; null for GLOBAL.",
    "min_tokens": "The least number of tokens.",
    "max_tokens": "The greatest number of tokens.",
    "period_key": "The one period that it holds in; null: the whole horizon.",
    "kpi_key": "The key of the KPI.",
    "target_value": "The total to reach, in the unit of the KPI.",
    "floor_or_goal": "Whether it must be reached.",
    "market": "The market whose initiatives count; null: all of them.",
    "initiative_key": "The initiative that needs the other one.",
    "requires": "The key of the initiative that is needed.",
    "first_key": "The key of one initiative.",
    "second_key": "The key of the other initiative.",
    "bundle_key": "Its key; initiatives that bear it as bundleKey are members too.",
    "initiative_keys": "The keys of its members.",
    "synergy_group_key": "The group, as in synergyGroupKeys of its members.",
    "bonus": "What it adds to the KPI; a negative bonus is a penalty.",
}


def about(name: str) -> Any:
    """A field of an object, or a field of an input that has to be given."""
    return strawberry.field(description=ABOUT[name])


def optional(name: str) -> Any:
    """A field of an input that may be left out."""
    return strawberry.field(description=ABOUT[name], default=strawberry.UNSET)


def nullable(name: str) -> Any:
    """A field of an input that is null where it is left out."""
    return strawberry.field(description=ABOUT[name], default=None)
