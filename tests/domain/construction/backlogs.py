"""Made-up backlogs of some size, with several periods, sizes and rules, the same at every run."""

from __future__ import annotations

from decimal import Decimal
from random import Random

from domain.problem.constraints import Bundle, Cap, ConstraintSet, Dimension, Floor
from domain.problem.initiative import Initiative
from domain.problem.problem import PortfolioProblem
from domain.problem.scenario import ObjectiveMode, Scenario

MARKETS = ("UK", "DE", "FR")
CATEGORIES = ("UX", "Infra")
TEAMS = ("web", "backend")
QUARTERS = ("2026-Q1", "2026-Q2", "2026-Q3", "2026-Q4")


def backlog(seed: int, size: int, periods: int = 1, needs_each: float = 0.8) -> PortfolioProblem:
    """So many initiatives that fill the capacity about twice; ``needs_each`` prerequisites each, on average."""
    random = Random(seed)
    initiatives = [_initiative(random, at, needs_each) for at in range(size)]
    total = sum((_tokens(initiative) for initiative in initiatives), Decimal(0))
    capacity = (total * random.randint(30, 70) / 100 / periods).quantize(Decimal(1))
    rules = ConstraintSet(
        floors=(Floor(Dimension.MARKET, (total / 20).quantize(Decimal(1)), "FR"),) if random.random() < 0.5 else (),
        caps=(Cap(Dimension.CATEGORY, (total / 5).quantize(Decimal(1)), "UX"),) if random.random() < 0.5 else (),
        exclusions=tuple((f"I-{random.randrange(size)}", f"I-{random.randrange(size)}") for _ in range(size // 20)),
        bundles=tuple(
            Bundle(f"B{at}", tuple(f"I-{random.randrange(size)}" for _ in range(2))) for at in range(size // 30)
        ),
    )
    scenario = Scenario(
        "backlog",
        "2026-Q1",
        ObjectiveMode.NORTH_STAR,
        horizon=QUARTERS[:periods],
        capacity_total_tokens=capacity,
        capacity_by_team={team: (capacity / 4).quantize(Decimal(1)) for team in TEAMS} if random.random() < 0.5 else {},
        allow_scope_choice=random.random() < 0.5,
    )
    return PortfolioProblem(scenario, rules, tuple(initiatives))


def _initiative(random: Random, at: int, needs_each: float) -> Initiative:
    tokens = Decimal(random.randint(1, 20))
    needs = {random.randrange(at) for _ in range(3) if at and random.random() < needs_each / 3}
    return Initiative(
        f"I-{at}",
        market=random.choice(MARKETS),
        category=random.choice(CATEGORIES),
        engineering_tokens=tokens,
        engineering_tokens_mvp=(tokens / 2).quantize(Decimal(1)) if random.random() < 0.3 else None,
        engineering_tokens_full=tokens,
        mvp_contribution_share=Decimal(random.randint(3, 8)) / 10,
        team_tokens={random.choice(TEAMS): Decimal(random.randint(0, 8))},
        kpi_contribution={"north_star": Decimal(random.randint(0, 1000)) / 10},
        prerequisite_keys=tuple(f"I-{needed}" for needed in sorted(needs)),
        active_overall_score=Decimal(random.randint(0, 90)),
    )


def _tokens(initiative: Initiative) -> Decimal:
    return initiative.engineering_tokens or Decimal(0)
