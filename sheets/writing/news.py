"""What a run brings to the tabs Runs, Results_Portfolio and Gaps_And_Alerts."""

from __future__ import annotations

from collections.abc import Mapping

from domain.sheet_jobs.planning_workbook import RunNews
from domain.storage.run import RunStatus
from sheets.layout.outputs import GAPS_AND_ALERTS, RESULTS_PORTFOLIO, RUNS
from sheets.update import TabUpdate
from sheets.workbook import Grid
from sheets.writing.gaps import failure_update, gaps_update
from sheets.writing.portfolio import has_portfolio
from sheets.writing.results import results_update
from sheets.writing.runs import runs_update


def run_updates(news: RunNews, grids: Mapping[str, Grid]) -> list[TabUpdate]:
    """What the output tabs are to say.

    Without a portfolio the last good results stay as they are; Runs and Gaps_And_Alerts say why there is none. A run
    that has not ended only has its row in Runs.
    """
    updates = [runs_update(news, grids[RUNS.name])]
    if news.report is not None:
        if has_portfolio(news):
            updates.append(results_update(news, news.report, grids[RESULTS_PORTFOLIO.name]))
        updates.append(gaps_update(news, news.report, grids[GAPS_AND_ALERTS.name]))
    elif news.run.status in (RunStatus.FAILED, RunStatus.CANCELLED):
        updates.append(failure_update(news))
    return updates
