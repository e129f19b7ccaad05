"""The Optimization Center: the seven tabs of the roadmap, section 2, in its order and with its names."""

from __future__ import annotations

from sheets.layout.inputs import CANDIDATES, CONSTRAINTS, SCENARIO_CONFIG, TARGETS
from sheets.layout.outputs import GAPS_AND_ALERTS, RESULTS_PORTFOLIO, RUNS
from sheets.layout.tab import Layout

OPTIMIZATION_CENTER = Layout(
    "Optimization Center",
    (CANDIDATES, SCENARIO_CONFIG, CONSTRAINTS, TARGETS, RUNS, RESULTS_PORTFOLIO, GAPS_AND_ALERTS),
)
