"""What planning computations say when a limit cuts solves short: never anything that the brute force contradicts."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction

import pytest

from domain.analyses.frontiers.capacity_limits import capacities_of
from domain.analyses.frontiers.capacity_values import CapacityValuesRequest, capacity_values
from domain.analyses.frontiers.frontier import FrontierRequest, frontier
from domain.analyses.frontiers.frontier_results import FrontierGap
from domain.analyses.nearly_best.alternatives import AlternativesRequest, alternatives
from domain.analyses.nearly_best.core import CoreRequest, Presence, core
from domain.analyses.pricing.rule_prices import RuleKind, RulePricesRequest, rule_prices
from domain.analyses.session.gains import Gain
from domain.analyses.session.session import PlanningSession
from domain.integer_model.solver import SolverPort
from domain.numbers import to_decimal
from solvers.pool import SolverPool
from tests.oracle import Oracle
from tests.planning_oracle import (
    SEEDS,
    best,
    feasible,
    is_rule_of,
    main_value,
    need,
    nondominated,
    objective,
    tokens,
    within_loss,
)
from tests.strategies import varied_problem
from tests.tired_solver import TiredSolver

FIRST = 66000
TINY = Fraction(1, 10**9)
"""Figures of results are rounded to 15 digits where their decimals do not end."""


def holds(gain: Gain, truth: Fraction) -> bool:
    above = gain.at_least is None or Fraction(gain.at_least) <= truth + TINY
    return above and (gain.at_most is None or truth <= Fraction(gain.at_most) + TINY)


def check_rule_prices(oracle: Oracle, solver: SolverPort) -> None:
    result = rule_prices(PlanningSession(oracle.problem, solver), RulePricesRequest(every=True))
    top = best(feasible(oracle))
    for price in result.prices:
        if top is not None and price.kind is not RuleKind.GOAL:
            after = best(feasible(oracle, lambda rule_id, gone=price.rule_id: rule_id == gone))
            assert after is not None
            assert holds(price.gain, main_value(after) - main_value(top)), price


def check_capacity_values(oracle: Oracle, solver: SolverPort) -> None:
    session = PlanningSession(oracle.problem, solver)
    capacities = capacities_of(session.prepared)[:3]
    result = capacity_values(session, CapacityValuesRequest(tuple(capacity.name for capacity in capacities)))
    top = best(feasible(oracle))
    for capacity, value in zip(capacities, result.capacities, strict=False):
        assert capacity.limit is not None
        lifted = feasible(oracle, lambda rule_id, of=capacity: is_rule_of(oracle, of, rule_id))
        needs = [(need(oracle, p, capacity.dimension, capacity.key, capacity.periods), p) for p in lifted]
        better = [used for used, p in needs if top is None or objective(p) > objective(top)]
        if value.never:
            assert not better
        if value.next_limit.value is not None:
            assert min(better) <= Fraction(value.next_limit.value) + TINY
        if value.next_limit.bound is not None and better:
            assert min(better) >= Fraction(value.next_limit.bound) - TINY
        after = best(p for used, p in needs if used <= capacity.limit + 1)
        if top is not None and after is not None:
            assert holds(value.one_more, main_value(after) - main_value(top)), capacity.name


def check_core(oracle: Oracle, solver: SolverPort) -> None:
    result = core(PlanningSession(oracle.problem, solver), CoreRequest(Decimal("0.3")))
    portfolios = within_loss(oracle, Decimal("0.3"), True)
    for item in result.initiatives:
        share = sum(item.initiative_key in portfolio for portfolio in portfolios)
        assert item.presence is not Presence.ALWAYS or share == len(portfolios)
        assert item.presence is not Presence.NEVER or share == 0
        assert item.presence is not Presence.SOMETIMES or 0 < share < len(portfolios)


def check_alternatives(oracle: Oracle, solver: SolverPort) -> None:
    result = alternatives(PlanningSession(oracle.problem, solver), AlternativesRequest(4, Decimal("0.5")))
    portfolios = within_loss(oracle, Decimal("0.5"), True)
    found = [frozenset(each.selected) for each in result.portfolios]
    assert set(found) <= set(portfolios)
    assert not result.exhausted or set(found) == set(portfolios)
    for place in range(1, len(found)):
        distance = result.portfolios[place].distance
        farthest = max(min(len(p ^ other) for other in found[:place]) for p in portfolios)
        assert distance is not None
        assert distance.value is not None
        assert distance.value <= farthest
        assert distance.bound is None or farthest <= distance.bound
        assert not distance.proven or distance.value == farthest


def lies_in(gap: FrontierGap, x: Fraction, y: Fraction) -> bool:
    return (
        (gap.x_from is None or Fraction(gap.x_from) < x + TINY)
        and (gap.x_to is None or x - TINY < Fraction(gap.x_to))
        and (gap.y_from is None or Fraction(gap.y_from) <= y + TINY)
        and (gap.y_to is None or y - TINY <= Fraction(gap.y_to))
    )


def check_frontier(oracle: Oracle, solver: SolverPort) -> None:
    result = frontier(
        PlanningSession(oracle.problem, solver), FrontierRequest(measures=("value", "tokens"), max_points=5)
    )
    points = nondominated({(*objective(p), -tokens(oracle, p)) for p in feasible(oracle)})
    true = {(float(-point[-1]), float(to_decimal(point[-2]))) for point in points}
    seen = [point for point in result.points if point.x.proven and point.y.proven]
    told = {(float(point.x.value or 0), float(point.y.value or 0)) for point in seen}
    assert told <= true
    assert not result.complete or told == true
    for point in points:
        if (float(-point[-1]), float(to_decimal(point[-2]))) not in told:
            assert any(lies_in(gap, -point[-1], point[-2]) for gap in result.gaps), point


CHECKS = (check_rule_prices, check_capacity_values, check_core, check_alternatives, check_frontier)
FROM_THE_START = (check_rule_prices, check_frontier)
"""Those that say nothing false even where the best portfolio of today is not proven."""


@pytest.mark.parametrize("check", CHECKS)
def test_what_is_said_at_a_limit_is_true(pool: SolverPool, check: Callable[[Oracle, SolverPort], None]) -> None:
    faults = []
    for seed in range(FIRST, FIRST + SEEDS):
        oracle = Oracle(varied_problem(seed, max_portfolios=200))
        session = PlanningSession(oracle.problem, pool.solver("cp-sat"))
        if session.prepared.formulation.notes:
            continue
        try:
            check(oracle, TiredSolver(pool.solver("cp-sat"), seed, fresh=seed % 2 if check in FROM_THE_START else 1))
        except Exception as error:
            faults.append(f"seed {seed}: {type(error).__name__}: {error}")
    assert not faults, "\n\n".join(faults)
