"""Frontiers against a brute force over all portfolios: every point there, and no other."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from domain.analyses.frontiers.capacity_limits import Capacity, capacities_of
from domain.analyses.frontiers.frontier import FrontierRequest, frontier
from domain.analyses.frontiers.frontier_trace import SHARE_OF_ONE
from domain.analyses.session.budget import WORK
from domain.analyses.session.session import PlanningSession
from domain.integer_model.model import Effort, Plan, SolveParameters
from domain.integer_model.result import PlanResult, Proof, SolutionStatus, Termination
from domain.integer_model.solver import SolveControl, SolverPort
from domain.numbers import to_decimal
from solvers.pool import SolverPool
from solvers.stages.outcome import without_point
from tests.domain.builders import initiative, problem
from tests.oracle import Oracle, Portfolio
from tests.planning_oracle import (
    SEEDS,
    feasible,
    is_rule_of,
    kpi_total,
    need,
    nondominated,
    objective,
    tokens,
    varied_oracle,
)

FIRST = 61000
FEWER_MISSES_COST_VALUE = 86
"""A problem over several periods in which more tokens miss fewer goals at a lower value."""


def check_capacity(oracle: Oracle, solver: SolverPort, capacity: Capacity, to: Decimal) -> None:
    session = PlanningSession(oracle.problem, solver)
    result = frontier(session, FrontierRequest(capacity.name, tokens_to=to, max_points=10_000))
    if any("2^53" in note for note in result.notes):
        return
    points = set()
    for portfolio in feasible(oracle, lambda rule_id: is_rule_of(oracle, capacity, rule_id)):
        used = need(oracle, portfolio, capacity.dimension, capacity.key, capacity.periods)
        if used <= to:
            points.add((*objective(portfolio), -used))
    expected = nondominated(points)
    proven = {(told.x.value, told.y.value) for told in result.points if told.x.proven and told.y.proven}
    assert proven <= {(to_decimal(-point[-1]), to_decimal(point[-2])) for point in expected}
    if not result.complete and len(capacity.periods) > 1 and not result.gaps:
        # Over several periods fewer tokens may do for the same: what is said is the best within them.
        for told in result.points:
            within = max(point[:-1] for point in points if told.x.value is not None and -point[-1] <= told.x.value)
            assert (told.y.proven, told.y.value) == (True, to_decimal(within[-1]))
        assert {told.y.value for told in result.points} == {to_decimal(point[-2]) for point in expected}
        return
    assert result.complete
    assert [(p.x.value, p.y.value) for p in result.points] == [
        (to_decimal(-point[-1]), to_decimal(point[-2])) for point in reversed(expected)
    ]
    if len(expected[:1]) and len(expected[0]) == 3:
        assert [p.goal_shortfall.value for p in result.points if p.goal_shortfall] == [
            to_decimal(-point[0]) for point in reversed(expected)
        ]


@pytest.mark.parametrize("name", ["cp-sat", "highs"])
def test_capacity_frontiers_have_every_breakpoint(pool: SolverPool, name: str) -> None:
    faults = []
    for seed in (FEWER_MISSES_COST_VALUE, *range(FIRST, FIRST + SEEDS)):
        oracle = varied_oracle(seed, 500)
        session = PlanningSession(oracle.problem, pool.solver(name))
        capacities = capacities_of(session.prepared)
        for capacity in capacities[:2]:
            try:
                check_capacity(oracle, pool.solver(name), capacity, 2 * (capacity.limit or Decimal(5)))
            except Exception as error:
                faults.append(f"seed {seed}, {capacity.name}: {type(error).__name__}: {error}")
    assert not faults, "\n\n".join(faults)


MEASURES = (("north_star", "gmv"), ("gmv", "nps"), ("gmv", "tokens"), ("value", "tokens"), ("value", "nps"))


def figures_of(oracle: Oracle, portfolio: Portfolio, measure: str) -> tuple[Fraction, ...]:
    if measure == "value":
        return objective(portfolio)
    if measure == "tokens":
        return (-tokens(oracle, portfolio),)
    return (kpi_total(oracle, portfolio, measure),)


def check_measures(oracle: Oracle, solver: SolverPort, measures: tuple[str, str]) -> None:
    session = PlanningSession(oracle.problem, solver)
    bears = {
        key: any(key in each.kpi_contribution for each in session.prepared.pool.candidates.values())
        or any(each.kpi_key == key for each in session.prepared.rules.synergies)
        for key in measures
        if key not in ("value", "tokens")
    }
    if not all(bears.values()):
        return
    try:
        result = frontier(session, FrontierRequest(measures=measures, max_points=10_000))
    except Exception as error:
        if "no candidate contributes" in str(error):
            return
        raise
    if any("2^53" in note for note in result.notes):
        return
    first, second = measures
    points = {(*figures_of(oracle, p, first), *figures_of(oracle, p, second)) for p in feasible(oracle)}
    sign = -1 if second == "tokens" else 1
    expected = sorted((to_decimal(sign * point[-1]), to_decimal(point[-2])) for point in nondominated(points))
    assert result.complete
    assert [(p.x.value, p.y.value) for p in result.points] == expected


@pytest.mark.parametrize("name", ["cp-sat", "highs"])
def test_frontiers_of_two_measures_have_every_point(pool: SolverPool, name: str) -> None:
    faults = []
    for seed in range(FIRST, FIRST + SEEDS):
        oracle = varied_oracle(seed, 400)
        measures = MEASURES[seed % len(MEASURES)]
        try:
            check_measures(oracle, pool.solver(name), measures)
        except Exception as error:
            faults.append(f"seed {seed}, {measures}: {type(error).__name__}: {error}")
    assert not faults, "\n\n".join(faults)


FULL = problem(*(initiative(key, 2, 10) for key in "ABCDEFGH"), horizon=("2026-Q1", "2026-Q2"), capacity_total_tokens=4)
"""Twice its capacity is room for all, to the last token."""


class Recording:
    """A solver that remembers the work that each question may take, and proves nothing of the first one, or another."""

    def __init__(self, solver: SolverPort, unproven: int = 0) -> None:
        self._solver, self._unproven = solver, unproven
        self.name = solver.name
        self.allowed: list[float | None] = []

    def solve(self, plan: Plan, parameters: SolveParameters, control: SolveControl | None = None) -> PlanResult:
        self.allowed.append(parameters.deterministic_limit)
        if len(self.allowed) != self._unproven + 1:
            return self._solver.solve(plan, parameters, control)
        return replace(without_point(plan, Termination.WORK_LIMIT, ""), work=parameters.deterministic_limit or 0.0)


class Begun(Recording):
    """Shows a point of that question as well, and no proof of it."""

    def solve(self, plan: Plan, parameters: SolveParameters, control: SolveControl | None = None) -> PlanResult:
        self.allowed.append(parameters.deterministic_limit)
        result = self._solver.solve(plan, parameters, control)
        if len(self.allowed) != self._unproven + 1:
            return result
        stages = [replace(each, bound=(each.value or 0) + 1, proven=False, proof=Proof.NONE) for each in result.stages]
        open_ = replace(result, status=SolutionStatus.FEASIBLE, proof=Proof.NONE, stages=tuple(stages))
        return replace(open_, termination=Termination.WORK_LIMIT)


@pytest.mark.parametrize("measures", [(), ("value", "tokens")])
def test_no_question_takes_the_work_of_all_others(pool: SolverPool, measures: tuple[str, ...]) -> None:
    oracle = varied_oracle(FEWER_MISSES_COST_VALUE, 500)
    solver = Recording(pool.solver("highs"))
    session = PlanningSession(oracle.problem, solver, SolveParameters(effort=Effort.NORMAL))
    capacity = None if measures else next(each for each in capacities_of(session.prepared) if "@" in each.name).name
    frontier(session, FrontierRequest(capacity, measures=measures))
    assert max(work or 0.0 for work in solver.allowed) <= SHARE_OF_ONE * WORK[Effort.NORMAL]


@pytest.mark.parametrize("name", ["highs", "auto"])
def test_over_several_periods_a_bound_shows_that_less_is_not_enough(pool: SolverPool, name: str) -> None:
    alike = [initiative(key, 2, 10) for key in "ABCD"]
    question = problem(*alike, horizon=("2026-Q1", "2026-Q2"), capacity_total_tokens=4)
    result = frontier(PlanningSession(question, pool.solver(name)), FrontierRequest("global"))
    assert [(point.x.value, point.y.value, point.x.proven) for point in result.points] == [
        (0, 0, True),
        (2, 20, True),
        (4, 40, True),
    ]
    assert result.complete


def test_one_capacity_that_is_not_proven_leaves_the_others_to_be_found(pool: SolverPool) -> None:
    alike = [initiative(key, 2, 10) for key in "ABCDEFGH"]
    question = problem(*alike, horizon=("2026-Q1", "2026-Q2"), capacity_total_tokens=8)
    solver = Recording(pool.solver("highs"), unproven=2)  # the first are the largest capacity and none
    result = frontier(PlanningSession(question, solver), FrontierRequest("global"))
    assert [(point.x.value, point.y.value) for point in result.points] == [(0, 0), (2, 20), (4, 40), (6, 60), (8, 80)]
    assert [(gap.x_from, gap.x_to) for gap in result.gaps] == [(6, 10)]


def test_at_a_largest_capacity_that_is_not_proven_more_points_may_lie(pool: SolverPool) -> None:
    result = frontier(PlanningSession(FULL, Begun(pool.solver("highs"))), FrontierRequest("global"))
    assert [(point.x.value, point.y.proven) for point in result.points][-2:] == [(6, True), (8, False)]
    assert [(gap.x_from, gap.x_to) for gap in result.gaps] == [(6, 10)]


@pytest.mark.parametrize(("most", "told", "gaps"), [(3, [0, 6, 8], [(0, 6)]), (30, [0, 2, 4, 6, 8], [(2, 6)])])
def test_what_is_not_proven_makes_way_for_points_that_are(
    pool: SolverPool, most: int, told: list[int], gaps: list[tuple[int, int]]
) -> None:
    session = PlanningSession(FULL, Begun(pool.solver("highs"), unproven=2))
    result = frontier(session, FrontierRequest("global", max_points=most))
    assert [point.x.value for point in result.points] == told
    assert [(gap.x_from, gap.x_to) for gap in result.gaps] == gaps


def test_a_proven_point_shows_that_the_next_one_needs_what_it_takes(pool: SolverPool) -> None:
    without_bounds = Recording(pool.solver("highs"), unproven=99)
    result = frontier(PlanningSession(FULL, without_bounds), FrontierRequest("global"))
    assert [(point.x.value, point.x.proven) for point in result.points] == [(x, x > 0) for x in (0, 2, 4, 6, 8)]
