"""Small random problems that use every rule family, mode and option; a good share of them infeasible."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import combinations, pairwise
from random import Random
from typing import TypeVar

from hypothesis import strategies as st

from domain.problem.constraints import (
    Bundle,
    Cap,
    Charge,
    ConstraintSet,
    Dimension,
    Floor,
    Overhead,
    Pin,
    Prerequisite,
    SynergyBonus,
    Target,
    TargetKind,
)
from domain.problem.initiative import Initiative, ScopeMode
from domain.problem.problem import PortfolioProblem
from domain.problem.scenario import Normalization, ObjectiveMode, Scenario, TieBreak
from domain.problem.totals import CurvePoint, FairShare, FormulaFactor, KpiFormula, Ratio, ResponseCurve

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
_BEARERS: dict[Dimension, Sequence[str | None]] = {
    Dimension.MARKET: (*MARKETS, "FR"),
    Dimension.DEPARTMENT: DEPARTMENTS,
    Dimension.CATEGORY: CATEGORIES,
    Dimension.PROGRAM: PROGRAMS,
    Dimension.TEAM: TEAMS,
    Dimension.GLOBAL: (None,),
}


def random_problem(seed: int, max_portfolios: int = 3000) -> PortfolioProblem:
    """The small problem of a seed: the same one every time."""
    return build_problem(Random(seed), max_portfolios)


def problems(max_portfolios: int = 400) -> st.SearchStrategy[PortfolioProblem]:
    """Small problems for hypothesis."""
    return st.randoms(use_true_random=False).map(lambda random: build_problem(random, max_portfolios))


def varied_problem(seed: int, max_portfolios: int = 3000) -> PortfolioProblem:
    """The small problem of a seed: every other one with all that ``mixed_problem`` mixes in."""
    return (mixed_problem if seed % 2 else random_problem)(seed, max_portfolios)


def mixed_problem(seed: int, max_portfolios: int = 3000) -> PortfolioProblem:
    """The small problem of a seed with pins, lags, curves, bonuses by number, ratios, fair shares, some overheads."""
    random = Random(seed)
    problem = _pinned(random, _curved(random, build_problem(random, max_portfolios)))
    return _beside(random, problem) if random.random() < 0.4 else problem


def pinned_problem(seed: int, max_portfolios: int = 3000) -> PortfolioProblem:
    """The small problem of a seed with pins and with lags between prerequisites, mostly over several periods."""
    random = Random(seed)
    return _pinned(random, build_problem(random, max_portfolios))


def curved_problem(seed: int, max_portfolios: int = 3000) -> PortfolioProblem:
    """The small problem of a seed with curves of any shape on KPIs of markets and of all."""
    random = Random(seed)
    return _curved(random, build_problem(random, max_portfolios))


def _pinned(random: Random, problem: PortfolioProblem) -> PortfolioProblem:
    keys = [i.initiative_key for i in problem.initiatives]
    periods: tuple[str | None, ...] = (*problem.scenario.periods, *problem.scenario.periods, "2027", None)
    scopes = (None, None, *ScopeMode)
    pins = [
        Pin(random.choice(keys), random.choice(periods), random.choice(scopes)) for _ in range(random.randint(0, 3))
    ]
    links = [
        Prerequisite(*random.sample(keys, 2), random.randint(0, 2))
        for _ in range(random.randint(0, 2))
        if len(keys) > 1
    ]
    rules = problem.constraint_set
    kept = tuple(pin for pin in pins if pin.period_key or pin.scope)
    return replace(problem, constraint_set=replace(rules, pins=kept, prerequisites=(*rules.prerequisites, *links)))


def _curved(random: Random, problem: PortfolioProblem) -> PortfolioProblem:
    curves, places = [], random.choice((0, 0, 1))
    markets = (None, None, *MARKETS) if any(i.market for i in problem.initiatives) else (None,)
    for scope in {(random.choice(KPIS), random.choice(markets)): None for _ in range(random.randint(1, 4))}:
        firsts = sorted(random.sample(range(-60, 300), random.randint(2, 6)))
        seconds = [random.randint(-60, 300) for _ in firsts]
        match random.choice(("any", "rising", "concave", "convex", "thirds")):
            case "rising":
                seconds.sort()
            case "concave" | "convex" as shape:
                steps = sorted((random.randint(-2, 8) for _ in firsts), reverse=shape == "concave")
                seconds = [0]
                for step, (first, second) in zip(steps, pairwise(firsts), strict=False):
                    seconds.append(seconds[-1] + step * (second - first))
            case "thirds":
                firsts, seconds = [0, 30, 90], [0, 40, 60]
        pairs = [
            CurvePoint(Decimal(x).scaleb(-1 - places), Decimal(y).scaleb(-1))
            for x, y in zip(firsts, seconds, strict=True)
        ]
        curves.append(ResponseCurve(f"C{len(curves)}", scope[0], scope[1], tuple(pairs)))
    counted = [
        SynergyBonus(
            random.choice(GROUPS),
            random.choice(KPIS),
            bonus_by_count=tuple(
                Decimal(random.choice((0, random.randint(-40, 90)))).scaleb(-1) for _ in range(random.randint(1, 5))
            ),
        )
        for _ in range(random.choice((0, 0, 1, 2)))
    ]
    scenario = replace(problem.scenario, time_sensitivity_weight=Decimal(0))
    synergies = (*problem.constraint_set.synergies, *counted)
    bent = {curve.kpi_key for curve in curves}
    bent |= {kpi for i in problem.initiatives for kpi, value in i.kpi_contribution.items() if value < 0}
    bent |= {b.kpi_key for b in synergies if min(b.bonus or Decimal(0), *(b.bonus_by_count or (Decimal(0),))) < 0}
    denominators = ["tokens", "tokens", *(kpi for kpi in KPIS if kpi not in bent)]
    ratios = tuple(
        Ratio(
            f"R{n}", random.choice((*KPIS, "score")), random.choice(denominators), Decimal(random.randint(-4, 30)) / 10
        )
        for n in range(random.choice((0, 0, 1, 2)))
    )
    rules = replace(problem.constraint_set, response_curves=tuple(curves), synergies=synergies, ratios=ratios)
    if random.random() < 0.4:
        shares = tuple(FairShare(kpi) for kpi in random.sample(KPIS, random.randint(1, 2)))
        rules = replace(rules, fair_shares=shares)
    return replace(problem, scenario=scenario, constraint_set=rules)


def overhead_problem(seed: int, max_portfolios: int = 3000) -> PortfolioProblem:
    """The small problem of a seed with curves, pins and overheads of any kind."""
    random = Random(seed)
    return _beside(random, random.choice((curved_problem, pinned_problem, random_problem))(seed, max_portfolios))


def _beside(random: Random, problem: PortfolioProblem) -> PortfolioProblem:
    keys = [i.initiative_key for i in problem.initiatives]
    overheads = []
    for number in range(random.randint(1, 2)):
        steps = [Decimal(random.choice((0, random.randint(0, 4)))) for _ in range(random.randint(1, 4))]
        if random.random() < 0.3:
            steps = [step / 2 for step in steps]
        figures = [Decimal(0), *steps]
        if random.random() < 0.6:
            figures = [sum(figures[: place + 1], Decimal(0)) for place in range(len(figures))]
        charge = random.choice((None, None, *Charge))
        team = random.choice((None, None, *TEAMS))
        if random.random() < 0.4:
            chosen = random.sample([*keys, "I-99"], random.randint(1, len(keys)))
            overheads.append(
                Overhead(f"O{number}", tuple(figures), initiative_keys=tuple(chosen), charge=charge, team=team)
            )
        else:
            dimension = random.choice([d for d in Dimension if d is not Dimension.MARKET or _have_markets(problem)])
            team = None if dimension is Dimension.TEAM else team
            bearer = random.choice(_BEARERS[dimension])
            overheads.append(Overhead(f"O{number}", tuple(figures), dimension, bearer, charge=charge, team=team))
    return replace(problem, constraint_set=replace(problem.constraint_set, overheads=tuple(overheads)))


def formula_problem(seed: int, max_portfolios: int = 3000) -> PortfolioProblem:
    """The small problem of a seed with everything there is and a KPI that is the product of two others."""
    random = Random(seed)
    problem = random.choice((curved_problem, overhead_problem, overhead_problem, random_problem))(seed, max_portfolios)
    rules, scenario = problem.constraint_set, problem.scenario
    kpi, *factors = random.sample(KPIS, 3)
    if random.random() < 0.15:
        factors[1] = factors[0]
    bases = [Decimal(random.choice((0, random.randint(-3, 9), random.randint(1, 20)))) for _ in factors]
    parts = tuple(FormulaFactor(key, base) for key, base in zip(factors, bases, strict=True))
    times = random.choice((Decimal(1), Decimal("0.5"), Decimal(3), Decimal(-1)))
    keep = {"market": None, "period_key": None}
    rules = replace(
        rules,
        kpi_formulas=(KpiFormula(kpi, parts, times),),
        targets=tuple(replace(t, **keep) if t.kpi_key == kpi else t for t in rules.targets),
        response_curves=tuple(curve for curve in rules.response_curves if curve.kpi_key != kpi),
        fair_shares=tuple(share for share in rules.fair_shares if share.kpi_key != kpi),
        ratios=tuple(ratio for ratio in rules.ratios if ratio.denominator != kpi),
    )
    scenario = replace(scenario, time_sensitivity_weight=Decimal(0))
    return replace(problem, scenario=scenario, constraint_set=rules)


def _have_markets(problem: PortfolioProblem) -> bool:
    return any(i.market for i in problem.initiatives)


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
            out.append((dimension, self.pick(_BEARERS[dimension]), self.period()))
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
