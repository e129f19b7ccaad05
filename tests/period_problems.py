"""Small random problems over several periods, in which what is worth most often has no place."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from random import Random

from domain.problem.constraints import ConstraintSet, Dimension, Floor, Prerequisite, Target, TargetKind
from domain.problem.initiative import Initiative
from domain.problem.problem import PortfolioProblem
from domain.problem.scenario import ObjectiveMode, Scenario
from tests.plain_problems import build_problem

HORIZONS = (("2026-Q1", "2026-Q2"), ("2026-01", "2026-02", "2026-03"), ("2026-Q1", "2026-Q2", "2026-Q3", "2026-Q4"))
ENDS = {"2026-Q1": date(2026, 3, 31), "2026-Q2": date(2026, 6, 30), "2026-Q3": date(2026, 9, 30)}


def period_problem(seed: int, max_portfolios: int = 4000) -> PortfolioProblem:
    """The problem of a seed: half of them of every rule family, half of those that are about periods."""
    random = Random(f"periods {seed}")
    if seed % 2:
        return _packed(random, max_portfolios)
    while True:
        problem = build_problem(random, max_portfolios)
        if len(problem.scenario.periods) > 1:
            return problem


def _packed(random: Random, max_portfolios: int) -> PortfolioProblem:
    """Few, large initiatives in periods with hardly enough room, with windows, order, bundles and floors of periods."""
    horizon = random.choice(HORIZONS)
    count = 1
    initiatives: list[Initiative] = []
    while count * (1 + 2 * len(horizon)) <= max_portfolios and len(initiatives) < 7:
        initiative = _initiative(random, len(initiatives), horizon)
        both = initiative.engineering_tokens is None
        count *= 1 + len(horizon) * (2 if both else 1)
        initiatives.append(initiative)
    keys = [initiative.initiative_key for initiative in initiatives]
    needs = [Prerequisite(*random.sample(keys, 2)) for _ in range(random.choice((0, 0, 1, 2)))] if len(keys) > 1 else []
    floors = [
        Floor(random.choice((Dimension.GLOBAL, Dimension.TEAM)), Decimal(random.randint(1, 4)), None, period)
        for period in horizon
        if random.random() < 0.15
    ]
    floors = [replace(floor, key="web") if floor.dimension is Dimension.TEAM else floor for floor in floors]
    targets = [
        Target("gmv", Decimal(random.randint(1, 9)), random.choice(tuple(TargetKind)), None, random.choice(horizon))
        for _ in range(random.random() < 0.2)
    ]
    scenario = Scenario(
        name="Packed",
        period_key="2026",
        horizon=horizon,
        objective_mode=random.choice((ObjectiveMode.NORTH_STAR, ObjectiveMode.NORTH_STAR, ObjectiveMode.LEXICOGRAPHIC)),
        capacity_total_tokens=Decimal(random.randint(6, 12)),
        capacity_by_team={"web": Decimal(random.randint(3, 8))} if random.random() < 0.6 else {},
        capacity_by_period={p: Decimal(random.randint(4, 12)) for p in horizon if random.random() < 0.25},
        time_sensitivity_weight=Decimal(random.choice((0, 0, 0, 1))),
        allow_scope_choice=True,
    )
    rules = ConstraintSet(floors=tuple(floors), targets=tuple(targets), prerequisites=tuple(needs))
    return PortfolioProblem(scenario, rules, tuple(initiatives))


def _initiative(random: Random, index: int, horizon: tuple[str, ...]) -> Initiative:
    tokens, web = Decimal(random.randint(2, 9)), Decimal(random.randint(0, 5))
    sized = random.random() < 0.15
    ends = [ENDS[period] for period in horizon if period in ENDS] or [date(2026, 1, 31), date(2026, 2, 28)]
    return Initiative(
        initiative_key=f"I-{index}",
        engineering_tokens=None if sized else tokens,
        engineering_tokens_mvp=tokens // 2 if sized else None,
        engineering_tokens_full=tokens if sized else None,
        mvp_contribution_share=Decimal("0.5") if sized else None,
        team_tokens={"web": web},
        is_mandatory=random.random() < 0.05,
        bundle_key="B" if random.random() < 0.1 else None,
        deadline_date=random.choice(ends) if random.random() < 0.2 else None,
        earliest_start_date=random.choice(ends) if random.random() < 0.1 else None,
        time_sensitivity_score=Decimal(random.randint(1, 3)) if random.random() < 0.15 else None,
        kpi_contribution={"north_star": Decimal(random.randint(1, 9)) + tokens, "gmv": Decimal(random.randint(0, 5))},
        active_overall_score=Decimal(random.randint(1, 9)),
    )
