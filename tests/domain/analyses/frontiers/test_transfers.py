"""Transfers of tokens against a brute force over all portfolios and all pairs."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from domain.analyses.frontiers.capacity_limits import Capacity, capacities_of
from domain.analyses.frontiers.transfers import TransfersRequest, transfers
from domain.analyses.session.session import PlanningSession
from domain.errors import InputError
from domain.integer_model.result import SolutionStatus
from domain.integer_model.solver import SolverPort
from domain.numbers import to_decimal
from domain.problem.constraints import Dimension
from solvers.pool import SolverPool
from tests.domain.builders import d, initiative, problem
from tests.oracle import Oracle, Portfolio
from tests.planning_oracle import SEEDS, best, feasible, is_rule_of, main_value, need, objective, varied_oracle
from tests.tiny_solver import TinySolver

FIRST = 65000


def movable(session: PlanningSession, dimension: Dimension, tokens: Decimal) -> list[Capacity]:
    whole = len(session.prepared.rules.periods)
    found = [c for c in capacities_of(session.prepared) if c.dimension == dimension and len(c.periods) == whole]
    can_give = any(c.limit is not None and c.limit >= tokens for c in found)
    return found if len(found) > 1 and can_give else []


def check(oracle: Oracle, solver: SolverPort, dimension: Dimension, tokens: Decimal) -> bool:
    """Whether there was something to check."""
    session = PlanningSession(oracle.problem, solver)
    capacities = movable(session, dimension, tokens)
    if not capacities or session.prepared.formulation.notes:
        return False
    result = transfers(session, TransfersRequest(dimension, tokens, every_pair=True))
    top = best(feasible(oracle))
    lifted = feasible(oracle, lambda rule_id: any(is_rule_of(oracle, of, rule_id) for of in capacities))

    def within(portfolio: Portfolio, limits: dict[str, Fraction]) -> bool:
        return all(need(oracle, portfolio, c.dimension, c.key, c.periods) <= limits[c.name] for c in capacities)

    outcomes: dict[tuple[str, str], Portfolio | None] = {}
    for giver in capacities:
        for taker in capacities:
            if giver is not taker and giver.limit is not None and giver.limit >= tokens:
                limits = {c.name: Fraction(c.limit or 0) for c in capacities}
                limits[giver.name] -= Fraction(tokens)
                limits[taker.name] += Fraction(tokens)
                outcomes[giver.key or "", taker.key or ""] = best(p for p in lifted if within(p, limits))
    assert {(pair.giver, pair.taker) for pair in result.pairs} == set(outcomes)
    assert result.complete
    for pair in result.pairs:
        after = outcomes[pair.giver, pair.taker]
        if after is None:
            assert pair.gain.status is SolutionStatus.INFEASIBLE
        elif top is not None:
            assert pair.gain.at_least == to_decimal(main_value(after) - main_value(top)), pair
    possible = [p for p in outcomes.values() if p is not None]
    better = best(p for p in possible if top is None or objective(p) > objective(top))
    assert result.proven
    assert (result.best is None) == (better is None)
    if result.best is not None and better is not None:
        chosen = outcomes[result.best.giver, result.best.taker]
        assert chosen is not None
        assert objective(chosen) == objective(better)
        if top is not None:
            assert result.best.gain.at_least == to_decimal(main_value(better) - main_value(top))
    return True


@pytest.mark.parametrize("name", ["cp-sat", "highs"])
def test_transfers_gain_what_the_brute_force_says(pool: SolverPool, name: str) -> None:
    faults, checked, seed = [], 0, FIRST
    while checked < SEEDS and seed < FIRST + 40 * SEEDS:
        dimension = (Dimension.DEPARTMENT, Dimension.MARKET, Dimension.TEAM)[seed % 3]
        try:
            oracle = varied_oracle(seed, 300)
            checked += check(oracle, pool.solver(name), dimension, Decimal(1 + seed % 2))
        except Exception as error:
            faults.append(f"seed {seed}, {dimension}: {type(error).__name__}: {error}")
        seed += 1
    assert not faults, "\n\n".join(faults)
    assert checked


def two(growth: int, core: int) -> PlanningSession:
    initiatives = (
        initiative("A", 5, 50, department="Growth"),
        initiative("B", 4, 90, department="Core"),
        initiative("C", 2, 10, department="Growth"),
    )
    return PlanningSession(
        problem(*initiatives, capacity_by_department={"Growth": d(growth), "Core": d(core)}), TinySolver()
    )


def test_the_best_transfer_is_named_with_its_gain() -> None:
    result = transfers(two(6, 3), TransfersRequest(Dimension.DEPARTMENT, d(1)))
    assert result.best is not None
    assert (result.best.giver, result.best.taker, result.best.gain.at_least) == ("Growth", "Core", 90)


def test_where_no_transfer_helps_that_is_proven() -> None:
    result = transfers(two(7, 4), TransfersRequest(Dimension.DEPARTMENT, d(1), every_pair=True))
    assert result.best is None
    assert result.none_helps
    assert [(pair.giver, pair.gain.at_least) for pair in result.pairs] == [("Growth", -10), ("Core", -90)]


def test_without_a_pair_none_helps() -> None:
    for request, said in (
        (TransfersRequest(Dimension.MARKET, every_pair=True), "this problem has 0"),
        (TransfersRequest(Dimension.DEPARTMENT, d(99)), "no department has 99 tokens to give"),
    ):
        result = transfers(two(6, 3), request)
        assert result.none_helps
        assert not result.pairs
        assert said in result.notes[0]


def test_what_cannot_be_moved_is_refused() -> None:
    for request, said in (
        (TransfersRequest(Dimension.CATEGORY), "choose one of market, department, team"),
        (TransfersRequest(Dimension.DEPARTMENT, d(0)), "are none to move"),
    ):
        with pytest.raises(InputError, match=said):
            transfers(two(6, 3), request)
