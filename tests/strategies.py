"""Small random problems of a seed, with the families of rules that a test is about; a good share of them infeasible."""

from __future__ import annotations

import os
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise
from random import Random

from hypothesis import strategies as st

from domain.problem.constraints import (
    Charge,
    Dimension,
    Overhead,
    Pin,
    Prerequisite,
    SynergyBonus,
)
from domain.problem.initiative import ScopeMode
from domain.problem.problem import PortfolioProblem
from domain.problem.totals import CurvePoint, FairShare, FormulaFactor, KpiFormula, Ratio, ResponseCurve
from tests.plain_problems import BEARERS, GROUPS, KPIS, MARKETS, TEAMS, build_problem


def random_problem(seed: int, max_portfolios: int = 3000) -> PortfolioProblem:
    """The small problem of a seed: the same one every time."""
    return build_problem(Random(seed), max_portfolios)


def problems(max_portfolios: int = 400) -> st.SearchStrategy[PortfolioProblem]:
    """Small problems for hypothesis."""
    return st.randoms(use_true_random=False).map(lambda random: build_problem(random, max_portfolios))


def varied_problem(seed: int, max_portfolios: int = 3000) -> PortfolioProblem:
    """The small problem of a seed: of four one with all that ``mixed_problem`` mixes in, and one with a formula.

    By hand the environment asks for formulas alone.
    """
    if "BRUTE_FORCE_FORMULAS" in os.environ:
        return formula_problem(seed, max_portfolios)
    return (random_problem, mixed_problem, random_problem, formula_problem)[seed % 4](seed, max_portfolios)


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
            bearer = random.choice(BEARERS[dimension])
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
