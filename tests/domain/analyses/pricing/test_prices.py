"""Price lists where a limit has left something open, and the order in which they are heard."""

from __future__ import annotations

from dataclasses import replace

import pytest

from domain.analyses.pricing.price_results import PricesRequest, PricesResult, PriceState
from domain.analyses.pricing.prices import prices
from domain.analyses.session.session import PlanningSession
from domain.analyses.session.terms import Step
from domain.errors import InputError
from domain.integer_model.model import Plan, SolveParameters
from domain.integer_model.result import PlanResult, SolutionStatus, Termination
from domain.integer_model.solver import SolveControl
from tests.domain.builders import initiative, problem
from tests.tiny_solver import TinySolver

QUESTION = problem(initiative("A", 6, 60), initiative("B", 5, 45), initiative("C", 5, 44), capacity_total_tokens=10)


class Hasty(TinySolver):
    """Finds the worst portfolio first, and no time to prove anything."""

    def solve(self, plan: Plan, parameters: SolveParameters, control: SolveControl | None = None) -> PlanResult:
        found = super().solve(Plan(plan.model, ()), parameters, control)
        return replace(found, status=SolutionStatus.FEASIBLE, termination=Termination.TIME_LIMIT)


def test_the_whole_list_is_heard_before_the_exact_prices_one_by_one():
    steps: list[Step] = []
    result = prices(PlanningSession(QUESTION, TinySolver()), PricesRequest(exact=2), steps.append)
    assert isinstance(steps[0].latest, PricesResult)
    assert all(price.state is PriceState.BOUND for price in steps[0].latest.prices)
    assert [(step.done, step.total) for step in steps] == [
        (1, 3),
        (2, 3),
        (3, 3),
        (4, 4),
    ]  # one question settles all three
    assert {step.latest.initiative_key for step in steps[1:]} == {
        price.initiative_key for price in result.prices if price.state is PriceState.EXACT
    }


def test_against_a_portfolio_that_is_not_proven_best_forcing_might_gain():
    result = prices(PlanningSession(QUESTION, Hasty()), PricesRequest())
    assert result.status is SolutionStatus.FEASIBLE
    assert min(price.lost_at_least for price in result.prices) < 0
    assert any("not proven best" in note for note in result.notes)
    result = prices(PlanningSession(QUESTION, Hasty()), PricesRequest(exact=3))
    assert {price.state for price in result.prices} == {PriceState.OPEN}


def test_a_few_questions_make_the_cheapest_exact_and_bound_all_others_by_them():
    swapped = [initiative(f"S{each}", 5, 50 - each) for each in range(8)]
    question = problem(initiative("A", 5, 60), initiative("B", 5, 57), *swapped, capacity_total_tokens=10)
    asked: list[Plan] = []

    class Counted(TinySolver):
        def solve(self, plan: Plan, parameters: SolveParameters, control: SolveControl | None = None) -> PlanResult:
            asked.append(plan)
            return super().solve(plan, parameters, control)

    found = {
        price.initiative_key: price
        for price in prices(PlanningSession(question, Counted()), PricesRequest(exact=2)).prices
    }
    assert {key for key, price in found.items() if price.state is PriceState.EXACT} == {"B", "S0"}
    assert found["B"].lost_at_most == found["S0"].lost_at_most == 7
    assert {price.lost_at_least for key, price in found.items() if key not in ("B", "S0", "A")} == {7}
    assert len(asked) == 2, "the best portfolio, and the best other one"


def test_without_a_portfolio_there_are_no_prices():
    impossible = problem(initiative("A", 6, 60, is_mandatory=True), capacity_total_tokens=1)
    result = prices(PlanningSession(impossible, TinySolver()), PricesRequest())
    assert (result.status, result.prices) == (SolutionStatus.INFEASIBLE, ())


@pytest.mark.parametrize("request_", [PricesRequest(("Z",)), PricesRequest(exact=-1), PricesRequest(sharpen=-1)])
def test_what_makes_no_sense_is_refused(request_: PricesRequest):
    with pytest.raises(InputError):
        prices(PlanningSession(QUESTION, TinySolver()), request_)
