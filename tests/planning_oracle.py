"""What the brute force knows about the questions that planners ask after the first optimum."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from domain.analyses.frontiers.capacity_limits import Capacity
from domain.problem.constraints import Dimension
from tests.oracle import Oracle, Portfolio
from tests.strategies import varied_problem

SEEDS = int(os.environ.get("BRUTE_FORCE_PLANNING", "12"))
"""How many random problems each planning computation is compared on."""


@lru_cache(64)
def varied_oracle(seed: int, max_portfolios: int) -> Oracle:
    """The brute force over the varied problem of a seed, one for all solvers that are compared with it."""
    return Oracle(varied_problem(seed, max_portfolios))


def main_value(portfolio: Portfolio) -> Fraction:
    """The figure that "value" means: of the main stage."""
    return next(value for name, value in portfolio.stages.items() if name in ("north_star", "weighted_kpis"))


def objective(portfolio: Portfolio) -> tuple[Fraction, ...]:
    """The stages that decide the value, larger is better."""
    return portfolio.key[: num_objectives(portfolio.stages)]


def num_objectives(stages: Iterable[str]) -> int:
    """How many stages decide the value: all up to the main one."""
    return next(n for n, name in enumerate(stages, 1) if name in ("north_star", "weighted_kpis"))


def feasible(oracle: Oracle, without: Callable[[str], bool] = lambda _: False) -> list[Portfolio]:
    """The portfolios that keep every rule but those that are left away."""
    return [p for p in oracle.relaxed() if not any(not without(rule_id) for rule_id in p.broken)]


def best(portfolios: Iterable[Portfolio]) -> Portfolio | None:
    return max(portfolios, key=objective, default=None)


def need(
    oracle: Oracle, portfolio: Portfolio, dimension: Dimension, key: str | None, periods: Iterable[int]
) -> Fraction:
    """The most tokens of a key that a portfolio takes in one of the periods."""
    used = {period: oracle.beside(dimension, key, period, portfolio.picks) for period in periods}
    for name, (period, scope) in portfolio.picks.items():
        if period in used:
            size = next(figures for figures in oracle.figures[name] if figures.scope == scope)
            used[period] += oracle._tokens(dimension, key, oracle.known[name], size)
    return max(used.values())


def tokens(oracle: Oracle, portfolio: Portfolio) -> Fraction:
    """All tokens of a portfolio."""
    return sum((need(oracle, portfolio, Dimension.GLOBAL, None, [t]) for t in range(len(oracle.horizon))), Fraction(0))


def kpi_total(oracle: Oracle, portfolio: Portfolio, kpi_key: str) -> Fraction:
    """The total of a KPI with its synergies, as it is counted."""
    return oracle.kpi_total(portfolio.picks, kpi_key)


def is_rule_of(oracle: Oracle, capacity: Capacity, rule_id: str) -> bool:
    """Whether a rule id is one of those that a capacity stands for."""
    base, _, period = rule_id.partition("@")
    where = oracle.horizon.index(period) if period else 0
    return base == capacity.name.partition("@")[0] and where in capacity.periods


def nondominated(points: set[tuple[Fraction, ...]]) -> list[tuple[Fraction, ...]]:
    """Of points (more is better, lexicographically up to the last one) those that nothing beats."""
    ordered = sorted(points, key=lambda point: (point[:-1], point[-1]), reverse=True)
    kept: list[tuple[Fraction, ...]] = []
    for point in ordered:
        if not kept or point[-1] > kept[-1][-1]:
            kept.append(point)
    return kept


def within_loss(oracle: Oracle, loss: Decimal, relative: bool) -> list[frozenset[str]]:
    """The sets of initiatives of all portfolios within a loss, the earlier stages held."""
    top = best(feasible(oracle))
    if top is None:
        return []
    room = Fraction(loss) * (abs(main_value(top)) if relative else 1)
    found = {
        frozenset(p.picks)
        for p in feasible(oracle)
        if objective(p)[:-1] >= objective(top)[:-1] and main_value(p) >= main_value(top) - room
    }
    return sorted(found, key=sorted)


def most_tokens(oracle: Oracle, key: str, scope: str) -> Fraction | float | None:
    """The most tokens with which an initiative in one of its sizes is in some best portfolio, all else as it is.

    None where no number would do; infinite where every large one would.
    """
    others = best(p for p in feasible(oracle) if p.picks.get(key, (0, ""))[1] != scope)
    found: Fraction | float | None = None
    for portfolio in oracle.portfolios():
        place = portfolio.picks.get(key)
        if place is None or place[1] != scope or (others is not None and objective(portfolio) < objective(others)):
            continue
        most = _room(oracle, portfolio, key, place[0])
        if most is not None and (found is None or most > found):
            found = most
    return found


def _room(oracle: Oracle, portfolio: Portfolio, key: str, period: int) -> Fraction | float | None:
    """The most tokens that the rules leave an initiative of a portfolio; None where they leave no number."""
    ratios = {name for name, *_ in oracle.ratios}
    if not ratios.isdisjoint(portfolio.broken) or any(rule.broken(portfolio.picks) for rule in oracle.logic):
        return None
    low, high = Fraction(0), float("inf")
    for limit in oracle.limits:
        total = oracle.sums[limit.total]
        rest, counts = Fraction(0), False
        for name, (at, size_name) in portfolio.picks.items():
            size = next(figures for figures in oracle.figures[name] if figures.scope == size_name)
            without = total.amount(oracle.known[name], replace(size, tokens=Fraction(0)), at)
            one = total.amount(oracle.known[name], replace(size, tokens=Fraction(1)), at)
            counts = counts or (name == key and one != without)
            rest += without if name == key else total.amount(oracle.known[name], size, at)
        if total.bent is not None or total.counts:
            rest = oracle.sums_of(portfolio.picks)[limit.total]
        else:
            rest += sum(
                (bonus for members, bonus in total.bonuses if set(members) <= set(portfolio.picks)), Fraction(0)
            )
        rest += total.beside(portfolio.picks) if total.beside is not None and total.bent is None else 0
        if not counts:
            if limit.missing_by(rest):
                return None
        elif limit.at_most:
            high = min(high, limit.figure - rest)
        else:
            low = max(low, limit.figure - rest)
    return high if low <= high else None
