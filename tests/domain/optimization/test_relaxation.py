from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from domain.errors import FormulationError, VerificationError
from domain.formulation import formulate
from domain.formulation.elastic import MOST_STEPS, PRICES_LIMIT, elastic_plan
from domain.integer_model.builder import rebuilt
from domain.integer_model.model import NO_UPPER, Effort, Plan, Sense, SolveParameters
from domain.integer_model.result import PlanResult, Proof, SolutionStatus, Termination
from domain.integer_model.solver import SolveControl, SolverPort
from domain.numbers import to_decimal
from domain.optimization import infeasibility
from domain.optimization.optimize import optimize
from domain.optimization.preparation import prepare
from domain.optimization.relaxation import read_relaxation
from domain.problem.constraints import Cap, ConstraintSet, Dimension, Floor, SynergyBonus, Target, TargetKind
from domain.problem.initiative import Initiative
from domain.problem.problem import PortfolioProblem
from domain.problem.scenario import ObjectiveMode, Scenario
from solvers.pool import SolverPool
from tests.oracle import Oracle
from tests.strategies import random_problem
from tests.tiny_solver import TinySolver


@pytest.mark.parametrize("block", range(5))
def test_the_relaxation_is_the_least_one_and_allows_the_best_portfolio(block: int) -> None:
    seen = 0
    for seed in range(block * 60, block * 60 + 60):
        problem = random_problem(seed, max_portfolios=40)
        prepared = prepare(problem)
        elastic = elastic_plan(prepared.formulation)
        oracle = Oracle(problem)
        if oracle.best() is not None or len(elastic.columns) > 9 or elastic.notes:
            continue
        seen += 1
        report = optimize(problem, TinySolver(), SolveParameters())
        least = oracle.least_relaxation()
        assert report.solution_status is SolutionStatus.INFEASIBLE, seed
        relaxation = report.relaxation
        assert relaxation is not None, seed
        assert relaxation.proven, seed
        assert relaxation.total_relative_violation == to_decimal(least), seed
        assert sum(float(rule.relative) for rule in relaxation.rules) == pytest.approx(float(least)), seed
        best = max((p for p in oracle.portfolios() if p.cost == least), key=lambda p: p.key)
        equals = [set(p.picks) for p in oracle.portfolios() if p.cost == least and p.key == best.key]
        assert set(relaxation.selected) in equals, seed
    assert seen > 3


def tight(**changes: object) -> PortfolioProblem:
    fields: dict[str, object] = {"capacity_total_tokens": Decimal(120)}
    fields.update(changes)
    scenario = Scenario("s", "2026-Q1", ObjectiveMode.NORTH_STAR, **fields)  # type: ignore[arg-type]
    must = Initiative(
        "A", engineering_tokens=Decimal("126.5"), is_mandatory=True, kpi_contribution={"north_star": Decimal(3)}
    )
    other = Initiative("B", engineering_tokens=Decimal(10), kpi_contribution={"north_star": Decimal(9)})
    return PortfolioProblem(scenario, ConstraintSet(), (must, other))


def test_amounts_are_in_the_rules_own_unit_with_a_suggestion() -> None:
    report = optimize(tight(), TinySolver(), SolveParameters())
    assert report.relaxation is not None
    (rule,) = report.relaxation.rules
    assert (rule.rule_id, rule.amount) == ("capacity:global", Decimal("6.5"))
    assert rule.suggestion == "raise capacity:global from 120 to 126.5"
    assert rule.relative == to_decimal(Fraction(65, 1200))
    assert report.relaxation.selected == ("A",)
    assert report.conflict is not None
    assert set(report.conflict.rules) == {"capacity:global", "mandatory:A"}


def test_a_limit_of_zero_counts_the_plain_violation() -> None:
    report = optimize(tight(capacity_total_tokens=Decimal(0)), TinySolver(), SolveParameters())
    assert report.relaxation is not None
    (rule,) = report.relaxation.rules
    assert (rule.rule_id, rule.amount, rule.relative) == ("mandatory:A", None, Decimal(1))


def test_two_limits_with_one_id_give_way_once() -> None:
    caps = tuple(Cap(Dimension.GLOBAL, Decimal(limit)) for limit in (140, 100))
    problem = tight()
    problem = PortfolioProblem(problem.scenario, ConstraintSet(caps=caps), problem.initiatives)
    report = optimize(problem, TinySolver(), SolveParameters())
    assert report.relaxation is not None
    assert {(r.rule_id, r.amount) for r in report.relaxation.rules} == {
        ("capacity:global", Decimal("6.5")),
        ("cap:global", Decimal("26.5")),
    }


