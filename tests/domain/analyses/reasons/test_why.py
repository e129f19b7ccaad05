from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from domain.analyses.reasons.why import why
from domain.analyses.reasons.why_differences import Difference, amount
from domain.analyses.reasons.why_results import FactKind, Proof, WhyRequest, WhyResult
from domain.analyses.session.session import PlanningSession
from domain.errors import InputError, ParameterError
from domain.integer_model.model import Plan, SolveParameters
from domain.integer_model.result import PlanResult, SolutionStatus, StageOutcome, Termination
from domain.integer_model.solver import SolveControl
from domain.problem.problem import PortfolioProblem
from domain.rules.wording import grouped
from tests.domain.builders import initiative, problem
from tests.tiny_solver import TinySolver


def page(question: PortfolioProblem, key: str | None = None, **parameters: float) -> WhyResult:
    return why(PlanningSession(question, TinySolver(), SolveParameters(**parameters)), WhyRequest(key))


def knapsack(**changes: object) -> PortfolioProblem:
    return problem(
        initiative("A", 6, 60), initiative("B", 5, 45), initiative("C", 5, 44), capacity_total_tokens=10, **changes
    )


def sentences(result: WhyResult, kind: FactKind) -> list[str]:
    return [fact.sentence for fact in result.facts if fact.kind is kind]


def test_the_portfolio_is_explained_from_what_carries_it_to_what_would_help():
    result = page(knapsack())
    assert result.complete
    assert sentences(result, FactKind.ANSWER) == [
        "The best portfolio takes 2 of 3 candidates for 10 tokens, north_star 89; no allowed portfolio does better."
    ]
    assert "Without B the best portfolio is worth 60: 29 of north_star would be lost." in sentences(
        result, FactKind.WHY_IN
    )
    assert sentences(result, FactKind.WHY_NOT) == [
        "With A in it, the best portfolio is worth 60: 29 of north_star would be lost."
    ]
    assert "One more token of capacity:global would bring 16 of north_star." in sentences(result, FactKind.LIMIT)
    assert sentences(result, FactKind.HELP)[0] == "Doing without capacity:global would bring 60 of north_star."
    assert next(fact for fact in result.facts if fact.kind is FactKind.HELP).numbers["value"] == 149


def test_an_initiative_outside_is_told_its_price_and_what_it_takes():
    result = page(knapsack(), "A")
    assert result.verdict == "A is not in the best portfolio."
    assert "capacity:global has 0 of 10 tokens left, it needs 6." in sentences(result, FactKind.WHY_NOT)
    assert "B and C would leave; with fewer changes more would be lost." in " ".join(
        sentences(result, FactKind.WHY_NOT)
    )
    assert "Without capacity:global, a best portfolio has A in it." in sentences(result, FactKind.HELP)
    needed = [fact for fact in result.facts if "needed" in fact.numbers]
    assert [fact.numbers["needed"] for fact in needed] == [29]


def test_an_initiative_inside_is_told_what_would_be_lost_without_it():
    result = page(knapsack(), "B")
    assert "Without B the best portfolio is worth 60: 29 of north_star would be lost." in sentences(
        result, FactKind.WHY_IN
    )
    assert sentences(result, FactKind.HELP) == [
        "It could add 29 less to north_star before a portfolio without it is as good."
    ]


def test_a_mandate_is_told_what_it_costs():
    question = problem(
        initiative("A", 6, 60, is_mandatory=True), initiative("B", 5, 45), initiative("C", 5, 44),
        capacity_total_tokens=10,
    )  # fmt: skip
    result = page(question, "A")
    assert sentences(result, FactKind.LIMIT) == ["Leaving A to the optimiser would bring 29 of north_star."]


def test_a_faulty_entry_is_told_everything_that_is_wrong():
    result = page(problem(initiative("A", None, 60), initiative("B", 5, 45)), "A")
    assert sentences(result, FactKind.INPUT) == ["engineering_tokens is missing."]
    assert result.complete


def test_what_cannot_be_in_is_told_which_rules_cannot_hold_together():
    question = problem(initiative("A", 11, 60), initiative("B", 5, 45), capacity_total_tokens=10)
    result = page(question, "A")
    found = sentences(result, FactKind.WHY_NOT)
    assert "No portfolio that keeps every rule has A in it." in found
    assert any(text.startswith("These cannot hold together:") and "capacity:global" in text for text in found)


