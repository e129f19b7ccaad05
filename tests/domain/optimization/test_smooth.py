"""The smooth form of an answer against every portfolio, each judged along the shapes with 50 digits."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from itertools import combinations
from random import Random

import pytest

from domain.formulation.nonlinear.smooth import smooth_plan
from domain.integer_model.model import SolveParameters
from domain.integer_model.result import Proof, SolutionStatus
from domain.optimization.optimize import optimize
from domain.optimization.preparation import prepare
from domain.optimization.smooth import judged_along
from domain.problem.constraints import ConstraintSet, SynergyBonus, Target, TargetKind
from domain.problem.problem import PortfolioProblem
from domain.problem.scenario import ObjectiveMode
from domain.problem.selection import Choice, PortfolioSolution
from domain.problem.totals import ResponseCurve, Shape
from solvers.pool import SolverPool
from tests.domain.builders import d, initiative, problem

pytestmark = [pytest.mark.solver, pytest.mark.slow]

SEEDS = int(os.environ.get("BRUTE_FORCE_SMOOTH", "12"))


@pytest.fixture(scope="module")
def pool() -> Iterator[SolverPool]:
    with SolverPool() as running:
        yield running


def shape(random: Random, key: str, kpi: str, market: str | None) -> ResponseCurve:
    kind = random.choice(tuple(Shape))
    given = {
        Shape.SATURATING: {"limit": random.randint(20, 90), "half_at": random.randint(10, 60)},
        Shape.LOGARITHMIC: {"scale": random.randint(10, 60), "at": random.randint(5, 60)},
        Shape.POWER: {"scale": random.randint(1, 20), "at": random.randint(5, 30), "exponent": d("0.6")},
        Shape.HILL: {
            "limit": random.randint(20, 90),
            "half_at": random.randint(20, 60),
            "slope": random.choice((2, 3)),
        },
        Shape.LOGISTIC: {
            "limit": random.randint(20, 90),
            "mid": random.randint(30, 70),
            "width": random.randint(5, 15),
        },
    }[kind]
    figures = {name: Decimal(value) for name, value in given.items()}
    return ResponseCurve(key, kpi, market, shape=kind, up_to=d(400), decimals=2, smooth=True, **figures)


def asked(seed: int) -> PortfolioProblem:
    """Up to nine initiatives in two markets, with a shape on some totals and perhaps a floor, a goal and a bonus."""
    random = Random(seed)
    every = [
        initiative(
            f"I-{n}",
            random.randint(1, 8),
            market=random.choice(("UK", "DE")),
            kpi_contribution={"north_star": d(random.randint(0, 40)), "gmv": d(random.randint(0, 40))},
            synergy_group_keys=("S",) if n < 3 else (),
        )
        for n in range(random.randint(4, 9))
    ]
    places = random.sample([("north_star", None), ("north_star", "UK"), ("north_star", "DE"), ("gmv", None)], 2)
    curves = tuple(shape(random, f"C{n}", *place) for n, place in enumerate(places))
    targets = []
    if random.random() < 0.4:
        targets.append(Target("gmv", d(random.randint(5, 30)), random.choice(tuple(TargetKind))))
    rules = ConstraintSet(response_curves=curves, targets=tuple(targets), synergies=(SynergyBonus("S", "gmv", d(9)),))
    mode = random.choice((ObjectiveMode.NORTH_STAR, ObjectiveMode.WEIGHTED_KPIS, ObjectiveMode.LEXICOGRAPHIC))
    weights = {"north_star": d(1), "gmv": d(2)} if mode is not ObjectiveMode.NORTH_STAR else {}
    return problem(
        *every,
        rules=rules,
        objective_mode=mode,
        objective_weights=weights,
        capacity_total_tokens=d(random.randint(8, 20)),
    )


def best_along(question: PortfolioProblem) -> Decimal | None:
    """The main stage of the best portfolio along the shapes; None where there is none."""
    prepared = prepare(question)
    plan = smooth_plan(prepared.formulation)
    assert plan is not None
    names = [stage.name for stage in plan.plan.stages]
    found = []
    for count in range(len(prepared.pool.sizes) + 1):
        for keys in combinations(prepared.pool.sizes, count):
            chosen = {key: Choice(key, 0, prepared.pool.sizes[key][0]) for key in keys}
            portfolio = judged_along(prepared.judged(PortfolioSolution(chosen)), plan)
            if not portfolio.violations:
                values = portfolio.stage_values
                found.append([-values[name] if name == "goal_shortfall" else values[name] for name in names])
    return Decimal(float(max(found)[-1])) if found else None


def test_it_is_the_best_along_the_shapes_as_far_as_floating_point_goes(pool: SolverPool) -> None:
    faults, compared = [], 0
    for seed in range(SEEDS):
        question = asked(seed)
        if smooth_plan(prepare(question).formulation) is None:
            continue
        report = optimize(question, pool.solver("highs"), SolveParameters(), explain_infeasibility=False)
        if report.smooth is None:
            continue
        best, smooth = best_along(question), report.smooth
        near = pytest.approx(float(best or 0), rel=1e-5, abs=1e-4)
        told = smooth.status, float(smooth.value or 0), float(smooth.bound or 0)
        if best is None or told != (SolutionStatus.OPTIMAL, near, near):
            faults.append(f"seed {seed}: {best} {smooth}")
        compared += 1
    assert not faults, "\n".join(faults)
    assert compared > SEEDS // 2


ONE = ConstraintSet(
    response_curves=(
        ResponseCurve(
            "c",
            "north_star",
            shape=Shape.SATURATING,
            limit=d(100),
            half_at=d(40),
            up_to=d(200),
            decimals=2,
            smooth=True,
        ),
    )
)
PAIR = (initiative("A", 5, 60), initiative("B", 5, 50))


def test_it_stands_beside_the_exact_answer_of_the_points(pool: SolverPool) -> None:
    report = optimize(problem(*PAIR, rules=ONE, capacity_total_tokens=d(5)), pool.solver("auto"), SolveParameters())
    smooth = report.smooth
    assert smooth is not None
    assert (report.objective, report.proof) == (d("64.64"), Proof.EXACT)
    assert smooth.value == smooth.drawn == pytest.approx(d("64.644660940"), abs=d("1e-8"))
    assert (smooth.rule_ids, smooth.selected, smooth.solver) == (("curve:c",), ("A",), "scip")
    assert (smooth.status, smooth.proof) == (SolutionStatus.OPTIMAL, Proof.NUMERICAL)


def test_what_may_fall_below_nothing_stays_drawn() -> None:
    below = problem(*PAIR, initiative("C", 1, -5), rules=ONE)
    assert smooth_plan(prepare(below).formulation) is None


def test_nobody_is_asked_where_no_curve_asks_for_it(pool: SolverPool) -> None:
    curves = tuple(replace(curve, smooth=False) for curve in ONE.response_curves)
    drawn = problem(*PAIR, rules=ConstraintSet(response_curves=curves), capacity_total_tokens=d(5))
    assert optimize(drawn, pool.solver("auto"), SolveParameters()).smooth is None
