"""Every figure that leaves the engine is exact: digit for digit where its decimals end, whatever their number."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from decimal import Context, Decimal, Inexact, localcontext
from fractions import Fraction
from random import Random
from typing import Any, TypeVar

import pytest

from domain.analyses.catalogue import analysis
from domain.analyses.frontiers.capacity_values import CapacityValuesRequest
from domain.analyses.frontiers.frontier import FrontierRequest
from domain.analyses.nearly_best.core import CoreRequest
from domain.analyses.pricing.price_results import PricesRequest
from domain.analyses.pricing.rule_prices import RulePricesRequest
from domain.analyses.reasons.why_results import WhyRequest
from domain.analyses.session.session import PlanningSession
from domain.analyses.trading.trade_results import TradeRequest
from domain.integer_model.model import SolveParameters
from domain.integer_model.result import Proof, SolutionStatus
from domain.numbers import exact_arithmetic
from domain.optimization.optimize import optimize
from domain.portfolio.report import PortfolioReport
from domain.problem.constraints import Target, TargetKind
from domain.problem.problem import PortfolioProblem
from domain.problem.scenario import ObjectiveMode
from persistence.report_json import dumps, record_text
from solvers.pool import SolverPool
from tests.domain.builders import d, initiative, problem
from tests.oracle import Oracle
from tests.planning_oracle import SEEDS, kpi_total, main_value, tokens
from tests.strategies import random_problem

pytestmark = [pytest.mark.solver, pytest.mark.slow]

FIRST = int(os.environ.get("BRUTE_FORCE_FIRST", "90000"))
Record = TypeVar("Record")
FITTING, GOALS = 14, 11
"""Decimals that one integer holds beside a digit before the point, and that two goals can be weighed by."""
LONG = Decimal("1.0000000000000000000000000001")
"""So many digits that decimals lose some of them as they are added, while integers have it as a common factor."""


@pytest.fixture(scope="module")
def pool() -> Iterator[SolverPool]:
    with SolverPool() as running:
        yield running


def lengthened(question: PortfolioProblem, seed: int, decimals: int) -> PortfolioProblem:
    """The same problem with many decimals in every contribution, in every score and in the tokens."""
    random = Random(seed)

    def longer(value: Decimal | None) -> Decimal | None:
        if value is None or random.random() < 0.2:
            return value
        with exact_arithmetic():
            return value + Decimal(random.randint(1, 10**decimals)).scaleb(-decimals)

    def all_longer(values: Any) -> dict[str, Decimal]:
        return {key: longer(value) or value for key, value in values.items()}

    initiatives = tuple(
        replace(
            each,
            kpi_contribution=all_longer(each.kpi_contribution),
            engineering_tokens=longer(each.engineering_tokens),
            active_overall_score=longer(each.active_overall_score),
        )
        for each in question.initiatives
    )
    return replace(question, initiatives=initiatives)


def prolonged(question: PortfolioProblem) -> PortfolioProblem:
    """The same problem with KPIs, scores and tokens in other units, of more digits than the usual arithmetic keeps."""

    def longer(value: Decimal | None) -> Decimal | None:
        with exact_arithmetic():
            return None if value is None else value * LONG

    def all_longer(values: Mapping[str, Decimal]) -> dict[str, Decimal]:
        return {key: longer(value) or value for key, value in values.items()}

    def with_longer(record: Record, *names: str) -> Record:
        return replace(record, **{name: longer(getattr(record, name)) for name in names})

    initiatives = tuple(
        with_longer(
            replace(each, kpi_contribution=all_longer(each.kpi_contribution), team_tokens=all_longer(each.team_tokens)),
            "engineering_tokens",
            "engineering_tokens_mvp",
            "engineering_tokens_full",
            "active_overall_score",
        )
        for each in question.initiatives
    )
    rules = question.constraint_set
    rules = replace(
        rules,
        floors=tuple(with_longer(each, "min_tokens") for each in rules.floors),
        caps=tuple(with_longer(each, "max_tokens") for each in rules.caps),
        targets=tuple(with_longer(each, "target_value") for each in rules.targets),
        synergies=tuple(with_longer(each, "bonus") for each in rules.synergies),
    )
    scenario = with_longer(question.scenario, "capacity_total_tokens")
    limits = ("capacity_by_market", "capacity_by_department", "capacity_by_team", "capacity_by_period")
    scenario = replace(scenario, **{name: all_longer(getattr(scenario, name)) for name in limits})
    return replace(question, initiatives=initiatives, constraint_set=rules, scenario=scenario)


def questions(decimals: int) -> Iterator[tuple[int, PortfolioProblem]]:
    for seed in range(FIRST, FIRST + SEEDS):
        yield seed, lengthened(random_problem(seed, max_portfolios=200), seed, decimals)


def same(figure: Decimal | int | None, value: Fraction) -> bool:
    """Equal to the last digit; to the fifteenth where the decimals of the value do not end."""
    assert figure is not None
    denominator = value.denominator
    for prime in (2, 5):
        while denominator % prime == 0:
            denominator //= prime
    return Fraction(figure) == value if denominator == 1 else abs(Fraction(figure) - value) <= abs(value) / 10**14


def plain_json(text: str) -> Any:
    return json.loads(text, parse_float=Decimal)


def test_a_tiny_difference_is_not_cut(pool: SolverPool) -> None:
    question = problem(initiative("a", 1, "1000000.000000001"), initiative("b", 1, 1000000), capacity_total_tokens=d(1))
    answer = plain_json(dumps(optimize(question, pool.solver("highs"), SolveParameters())))
    assert answer["selected"] == ["a"]
    assert answer["objective"] == answer["bound"] == Decimal("1000000.000000001")
    assert answer["stages"][0]["value"] == answer["stages"][0]["bound"] == Decimal("1000000.000000001")


def test_a_small_parameter_is_not_cut(pool: SolverPool) -> None:
    report = optimize(problem(initiative("a")), pool.solver("highs"), SolveParameters(gap=1e-9))
    assert plain_json(dumps(report))["solver"]["parameters"]["gap"] == Decimal("1E-9")


def test_the_figures_of_an_answer_are_those_of_the_brute_force(pool: SolverPool) -> None:
    compared = 0
    for seed, question in questions(FITTING):
        report = optimize(question, pool.solver("cp-sat"), SolveParameters())
        if report.solution_status is not SolutionStatus.OPTIMAL or any("rounded" in each for each in report.warnings):
            continue
        compared += 1
        check_answer(seed, Oracle(question), report)
    assert compared


def check_answer(seed: int, oracle: Oracle, report: PortfolioReport) -> None:
    """As JSON: the stages, the KPI totals, the targets and the tokens."""
    answer = plain_json(dumps(report))
    periods = oracle.horizon
    picks = {
        each["initiative_key"]: (periods.index(each["period"]), each["scope"])
        for each in answer["initiatives"]
        if each["decision"] in ("selected", "forced_in")
    }
    (chosen,) = (each for each in oracle.portfolios() if each.picks == picks)
    assert same(answer["objective"], main_value(chosen)), seed
    for stage in answer["stages"]:
        assert same(stage["value"], chosen.stages[stage["name"]]), (seed, stage)
        assert stage["bound"] == stage["value"], (seed, stage)
    for kpi in answer["kpis"]:
        assert same(kpi["total"], kpi_total(oracle, chosen, kpi["kpi_key"])), (seed, kpi)
    total = sum((Fraction(each["tokens"]) for each in answer["initiatives"]), Fraction(0))
    assert total == tokens(oracle, chosen), seed
    for usage in answer["usage"]:
        assert abs(Fraction(usage["limit"]) - Fraction(usage["used"])) == Fraction(usage["slack"]), (seed, usage)


def with_goals(question: PortfolioProblem, seed: int) -> PortfolioProblem:
    """The same problem with goals first, each a unit beside what some of the candidates bring together."""
    random, goals = Random(seed), []
    for kpi in ("north_star", "gmv"):
        some = [i.kpi_contribution[kpi] for i in question.initiatives if kpi in i.kpi_contribution]
        with exact_arithmetic():
            total = sum(random.sample(some, len(some) // 2), Decimal(0)) + Decimal(random.choice((0, 1))).scaleb(-GOALS)
        goals.append(Target(kpi, total, TargetKind.GOAL))
    rules = replace(question.constraint_set, targets=tuple(goals))
    scenario = replace(question.scenario, objective_mode=ObjectiveMode.LEXICOGRAPHIC, tie_breaks=())
    return replace(question, scenario=scenario, constraint_set=rules)


def test_goals_of_any_length_are_missed_by_exactly_what_is_said(pool: SolverPool) -> None:
    missed = 0
    for seed, question in questions(GOALS):
        with_them = with_goals(question, seed)
        best = Oracle(with_them).best()
        report = optimize(with_them, pool.solver("cp-sat"), SolveParameters())
        if best is None:
            continue
        stage = report.stages[0]
        assert (stage.name, stage.proven, stage.proof) == ("goal_shortfall", True, Proof.EXACT), seed
        assert same(stage.value, best.stages["goal_shortfall"]), seed
        assert stage.bound == stage.value, seed
        missed += bool(stage.value)
    assert missed


REQUESTS: dict[str, Callable[[PortfolioProblem], Any]] = {
    "prices": lambda question: PricesRequest(exact=5, tokens=True),
    "rule-prices": lambda question: RulePricesRequest(),
    "capacity-values": lambda question: CapacityValuesRequest(),
    "frontier": lambda question: FrontierRequest(measures=("value", "tokens")),
    "core": lambda question: CoreRequest(),
    "why": lambda question: WhyRequest(),
    "trade": lambda question: TradeRequest(force_in=(next(iter(Oracle(question).figures)),)),
}


@pytest.mark.parametrize("name", REQUESTS)
def test_no_analysis_rounds_a_decimal(pool: SolverPool, name: str) -> None:
    """Arithmetic on decimals rounds to 28 digits without a word, unless told to raise."""
    computation = analysis(name)
    assert computation is not None
    computed = 0
    for seed in range(FIRST, FIRST + SEEDS):
        question = prolonged(random_problem(seed, max_portfolios=200))
        if not Oracle(question).figures:
            continue
        with localcontext(Context(traps=[Inexact])):
            session = PlanningSession(question, pool.solver("cp-sat"))
            result = computation.compute(session, REQUESTS[name](question), lambda step: None)
            record_text(result)
        computed += 1
    assert computed
