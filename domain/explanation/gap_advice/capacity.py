"""Capacity that is left unused, and why nothing more goes into it."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from domain.explanation.gap_advice.alert import Alert
from domain.explanation.gap_advice.context import PortfolioContext
from domain.numbers import ZERO, exact_arithmetic
from domain.portfolio.report import Decision, InitiativeReport, PortfolioReport, Severity
from domain.problem.constraints import Dimension
from domain.problem.sizing import bears
from domain.rules.rules import TokenFamily, TokenRule
from domain.rules.wording import figure, listed, tokens

NOTABLE = Fraction(1, 10)
MOST_NAMED = 3


def unused_capacity(context: PortfolioContext, report: PortfolioReport) -> Iterator[Alert]:
    """An alert for each capacity with tokens left; low where a tenth of it or more is left, else none."""
    outside = [found for found in report.initiatives if found.decision is Decision.NOT_SELECTED and found.rank]
    for rule in context.rules.tokens:
        if rule.family is not TokenFamily.CAPACITY:
            continue
        used = context.evaluation.tokens_used(rule.dimension, rule.key, rule.period)
        with exact_arithmetic():
            left = rule.limit - used
        if left <= ZERO:
            continue
        notable = Fraction(left) >= NOTABLE * Fraction(rule.limit)
        yield Alert(
            rule.key if rule.dimension is Dimension.MARKET else None,
            rule.rule_id,
            Severity.LOW if notable else Severity.NONE,
            f"{tokens(left)} of {figure(rule.limit)} left unused",
            rule.limit,
            used,
            left,
            _why(context, rule, left, outside),
        )


def _why(context: PortfolioContext, rule: TokenRule, left: Decimal, outside: list[InitiativeReport]) -> str:
    """The candidates that would use it but are not selected, the best by value per token first."""
    fitting: list[tuple[InitiativeReport, Decimal]] = []
    wider: list[tuple[InitiativeReport, Decimal]] = []
    for found in sorted(outside, key=lambda found: found.rank or 0):
        initiative = context.pool.candidates[found.initiative_key]
        if found.value <= ZERO or not bears(initiative, rule.dimension, rule.key):
            continue
        need = min(size.tokens_of(rule.dimension, rule.key) for size in context.pool.sizes[found.initiative_key])
        (fitting if need <= left else wider).append((found, need))
    if fitting:
        named = []
        for found, need in fitting[:MOST_NAMED]:
            why = f"kept out by {listed(found.blocking_rules, 3)}" if found.blocking_rules else "; ".join(found.reasons)
            named.append(f"{found.initiative_key} ({tokens(need)}) would fit: {why}")
        return ". ".join(named) + "."
    if wider:
        found, need = min(wider, key=lambda item: item[1])
        with exact_arithmetic():
            more = need - left
        return (
            f"Nothing outside fits: {found.initiative_key} needs {figure(need)}; "
            f"{tokens(more)} more would let it in, for {figure(found.value)} more value."
        )
    return "No candidate of value is left outside."
