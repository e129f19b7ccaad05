"""A made-up year: initiatives to be chosen and placed into quarters, the same at every run.

What a planner has: capacities in total and by market, department and team in each quarter, scope choice, deadlines,
prerequisites, a few musts, a floor and a cap on categories. The variants make one thing harder each.
``python -m benchmarks.years`` solves them and tells how long that takes.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from domain.problem.constraints import Cap, ConstraintSet, Dimension, Floor, Target, TargetKind
from domain.problem.initiative import Initiative
from domain.problem.problem import PortfolioProblem
from domain.problem.scenario import ObjectiveMode, Scenario

QUARTERS = ("2027-Q1", "2027-Q2", "2027-Q3", "2027-Q4")
MARKETS = ("UK", "DE", "FR", "US", "Global")
DEPARTMENTS = ("Commerce", "Growth", "Operations", "Platform", "Trust")
CATEGORIES = ("Compliance", "UX", "Infra", "Growth", "Hygiene")
TEAMS = ("web", "backend", "data", "mobile")
TOKENS = (1, 2, 2, 3, 3, 4, 5, 5, 6, 8, 8, 9, 10, 12, 13, 16, 20)
DEADLINES = (date(2027, 4, 15), date(2027, 6, 15), date(2027, 8, 15))
STARTS = (date(2027, 4, 10), date(2027, 7, 10))
TOKENS_EACH = 8
SEED = 20_270_101


@dataclass(frozen=True, slots=True)
class Kind:
    """What a year is like.

    share: of all tokens that a year has room for. windows, starts, ordered: the share of initiatives with a deadline,
    an earliest start, a prerequisite. musts: of those without any of them, the share that has to be in. floors: of a
    quarter, on a category and a market. unequal: quarters differ in room. tight: how much of its even share a market or
    department has in a quarter. large: multiplies the tokens of each initiative and not the room, so that few fit in a
    quarter. time_sensitive: the share of those that are worth more early.
    """

    share: Decimal = Decimal("0.5")
    windows: float = 0.06
    starts: float = 0.0
    ordered: float = 0.1
    musts: float = 0.05
    floors: bool = False
    unequal: bool = False
    tight: Decimal = Decimal("1.4")
    large: int = 1
    time_sensitive: float = 0.0


PLAIN = Kind()
KINDS = {
    "plain": PLAIN,
    "windows": Kind(windows=0.4, starts=0.3),
    "ordered": Kind(ordered=0.6),
    "floors": Kind(floors=True),
    "unequal": Kind(unequal=True),
    "all": Kind(windows=0.3, starts=0.2, ordered=0.4, floors=True, unequal=True),
    "large": Kind(large=4),
    "timed": Kind(time_sensitive=0.1),
}


def quarters(size: int, kind: Kind = PLAIN, seed: int = SEED) -> PortfolioProblem:
    """A year of so many candidates."""
    chance = random.Random(seed)
    initiatives = tuple(_initiative(index, chance, kind) for index in range(size))
    room = Decimal(size * TOKENS_EACH) * kind.share / len(QUARTERS)
    each = (room * kind.tight / len(MARKETS)).to_integral_value()
    parts = (Decimal("0.7"), Decimal("1.2"), Decimal("0.9"), Decimal("1.2")) if kind.unequal else ()
    scenario = Scenario(
        name=f"Plan 2027 {size}",
        period_key="2027",
        horizon=QUARTERS,
        objective_mode=ObjectiveMode.NORTH_STAR,
        capacity_total_tokens=room.to_integral_value(),
        capacity_by_market=dict.fromkeys(MARKETS, each),
        capacity_by_department=dict.fromkeys(DEPARTMENTS, each),
        capacity_by_team=dict.fromkeys(TEAMS, (room * Decimal("0.16")).to_integral_value()),
        capacity_by_period={q: (room * part).to_integral_value() for q, part in zip(QUARTERS, parts, strict=False)},
        time_sensitivity_weight=Decimal("0.5") if kind.time_sensitive else Decimal(0),
        allow_scope_choice=True,
    )
    floors = [Floor(Dimension.CATEGORY, (room * Decimal("0.4")).to_integral_value(), "Hygiene")]
    if kind.floors:
        for quarter in QUARTERS:
            floors.append(Floor(Dimension.CATEGORY, (room * Decimal("0.15")).to_integral_value(), "UX", quarter))
            floors.append(Floor(Dimension.MARKET, (room * Decimal("0.12")).to_integral_value(), "UK", quarter))
    rules = ConstraintSet(
        name="Board",
        floors=tuple(floors),
        caps=(Cap(Dimension.CATEGORY, (room * Decimal("0.8")).to_integral_value(), "Infra"),),
        targets=(Target("gmv", Decimal(size * 10), TargetKind.FLOOR, "UK"),),
    )
    return PortfolioProblem(scenario, rules, initiatives)


def _initiative(index: int, chance: random.Random, kind: Kind) -> Initiative:
    tokens, score = chance.choice(TOKENS) * kind.large, chance.randint(50, 950)
    value = round(tokens * score / 10 / 5) * 5
    sized = chance.random() < 1 / 6
    half = Decimal(max(1, tokens // 2))
    last = chance.choice(DEADLINES) if chance.random() < kind.windows else None
    first = chance.choice(STARTS) if last is None and chance.random() < kind.starts else None
    needed = chance.randrange(index) if index and chance.random() < kind.ordered else None
    must = chance.random() < kind.musts and last is None and first is None and needed is None
    return Initiative(
        initiative_key=f"I-{index:04d}",
        title=f"Initiative number {index}",
        market=chance.choice(MARKETS),
        department=chance.choice(DEPARTMENTS),
        category=chance.choice(CATEGORIES),
        engineering_tokens=None if sized else Decimal(tokens),
        engineering_tokens_mvp=half if sized else None,
        engineering_tokens_full=Decimal(tokens) if sized else None,
        mvp_contribution_share=Decimal("0.6") if sized else None,
        team_tokens={chance.choice(TEAMS): half},
        is_mandatory=must,
        deadline_date=last,
        earliest_start_date=first,
        prerequisite_keys=() if needed is None else (f"I-{needed:04d}",),
        time_sensitivity_score=Decimal(1) if chance.random() < kind.time_sensitive else None,
        kpi_contribution={
            "north_star": Decimal(value),
            "gmv": Decimal(value * chance.choice((0, 50, 80, 100, 120))),
            "retention_30d": Decimal(chance.choice((0, 0, 5, 10))).scaleb(-4),
        },
        active_overall_score=Decimal(score).scaleb(-1),
    )