def test_without_any_portfolio_the_conflict_is_told():
    question = problem(initiative("A", 11, 60, is_mandatory=True), capacity_total_tokens=10)
    result = page(question)
    assert result.status is SolutionStatus.INFEASIBLE
    assert {fact.subject for fact in result.facts if fact.kind is FactKind.CONFLICT} == {
        "capacity:global",
        "mandatory:A",
    }
    assert sentences(result, FactKind.HELP)


def test_what_the_clock_cuts_off_is_left_open_and_marked():
    result = page(knapsack(), time_limit=0)
    assert result.verdict == "No portfolio was found in the time given."
    assert not result.complete
    assert [fact.proof for fact in result.facts] == [Proof.OPEN]


def test_a_difference_that_is_not_proven_is_an_interval():
    between = Difference("north_star", True, Decimal(5), Decimal(0), Decimal("1200.5"))
    assert (amount(between), between.proof) == ("between 0 and 1,200.5 of north_star", Proof.INTERVAL)
    unknown = Difference("north_star", True, Decimal(5), None, Decimal(3))
    assert (amount(unknown), unknown.proof) == ("an amount of north_star that is not known", Proof.OPEN)
    assert grouped(Decimal("0.00000012")) == "1.2e-7"


def test_questions_that_cannot_be_answered_are_refused():
    with pytest.raises(InputError, match="there is no initiative 'Z'"):
        page(knapsack(), "Z")
    with pytest.raises(ParameterError, match="exact"):
        page(knapsack(), gap=0.1)


def test_a_delivered_initiative_is_out_of_the_question():
    result = page(knapsack(delivered=("A",)), "A")
    assert "already delivered." in " ".join(sentences(result, FactKind.WHY_NOT)).lower()


class Doubting(TinySolver):
    """Finds the best, but after the first plan proves no more than that nothing is better by over 10."""

    def solve(self, plan: Plan, parameters: SolveParameters, control: SolveControl | None = None) -> PlanResult:
        result = super().solve(plan, parameters, control)
        if len(self.plans) == 1 or result.values is None:
            return result
        stages = tuple(
            replace(outcome, bound=(outcome.value or 0) + int(10 * stage.scale), proven=False)
            for outcome, stage in zip(result.stages, plan.stages, strict=True)
        )
        return replace(result, status=SolutionStatus.FEASIBLE, termination=Termination.TIME_LIMIT, stages=stages)


def test_a_search_that_is_cut_short_gives_the_interval_that_holds_the_truth():
    result = why(PlanningSession(knapsack(), Doubting(), SolveParameters()), WhyRequest())
    assert not result.complete
    (cost,) = [fact for fact in result.facts if fact.kind is FactKind.WHY_NOT]
    interval = "between 19 and 29 of north_star would be lost"
    assert cost.sentence == f"With A in it, a portfolio worth 60 was found: {interval}."
    assert (cost.proof, cost.numbers["lost_at_least"], cost.numbers["lost_at_most"]) == (Proof.INTERVAL, 19, 29)
    gain = next(fact for fact in result.facts if fact.kind is FactKind.LIMIT and "tokens" in fact.numbers)
    assert (gain.numbers["gained_at_least"], gain.numbers["gained_at_most"]) == (16, 26)


class Stubborn(TinySolver):
    """Finds nothing better than what it starts from once a limit has been dropped, and proves nothing then."""

    def solve(self, plan: Plan, parameters: SolveParameters, control: SolveControl | None = None) -> PlanResult:
        if plan.model.hint is None or any(tag.startswith("capacity") for tag in plan.model.tags):
            return super().solve(plan, parameters, control)
        self.plans.append(plan)
        values = [stage.form.value(plan.model.hint) for stage in plan.stages]
        outcomes = (
            StageOutcome(stage.name, value, value + 100, False)
            for stage, value in zip(plan.stages, values, strict=True)
        )
        return PlanResult(SolutionStatus.FEASIBLE, Termination.WORK_LIMIT, plan.model.hint, tuple(outcomes))


def test_doing_without_a_limit_brings_no_less_than_what_one_more_token_is_known_to_bring():
    result = why(PlanningSession(knapsack(), Stubborn(), SolveParameters()), WhyRequest())
    more, without = [fact for fact in result.facts if fact.kind is FactKind.LIMIT]
    assert "One more token" in more.sentence
    assert "Doing without" in without.sentence
    assert without.numbers["gained_at_least"] == more.numbers["gained_at_least"] > 0
