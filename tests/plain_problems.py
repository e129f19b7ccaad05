"""Small random problems of every rule family that is linear, mode and option; a good share of them infeasible."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import combinations
from random import Random
from typing import TypeVar

from domain.problem.constraints import (
    Bundle,
    Cap,
    ConstraintSet,
    Dimension,
    Floor,
    Prerequisite,
    SynergyBonus,
    Target,
    TargetKind,
)
from domain.problem.initiative import Initiative, ScopeMode
from domain.problem.problem import PortfolioProblem
from domain.problem.scenario import Normalization, ObjectiveMode, Scenario, TieBreak

T = TypeVar("T")

HORIZONS = (
    (),
    ("2026-Q1",),
    ("2026-Q1", "2026-Q2"),
    ("2026-W05", "2026-W07"),
    ("2026-01", "2026-02", "2026-03"),
)
DAYS = tuple(date(2026, month, day) for month in (1, 2, 3, 4, 5) for day in (1, 15, 28))
MARKETS = ("UK", "DE")
DEPARTMENTS = ("Growth", "Core")
CATEGORIES = ("UX", "Infra")
PROGRAMS = ("P1", "P2")
TEAMS = ("backend", "web")
KPIS = ("north_star", "gmv", "nps")
GROUPS = ("checkout", "search")
TIE_BREAKS = (
    (TieBreak.SCORE, TieBreak.TOKENS),
    (TieBreak.SCORE, TieBreak.TOKENS),
    (TieBreak.TOKENS, TieBreak.SCORE),
    (TieBreak.TOKENS,),
    (TieBreak.SCORE,),
    (),
)
BEARERS: dict[Dimension, Sequence[str | None]] = {
    Dimension.MARKET: (*MARKETS, "FR"),
    Dimension.DEPARTMENT: DEPARTMENTS,
    Dimension.CATEGORY: CATEGORIES,
    Dimension.PROGRAM: PROGRAMS,
    Dimension.TEAM: TEAMS,
    Dimension.GLOBAL: (None,),
}


def build_problem(random: Random, max_portfolios: int) -> PortfolioProblem:
    """A small problem with at most so many portfolios."""
    return _Builder(random).build(max_portfolios)


class _Builder:
    def __init__(self, random: Random) -> None:
        self.random = random
        self.places = self.pick((0, 0, 1, 3))
        self.horizon = self.pick(HORIZONS)
        self.periods = self.horizon or ("2026-Q1",)
        self.uses_markets = self.chance(0.6)
        self.keys = [f"I-{n}" for n in range(1, random.randint(2, 7) + 1)]

    def build(self, max_portfolios: int) -> PortfolioProblem:
        scenario = self.scenario()
        initiatives = [self.initiative(key) for key in self.keys]
        while _num_portfolios(scenario, initiatives) > max_portfolios:
            initiatives.pop()
        pairs: list[SynergyBonus] = []
        if self.chance(0.15):
            initiatives, pairs = self.dense_pairs(initiatives)
        delivered = [key for key in (*self.keys, "I-0") if self.chance(0.05)]
        rules = self.constraint_set()
        rules = replace(rules, synergies=(*rules.synergies, *pairs))
        return PortfolioProblem(scenario, rules, tuple(initiatives), tuple(delivered))

    # Draws

    def chance(self, probability: float) -> bool:
        return self.random.random() < probability

    def pick(self, choices: Sequence[T]) -> T:
        return self.random.choice(choices)

    def number(self, low: int, high: int) -> Decimal:
        """A decimal between two whole numbers, with as many places as this problem has; now and then a whole one."""
        if self.chance(0.3):
            return Decimal(self.random.randint(low, high))
        return Decimal(self.random.randint(low * 10**self.places, high * 10**self.places)).scaleb(-self.places)

    def maybe(self, probability: float, low: int, high: int) -> Decimal | None:
        return self.number(low, high) if self.chance(probability) else None

    def key(self) -> str:
        """Mostly a key of the problem, now and then one that names nobody."""
        return self.pick(self.keys) if self.chance(0.93) else self.pick(("I-0", "I-99"))

    def amounts(self, keys: Sequence[str], probability: float, low: int, high: int) -> dict[str, Decimal]:
        return {key: self.number(low, high) for key in keys if self.chance(probability)}

    # Parts

    def scenario(self) -> Scenario:
        mode = self.pick(tuple(ObjectiveMode))
        weights: dict[str, Decimal] = {}
        if mode is ObjectiveMode.WEIGHTED_KPIS or (mode is ObjectiveMode.LEXICOGRAPHIC and self.chance(0.5)):
            weights = self.amounts((*KPIS, "score", "score:RICE", "nobody"), 0.4, 1, 4)
            weights = {key: -weight if self.chance(0.15) else weight for key, weight in weights.items()}
        multi = len(self.periods) > 1
        return Scenario(
            name="Random",
            period_key="2026-Q1",
            objective_mode=mode,
            horizon=self.horizon,
            north_star_kpi_key=self.pick(("north_star", "north_star", "gmv")),
            objective_weights=weights,
            objective_normalization=self.pick(tuple(Normalization)),
            capacity_total_tokens=self.maybe(0.7, 4, 20),
            capacity_by_market=self.amounts(MARKETS, 0.25, 3, 12) if self.uses_markets else {},
            capacity_by_department=self.amounts(DEPARTMENTS, 0.2, 3, 12),
            capacity_by_team=self.amounts(TEAMS, 0.2, 2, 8),
            capacity_by_period=self.amounts((*self.periods, "2027"), 0.2, 3, 15),
            time_sensitivity_weight=self.number(0, 2) if multi and self.chance(0.4) else Decimal(0),
            strict_deadlines=self.chance(0.4),
            allow_scope_choice=self.chance(0.5),
            tie_breaks=self.pick(TIE_BREAKS),
        )

    def initiative(self, key: str) -> Initiative:
        both = self.chance(0.5)
        contribution = {kpi: self.number(0, 9) for kpi in KPIS if self.chance(0.75)}
        contribution = {kpi: -value if self.chance(0.1) else value for kpi, value in contribution.items()}
        return Initiative(
            initiative_key=key,
            market=self.pick(MARKETS) if self.uses_markets and self.chance(0.95) else None,
            department=self.pick(DEPARTMENTS) if self.chance(0.8) else None,
            category=self.pick(CATEGORIES) if self.chance(0.8) else None,
            program_key=self.pick(PROGRAMS) if self.chance(0.6) else None,
            engineering_tokens=self.maybe(0.9, -1 if self.chance(0.05) else 0, 9),
            engineering_tokens_mvp=self.maybe(0.95, 0, 5) if both else None,
            engineering_tokens_full=self.maybe(0.95, 2, 9) if both else None,
            scope_mode=self.pick((None, None, None, *ScopeMode)) if both else self.pick((None, None, ScopeMode.CUSTOM)),
            mvp_contribution_share=self.pick((None, Decimal("0.5"), Decimal("0.8"), Decimal("1.25"))),
            team_tokens=self.amounts(TEAMS, 0.5, 0, 5),
            team_tokens_mvp=self.amounts(TEAMS, 0.5, 0, 3) if both and self.chance(0.6) else None,
            status=self.pick((None, None, None, "scored", "in progress", " Done")) if self.chance(0.4) else None,
            is_mandatory=self.chance(0.06),
            bundle_key=self.pick(("B1", "B2")) if self.chance(0.12) else None,
            prerequisite_keys=(self.key(),) if self.chance(0.15) else (),
            exclusion_keys=(self.key(),) if self.chance(0.1) else (),
            deadline_date=self.pick(DAYS) if self.chance(0.12) else None,
            earliest_start_date=self.pick(DAYS) if self.chance(0.1) else None,
            latest_finish_date=self.pick(DAYS) if self.chance(0.08) else None,
            time_sensitivity_score=self.maybe(0.6, -1, 3),
            kpi_contribution=contribution,
            synergy_group_keys=tuple(group for group in GROUPS if self.chance(0.35)),
            active_overall_score=self.maybe(0.8, 0, 9),
            scores=self.amounts(("RICE", "WSJF"), 0.6, -1, 9),
        )

    def constraint_set(self) -> ConstraintSet:
        weight = self.random.random()
        floors = [Floor(d, self.number(1, 7), k, p) for d, k, p in self.places_of_rules(0.5)]
        caps = [Cap(d, self.number(1, 9), k, p) for d, k, p in self.places_of_rules(0.6)]
        return ConstraintSet(
            name="Random",
            floors=tuple(floors),
            caps=tuple(caps),
            targets=tuple(self.target() for _ in range(self.count(0.9))),
            mandatory_initiatives=tuple(self.key() for _ in range(self.count(0.4 * weight))),
            forced_out=tuple(self.key() for _ in range(self.count(0.3 * weight))),
            prerequisites=tuple(Prerequisite(self.key(), self.key()) for _ in range(self.count(0.8 * weight))),
            exclusions=tuple((self.key(), self.key()) for _ in range(self.count(0.6 * weight))),
            bundles=tuple(
                Bundle(name, tuple(self.key() for _ in range(self.random.randint(1, 3))))
                for name in ("B1", "B3")
                if self.chance(0.12)
            ),
            synergies=tuple(
                SynergyBonus(self.pick((*GROUPS, "nobody")), self.pick(KPIS), self.number(-6, 9))
                for _ in range(self.count(0.9))
            ),
        )

    def dense_pairs(self, initiatives: Sequence[Initiative]) -> tuple[list[Initiative], list[SynergyBonus]]:
        """Most pairs of initiatives as groups of their own, with bonuses of mostly one sign on one KPI."""
        groups: dict[str, tuple[str, ...]] = {i.initiative_key: i.synergy_group_keys for i in initiatives}
        kpi, sign = self.pick(KPIS), self.pick((1, -1))
        bonuses = []
        for first, second in combinations(groups, 2):
            if self.chance(0.85):
                name = f"{first}+{second}"
                groups[first], groups[second] = (*groups[first], name), (*groups[second], name)
                flip = -1 if self.chance(0.1) else 1
                bonuses.append(SynergyBonus(name, kpi, sign * flip * self.number(1, 5)))
        return [replace(i, synergy_group_keys=groups[i.initiative_key]) for i in initiatives], bonuses

    def count(self, mean: float) -> int:
        """Zero to three."""
        return sum(self.chance(mean / 3) for _ in range(3))

    def places_of_rules(self, mean: float) -> list[tuple[Dimension, str | None, str | None]]:
        out = []
        for _ in range(self.count(mean)):
            dimension = self.pick(tuple(Dimension))
            if dimension is Dimension.MARKET and not self.uses_markets:
                dimension = Dimension.GLOBAL
            out.append((dimension, self.pick(BEARERS[dimension]), self.period()))
        return out

    def period(self) -> str | None:
        return self.pick((*self.periods, "2027")) if self.chance(0.3) else None

    def target(self) -> Target:
        return Target(
            kpi_key=self.pick(KPIS),
            target_value=Decimal(0) if self.chance(0.05) else self.number(-2 if self.chance(0.1) else 2, 14),
            floor_or_goal=self.pick(tuple(TargetKind)),
            market=self.pick(MARKETS) if self.uses_markets and self.chance(0.4) else None,
            period_key=self.period() if self.chance(0.6) else None,
        )


def _num_portfolios(scenario: Scenario, initiatives: Sequence[Initiative]) -> int:
    count = 1
    for i in initiatives:
        choice = scenario.allow_scope_choice and i.scope_mode is None
        both = choice and i.engineering_tokens_mvp is not None and i.engineering_tokens_full is not None
        count *= 1 + len(scenario.periods) * (2 if both else 1)
    return count
