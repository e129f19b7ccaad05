from __future__ import annotations

from decimal import Decimal

from domain.analyses.reasons.prompts import prompts
from domain.analyses.reasons.prompts_results import PromptsBy, PromptsRequest, PromptsResult
from domain.analyses.reasons.why_results import Proof
from domain.analyses.session.session import PlanningSession
from domain.integer_model.model import SolveParameters
from domain.integer_model.result import SolutionStatus
from domain.problem.constraints import ConstraintSet, Target, TargetKind
from domain.problem.problem import PortfolioProblem
from tests.domain.builders import d, initiative, problem
from tests.tiny_solver import TinySolver


def ask(question: PortfolioProblem, by: PromptsBy = PromptsBy.MARKET, **parameters: float) -> PromptsResult:
    return prompts(PlanningSession(question, TinySolver(), SolveParameters(**parameters)), PromptsRequest(by))


def plan(goal: int) -> PortfolioProblem:
    gmv = {"north_star": d(10), "gmv": d(50)}
    return problem(
        initiative("A", 5, 60, market="UK", department="Growth"),
        initiative("B", 5, kpi_contribution=gmv, market="UK", department="Shop"),
        initiative("C", 5, kpi_contribution=gmv | {"north_star": d(20)}, market="DE", department="Shop"),
        initiative("D", None, kpi_contribution={"gmv": d(90)}, market="DE", title="Not sized"),
        rules=ConstraintSet(targets=(Target("gmv", d(goal), TargetKind.GOAL),)),
        capacity_total_tokens=d(5),
    )


def test_each_market_hears_what_closing_a_target_would_cost_with_one_of_its_own():
    result = ask(plan(50))
    told = {group.name: [each.sentence for each in group.contributions] for group in result.groups}
    assert told["UK"] == [
        "target:global:gmv is missed by 50 of 50; with B it would be met, and 50 of north_star would be lost."
    ]
    assert told["DE"] == [
        "target:global:gmv is missed by 50 of 50; with C it would be met, and 40 of north_star would be lost."
    ]
    assert result.complete


def test_departments_hear_the_cheapest_of_all_they_have():
    result = ask(plan(50), PromptsBy.DEPARTMENT)
    (shop,) = [group for group in result.groups if group.name == "Shop"]
    assert [(each.initiatives, each.numbers["lost_at_least"]) for each in shop.contributions] == [(("C",), Decimal(40))]


def test_who_has_to_supply_what_is_told_with_all_that_is_wrong():
    result = ask(plan(50))
    (group,) = [group for group in result.groups if group.missing]
    (missing,) = group.missing
    assert (group.name, missing.initiative_key, missing.helps) == ("DE", "D", ("target:global:gmv",))
    assert missing.reasons == ("engineering_tokens is missing",)


def test_a_target_out_of_reach_is_said_once_and_to_nobody():
    result = ask(plan(500))
    assert result.notes == ("target:global:gmv is out of reach: no portfolio that keeps every rule meets it",)
    assert not any(group.contributions for group in result.groups)


def test_what_the_clock_cuts_off_is_said():
    result = ask(plan(50), time_limit=0)
    assert (result.status, result.complete) == (SolutionStatus.UNKNOWN, False)
    assert result.notes == ("no portfolio was found in the time given, so no target can be judged yet",)
    assert Proof.OPEN not in {each.proof for group in result.groups for each in group.contributions}
