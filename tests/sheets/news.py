"""A small organisation and the runs over it, for tests of what is written."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

from domain.integer_model.model import SolveParameters
from domain.optimization.optimize import optimize
from domain.problem.constraints import ConstraintSet, Prerequisite, Target, TargetKind
from domain.problem.initiative import Initiative
from domain.problem.problem import PortfolioProblem
from domain.problem.scenario import ObjectiveMode, Scenario
from domain.sheet_jobs.planning_workbook import RunNews
from domain.storage.run import OptimizationRun, RunStatus
from sheets.layout.outputs import RESULTS_PORTFOLIO
from tests.tiny_solver import TinySolver

NOON = datetime(2026, 1, 2, 12, tzinfo=UTC)


def initiative(key: str, tokens: str | None, north_star: str, **more: object) -> Initiative:
    gmv = Decimal(str(more.pop("gmv", 0)))
    return Initiative(
        key,
        title=f"Title of {key}",
        market=str(more.pop("market", "UK")),
        department="Growth",
        category="UX",
        engineering_tokens=None if tokens is None else Decimal(tokens),
        kpi_contribution={"north_star": Decimal(north_star), "gmv": gmv},
        active_overall_score=Decimal("12.5"),
        **more,  # type: ignore[arg-type]
    )


def problem(capacity: str = "10", **rules: object) -> PortfolioProblem:
    scenario = Scenario("UK push", "2026-Q1", ObjectiveMode.NORTH_STAR, capacity_total_tokens=Decimal(capacity))
    initiatives = (
        initiative("I-1", "4", "100", is_mandatory=True, mandate_reason="the regulator asks for it"),
        initiative("I-2", "3", "90.25", bundle_key="B"),
        initiative("I-3", "2", "80", bundle_key="B", prerequisite_keys=("I-0",)),
        initiative("I-4", "6", "70", gmv=50),
        initiative("I-5", None, "60"),
        initiative("I-0", "1", "0", status="done"),
    )
    constraint_set = ConstraintSet(
        "rules",
        targets=(Target("gmv", Decimal(40), TargetKind.GOAL, "UK"),),
        prerequisites=(Prerequisite("I-4", "I-1"),),
    )
    return PortfolioProblem(scenario, replace(constraint_set, **rules), initiatives)  # type: ignore[arg-type]


def solved(asked: PortfolioProblem, run_id: str = "run-1") -> RunNews:
    """A run that ended with the answer to a problem."""
    report = optimize(asked, TinySolver(), SolveParameters())
    return RunNews(replace(run(run_id), status=RunStatus.SUCCESS, finished_at=NOON), "UK push", asked, report)


def failed(asked: PortfolioProblem, run_id: str = "run-9", error: str = "the solver crashed") -> RunNews:
    """A run that ended without an answer."""
    ended = replace(run(run_id), status=RunStatus.FAILED, finished_at=NOON, error_text=error)
    return RunNews(ended, "UK push", asked)


def run(run_id: str) -> OptimizationRun:
    """A run that waits."""
    return OptimizationRun(run_id, 1, "tiny", "hash", NOON)


RESULTS = replace(
    RESULTS_PORTFOLIO,
    key=("initiative_key",),
    columns=tuple(column for column in RESULTS_PORTFOLIO.columns if column.name not in RESULTS_PORTFOLIO.later),
)
"""Results as the first edition had them, as an output tab of which every column is the engine's."""
