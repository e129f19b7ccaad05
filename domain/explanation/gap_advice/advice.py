"""Everything to know about an answer, the most severe first."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from domain.explanation.gap_advice.absence import absence_alerts
from domain.explanation.gap_advice.alert import THE_RUN, Alert
from domain.explanation.gap_advice.capacity import unmeetable_dates, unused_capacity
from domain.explanation.gap_advice.context import PortfolioContext
from domain.explanation.gap_advice.data import says_something_of, untold_target
from domain.explanation.gap_advice.exchange import Exchange
from domain.explanation.gap_advice.targets import TargetAdvice, advise
from domain.integer_model.result import SolutionStatus, Termination
from domain.numbers import ZERO, exact_arithmetic, negated
from domain.portfolio.certainty import shortfall_of_proof
from domain.portfolio.figures import Severity
from domain.portfolio.judged import severity_of
from domain.portfolio.report import PortfolioReport
from domain.problem.problem import PortfolioProblem
from domain.rules.wording import figure, listed, tokens
from domain.storage.run import RunStatus

MOST_MENDABLE = 3


def recommendation(problem: PortfolioProblem, advice: TargetAdvice, gap: Decimal) -> str:
    """What to do about a gap, at what cost."""
    sentences = []
    exchange = advice.exchange
    if exchange is not None:
        sentences.append(_exchange(problem, exchange))
    closed = exchange is not None and exchange.gap <= ZERO
    if advice.outside < gap and not closed:
        with exact_arithmetic():
            rest = gap - advice.outside
        bring = f"bring {figure(advice.outside)} of the {figure(gap)} missing" if advice.outside else "bring nothing"
        sentences.append(
            f"all candidates outside the portfolio together {bring}; new initiatives that bring {figure(rest)} "
            "are needed, or a lower target"
        )
    for mendable in advice.mendable[:MOST_MENDABLE]:
        sentences.append(
            f"{mendable.initiative_key} would bring {figure(mendable.effect)}, but cannot be selected: "
            f"{'; '.join(mendable.reasons)}"
        )
    more = len(advice.mendable) - MOST_MENDABLE
    if more > 0:
        sentences.append(f"{more} more like these")
    return ". ".join(f"{sentence[0].upper()}{sentence[1:]}" for sentence in sentences) + "." if sentences else ""


def _exchange(problem: PortfolioProblem, exchange: Exchange) -> str:
    done = f"add {listed(exchange.added, 6)} ({tokens(exchange.tokens)})"
    if exchange.dropped:
        done += f" and take out {listed(exchange.dropped, 6)} ({tokens(exchange.freed)})"
    effect = "this closes the gap" if exchange.gap <= ZERO else f"this leaves {figure(exchange.gap)} missing"
    if exchange.broken:
        return f"{done}: {effect}, but is not allowed by {listed(exchange.broken, 4)}"
    return f"{done}: {effect} and {_value(problem, exchange.value)}"


def _value(problem: PortfolioProblem, change: Decimal) -> str:
    of = listed(problem.scenario.objective_kpi_keys, 3) if not problem.scenario.uses_weights else "the objective"
    if change == ZERO:
        return f"changes nothing in {of}"
    return f"costs {figure(negated(change))} of {of}" if change < ZERO else f"adds {figure(change)} to {of}"


MOST_INVALID = 200
MOST_EXCHANGES = 20
LONGER = "Where it has to be the best: set effort to proof in Scenario_Config, and run it again."
_ORDER = (Severity.CRITICAL, Severity.HIGH, Severity.MEDIUM, Severity.LOW, Severity.NONE)


def failure_alert(run_id: str, status: RunStatus, error_text: str | None) -> Alert:
    """Alert that a run ended without an answer."""
    failed = status is RunStatus.FAILED
    why = f": {error_text}" if error_text else ""
    return Alert(
        None,
        THE_RUN,
        Severity.CRITICAL if failed else Severity.NONE,
        f"run {run_id} {status.value}{why}; the results shown are those of the last run that had some",
        recommendation="Run it again; the step log of the run says how far it came." if failed else "",
    )


def alerts_of(problem: PortfolioProblem, report: PortfolioReport) -> tuple[Alert, ...]:
    """Unmet targets with what would close them, rules that cannot hold together, dates that cannot be met, capacity
    left unused, invalid initiatives and warnings; the most severe first, else in the order of the problem.
    """
    context = PortfolioContext(problem, report.initiatives)
    if report.solution_status in (SolutionStatus.OPTIMAL, SolutionStatus.FEASIBLE):
        found = [*_unproven(report), *_unmet(context), *unused_capacity(context, report)]
    else:
        found = list(absence_alerts(problem, report))
    told = {alert.subject for alert in found}
    found += [alert for alert in unmeetable_dates(context) if alert.subject not in told]
    found += [*_invalid(context), *_warnings(report)]
    return tuple(sorted(found, key=lambda alert: _ORDER.index(alert.severity)))


def _unproven(report: PortfolioReport) -> Iterator[Alert]:
    missing = shortfall_of_proof(report)
    if not missing:
        return
    worth = "" if report.objective is None else f", worth {figure(report.objective)},"
    if report.solution_status is SolutionStatus.OPTIMAL:
        yield Alert(None, THE_RUN, Severity.LOW, f"the portfolio{worth} is {missing}")
        return
    notes = f"the portfolio{worth} is not proven to be the best ({missing}): {report.detail}"
    ended = report.termination_reason in (Termination.GAP_REACHED, Termination.WORK_LIMIT)
    advice = LONGER if ended else "Run it again with more time for the proof."
    yield Alert(None, THE_RUN, Severity.LOW, notes, recommendation=advice)


def _unmet(context: PortfolioContext) -> Iterator[Alert]:
    gaps = {target: context.evaluation.shortfall(target) for target in context.rules.targets}
    missed = [target for target, gap in gaps.items() if gap > ZERO]
    for number, target in enumerate(missed):
        where = "all markets" if target.market is None else target.market
        period = "" if target.period is None else f" in {context.rules.periods[target.period]}"
        subject = target.kpi_key if not period else f"{target.kpi_key}@{context.rules.periods[target.period or 0]}"
        wanted = f"{target.kind.value} of {figure(target.target_value)} {target.kpi_key} in {where}{period}"
        if not says_something_of(context.problem, target.kpi_key):
            yield untold_target(target, subject, wanted)
            continue
        gap = gaps[target]
        achieved = context.evaluation.achieved(target)
        advice = advise(context, target, with_exchange=number < MOST_EXCHANGES)
        yield Alert(
            target.market,
            subject,
            severity_of(target.kind, target.target_value, gap),
            f"{wanted} is missed by {figure(gap)}",
            target.target_value,
            achieved,
            gap,
            recommendation(context.problem, advice, gap),
        )


def _invalid(context: PortfolioContext) -> Iterator[Alert]:
    markets = {initiative.initiative_key: initiative.market for initiative in context.problem.initiatives}
    for number, (key, reasons) in enumerate(context.pool.invalid.items()):
        if number == MOST_INVALID:
            left = len(context.pool.invalid) - number
            more = "initiative is no valid candidate" if left == 1 else "initiatives are no valid candidates"
            notes = f"{left} more {more}"
            yield Alert(None, "invalid", Severity.MEDIUM, notes, recommendation="The tab Candidates says why.")
            return
        mandatory = key in context.relations.mandatory
        yield Alert(
            markets[key],
            f"invalid:{key}",
            Severity.CRITICAL if mandatory else Severity.MEDIUM,
            f"{key} is no valid candidate and was left out: {'; '.join(reasons)}",
            recommendation="Fill in what is missing in its row, and run again.",
        )


def _warnings(report: PortfolioReport) -> Iterator[Alert]:
    for number, warning in enumerate(report.warnings, start=1):
        yield Alert(None, f"warning:{number}", Severity.NONE, warning)
