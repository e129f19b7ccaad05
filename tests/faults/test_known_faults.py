"""Small problems that were once answered wrongly, by every solver: each with the value that it really has.

Nothing is told of how they came about: the values are those of the brute force, or of arithmetic done by hand.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from domain.analyses.frontiers.capacity_values import CapacityValuesRequest, capacity_values
from domain.analyses.frontiers.frontier import FrontierRequest, frontier
from domain.analyses.many_roadmaps.roadmaps import RoadmapsRequest, roadmaps
from domain.analyses.pricing.price_results import PricesRequest
from domain.analyses.pricing.prices import prices
from domain.analyses.session.session import PlanningSession
from domain.integer_model.model import SolveParameters
from domain.integer_model.result import Proof, SolutionStatus
from domain.optimization.optimize import optimize
from domain.problem.problem import PortfolioProblem
from domain.problem.scenario import ObjectiveMode
from persistence.problem_files.problem_file import read_problem
from persistence.report_json import dumps
from solvers.pool import SolverPool
from tests.near_ties.judging import judge_report
from tests.oracle import Oracle
from tests.planning_oracle import feasible, nondominated, objective, tokens

PROBLEMS = Path(__file__).parent / "problems"
with SolverPool() as found:
    NAMES = (*found.available, "auto")

pytestmark = [pytest.mark.solver, pytest.mark.parametrize("name", NAMES)]


@pytest.fixture(scope="module")
def pool() -> Iterator[SolverPool]:
    with SolverPool() as running:
        yield running


def question(of: str) -> PortfolioProblem:
    return read_problem(PROBLEMS / f"{of.replace(' ', '-')}.json")


SOLVED = {
    "all four fit": ("0", "I-0 I-3 I-4"),
    "floor at the last digit": ("16", "I-0 I-1 I-3 I-4"),
    "cents and a market": ("247.5", None),
    "cents over two quarters": ("160", None),
    "cents in two sizes": ("409", None),
    "cents and a bundle": ("285", None),
    "mixed scales": ("8", "b c"),
    "eighteen and a floor": ("2232.02000000000004", None),
    "tiny difference": ("1000000.000000001", "a"),
}


@pytest.mark.parametrize("of", SOLVED)
def test_the_best_is_found_and_proven(pool: SolverPool, name: str, of: str) -> None:
    value, selected = SOLVED[of]
    report = optimize(question(of), pool.solver(name), SolveParameters(time_limit=60))
    assert (report.solution_status, report.proof) == (SolutionStatus.OPTIMAL, Proof.EXACT)
    assert (report.objective, report.bound) == (Decimal(value), Decimal(value))
    if selected is not None:
        assert list(report.selected) == selected.split()
    if of != "eighteen and a floor":
        assert judge_report(Oracle(question(of)), report).wrong == []
    assert f'"objective": {value},' in dumps(report)


def test_the_fewest_tokens_of_those_that_fit_are_taken(pool: SolverPool, name: str) -> None:
    report = optimize(question("all four fit"), pool.solver(name), SolveParameters(time_limit=60))
    assert sum(each.tokens for each in report.initiatives) == 17


def test_most_of_eighteen_are_selected(pool: SolverPool, name: str) -> None:
    report = optimize(question("eighteen and a floor"), pool.solver(name), SolveParameters(time_limit=60))
    assert len(report.selected) == 17


def test_the_next_limit_that_helps_is_found(pool: SolverPool, name: str) -> None:
    session = PlanningSession(question("next limit fourteen"), pool.solver(name), SolveParameters(time_limit=60))
    result = capacity_values(session, CapacityValuesRequest())
    assert result.complete
    (value,) = result.capacities
    assert (value.next_limit.value, value.next_limit.proven) == (14, True)
    assert value.next_gain is not None
    assert (value.next_gain.at_least, value.next_gain.proven) == (8, True)


def test_every_capacity_of_two_halves_is_valued(pool: SolverPool, name: str) -> None:
    session = PlanningSession(question("limits of two halves"), pool.solver(name), SolveParameters(time_limit=60))
    assert capacity_values(session, CapacityValuesRequest()).complete


def test_a_frontier_of_urgent_initiatives_has_every_point(pool: SolverPool, name: str) -> None:
    problem = question("urgent frontier")
    session = PlanningSession(problem, pool.solver(name), SolveParameters(time_limit=60))
    result = frontier(session, FrontierRequest(measures=("tokens", "value")))
    oracle = Oracle(problem)
    points = {(-tokens(oracle, each), *objective(each)) for each in feasible(oracle)}
    assert result.complete
    assert len(result.points) == len(nondominated(points))


def test_more_tokens_than_today_may_do_under_a_floor(pool: SolverPool, name: str) -> None:
    session = PlanningSession(question("tokens under a floor"), pool.solver(name), SolveParameters(time_limit=60))
    result = prices(session, PricesRequest(("B",), tokens=True))
    (needed,) = next(price.tokens for price in result.prices if price.initiative_key == "B")
    assert (needed.now, needed.at_most, needed.proven) == (4, 5, True)


def test_a_regret_below_zero_is_told(pool: SolverPool, name: str) -> None:
    session = PlanningSession(question("gain behind goals"), pool.solver(name), SolveParameters(time_limit=60))
    modes = (ObjectiveMode.WEIGHTED_KPIS, ObjectiveMode.LEXICOGRAPHIC)
    safe = roadmaps(session, RoadmapsRequest(modes=modes)).regret.safe
    assert safe is not None
    first, second = (stage.max_regret for stage in safe.stages)
    assert (first.value, first.proven) == (Decimal("0.586405674153397"), True)
    assert (second.value, second.proven) == (Decimal("-0.482323186482645"), True)
