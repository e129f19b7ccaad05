"""What the horizon leaves open: capacity that is not used, and why, and dates that none of its periods can meet."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from domain.explanation.gap_advice.alert import Alert
from domain.explanation.gap_advice.context import PortfolioContext
from domain.numbers import ZERO, exact_arithmetic
from domain.portfolio.figures import Severity
from domain.portfolio.report import Decision, InitiativeReport, PortfolioReport
from domain.problem.constraints import Dimension
from domain.problem.initiative import Initiative
from domain.problem.periods import Period, parse_horizon
from domain.problem.sizing import bears, kpi_value
from domain.rules.rules import TokenFamily, TokenRule
from domain.rules.wording import figure, listed, tokens


def unmeetable_dates(context: PortfolioContext) -> Iterator[Alert]:
    """An alert for each candidate without an open period; critical where it is mandatory."""
    periods = parse_horizon(context.rules.periods)
    strict = context.problem.scenario.strict_deadlines
    for window in context.rules.windows:
        if len(window.closed) < len(periods):
            continue
        initiative = context.pool.candidates[window.key]
        severity = Severity.CRITICAL if window.key in context.relations.mandatory else Severity.MEDIUM
        yield Alert(
            initiative.market,
            window.rule_id,
            severity,
            _notes(initiative, periods),
            recommendation=_advice(context, initiative, periods, strict),
        )


def _notes(initiative: Initiative, periods: tuple[Period, ...]) -> str:
    dates = []
    if initiative.earliest_start_date is not None:
        dates.append(f"cannot start before {initiative.earliest_start_date}")
    if initiative.last_day is not None:
        dates.append(f"has to be placed by {initiative.last_day}")
    horizon = periods[0].key if len(periods) == 1 else f"{periods[0].key} to {periods[-1].key}"
    span = f"{periods[0].start} to {periods[-1].end}"
    return (
        f"{initiative.initiative_key} {' and '.join(dates)}; no period of the horizon ({horizon}, {span}) allows that"
    )


def _advice(context: PortfolioContext, initiative: Initiative, periods: tuple[Period, ...], strict: bool) -> str:
    """Smallest change of a date that opens a period."""
    first = initiative.earliest_start_date
    sizes = context.pool.sizes[initiative.initiative_key]
    value = kpi_value(initiative, sizes[-1], context.problem.scenario.north_star_kpi_key)
    brings = f"; it would bring {figure(value)} {context.problem.scenario.north_star_kpi_key}"
    open_periods = [period for period in periods if first is None or first <= period.end]
    if not open_periods:
        return f"Let it start by {periods[-1].end}, or plan it for a later period{brings}."
    day = open_periods[0].end if strict else open_periods[0].start
    return f"Move the deadline to {day} or later, or plan it for an earlier period{brings}."


NOTABLE = Fraction(1, 10)
MOST_NAMED = 3


def unused_capacity(context: PortfolioContext, report: PortfolioReport) -> Iterator[Alert]:
    """An alert for each capacity with tokens left; low where a tenth of it or more is left, else none."""
    outside = [found for found in report.initiatives if found.decision is Decision.NOT_SELECTED and found.rank]
    for rule in context.rules.tokens:
        if rule.family is not TokenFamily.CAPACITY:
            continue
        used = context.evaluation.counted_tokens(rule)
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
