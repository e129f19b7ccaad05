"""The regret of portfolios, and the portfolio that regrets least at worst, against all portfolios there are.

OPTENGINE_REGRET_PROBLEMS: how many random problems (default: 200).
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from random import Random

import pytest

from domain.analyses.many_roadmaps.comparison import Roadmap
from domain.analyses.many_roadmaps.regret_results import RegretMeasure, RegretResult
from domain.analyses.many_roadmaps.roadmaps import judge_roadmaps
from domain.analyses.session.session import PlanningSession
from domain.analyses.session.terms import Proven
from domain.integer_model.model import SolveParameters
from domain.integer_model.result import SolutionStatus
from domain.numbers import to_decimal
from domain.optimization.optimize import optimize
from domain.problem.constraints import Target, TargetKind
from domain.problem.problem import PortfolioProblem
from domain.problem.scenario import ObjectiveMode
from solvers.pool import SolverPool
from tests.oracle import Oracle, Picks
from tests.strategies import random_problem

PROBLEMS = int(os.environ.get("OPTENGINE_REGRET_PROBLEMS", "200"))
PARTS = 4


@pytest.fixture(scope="module")
def pool() -> Iterator[SolverPool]:
    with SolverPool() as warm:
        yield warm


def variants(seed: int) -> dict[str, PortfolioProblem]:
    """Up to four scenarios of one random problem: other objectives, capacities and rules."""
    random = Random(seed)
    problem = random_problem(seed, max_portfolios=250)
    scenario = replace(problem.scenario, tie_breaks=(), canonical=False)
    problem = replace(problem, scenario=scenario)
    weights = {"north_star": Decimal(random.randint(1, 3)), "gmv": Decimal(random.randint(1, 3))}
    other = random_problem(seed + 10_000, max_portfolios=2)
    found = {
        "as it is": problem,
        "mixed": replace(
            problem,
            scenario=replace(scenario, objective_mode=ObjectiveMode.WEIGHTED_KPIS, objective_weights=weights),
        ),
        "tight": replace(problem, scenario=replace(scenario, capacity_total_tokens=Decimal(random.randint(3, 12)))),
        "other rules": replace(
            problem,
            constraint_set=other.constraint_set,
            scenario=replace(scenario, objective_mode=random.choice(tuple(ObjectiveMode))),
        ),
    }
    return dict(list(found.items())[: random.randint(2, 4)])


def solved(problems: dict[str, PortfolioProblem], pool: SolverPool, solver: str) -> list[Roadmap]:
    return [
        Roadmap(name, name, problem, optimize(problem, pool.solver(solver), SolveParameters()))
        for name, problem in problems.items()
    ]


def regret_of(value: Fraction, best: Fraction, stage: str, measure: RegretMeasure) -> Fraction:
    lost = value - best if stage == "goal_shortfall" else best - value
    if measure is RegretMeasure.ABSOLUTE or stage == "goal_shortfall" or best == 0:
        return lost
    return lost / abs(best)


def frozen(picks: Picks) -> frozenset[tuple[str, int, str]]:
    return frozenset((key, period, scope) for key, (period, scope) in picks.items())


def brute_force(
    oracles: dict[str, Oracle], measure: RegretMeasure, rules: str
) -> tuple[list[Fraction] | None, dict[frozenset[tuple[str, int, str]], dict[str, list[Fraction]]]]:
    """The least largest regrets, stage by stage, and the regrets of all portfolios that are one in every scenario."""
    best = {name: oracle.best() for name, oracle in oracles.items()}
    tables = {name: {frozen(p.picks): p for p in oracle.portfolios()} for name, oracle in oracles.items()}
    common = set.intersection(*(set(table) for table in tables.values()))
    regrets = {}
    ranks = []
    for picks in common:
        own = {}
        for name, table in tables.items():
            optimum = best[name]
            assert optimum is not None
            own[name] = [
                regret_of(table[picks].stages[stage], value, stage, measure) for stage, value in optimum.stages.items()
            ]
        regrets[picks] = own
        judges = [rules] if rules else list(tables)
        if all(not tables[name][picks].broken for name in judges):
            orders = range(max(len(each) for each in own.values()))
            ranks.append([max(each[at] for each in own.values() if at < len(each)) for at in orders])
    return min(ranks, default=None), regrets


def goals_first(seed: int) -> dict[str, PortfolioProblem]:
    """Two scenarios of one random problem, of which the second puts goals before a value that they stand against."""
    random = Random(seed)
    problem = random_problem(seed, max_portfolios=250)
    scenario = replace(problem.scenario, tie_breaks=(), canonical=False)
    weights = {"north_star": Decimal(-random.randint(1, 3)), "gmv": Decimal(-random.randint(0, 3))}
    goals = tuple(
        Target(kpi, Decimal(random.randint(3, 20)), TargetKind.GOAL, random.choice((None, "UK")))
        for kpi in ("north_star", "gmv")
    )
    rules = replace(problem.constraint_set, targets=(*problem.constraint_set.targets, *goals))
    weighted = replace(scenario, objective_mode=ObjectiveMode.WEIGHTED_KPIS, objective_weights=weights)
    lexicographic = replace(weighted, objective_mode=ObjectiveMode.LEXICOGRAPHIC)
    return {
        "value": replace(problem, scenario=weighted, constraint_set=rules),
        "goals": replace(problem, scenario=lexicographic, constraint_set=rules),
    }


@pytest.mark.parametrize("part", range(PARTS))
def test_no_portfolio_has_a_smaller_largest_regret(pool: SolverPool, part: int) -> None:
    seeds = range(part, PROBLEMS, PARTS)
    compared = [seed for seed in seeds if check(pool, seed, variants(seed)) is not None]
    assert len(compared) >= PROBLEMS // PARTS // 3


def test_a_gain_in_the_second_stage_is_a_regret_below_zero(pool: SolverPool) -> None:
    found = [check(pool, seed, goals_first(seed)) for seed in range(PROBLEMS // PARTS)]
    gains = [figures for figures in found if figures is not None and figures[-1] < 0]
    assert len(gains) >= PROBLEMS // PARTS // 10


def check(pool: SolverPool, seed: int, problems: dict[str, PortfolioProblem]) -> list[Decimal] | None:
    """The least largest regrets of scenarios, stage by stage; None where they cannot be compared."""
    random = Random(seed)
    measure, solver = random.choice(tuple(RegretMeasure)), random.choice(("highs", "cp-sat"))
    rules = random.choice(("", "", random.choice(list(problems))))
    roadmaps = solved(problems, pool, solver)
    oracles = {r.name: Oracle(r.problem) for r in roadmaps if r.report.solution_status is SolutionStatus.OPTIMAL}
    if len(oracles) < 2 or (rules and rules not in oracles):
        return None

    def opened(problem: PortfolioProblem) -> PlanningSession:
        return PlanningSession(problem, pool.solver(solver))

    result = judge_roadmaps(roadmaps, measure, opened, rules).regret
    least, regrets = brute_force(oracles, measure, rules)
    check_cells(result, roadmaps, regrets, oracles)
    safe = result.safe
    assert safe is not None
    if least is None:
        assert safe.status is SolutionStatus.INFEASIBLE, seed
        return None
    figures = [stage.max_regret for stage in safe.stages]
    exact = [to_decimal(each) for each in least]
    if "were rounded" in safe.detail:
        assert all(within(*pair) for pair in zip(figures, least, strict=True)), seed
    else:
        assert (safe.status, [figure.value for figure in figures]) == (SolutionStatus.OPTIMAL, exact), seed
        assert [figure.bound for figure in figures] == exact, seed
    judged = [cell for cell in safe.cells if not rules or cell.scenario == rules]
    assert all(cell.allowed for cell in judged), seed
    return exact


def within(figure: Proven, least: Fraction) -> bool:
    """Whether the interval that is claimed, a narrow one, holds the truth."""
    assert figure.value is not None
    assert figure.bound is not None
    return figure.bound <= to_decimal(least) <= figure.value <= figure.bound + Decimal("1e-9")


def check_cells(
    result: RegretResult,
    roadmaps: list[Roadmap],
    regrets: dict[frozenset[tuple[str, int, str]], dict[str, list[Fraction]]],
    oracles: dict[str, Oracle],
) -> None:
    """Every portfolio in every scenario that can count it: its regret, and whether it is allowed there."""
    picks = {
        roadmap.name: frozenset(
            (each.initiative_key, roadmap.problem.scenario.periods.index(each.period or ""), each.scope.value)
            for each in roadmap.report.initiatives
            if each.initiative_key in roadmap.report.selected
        )
        for roadmap in roadmaps
    }
    broken = {name: {frozen(p.picks): p.broken for p in oracle.portfolios()} for name, oracle in oracles.items()}
    for cell in result.cells:
        own = picks[cell.portfolio]
        assert (own in broken[cell.scenario]) == bool(cell.stages)
        if cell.stages:
            assert set(cell.broken_rules) == broken[cell.scenario][own]
        if own in regrets:
            assert [s.regret for s in cell.stages] == [to_decimal(each) for each in regrets[own][cell.scenario]]
