"""The tabs and columns of both spreadsheets, declared once: setup, readers, writers and docs all use this."""

from __future__ import annotations

from sheets.layout.column import Column, Kind, Owner
from sheets.layout.inputs import CANDIDATES, CAPACITY, CONSTRAINTS, SCENARIO_CONFIG, SYNERGIES, TARGETS
from sheets.layout.outputs import GAPS_AND_ALERTS, RESULTS_PORTFOLIO, RUNS
from sheets.layout.roadmap import ROADMAP
from sheets.layout.summary import CHANGES, SUMMARY
from sheets.layout.tab import Chart, Layout, Tab, normalise

__all__ = ["OPTIMIZATION_CENTER", "ROADMAP", "Chart", "Column", "Kind", "Layout", "Owner", "Tab", "normalise"]

OPTIMIZATION_CENTER = Layout(
    "Optimization Center",
    (
        SUMMARY,
        CANDIDATES,
        SCENARIO_CONFIG,
        CONSTRAINTS,
        TARGETS,
        RUNS,
        RESULTS_PORTFOLIO,
        GAPS_AND_ALERTS,
        CAPACITY,
        SYNERGIES,
        CHANGES,
    ),
)
"""The tabs of the roadmap, section 2, in its order and with its names; Summary before them, later ones after."""
