"""What is left of the limits of a plan, for each of its many solves."""

from __future__ import annotations

from domain.integer_model.model import Plan, SolveParameters
from domain.integer_model.result import PlanResult, SolutionStatus, Termination
from solvers.selecting.budget import Budget
from solvers.stages.stage_watch import Outlet
from tests.solvers.selecting.models import Ear, packing

EASY = packing((1,), (1,), (1,))


def test_a_question_without_stages_gets_no_work_for_tie_breaks() -> None:
    heard: list[SolveParameters] = []

    def solve(plan: Plan, parameters: SolveParameters, outlet: Outlet) -> PlanResult:
        heard.append(parameters)
        return PlanResult(SolutionStatus.UNKNOWN, Termination.WORK_LIMIT, None, work=0.1)

    budget = Budget(SolveParameters(deterministic_limit=5.0, tie_break_work=2.0), Ear(), solve)
    budget.solve(Plan(EASY.model), Ear(), most_work=0.3)
    budget.solve(EASY, Ear())
    assert [(each.deterministic_limit, each.tie_break_work) for each in heard] == [(0.3, None), (4.9, 2.0)]
    assert budget.work == 0.2