def test_a_floor_that_nobody_can_fill_is_named() -> None:
    floors = (Floor(Dimension.MARKET, Decimal(5), "FR"),)
    problem = PortfolioProblem(tight().scenario, ConstraintSet(floors=floors), tight().initiatives[1:])
    report = optimize(problem, TinySolver(), SolveParameters())
    assert report.conflict is not None
    assert report.conflict.rules == ("floor:market:FR",)
    assert "no candidate has any" in report.conflict.explanations[0]
    assert report.relaxation is not None
    assert report.relaxation.rules[0].suggestion == "lower floor:market:FR from 5 to 0"


def test_limits_of_too_many_digits_together_are_weighed_with_rounded_prices() -> None:
    fine = {f"T{k}": Decimal(f"1{k}.{k}{k}12345678901") for k in range(1, 9)}
    problem = tight(capacity_by_team=fine)
    must = Initiative(
        "A",
        engineering_tokens=Decimal(1),
        team_tokens={team: limit + Decimal("0.5") for team, limit in fine.items()},
        is_mandatory=True,
        kpi_contribution={"north_star": Decimal(1)},
    )
    prepared = prepare(PortfolioProblem(problem.scenario, ConstraintSet(), (must,)))
    elastic = elastic_plan(prepared.formulation)
    assert elastic.plan.stages[0].sense is Sense.MINIMIZE
    model = elastic.plan.model
    assert sum(abs(c) * model.upper[j] for j, c in zip(*form(elastic), strict=True)) <= PRICES_LIMIT
    assert elastic.notes


@pytest.mark.parametrize("bonus", [Decimal(5), Decimal(-4)])
def test_a_target_in_which_only_synergies_count_gives_way_by_degrees(bonus: Decimal) -> None:
    plain = Initiative("A", engineering_tokens=Decimal(1), kpi_contribution={"north_star": Decimal(1)})
    pair = tuple(replace(plain, initiative_key=key, synergy_group_keys=("G",), is_mandatory=True) for key in "AB")
    rules = ConstraintSet(
        targets=(Target("gmv", Decimal(13), TargetKind.FLOOR),), synergies=(SynergyBonus("G", "gmv", bonus),)
    )
    problem = PortfolioProblem(Scenario("s", "2026-Q1", ObjectiveMode.NORTH_STAR), rules, pair)
    assert elastic_plan(prepare(problem).formulation).notes == ()
    relaxation = optimize(problem, TinySolver(), SolveParameters()).relaxation
    assert relaxation is not None
    assert [(rule.rule_id, rule.amount) for rule in relaxation.rules] == [("target:global:gmv", 13 - bonus)]
    assert relaxation.total_relative_violation == to_decimal(Fraction(13 - bonus) / 13)


def long_figures() -> PortfolioProblem:
    """A floor that is above the capacity in the 16th digit."""
    floor = Floor(Dimension.GLOBAL, Decimal("900000000000.0003"))
    near = Initiative("near", engineering_tokens=Decimal("5.0001"), kpi_contribution={"north_star": Decimal(1)})
    scenario = tight(capacity_total_tokens=Decimal("900000000000.0001")).scenario
    return PortfolioProblem(scenario, ConstraintSet(floors=(floor,)), (near,))


def test_violations_of_many_steps_are_counted_one_by_one_in_digits_or_rough() -> None:
    formulation = prepare(long_figures()).formulation
    elastic, rough = elastic_plan(formulation), elastic_plan(formulation, rough=True)
    assert (elastic.in_digits, elastic.notes) == (True, ())
    assert not rough.in_digits
    assert any("in steps, and one that is less by 9e-10 may exist" in note for note in rough.notes)
    assert not elastic_plan(formulation, within=Fraction(1, 1000)).in_digits


class Hurried:
    """A solver that gives up what it is asked with little work."""

    def __init__(self, solver: SolverPort) -> None:
        self._solver = solver

    def solve(self, plan: Plan, parameters: SolveParameters, control: SolveControl | None = None) -> PlanResult:
        if parameters.effort is Effort.QUICK:
            return PlanResult(SolutionStatus.UNKNOWN, Termination.WORK_LIMIT, None)
        return self._solver.solve(plan, parameters, control)


@pytest.mark.solver
def test_rough_steps_lead_to_exact_ones_and_say_how_much_less_there_may_be_where_these_take_too_long() -> None:
    missed = [("floor:global", Decimal("899999999995.0002"))]
    with SolverPool() as pool:
        solver = pool.solver("cp-sat")
        exact = optimize(long_figures(), solver, SolveParameters()).relaxation
        hurried = optimize(long_figures(), Hurried(solver), SolveParameters())
    assert exact is not None
    assert hurried.relaxation is not None
    assert (exact.proof, hurried.relaxation.proof) == (Proof.EXACT, Proof.NUMERICAL)
    for found in (exact, hurried.relaxation):
        assert [(rule.rule_id, rule.amount) for rule in found.rules] == missed
    assert any("in steps, and one that is less by" in warning for warning in hurried.warnings)


