"""The rows of the tab Gaps_And_Alerts: what the domain has to say about a run, one row an alert."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace

from domain.explanation.gap_advice import Alert, alerts_of, failure_alert
from domain.portfolio.figures import Severity
from domain.portfolio.report import PortfolioReport
from domain.sheet_jobs.planning_workbook import RunNews
from sheets.keys import is_without_key
from sheets.layout.inputs import CANDIDATES
from sheets.layout.outputs import GAPS_AND_ALERTS
from sheets.reading.tabs.targets import ALL_MARKETS
from sheets.update import RowKey, TabUpdate
from sheets.workbook import Grid, Writable
from sheets.writing.stale import stale_keys
from sheets.writing.words import Words

MOST_REFUSED = 200


def gaps_update(news: RunNews, report: PortfolioReport, grid: Grid) -> TabUpdate:
    """Everything that a run has to say; what an earlier one had said is cleared."""
    found = [*map(_explained(news), alerts_of(news.problem, report)), *_by_hand(news)]
    rows = _rows([*(worded(news, report, Words(news), alert) for alert in found), *_refused(news)])
    stale = stale_keys(GAPS_AND_ALERTS, grid, rows, ("severity", "notes"))
    return TabUpdate(GAPS_AND_ALERTS, rows, adds_rows=True, stale=stale, keeps_order=True)


def worded(news: RunNews, report: PortfolioReport, words: Words, alert: Alert) -> Alert:
    """An alert with rules as people call them, and where they change what it is about."""
    kpi, _, period = alert.subject.partition("@")
    wanted = (alert.market, kpi, period or None)
    rules = [each.rule_id for each in report.targets if (each.market, each.kpi_key, each.period) == wanted]
    family, _, key = alert.subject.partition(":")
    if family == "invalid" and key:
        where = f"Where: {CANDIDATES.name}, row {key}."
    elif alert.recommendation:
        where = words.where("; ".join([alert.subject, *rules, alert.recommendation]))
    else:
        where = ""
    helps = " ".join(filter(None, [words.said(alert.recommendation), where]))
    return replace(alert, notes=words.said(alert.notes), recommendation=helps)


def failure_update(news: RunNews) -> TabUpdate:
    """That a run failed; what the last good one had said stays, as its results do."""
    alert = failure_alert(news.run.run_id, news.run.status, news.run.error_text)
    return TabUpdate(GAPS_AND_ALERTS, _rows([alert]), adds_rows=True)


def _by_hand(news: RunNews) -> Iterator[Alert]:
    """One alert for each rule that is broken by what is planned by hand."""
    for violation in news.decided.review.newly_broken if news.decided.review else ():
        helps = "Clear the cell override in Results_Portfolio that breaks it, or change the rule."
        notes = f"broken by what is planned by hand: {violation.message}"
        yield Alert(None, violation.rule_id, Severity.HIGH, notes, recommendation=helps)


def _refused(news: RunNews) -> Iterator[Alert]:
    """One alert for each row that could not be used."""
    for number, row in enumerate(news.refused):
        if number == MOST_REFUSED:
            yield Alert(None, "refused", Severity.MEDIUM, f"{len(news.refused) - number} more rows cannot be used")
            return
        key = "" if is_without_key(row.key) else ", ".join(part for part in row.key if part)
        where = "" if row.tab == CANDIDATES.name else f"{row.tab}: "
        yield Alert(
            None,
            f"invalid:{where}{key or '(no key)'}",
            Severity.MEDIUM,
            f"{key or 'a row without a key'} of {row.tab} cannot be used and was left out: {row.message}",
            recommendation="Mend the cell, and run again.",
        )


def _explained(news: RunNews) -> Callable[[Alert], Alert]:
    """Adds to what is said of an initiative that is no candidate that its row has faults."""
    faulty = {row.key[0]: row.message for row in news.refused if row.tab == CANDIDATES.name}

    def explained(alert: Alert) -> Alert:
        kind, _, key = alert.subject.partition(":")
        if kind != "mandatory" or key not in faulty:
            return alert
        return replace(alert, notes=f"{alert.notes}, since its row has faults: {faulty[key]}")

    return explained


def _rows(alerts: Iterable[Alert]) -> dict[RowKey, Mapping[str, Writable]]:
    """A row for each alert. Several about the same thing are told apart by a number."""
    rows: dict[RowKey, Mapping[str, Writable]] = {}
    for alert in alerts:
        market, subject, number = alert.market or ALL_MARKETS, alert.subject, 1
        while (market, subject) in rows:
            number += 1
            subject = f"{alert.subject} ({number})"
        rows[market, subject] = {
            "target": alert.target,
            "achieved": alert.achieved,
            "gap": alert.gap,
            "severity": alert.severity.value,
            "notes": alert.notes,
            "recommendation": alert.recommendation,
        }
    return rows
