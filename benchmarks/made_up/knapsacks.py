"""Made-up quadratic knapsacks in the manner of Billionnet and Soutif (2004): a bonus for many pairs, one capacity.

``python -m benchmarks.made_up.knapsacks`` solves some of each density by default settings and says how long each took.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from decimal import Decimal
from itertools import combinations

from domain.integer_model.model import Effort, SolveParameters
from domain.optimization.optimize import optimize
from domain.problem.constraints import ConstraintSet, SynergyBonus
from domain.problem.initiative import Initiative
from domain.problem.problem import PortfolioProblem
from domain.problem.scenario import ObjectiveMode, Scenario
from solvers.pool import SolverPool

DENSITIES = (25, 50, 75, 100)
LARGEST_PROFIT, LARGEST_WEIGHT, LEAST_CAPACITY = 100, 50, 50


def quadratic_knapsack(density: int, seed: int, size: int = 100) -> PortfolioProblem:
    """The problem of a seed: each initiative and each pair is worth something with a chance of so many per cent."""
    chance = random.Random(f"{size} {density} {seed}")

    def profit() -> int:
        return chance.randint(1, LARGEST_PROFIT) if chance.random() * 100 < density else 0

    keys = [f"P{number}" for number in range(1, size + 1)]
    weights = [chance.randint(1, LARGEST_WEIGHT) for _ in keys]
    capacity = chance.randint(LEAST_CAPACITY, sum(weights))
    worth = {key: profit() for key in keys}
    bonuses = {pair: bonus for pair in combinations(keys, 2) if (bonus := profit())}
    groups: dict[str, list[str]] = {key: [] for key in keys}
    for pair in bonuses:
        for key in pair:
            groups[key].append("+".join(pair))
    initiatives = tuple(
        Initiative(
            initiative_key=key,
            engineering_tokens=Decimal(weight),
            kpi_contribution={"north_star": Decimal(worth[key])},
            synergy_group_keys=tuple(groups[key]),
        )
        for key, weight in zip(keys, weights, strict=True)
    )
    synergies = tuple(SynergyBonus("+".join(pair), "north_star", Decimal(bonus)) for pair, bonus in bonuses.items())
    name = f"quadratic {size} {density} {seed}"
    scenario = Scenario(name, "2026-Q1", ObjectiveMode.NORTH_STAR, capacity_total_tokens=Decimal(capacity))
    return PortfolioProblem(scenario, ConstraintSet(name=name, synergies=synergies), initiatives)


def main() -> int:
    """Solve and tell; 1 when one of them was not proven."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=5, help="how many problems of each density")
    parser.add_argument("--first", type=int, default=1, help="the first seed")
    parser.add_argument("--density", type=int, choices=DENSITIES, action="append")
    parser.add_argument("--size", type=int, default=100)
    parser.add_argument("--solver", default="auto")
    asked = parser.parse_args()
    proven = count = 0
    for density in asked.density or DENSITIES:
        for seed in range(asked.first, asked.first + asked.seeds):
            problem = quadratic_knapsack(density, seed, asked.size)
            began = time.monotonic()
            with SolverPool() as pool:
                report = optimize(problem, pool.solver(asked.solver), SolveParameters(effort=Effort.NORMAL))
            seconds = time.monotonic() - began
            stage = report.stages[0]
            count, proven = count + 1, proven + stage.proven
            found = f"{stage.value} of at most {stage.bound}" if not stage.proven else f"{stage.value} proven"
            print(f"{density:3}% {seed:3} {seconds:6.1f} s  {found}  {report.solver.name}", flush=True)
    print(f"{proven} of {count} proven")
    return 0 if proven == count else 1


if __name__ == "__main__":
    sys.exit(main())
