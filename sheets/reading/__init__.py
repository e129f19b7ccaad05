"""From cells to the terms of the domain: every row is read by itself, and every bad cell is named."""

from __future__ import annotations

from sheets.reading.lookalikes import find_lookalikes
from sheets.reading.oddities import Oddity, find_oddities
from sheets.reading.rules import find_contradictions, join_rules
from sheets.reading.tabs.candidates import CandidateRow, read_candidates
from sheets.reading.tabs.capacity import CapacityRow, read_capacity, with_capacities
from sheets.reading.tabs.constraints import ConstraintRow, read_constraints
from sheets.reading.tabs.decisions import read_decisions
from sheets.reading.tabs.scenarios import ScenarioRow, read_scenarios
from sheets.reading.tabs.synergies import SynergyRow, read_synergies
from sheets.reading.tabs.targets import TargetRow, read_targets

__all__ = [
    "CandidateRow",
    "CapacityRow",
    "ConstraintRow",
    "Oddity",
    "ScenarioRow",
    "SynergyRow",
    "TargetRow",
    "find_contradictions",
    "find_lookalikes",
    "find_oddities",
    "join_rules",
    "read_candidates",
    "read_capacity",
    "read_constraints",
    "read_decisions",
    "read_scenarios",
    "read_synergies",
    "read_targets",
    "with_capacities",
]