def test_many_rules_of_long_figures_count_no_farther_than_rows_can_be_written() -> None:
    scenario = Scenario(
        "s",
        "2026-Q1",
        ObjectiveMode.NORTH_STAR,
        horizon=("2026-Q1", "2026-Q2", "2026-Q3"),
        capacity_by_market={"DE": Decimal("0.0000003")},
    )
    rules = ConstraintSet(
        floors=(Floor(Dimension.GLOBAL, Decimal("582254262.8984707")),),
        targets=(Target("gmv", Decimal("10134829.27164"), TargetKind.FLOOR),),
    )
    figures = {"UK": ("298162959.5544586", "5068402.05916"), "DE": ("405215319.1093716", "4913578.64985")}
    both = tuple(
        Initiative(
            market,
            market=market,
            engineering_tokens=Decimal(tokens),
            kpi_contribution={"gmv": Decimal(gmv), "north_star": Decimal("7437.4082")},
        )
        for market, (tokens, gmv) in figures.items()
    )
    elastic = elastic_plan(prepare(PortfolioProblem(scenario, rules, both)).formulation)
    model, violation = elastic.plan.model, elastic.plan.stages[0].form
    assert sum(model.upper[column] for column in violation.columns) <= MOST_STEPS + len(violation.columns)
    rebuilt(model, extra=[("", violation, violation.value(model.upper), NO_UPPER)])


def test_figures_too_long_for_a_relaxation_leave_the_conflict(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuses(*_: object) -> None:
        raise FormulationError("a row has columns that count too far to be told apart")

    monkeypatch.setattr(infeasibility, "elastic_plan", refuses)
    report = optimize(tight(), TinySolver(), SolveParameters())
    assert report.solution_status is SolutionStatus.INFEASIBLE
    assert report.conflict is not None
    assert report.relaxation is None
    assert any("none was looked for, since a row has columns" in warning for warning in report.warnings)


@pytest.mark.parametrize("mode", [ObjectiveMode.NORTH_STAR, ObjectiveMode.LEXICOGRAPHIC])
def test_a_violation_that_nobody_would_pay_costs_the_others_no_precision(mode: ObjectiveMode) -> None:
    def entry(key: str, gmv: str, **fields: object) -> Initiative:
        tokens = Decimal("5.87") if fields.get("program_key") else Decimal(1)
        return Initiative(key, engineering_tokens=tokens, kpi_contribution={"gmv": Decimal(gmv)}, **fields)  # type: ignore[arg-type]

    nothing_left = {"web": Decimal(0)}
    scenario = Scenario("s", "2026-Q1", mode, north_star_kpi_key="gmv", capacity_by_team=nothing_left)
    rules = ConstraintSet(
        caps=(Cap(Dimension.PROGRAM, Decimal(4), "P"),),
        targets=(Target("gmv", Decimal(64), TargetKind.FLOOR), Target("gmv", Decimal(99), TargetKind.GOAL)),
    )
    giant = entry("A", "13", team_tokens={"web": Decimal(50_000_000_000)})
    others = entry("B", "14"), entry("C", "41"), entry("D", "18.637737", program_key="P")
    problem = PortfolioProblem(scenario, rules, (giant, *others))
    report = optimize(problem, TinySolver(), SolveParameters())
    assert report.relaxation is not None
    assert report.relaxation.total_relative_violation == to_decimal(Fraction(9, 64))
    assert report.relaxation.selected == ("B", "C")
    assert not any("relaxation" in warning for warning in report.warnings)


def test_a_floor_far_below_what_one_initiative_brings_costs_no_more_than_it_is() -> None:
    question = tight(capacity_total_tokens=Decimal(0))
    giant = Initiative("A", engineering_tokens=Decimal(4), kpi_contribution={"gmv": Decimal(20_000_000_000)})
    rules = ConstraintSet(targets=(Target("gmv", Decimal("27.891784305"), TargetKind.FLOOR),))
    report = optimize(PortfolioProblem(question.scenario, rules, (giant,)), TinySolver(), SolveParameters())
    assert report.relaxation is not None
    assert report.relaxation.total_relative_violation == 1
    assert report.relaxation.selected == ()


def form(elastic: object) -> tuple[list[int], list[int]]:
    stage = elastic.plan.stages[0]  # type: ignore[attr-defined]
    return list(stage.form.columns), list(stage.form.coefs)


def test_a_portfolio_that_breaks_a_rule_that_did_not_give_way_is_refused() -> None:
    problem = tight()
    prepared = prepare(problem)
    elastic = elastic_plan(formulate(prepared.ruled))
    values = [0] * elastic.plan.model.num_columns
    values[0] = 1
    with pytest.raises(VerificationError, match="capacity:global"):
        read_relaxation(prepared.formulation, elastic, values)
