"""Random small problems in which everything is decided by the last unit of large figures.

A hidden portfolio is drawn first; then each limit is put at what it takes, or one or three units beside that. The
figures are money from a thousand to a million million, with up to eight decimals, or lie around the widths at which
the integers of solvers end, and one problem may mix them all.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal
from random import Random
from typing import TypeVar

from domain.numbers import exact_arithmetic
from domain.problem.constraints import Bundle, Cap, ConstraintSet, Dimension, Floor, SynergyBonus, Target, TargetKind
from domain.problem.initiative import Initiative
from domain.problem.problem import PortfolioProblem
from domain.problem.scenario import Normalization, ObjectiveMode, Scenario, TieBreak

T = TypeVar("T")

PERIODS = ("2026-Q1", "2026-Q2", "2026-Q3")
MARKETS = ("UK", "DE")
EDGES = (2**31, 2**53, 2**63)
BESIDE = (0, 0, 0, 1, 1, -1, -1, 3, -3)
MOST_DIGITS = 14


def near_tie(seed: int, most: int = 10) -> PortfolioProblem:
    """The problem of a seed, with at most so many initiatives: the same one every time."""
    with exact_arithmetic():
        return _Builder(Random(seed), most).build()


class _Builder:
    def __init__(self, random: Random, most: int) -> None:
        self.random = random
        self.periods = PERIODS[: self.pick((1, 1, 1, 2, 2, 3))]
        most = min(most, (10, 6, 5)[len(self.periods) - 1])
        self.keys = [f"I-{n}" for n in range(random.randint(3, most))]
        self.markets = {key: self.pick(MARKETS) for key in self.keys}
        self.hidden = {key: random.randrange(len(self.periods)) for key in self.keys if self.chance(0.55)}
        self.tokens, self.token_unit = self.figures((0.35, 0.35, 0.15, 0.15))
        self.value, self.value_unit = self.figures((0.5, 0.3, 0.1, 0.1))
        self.money, self.money_unit = self.figures((0.05, 0.5, 0.2, 0.25))

    def build(self) -> PortfolioProblem:
        floors, caps = self.token_limits()
        targets = [self.target() for _ in range(self.pick((0, 1, 1, 1, 2)))]
        rules = ConstraintSet(
            name="near ties",
            floors=tuple(floors),
            caps=tuple(caps),
            targets=tuple(targets),
            exclusions=(tuple(self.random.sample(self.keys, 2)),) if self.chance(0.1) else (),  # type: ignore[arg-type]
            bundles=(Bundle("B", tuple(self.random.sample(self.keys, 2))),) if self.chance(0.1) else (),
            synergies=(SynergyBonus("S", self.pick(("gmv", "north_star")), self.bonus()),) if self.chance(0.1) else (),
        )
        initiatives = [self.initiative(key) for key in self.keys]
        return PortfolioProblem(self.scenario(), rules, tuple(initiatives))

    # Draws

    def chance(self, probability: float) -> bool:
        return self.random.random() < probability

    def pick(self, choices: Sequence[T]) -> T:
        return self.random.choice(choices)

    def figures(self, shares: tuple[float, float, float, float]) -> tuple[dict[str, Decimal], Decimal]:
        """A figure for each initiative and their unit: small ones, money, a sum near an edge, or mixed scales."""
        kind = self.random.choices(("small", "money", "edge", "mixed"), shares)[0]
        if kind == "small":
            places = self.pick((0, 0, 1, 2))
            units = {key: self.random.randint(1, 9 * 10**places) for key in self.keys}
        elif kind == "money":
            places, digits = self.random.randint(0, 8), self.random.randint(3, MOST_DIGITS)
            units = {key: self.random.randint(10 ** (digits - 1), 10**digits) for key in self.keys}
        elif kind == "edge":
            places = self.random.randint(4, 8)
            mean = self.pick(EDGES) // len(self.keys)
            units = {key: self.random.randint(mean // 2, mean + mean // 2) for key in self.keys}
        else:
            places = self.random.randint(0, 8)
            units = {key: self.random.randint(1, 10 ** self.random.randint(1, MOST_DIGITS)) for key in self.keys}
        if self.chance(0.15):
            units = {key: number if self.chance(0.7) else 0 for key, number in units.items()}
        if self.chance(0.25) and len(self.keys) > 3:  # two ways that differ by a unit or not at all
            first, second, third = self.random.sample(self.keys, 3)
            units[first] = max(0, units[second] + units[third] + self.pick((0, 1, -1)))
        unit = Decimal(1).scaleb(-places)
        return {key: number * unit for key, number in units.items()}, unit

    def beside(self, parts: Iterable[Decimal], unit: Decimal) -> Decimal:
        """The sum of what the hidden portfolio takes, or a few units beside it; never below zero."""
        return max(sum(parts, Decimal(0)) + self.pick(BESIDE) * unit, Decimal(0))

    def taken(self, figures: dict[str, Decimal], market: str | None = None, period: int | None = None) -> list[Decimal]:
        return [
            figures[key]
            for key, at in self.hidden.items()
            if market in (None, self.markets[key]) and period in (None, at)
        ]

    def bonus(self) -> Decimal:
        return self.pick((1, -1)) * self.pick((self.value_unit, self.money_unit, Decimal(5)))

    # Parts

    def scenario(self) -> Scenario:
        mode = self.pick((ObjectiveMode.NORTH_STAR, ObjectiveMode.NORTH_STAR, *ObjectiveMode))
        weights = {"north_star": Decimal(self.random.randint(1, 3)), "gmv": self.pick((Decimal(1), Decimal("0.25")))}
        total = by_period = None
        if self.chance(0.75):
            needs = [self.beside(self.taken(self.tokens, None, at), self.token_unit) for at in range(len(self.periods))]
            total = max(needs)
            by_period = dict(zip(self.periods, needs, strict=True)) if len(needs) > 1 and self.chance(0.5) else None
        by_market = {}
        if self.chance(0.25):
            market = self.pick(MARKETS)
            needs = [
                self.beside(self.taken(self.tokens, market, at), self.token_unit) for at in range(len(self.periods))
            ]
            by_market = {market: max(needs)}
        return Scenario(
            name="near ties",
            period_key=self.periods[0],
            objective_mode=mode,
            horizon=self.periods,
            objective_weights=weights if mode is ObjectiveMode.WEIGHTED_KPIS or self.chance(0.2) else {},
            objective_normalization=self.pick(tuple(Normalization)),
            capacity_total_tokens=total,
            capacity_by_period=by_period or {},
            capacity_by_market=by_market,
            tie_breaks=self.pick(((), (TieBreak.SCORE, TieBreak.TOKENS), (TieBreak.TOKENS,))),
        )

    def initiative(self, key: str) -> Initiative:
        small = self.tokens[key] < 100 and self.chance(0.1)
        return Initiative(
            initiative_key=key,
            market=self.markets[key],
            engineering_tokens=self.tokens[key],
            prerequisite_keys=(self.pick(self.keys),) if self.chance(0.1) else (),
            kpi_contribution={"north_star": self.value[key], "gmv": self.money[key]},
            synergy_group_keys=("S",) if self.chance(0.4) else (),
            active_overall_score=Decimal(self.random.randint(0, 9)) if small or self.chance(0.3) else None,
        )

    def token_limits(self) -> tuple[list[Floor], list[Cap]]:
        floors, caps = [], []
        for _ in range(self.pick((0, 0, 1, 1, 2))):
            market = self.pick((None, *MARKETS))
            period = self.random.randrange(len(self.periods)) if len(self.periods) > 1 and self.chance(0.4) else None
            figure = self.beside(self.taken(self.tokens, market, period), self.token_unit)
            dimension = Dimension.GLOBAL if market is None else Dimension.MARKET
            named = None if period is None else self.periods[period]
            if self.chance(0.5):
                floors.append(Floor(dimension, figure, market, named))
            else:
                caps.append(Cap(dimension, figure, market, named))
        return floors, caps

    def target(self) -> Target:
        kpi, figures, unit = self.pick(
            (("gmv", self.money, self.money_unit),) * 3 + (("north_star", self.value, self.value_unit),)
        )
        market = self.pick((None, None, *MARKETS))
        period = self.random.randrange(len(self.periods)) if len(self.periods) > 1 and self.chance(0.3) else None
        value = self.beside(self.taken(figures, market, period), unit)
        kind = self.pick((TargetKind.FLOOR, TargetKind.FLOOR, TargetKind.GOAL))
        return Target(kpi, value, kind, market, None if period is None else self.periods[period])


def under_other_figures(problem: PortfolioProblem) -> PortfolioProblem:
    """The same initiatives under another objective: another scenario for regret."""
    scenario = replace(
        problem.scenario,
        name="other",
        objective_mode=ObjectiveMode.WEIGHTED_KPIS,
        objective_weights={"gmv": Decimal(1), "north_star": Decimal(2)},
    )
    return replace(problem, scenario=scenario)
