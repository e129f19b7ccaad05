"""A large made-up backlog, the same at every run: initiatives with prerequisites, floors and caps."""

from __future__ import annotations

import random
from decimal import Decimal
from typing import Any

from domain.problem.constraints import Cap, ConstraintSet, Dimension, Floor
from domain.problem.initiative import Initiative
from domain.problem.problem import PortfolioProblem
from domain.problem.scenario import ObjectiveMode, Scenario

INITIATIVES = 10_000
PREREQUISITES_EACH = 2
MARKETS = ("UK", "DE", "FR", "ES", "IT", "NL", "SE", "PL")
CATEGORIES = ("UX", "Infra", "Growth", "Payments", "Data", "Support", "Security", "Mobile")
SHARE_OF_ALL = Decimal("0.4")


def backlog(size: int = INITIATIVES) -> PortfolioProblem:
    """Each initiative but the first few needs two earlier ones."""
    chance = random.Random(20_260_101)
    initiatives = [
        Initiative(
            initiative_key=f"I-{index}",
            market=chance.choice(MARKETS),
            category=chance.choice(CATEGORIES),
            engineering_tokens=Decimal(chance.randint(2, 80)) / 2,
            kpi_contribution={"north_star": Decimal(chance.randint(0, 100_000)) / 100},
            prerequisite_keys=tuple(f"I-{needed}" for needed in _needed(index, size, chance)),
        )
        for index in range(size)
    ]
    total = sum((i.engineering_tokens or Decimal(0) for i in initiatives), Decimal(0))
    rules = ConstraintSet(
        floors=tuple(Floor(Dimension.MARKET, total // 100, key) for key in MARKETS),
        caps=tuple(Cap(Dimension.CATEGORY, total // 12, key) for key in CATEGORIES),
    )
    scenario = Scenario("backlog", "2026-Q1", ObjectiveMode.NORTH_STAR, capacity_total_tokens=total * SHARE_OF_ALL)
    return PortfolioProblem(scenario, rules, tuple(initiatives))


def _needed(index: int, size: int, chance: random.Random) -> list[int]:
    """Two others, of which an earlier one wherever there are enough; never itself, never in a circle."""
    if index < PREREQUISITES_EACH + 1:
        return []
    extra = 1 if index >= size - PREREQUISITES_EACH * (PREREQUISITES_EACH + 1) else 0
    return sorted(chance.sample(range(index), PREREQUISITES_EACH + extra))


def _rule(rule: Floor | Cap, **limit: Decimal) -> dict[str, Any]:
    return {"dimension": rule.dimension.value, "key": rule.key} | {name: float(value) for name, value in limit.items()}


def as_plain(problem: PortfolioProblem) -> dict[str, Any]:
    """The same as a problem file, with only what a backlog uses."""
    rules = problem.constraint_set
    return {
        "scenario": {"capacity_total_tokens": float(problem.scenario.capacity_total_tokens or 0)},
        "constraint_set": {
            "floors": [_rule(f, min_tokens=f.min_tokens) for f in rules.floors],
            "caps": [_rule(c, max_tokens=c.max_tokens) for c in rules.caps],
        },
        "initiatives": [
            {
                "initiative_key": i.initiative_key,
                "market": i.market,
                "category": i.category,
                "engineering_tokens": float(i.engineering_tokens or 0),
                "kpi_contribution": {key: float(value) for key, value in i.kpi_contribution.items()},
                "prerequisite_keys": list(i.prerequisite_keys),
            }
            for i in problem.initiatives
        ],
    }
