"""What is said of regret where a scenario's best is not proven."""

from __future__ import annotations

from dataclasses import replace

from domain.analyses.many_roadmaps.roadmaps import RoadmapsRequest, roadmaps
from domain.analyses.session.session import PlanningSession
from domain.integer_model.model import Plan, SolveParameters
from domain.integer_model.result import PlanResult, Proof, SolutionStatus, Termination
from domain.integer_model.solver import SolveControl
from domain.problem.scenario import ObjectiveMode
from tests.domain.builders import d, initiative, problem
from tests.tiny_solver import TinySolver

QUESTION = problem(
    initiative("A", 6, kpi_contribution={"north_star": d(60), "gmv": d(1)}),
    initiative("B", 5, kpi_contribution={"north_star": d(45), "gmv": d(7)}),
    objective_weights={"gmv": d(1)},
    capacity_total_tokens=d(6),
)
REQUEST = RoadmapsRequest(modes=(ObjectiveMode.NORTH_STAR, ObjectiveMode.WEIGHTED_KPIS))


class Unsure(TinySolver):
    """Finds the best of each roadmap and proves nothing of it."""

    def solve(self, plan: Plan, parameters: SolveParameters, control: SolveControl | None = None) -> PlanResult:
        found = super().solve(plan, parameters, control)
        if any(stage.name == "steps" for stage in plan.stages):
            return found
        open_ = tuple(replace(stage, proven=False, bound=None, proof=Proof.NONE) for stage in found.stages)
        return replace(
            found, status=SolutionStatus.FEASIBLE, termination=Termination.TIME_LIMIT, stages=open_, proof=Proof.NONE
        )


def test_the_least_regret_is_proven_against_proven_bests():
    safe = roadmaps(PlanningSession(QUESTION, TinySolver()), REQUEST).regret.safe
    assert safe is not None
    assert (safe.status, safe.stages[0].max_regret.proven) == (SolutionStatus.OPTIMAL, True)


def test_nothing_is_proven_against_a_best_that_is_not():
    safe = roadmaps(PlanningSession(QUESTION, Unsure()), REQUEST).regret.safe
    assert safe is not None
    known = safe.stages[0].max_regret
    assert (safe.status, known.value, known.bound, known.proven) == (SolutionStatus.FEASIBLE, d("0.25"), None, False)
    assert "is not proven" in safe.detail
