"""Counts of any size, and the computations that count tokens of many digits with them."""

from __future__ import annotations

from array import array
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from domain.analyses.frontiers.capacity_values import CapacityValuesRequest, capacity_values
from domain.analyses.frontiers.frontier import FrontierRequest, frontier
from domain.analyses.frontiers.transfers import TransfersRequest, transfers
from domain.analyses.pricing.price_results import PricesRequest
from domain.analyses.pricing.prices import prices
from domain.analyses.session.counts import DIGIT, with_count
from domain.analyses.session.session import PlanningSession
from domain.integer_model.model import Model
from domain.numbers import exact_arithmetic
from domain.problem.constraints import ConstraintSet, Target, TargetKind
from domain.problem.scenario import ObjectiveMode
from solvers.pool import SolverPool
from tests.domain.builders import d, initiative, problem

LARGE = Decimal("90071992547409.93000000000000000000000000001")
UNIT = Decimal("0.00000000000000000000000000001")


@given(st.integers(0, 2**200), st.data())
def test_every_number_up_to_the_end_can_be_counted(upper: int, data: st.DataObject) -> None:
    model, count = with_count(Model(array("q"), array("q")), upper, by_itself=True)
    number = data.draw(st.integers(0, upper))
    digits = [number // DIGIT**at % DIGIT for at in range(model.num_columns)]
    assert model.admits(digits)
    assert count.value(digits) == number


def test_tokens_of_any_width_are_counted_exactly(pool: SolverPool) -> None:
    """Both fit in one unit more than there is, and A alone to the last unit."""
    with exact_arithmetic():
        both, less = LARGE + LARGE, LARGE + LARGE - UNIT
    question = problem(initiative("A", str(LARGE), 9), initiative("B", str(LARGE), 5), capacity_total_tokens=less)
    session = PlanningSession(question, pool.solver("cp-sat"))
    (value,) = capacity_values(session, CapacityValuesRequest()).capacities
    assert (value.next_limit.value, value.next_limit.proven) == (both, True)
    points = frontier(session, FrontierRequest(capacity="global")).points
    assert [point.x.value for point in points] == [0, LARGE, both]


def test_the_most_tokens_of_any_width_are_found(pool: SolverPool) -> None:
    question = problem(initiative("A", str(LARGE), 9), initiative("B", 1, 5), capacity_total_tokens=LARGE)
    result = prices(PlanningSession(question, pool.solver("cp-sat")), PricesRequest(("A", "B"), tokens=True))
    with exact_arithmetic():
        told = {price.initiative_key: price.tokens[0].at_most for price in result.prices}
        assert told == {"A": LARGE, "B": Decimal(0)}


def test_transfers_of_any_width_are_exact(pool: SolverPool) -> None:
    with exact_arithmetic():
        less = LARGE - UNIT
    question = problem(
        initiative("A", str(LARGE), 9, department="X"),
        initiative("B", "1", 5, department="Y"),
        capacity_by_department={"X": less, "Y": LARGE},
    )
    for tokens, gains in ((UNIT, 9), (UNIT / 10, None)):
        session = PlanningSession(question, pool.solver("cp-sat"))
        best = transfers(session, TransfersRequest(tokens=tokens)).best
        assert (None if best is None else best.gain.at_least) == gains


def test_a_capacity_that_periods_share_is_counted_in_digits(pool: SolverPool) -> None:
    large = Decimal("922337203685.4775807")
    question = problem(
        initiative("A", str(large), 9),
        initiative("B", "2", 5),
        horizon=("2026-Q1", "2026-Q2"),
        capacity_total_tokens=Decimal(2),
    )
    values = capacity_values(PlanningSession(question, pool.solver("cp-sat")), CapacityValuesRequest()).capacities
    assert [(value.next_limit.value, value.next_limit.proven) for value in values] == [(large, True)] * 3


def test_goals_are_read_in_the_columns_of_the_rules_at_hand(pool: SolverPool) -> None:
    """A row of many digits brings columns of its own, so without it all that come after it move up."""
    with exact_arithmetic():
        less = LARGE - UNIT
    question = problem(
        initiative("A", str(LARGE), kpi_contribution={"north_star": d(1), "gmv": d("0.5")}),
        initiative("B", str(less), kpi_contribution={"north_star": d(9), "gmv": d(0)}),
        rules=ConstraintSet(targets=(Target("gmv", d("0.7"), TargetKind.GOAL),)),
        objective_mode=ObjectiveMode.LEXICOGRAPHIC,
        capacity_total_tokens=LARGE,
    )
    session = PlanningSession(question, pool.solver("cp-sat"))
    (value,) = capacity_values(session, CapacityValuesRequest()).capacities
    with exact_arithmetic():
        assert value.next_limit.value == LARGE + less
        assert value.next_gain is not None
        assert value.next_gain.at_least == 9
    result = prices(PlanningSession(question, pool.solver("cp-sat")), PricesRequest(("A", "B"), tokens=True))
    told = {price.initiative_key: price.tokens[0].at_most for price in result.prices}
    assert told == {"A": LARGE, "B": Decimal(0)}
