"""Initiatives whose dates no period of the horizon can meet."""

from __future__ import annotations

from collections.abc import Iterator

from domain.explanation.gap_advice.alert import Alert
from domain.explanation.gap_advice.context import PortfolioContext
from domain.portfolio.report import Severity
from domain.problem.initiative import Initiative
from domain.problem.periods import Period, parse_horizon
from domain.problem.sizing import kpi_value
from domain.rules.wording import figure


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
