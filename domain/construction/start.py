"""A first portfolio, without any solver: good, verified, and there at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from domain.construction.board import Board
from domain.construction.building import build
from domain.construction.completion import completed
from domain.construction.ground import ground_of
from domain.formulation import Formulation, formulate
from domain.integer_model.model import Plan
from domain.lean import dataclass, replace
from domain.numbers import ZERO, exact_arithmetic
from domain.portfolio.judged import JudgedPortfolio
from domain.rules.rules import TokenRule

ROUNDS = 3
"""How many times a portfolio is built where overheads take tokens that no initiative does."""


@dataclass(frozen=True, slots=True)
class Start:
    """A portfolio that keeps every rule, and its point of the model."""

    values: Sequence[int]
    portfolio: JudgedPortfolio


def first_portfolio(formulation: Formulation) -> Start | None:
    """Find a portfolio to start from; None proves nothing, since one may exist all the same.

    It is never worse than the empty portfolio where that is allowed.
    """
    if any(rule.fault is not None for rule in formulation.ruled.rules.mandatory):
        return None
    totals, plan = formulation.totals, formulation.plan
    bent = bool(totals.filled or totals.shares or totals.formulas)
    best: Start | None = None
    # A greedy pass adds up what initiatives bring, so it builds by the raw totals; what these count for decides.
    given = formulation.ruled.rules
    straight = tuple(replace(rule, straight=True) for rule in given.formulas)
    rules = replace(given, curves=(), count_bonuses=(), fair_shares=(), overheads=(), formulas=straight)
    for _ in range(ROUNDS if totals.overheads else 1):
        plain = formulate(replace(formulation.ruled, rules=rules)) if bent else formulation
        tried = None
        for columns in _attempts(plain):
            values = completed(formulation, columns)
            admitted = plan.model.admits(values)
            if not (admitted or totals.overheads):
                continue
            portfolio = JudgedPortfolio(formulation.ruled, formulation.decode(values))
            tried = tried or (portfolio, admitted)
            if admitted and not portfolio.violations:
                start = Start(values, portfolio)
                if not bent:
                    return start
                best = start if best is None or _key(plan, start) > _key(plan, best) else best
        if tried is None or tried[1]:
            break
        rules = replace(rules, tokens=tuple(_tightened(given.tokens, rules.tokens, tried[0])))
    return best


def _tightened(
    given: Sequence[TokenRule], used: Sequence[TokenRule], portfolio: JudgedPortfolio
) -> Iterator[TokenRule]:
    """Limits with room for what overheads take of a portfolio that was built under other ones, the tighter of both."""
    figures = portfolio.figures
    with exact_arithmetic():
        for rule, before in zip(given, used, strict=True):
            beside = figures.counted_tokens(rule) - figures.own_tokens(rule.dimension, rule.key, rule.period)
            yield replace(rule, limit=min(before.limit, max(rule.limit - beside, ZERO))) if beside else before


def _key(plan: Plan, start: Start) -> list[int]:
    return [stage.form.value(start.values) for stage in plan.stages]


def _attempts(formulation: Formulation) -> Iterator[Sequence[int]]:
    """Selected columns of candidate portfolios, the best first; some may break rules."""
    ground = ground_of(formulation)
    built = build(ground)
    empty = Board(ground).value
    for each in built:
        if each.value > empty:
            yield each.columns
    if not ground.units.must:
        yield ()
    for each in built:
        if each.value <= empty:
            yield each.columns
