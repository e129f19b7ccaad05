"""Small random problems in which most pairs of initiatives have a bonus or a penalty, under rules of many kinds."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from itertools import combinations
from random import Random

from domain.problem.constraints import (
    Cap,
    ConstraintSet,
    Dimension,
    Floor,
    Prerequisite,
    SynergyBonus,
    Target,
    TargetKind,
)
from domain.problem.initiative import Initiative
from domain.problem.problem import PortfolioProblem
from domain.problem.scenario import ObjectiveMode, Scenario, TieBreak

TEAMS = ("backend", "web")
TIE_BREAKS = ((TieBreak.SCORE, TieBreak.TOKENS), (TieBreak.TOKENS,), ())
UNITS = (Decimal(1), Decimal(1), Decimal("0.25"), Decimal(10_000_000))
"""What bonuses are multiples of: in the last one, columns shared by pairs would have to count too far."""


def dense_problem(seed: int) -> PortfolioProblem:
    """The problem of a seed, with at most a few thousand portfolios."""
    random = Random(f"dense {seed}")
    horizon = random.choice(((), (), (), (), ("2026-Q1", "2026-Q2")))
    scopes = random.random() < 0.3
    count = 5 if horizon and scopes else random.randint(5, 7)
    members = [_initiative(random, f"I-{number}", scopes) for number in range(1, count + 1)]
    unit = random.choice(UNITS)
    signs = random.choice(((1,), (1, 1, 1, -1), (-1, -1, 1)))
    kpis = random.choice((("north_star",), ("north_star", "gmv")))
    groups: dict[str, list[str]] = {member.initiative_key: [] for member in members}
    bonuses = []
    for first, second in combinations(groups, 2):
        for kpi in kpis:
            if random.random() < 0.9:
                name = f"{first}+{second}:{kpi}"
                groups[first].append(name)
                groups[second].append(name)
                bonuses.append(SynergyBonus(name, kpi, random.choice(signs) * random.randint(1, 9) * unit))
    members = [replace(member, synergy_group_keys=tuple(groups[member.initiative_key])) for member in members]
    return PortfolioProblem(
        _scenario(seed, random, horizon, scopes, kpis), _rules(random, members, bonuses), tuple(members)
    )


def _initiative(random: Random, key: str, scopes: bool) -> Initiative:
    tokens = Decimal(random.randint(1, 9))
    both = scopes and random.random() < 0.6
    return Initiative(
        initiative_key=key,
        engineering_tokens=None if both else tokens,
        engineering_tokens_full=tokens if both else None,
        engineering_tokens_mvp=(tokens / 2).quantize(Decimal(1)) if both else None,
        mvp_contribution_share=random.choice((None, Decimal("0.5"))) if both else None,
        team_tokens={team: Decimal(random.randint(0, 4)) for team in TEAMS if random.random() < 0.7},
        kpi_contribution={kpi: Decimal(random.randint(-2, 9)) for kpi in ("north_star", "gmv")},
        active_overall_score=Decimal(random.randint(0, 5)),
    )


def _scenario(seed: int, random: Random, horizon: tuple[str, ...], scopes: bool, kpis: tuple[str, ...]) -> Scenario:
    weighted = len(kpis) > 1
    return Scenario(
        f"dense {seed}",
        "2026-Q1",
        ObjectiveMode.WEIGHTED_KPIS if weighted else ObjectiveMode.NORTH_STAR,
        horizon=horizon,
        objective_weights={"north_star": Decimal(2), "gmv": Decimal(random.choice((1, 3, -1)))} if weighted else {},
        capacity_total_tokens=Decimal(random.randint(5, 30)) if random.random() < 0.9 else None,
        capacity_by_team={team: Decimal(random.randint(3, 9)) for team in TEAMS if random.random() < 0.5},
        capacity_by_period={period: Decimal(random.randint(4, 15)) for period in horizon},
        allow_scope_choice=scopes,
        tie_breaks=random.choice(TIE_BREAKS),
    )


def _rules(random: Random, members: list[Initiative], bonuses: list[SynergyBonus]) -> ConstraintSet:
    keys = [member.initiative_key for member in members]

    def now_and_then() -> bool:
        return random.random() < 0.3

    return ConstraintSet(
        floors=(Floor(Dimension.TEAM, Decimal(random.randint(1, 5)), "web"),) if now_and_then() else (),
        caps=(Cap(Dimension.GLOBAL, Decimal(random.randint(8, 20))),) if now_and_then() else (),
        targets=(Target("north_star", Decimal(random.randint(5, 60)), TargetKind.FLOOR),) if now_and_then() else (),
        prerequisites=(Prerequisite(*random.sample(keys, 2)),) if now_and_then() else (),
        exclusions=(tuple(random.sample(keys, 2)),) if now_and_then() else (),
        mandatory_initiatives=(random.choice(keys),) if now_and_then() else (),
        synergies=tuple(bonuses),
    )
