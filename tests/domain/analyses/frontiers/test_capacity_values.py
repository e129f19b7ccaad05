"""The value of capacity against a brute force over all portfolios."""

from __future__ import annotations

from decimal import Decimal

import pytest

from domain.analyses.frontiers.capacity_limits import capacities_of
from domain.analyses.frontiers.capacity_values import CapacityValuesRequest, capacity_values
from domain.analyses.frontiers.frontier import FrontierRequest, frontier
from domain.analyses.session.session import PlanningSession
from domain.errors import InputError
from domain.integer_model.result import SolutionStatus
from domain.integer_model.solver import SolverPort
from domain.numbers import to_decimal
from solvers.pool import SolverPool
from tests.domain.builders import initiative, problem
from tests.oracle import Oracle
from tests.planning_oracle import SEEDS, best, feasible, is_rule_of, main_value, need, objective, varied_oracle
from tests.tiny_solver import TinySolver

FIRST = 64000


def check(oracle: Oracle, solver: SolverPort) -> None:
    session = PlanningSession(oracle.problem, solver)
    capacities = capacities_of(session.prepared)[:4]
    if not capacities or session.prepared.formulation.notes:
        return
    names = tuple(capacity.name for capacity in capacities)
    result = capacity_values(session, CapacityValuesRequest(names))
    top = best(feasible(oracle))
    assert result.complete
    assert (result.value is None) == (top is None)
    for capacity, value in zip(capacities, result.capacities, strict=True):
        assert capacity.limit is not None
        lifted = feasible(oracle, lambda rule_id, of=capacity: is_rule_of(oracle, of, rule_id))
        needs = [(need(oracle, p, capacity.dimension, capacity.key, capacity.periods), p) for p in lifted]
        better = [used for used, p in needs if top is None or objective(p) > objective(top)]
        assert value.never == (not better), capacity.name
        if better:
            at_next = best(p for used, p in needs if used <= min(better))
            assert at_next is not None
            assert value.next_limit.proven
            assert value.next_limit.value == to_decimal(min(better)), capacity.name
            assert value.next_gain is not None
            if top is not None:
                assert value.next_gain.at_least == to_decimal(main_value(at_next) - main_value(top)), capacity.name
                assert value.next_gain.proven
        after = best(p for used, p in needs if used <= capacity.limit + 1)
        if after is None:
            assert value.one_more.status is SolutionStatus.INFEASIBLE
        elif top is not None:
            assert value.one_more.at_least == to_decimal(main_value(after) - main_value(top)), capacity.name
            assert value.one_more.proven


@pytest.mark.parametrize("name", ["cp-sat", "highs"])
def test_one_more_token_and_the_next_limit_are_as_the_brute_force_says(pool: SolverPool, name: str) -> None:
    faults = []
    for seed in range(FIRST, FIRST + SEEDS):
        try:
            check(varied_oracle(seed, 400), pool.solver(name))
        except Exception as error:
            faults.append(f"seed {seed}: {type(error).__name__}: {error}")
    assert not faults, "\n\n".join(faults)


TWO = problem(initiative("A", 5, 50), initiative("B", 4, 30), capacity_total_tokens=Decimal(5))


def test_a_token_that_gains_nothing_needs_no_solve_of_its_own() -> None:
    solver = TinySolver()
    (value,) = capacity_values(PlanningSession(TWO, solver), CapacityValuesRequest()).capacities
    assert (value.one_more.at_least, value.one_more.at_most) == (0, 0)
    assert (value.next_limit.value, value.next_gain and value.next_gain.at_least) == (9, 30)
    assert len(solver.plans) == 2


def test_enough_is_said_to_be_enough() -> None:
    session = PlanningSession(problem(initiative("A", 5, 50), capacity_total_tokens=Decimal(5)), TinySolver())
    (value,) = capacity_values(session, CapacityValuesRequest()).capacities
    assert value.never
    assert value.one_more.proven


def test_what_is_enough_in_all_periods_is_enough_in_each_without_another_solve() -> None:
    two = problem(initiative("A", 5, 50), capacity_total_tokens=Decimal(5), horizon=("2026-Q1", "2026-Q2"))
    solver = TinySolver()
    found = capacity_values(PlanningSession(two, solver), CapacityValuesRequest())
    names = ["capacity:global", "capacity:global@2026-Q1", "capacity:global@2026-Q2"]
    assert [value.name for value in found.capacities] == names
    assert all(value.never and value.one_more.proven for value in found.capacities)
    assert [value.used for value in found.capacities] in ([5, 5, 0], [5, 0, 5])
    assert found.complete
    # The best of today, and whether anything is better without the limit of both periods.
    assert len(solver.plans) == 2


APART = problem(
    initiative("A", 5, 50),
    initiative("B", 4, 30),
    horizon=("2026-Q1", "2026-Q2", "2026-Q3"),
    capacity_total_tokens=Decimal(3),
    capacity_by_period={"2026-Q2": Decimal(4), "2026-Q3": Decimal(2)},
)
SAID = (
    "global is the capacity of 2026-Q1 here: 2026-Q2, 2026-Q3 have capacities of their own and stay as they are "
    "(name global@2026-Q2 for that)"
)


def test_a_name_that_leaves_periods_alone_says_so_however_it_is_written() -> None:
    for name in ("global", "Global", " Capacity:GLOBAL"):
        session = PlanningSession(APART, TinySolver())
        assert SAID in capacity_values(session, CapacityValuesRequest((name,))).notes
    alone = capacity_values(PlanningSession(APART, TinySolver()), CapacityValuesRequest(("Global@2026-Q2",)))
    assert len(alone.notes) == 1
    assert alone.capacities[0].limit == 4


def test_a_frontier_over_a_name_that_leaves_periods_alone_says_so() -> None:
    assert frontier(PlanningSession(APART, TinySolver()), FrontierRequest("Global")).notes[0] == SAID


def test_an_unknown_capacity_is_answered_with_a_few_names() -> None:
    many = problem(
        initiative("A", 5, 50, market="M0"),
        capacity_by_market={f"M{number}": Decimal(9) for number in range(9)},
    )
    with pytest.raises(InputError, match=r"market:M5 and 3 more\)$"):
        capacity_values(PlanningSession(many, TinySolver()), CapacityValuesRequest(("moon",)))


def test_what_is_unlimited_has_no_value() -> None:
    with pytest.raises(InputError, match="unlimited"):
        capacity_values(
            PlanningSession(problem(initiative("A", 5, 50)), TinySolver()), CapacityValuesRequest(("global",))
        )
