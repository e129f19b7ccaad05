"""The near-optimal core and near-optimal alternatives against a brute force over all portfolios."""

from __future__ import annotations

from decimal import Decimal
from itertools import combinations

import pytest

from domain.analyses.nearly_best.alternatives import AlternativesRequest, alternatives
from domain.analyses.nearly_best.core import CoreRequest, CoreResult, Presence, core
from domain.analyses.session.session import PlanningSession
from domain.analyses.session.terms import Step
from domain.errors import InputError
from domain.integer_model.result import SolutionStatus
from domain.integer_model.solver import SolverPort
from solvers.pool import SolverPool
from tests.domain.builders import initiative, problem
from tests.oracle import Oracle
from tests.planning_oracle import SEEDS, varied_oracle, within_loss
from tests.tiny_solver import TinySolver

FIRST = 62000
LOSSES = ((Decimal("0"), True), (Decimal("0.1"), True), (Decimal("2"), False), (Decimal("0.5"), True))


def check_core(oracle: Oracle, solver: SolverPort, loss: Decimal, relative: bool) -> None:
    session = PlanningSession(oracle.problem, solver)
    result = core(session, CoreRequest(loss, relative))
    if any("2^53" in note for note in (*result.notes, *session.prepared.formulation.notes)):
        return
    portfolios = within_loss(oracle, loss, relative)
    assert result.complete
    if not portfolios:
        assert result.status is SolutionStatus.INFEASIBLE
        return
    for item in result.initiatives:
        share = sum(item.initiative_key in portfolio for portfolio in portfolios)
        expected = Presence.SOMETIMES
        if share in (0, len(portfolios)):
            expected = Presence.ALWAYS if share else Presence.NEVER
        assert item.presence is expected, item
    sometimes = sum(item.presence is Presence.SOMETIMES for item in result.initiatives)
    assert result.questions <= sometimes + 1


def check_alternatives(oracle: Oracle, solver: SolverPort, loss: Decimal, relative: bool) -> None:
    session = PlanningSession(oracle.problem, solver)
    result = alternatives(session, AlternativesRequest(4, loss, relative))
    if any("2^53" in note for note in (*result.notes, *session.prepared.formulation.notes)):
        return
    portfolios = within_loss(oracle, loss, relative)
    if not portfolios:
        assert result.status is SolutionStatus.INFEASIBLE
        return
    found = [frozenset(each.selected) for each in result.portfolios]
    assert set(found) <= set(portfolios)
    assert len(found) == min(4, len(portfolios))
    assert result.exhausted == (len(portfolios) < 4)
    for place in range(1, len(found)):
        farthest = max(min(len(p ^ other) for other in found[:place]) for p in portfolios)
        distance = result.portfolios[place].distance
        assert distance is not None
        assert distance.proven
        assert distance.value == farthest
    if len(found) > 1 and len(portfolios) <= 14:
        widest = max(
            min(len(a ^ b) for a, b in combinations(chosen, 2)) for chosen in combinations(portfolios, len(found))
        )
        assert result.apart_at_most is not None
        assert widest <= result.apart_at_most


@pytest.mark.parametrize("name", ["cp-sat", "highs"])
@pytest.mark.parametrize("check", [check_core, check_alternatives])
def test_what_is_said_of_near_optimal_portfolios_is_so(pool: SolverPool, name: str, check: object) -> None:
    assert callable(check)
    faults = []
    for seed in range(FIRST, FIRST + SEEDS):
        oracle = varied_oracle(seed, 400)
        loss, relative = LOSSES[seed % len(LOSSES)]
        try:
            check(oracle, pool.solver(name), loss, relative)
        except Exception as error:
            faults.append(f"seed {seed}, loss {loss}: {type(error).__name__}: {error}")
    assert not faults, "\n\n".join(faults)


EQUALS = problem(
    initiative("A", 5, 50),
    initiative("B", 5, 50),
    initiative("C", 5, 50),
    initiative("D", 9, 1),
    capacity_total_tokens=Decimal(10),
)


def test_partial_results_are_heard_of() -> None:
    heard: list[Step] = []
    core(PlanningSession(EQUALS, TinySolver()), CoreRequest(Decimal(0)), heard.append)
    assert heard
    assert all(isinstance(step.latest, CoreResult) and not step.latest.complete for step in heard)
    assert heard[-1].done == 3


def test_a_session_that_was_stopped_leaves_them_open() -> None:
    session = PlanningSession(EQUALS, TinySolver())
    session.base()
    session.control.stop()
    result = core(session, CoreRequest(Decimal(0)))
    assert not result.complete
    assert {item.presence for item in result.initiatives} == {Presence.OPEN}


def test_a_loss_below_zero_or_beyond_all_is_refused() -> None:
    for request in (CoreRequest(Decimal(-1)), CoreRequest(Decimal(2), relative=True)):
        with pytest.raises(InputError, match="is not from 0 up"):
            core(PlanningSession(EQUALS, TinySolver()), request)


def test_the_only_portfolio_within_the_loss_is_spoken_of_as_one() -> None:
    session = PlanningSession(problem(initiative("A", 5, 50), capacity_total_tokens=Decimal(5)), TinySolver())
    result = alternatives(session, AlternativesRequest())
    assert "there are no more than this one portfolio within the loss" in result.notes
