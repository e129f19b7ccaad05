"""What a stage may lose is lost once, however many stages and placements come after it."""

from __future__ import annotations

import json
from fractions import Fraction

import pytest

from domain.integer_model.model import SolveParameters, Tolerance
from domain.optimization.optimize import optimize
from persistence.problem_files.problem_file import loads
from solvers.pool import SolverPool

pytestmark = pytest.mark.solver

LATE = {
    "scenario": {
        "name": "late",
        "period_key": "2026",
        "horizon": ["2026-Q1", "2026-Q2", "2026-Q3"],
        "objective_mode": "north_star",
        "north_star_kpi_key": "gmv",
        "time_sensitivity_weight": -1,
        "capacity_total_tokens": 20,
    },
    "constraint_set": {"name": "none"},
    "initiatives": [
        {
            "initiative_key": "A",
            "engineering_tokens": 10,
            "kpi_contribution": {"gmv": 100},
            "time_sensitivity_score": 1,
            "is_mandatory": True,
        },
        {"initiative_key": "B", "engineering_tokens": 10, "kpi_contribution": {"gmv": 30}},
    ],
}
"""A is worth most in the last quarter; the tie-break on tokens gives up B, which is within the tolerance."""


@pytest.mark.parametrize("solver", ["cp-sat", "highs", "scip", "auto"])
def test_the_placement_may_not_lose_again_what_the_selection_has_lost(solver: str) -> None:
    parameters = SolveParameters(stage_tolerances={"north_star": Tolerance(Fraction(34))})
    with SolverPool() as pool:
        report = optimize(loads(json.dumps(LATE)), pool.solver(solver), parameters)
    assert "A" in report.selected
    first = report.stages[0]
    assert first.value is not None
    assert first.value >= 100 * Fraction(2, 3) + 30 - 34
