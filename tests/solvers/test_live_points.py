"""What a solve tells on its way: points with what is proven by then."""

from __future__ import annotations

from dataclasses import replace

import pytest

from domain.integer_model.model import Plan, SolveParameters
from domain.integer_model.result import PlanResult, SolutionStatus
from domain.integer_model.solver import SolveControl
from domain.optimization.preparation import prepare
from solvers.pool import SolverPool
from tests.strategies import random_problem

pytestmark = pytest.mark.solver


def placed_plans() -> list[Plan]:
    plans = (prepare(random_problem(seed, max_portfolios=400)).formulation.plan for seed in range(300, 340))
    return [plan for plan in plans if plan.model.places is not None][:8]


def test_points_on_the_way_hold_and_are_bounded_by_what_is_proven_in_the_end() -> None:
    with SolverPool() as pool:
        for name in ("cp-sat", "auto"):
            for plan in placed_plans():
                seen: list[PlanResult] = []
                result = pool.solver(name).solve(plan, SolveParameters(), SolveControl(on_point=seen.append))
                for point in seen:
                    assert point.values is None or plan.model.admits(point.values)
                    for told, final in zip(point.stages, result.stages, strict=True):
                        if not told.exactly_proven:
                            assert told.bound is None or final.value is None or told.bound >= final.value
                            break
                        assert told.value == final.value


def test_a_model_solved_as_a_whole_has_the_answer_of_one_that_is_selected_first() -> None:
    with SolverPool() as pool:
        for plan in placed_plans():
            places = plan.model.places
            assert places is not None
            whole = replace(plan, model=replace(plan.model, places=replace(places, select_first=False)))
            one, other = (pool.solver("cp-sat").solve(each, SolveParameters()) for each in (plan, whole))
            assert (one.status is other.status and one.is_canonical and other.is_canonical) or (
                one.status is SolutionStatus.INFEASIBLE is other.status
            )
            assert one.values == other.values
