"""Problems with many response curves: the exact answer of the drawn curves, and SCIP along the shapes in the same run.

``python -m benchmarks.curves`` prints a line for each size: value, gap, seconds of the clock and of the processors.
"""

from __future__ import annotations

import argparse
import resource
import time
from decimal import Decimal
from random import Random

from domain.integer_model.model import Effort, SolveParameters
from domain.optimization.optimize import optimize
from domain.problem.constraints import ConstraintSet
from domain.problem.initiative import Initiative
from domain.problem.problem import PortfolioProblem
from domain.problem.scenario import Normalization, ObjectiveMode, Scenario
from domain.problem.totals import ResponseCurve, Shape
from solvers.pool import SolverPool

SIZES = {"120 x 20": (120, 20, 1), "1000 x 40 x 4": (1000, 40, 4)}
"""Initiatives, curves, quarters."""
TEAMS = ("backend", "web", "data")
HALF_AT = Decimal(400)
"""Of the raw total, at 120 initiatives."""


def saturated(initiatives: int, curves: int, quarters: int, smooth: bool, seed: int = 1) -> PortfolioProblem:
    """Initiatives that bring a few KPIs something, each of which saturates, under capacities of teams."""
    random = Random(f"{initiatives} {curves} {quarters} {seed}")
    kpis = [f"kpi-{n}" for n in range(curves)]
    horizon = tuple(f"2026-Q{n + 1}" for n in range(quarters))
    every = []
    for number in range(initiatives):
        tokens = random.randint(2, 13)
        brought = {kpi: Decimal(random.randint(5, 60) * tokens) for kpi in random.sample(kpis, random.randint(1, 3))}
        team = random.choice(TEAMS)
        every.append(
            Initiative(
                f"I-{number}",
                engineering_tokens=Decimal(tokens),
                team_tokens={team: Decimal(tokens)},
                kpi_contribution=brought,
                active_overall_score=Decimal(random.randint(1, 99)),
            )
        )
    whole = sum(int(each.engineering_tokens or 0) for each in every)
    room = Decimal(whole * 3 // 10 // quarters)
    scenario = Scenario(
        name="Saturated",
        period_key=horizon[0],
        horizon=horizon,
        objective_mode=ObjectiveMode.WEIGHTED_KPIS,
        objective_weights={kpi: Decimal(random.randint(1, 4)) for kpi in kpis},
        objective_normalization=Normalization.NONE,
        capacity_total_tokens=room,
        capacity_by_team=dict.fromkeys(TEAMS, room * 2 // 5),
    )
    half = HALF_AT * initiatives / 120
    rules = tuple(
        ResponseCurve(
            kpi,
            kpi,
            shape=Shape.SATURATING if place % 2 else Shape.HILL,
            limit=Decimal(1000 * random.randint(1, 5)),
            half_at=half,
            slope=None if place % 2 else Decimal("1.5"),
            up_to=half * 8,
            decimals=2,
            smooth=smooth,
        )
        for place, kpi in enumerate(kpis)
    )
    return PortfolioProblem(scenario, ConstraintSet(response_curves=rules), tuple(every), ())


def _processors() -> float:
    used = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(each.ru_utime + each.ru_stime for each in used)


def measure(size: str, solver: str, effort: Effort, smooth: bool) -> str:
    """A line about one size; processes end within it, so that all of their time is counted."""
    problem = saturated(*SIZES[size], smooth)
    began, used = time.perf_counter(), _processors()
    with SolverPool() as pool:
        report = optimize(problem, pool.solver(solver), SolveParameters(effort=effort))
    seconds, processors = time.perf_counter() - began, _processors() - used
    told = f"{size} {solver}: {report.solution_status.value}, {report.objective} of {report.bound}, gap {report.gap}"
    told += f", {seconds:.1f} s, {processors:.1f} s of processors"
    if report.smooth is not None:
        found = report.smooth
        told += f"; along the shapes by {found.solver}: {found.status.value}, {found.value} of {found.bound}"
        told += f", {found.seconds:.1f} s"
    return told


def main() -> None:
    """Measure the sizes that are asked for."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.curves", description=__doc__)
    parser.add_argument("sizes", nargs="*", choices=[*SIZES, []], help="all of them where none is named")
    parser.add_argument("--solver", default="auto")
    parser.add_argument("--effort", type=Effort, default=Effort.NORMAL, choices=list(Effort))
    parser.add_argument("--smooth", action="store_true", help="ask SCIP for the shapes themselves, too")
    args = parser.parse_args()
    for size in args.sizes or SIZES:
        print(measure(size, args.solver, args.effort, args.smooth), flush=True)


if __name__ == "__main__":
    main()
