"""Small models that the last unit decides, at any width, with their answers known by enumeration in whole numbers.

A unit is what arithmetic with tolerances loses first. So right-hand sides lie on a sum that some columns reach, or up
to three units off it; coefficients are almost equal, or one is worth all others; values differ in their last digits.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from domain.integer_model.model import LinearForm, Plan
from solvers.conformance.models import Row, plan_of

Bounds = list[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Tie:
    """A plan to ask, and one of the same best value, over its first columns, that can be enumerated."""

    asked: Plan
    judged: Plan


Make = Callable[[random.Random, int], Tie]


def best_point(plan: Plan) -> tuple[int, tuple[int, ...]] | None:
    """The best value of the only stage and a point that has it; None where no point holds. Quick up to 12 columns."""
    model = plan.model
    sides = list(zip(model.row_lower, model.row_upper, strict=True))
    reached = zip(*(_reached(plan, model.row(row)) for row in range(model.num_rows)), strict=True)
    held = (place for place, sums in enumerate(reached) if _within(sums, sides))
    values = _reached(plan, plan.stages[0].form)
    best = max(held, key=values.__getitem__, default=None)
    return None if best is None else (values[best], _point(plan, best))


def near_tie_in_rows(rng: random.Random, total: int) -> Tie:
    """Rows with this total, and an objective of small numbers."""
    bounds = _bounds(rng)
    wide = _coefs(rng, bounds, total)
    point = [rng.randint(low, high) for low, high in bounds]
    at, off = _at(wide, point), rng.choice((0, 0, 1, -1, 2, 3, -3))
    costs = [rng.randint(1, 100) for _ in bounds]
    small = [rng.randint(1, 20) for _ in bounds]
    match rng.randrange(6):
        case 0:  # as much as needed, as cheaply as possible
            return _tie(bounds, [(wide, at + off, None)], [-cost for cost in costs])
        case 1:
            return _tie(bounds, [(wide, at - abs(off), at + rng.choice((0, 0, 1, 3)))], costs)
        case 2:  # often the only point there is, or none
            side = at + rng.choice((0, 0, 1, -1))
            return _tie(bounds, [(wide, side, side), (small, None, _at(small, point) + rng.randint(0, 5))], costs)
        case 3:
            rows: list[Row] = [(wide, None, at + off), (small, _at(small, point) - rng.choice((0, 0, 2)), None)]
            return _tie(bounds, rows, costs)
        case 4:
            rows = [(wide, at + off, None), (small, None, _at(small, point) + rng.choice((0, 0, 2)))]
            return _tie(bounds, rows, costs)
    rows = [(wide, None, at + rng.choice((0, 0, 1, -1)))]
    for _ in range(rng.randint(1, 2)):
        more = _coefs(rng, bounds, total)
        side = _at(more, point) + rng.choice((0, 0, 1, -1))
        rows.append((more, side, None) if rng.random() < 0.5 else (more, None, side))
    return _tie(bounds, rows, costs)


def near_tie_in_objective(rng: random.Random, total: int) -> Tie:
    """An objective with this total, and rows of small numbers."""
    bounds = _bounds(rng)
    rows: list[Row] = []
    for _ in range(rng.randint(1, 3)):
        weights = [rng.randint(1, 40) for _ in bounds]
        rows.append((weights, None, int(_total(weights, bounds) * rng.uniform(0.3, 0.7))))
    weights = list(rows[0][0])
    match rng.randrange(4):
        case 0:  # values in steps, apart by units within a step
            step = max(1, total // (40 * sum(high for _, high in bounds)))
            values = [rng.randint(1, 40) * step + rng.randint(0, 3) for _ in bounds]
        case 1:  # what is worth more weighs as much more
            step = max(1, total // _total(weights, bounds))
            values = [weight * step + rng.randint(-1, 2) for weight in weights]
        case _:
            values = _coefs(rng, bounds, total)
    if rng.random() < 0.3:
        needing, needed = rng.sample(range(len(bounds)), 2)
        prerequisite = [0] * len(bounds)
        prerequisite[needing], prerequisite[needed] = 1, -bounds[needing][1]
        rows.append((prerequisite, None, 0))
    return _tie(bounds, rows, values)


def near_tie_in_column(rng: random.Random, width: int) -> Tie:
    """A column that reaches this far and counts what others bring, which a limit cuts off at or beside a sum."""
    bounds = _bounds(rng)
    brought = [abs(coef) for coef in _coefs(rng, bounds, width)]
    point = [rng.randint(low, high) for low, high in bounds]
    counted = _total(brought, bounds)
    limit = min(counted, max(0, _at(brought, point) + rng.choice((0, 0, 1, -1, 3))))
    weights = [rng.randint(1, 20) for _ in bounds]
    most = _at(weights, point) + rng.randint(0, 5)
    implied = [len(bounds)] if rng.random() < 0.5 else []
    rows: list[Row] = [([*brought, -1], 0, 0), ([*weights, 0], None, most)]
    asked = plan_of([*bounds, (0, limit)], rows, [*([0] * len(bounds)), 1], implied=implied)
    return Tie(asked, plan_of(bounds, [(brought, None, limit), (weights, None, most)], brought))


def _tie(bounds: Bounds, rows: Sequence[Row], objective: Sequence[int]) -> Tie:
    plan = plan_of(bounds, rows, objective)
    return Tie(plan, plan)


def _bounds(rng: random.Random) -> Bounds:
    if rng.random() < 0.25:
        return [(0, rng.choice((1, 1, 2, 3))) for _ in range(rng.randint(4, 6))]
    return [(0, 1)] * rng.choice((8, 10, 11))


def _coefs(rng: random.Random, bounds: Bounds, total: int) -> list[int]:
    """One coefficient a column that add up to about the total, never to more."""
    high = [high for _, high in bounds]
    match rng.randrange(6):
        case 0:
            return _shared([rng.randint(1, 10**6) for _ in high], high, total)
        case 1:  # almost equal
            return [max(1, total // sum(high) - rng.randint(0, 9)) for _ in high]
        case 2:  # cents
            shares = _shared([rng.randint(1, 10**6) for _ in high], high, total)
            return [max(1, share - share % 100 - rng.choice((0, 0, 25, 50, 99))) for share in shares]
        case 3:  # of all sizes
            return _shared([int(2 ** rng.uniform(0, 20)) + 1 for _ in high], high, total)
        case 4:
            shares = _shared([rng.randint(1, 10**6) for _ in high], high, total)
            return [share if rng.random() < 0.6 else -share for share in shares]
    # one that is worth all others, or two that almost cancel out
    coefs = [rng.randint(1, 9) for _ in high]
    large, other = rng.sample(range(len(high)), 2)
    rest = total - sum(coef * most for coef, most in zip(coefs, high, strict=True))
    coefs[large] = max(1, rest // high[large])
    if rng.random() < 0.7:
        coefs[large] //= 2
        coefs[other] = -(max(0, coefs[large] - rng.randint(0, 3)) * high[large] // high[other])
    return coefs


def _shared(shares: Sequence[int], high: Sequence[int], total: int) -> list[int]:
    whole = sum(share * most for share, most in zip(shares, high, strict=True))
    return [max(1, share * total // whole) for share in shares]


def _at(coefs: Sequence[int], point: Sequence[int]) -> int:
    return sum(coef * value for coef, value in zip(coefs, point, strict=True))


def _total(coefs: Sequence[int], bounds: Bounds) -> int:
    return sum(abs(coef) * high for coef, (_, high) in zip(coefs, bounds, strict=True))


def _choices(plan: Plan) -> Iterator[range]:
    for low, high in zip(plan.model.lower, plan.model.upper, strict=True):
        yield range(low, high + 1)


def _reached(plan: Plan, form: LinearForm) -> list[int]:
    """The values of a form at all points, always in the same order."""
    coefs = dict(zip(form.columns, form.coefs, strict=True))
    sums = [0]
    for column, values in enumerate(_choices(plan)):
        coef = coefs.get(column, 0)
        sums = [known + coef * value for value in values for known in sums]
    return sums


def _within(sums: Sequence[int], sides: Sequence[tuple[int, int]]) -> bool:
    return all(low <= reached <= high for reached, (low, high) in zip(sums, sides, strict=True))


def _point(plan: Plan, place: int) -> tuple[int, ...]:
    point = []
    for values in _choices(plan):
        place, digit = divmod(place, len(values))
        point.append(values[digit])
    return tuple(point)
