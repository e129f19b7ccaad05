"""The rows of the tab Gaps_And_Alerts: what the domain has to say about a run, one row an alert."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from domain.gap_advice import Alert, alerts_of, failure_alert
from domain.planning_workbook import RunNews
from domain.report import PortfolioReport
from sheets.layout.outputs import GAPS_AND_ALERTS
from sheets.reading.targets import ALL_MARKETS
from sheets.update import RowKey, TabUpdate
from sheets.workbook import Grid, Writable
from sheets.writing.stale import stale_keys


def gaps_update(news: RunNews, report: PortfolioReport, grid: Grid) -> TabUpdate:
    """Everything that a run has to say; what an earlier one had said is cleared."""
    rows = _rows(alerts_of(news.problem, report))
    return TabUpdate(GAPS_AND_ALERTS, rows, adds_rows=True, stale=stale_keys(GAPS_AND_ALERTS, grid, rows))


def failure_update(news: RunNews) -> TabUpdate:
    """That a run failed; what the last good one had said stays, as its results do."""
    alert = failure_alert(news.run.run_id, news.run.status, news.run.error_text)
    return TabUpdate(GAPS_AND_ALERTS, _rows([alert]), adds_rows=True)


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
