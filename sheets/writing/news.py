"""What a run brings to the output tabs, and the answers beside input rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from domain.portfolio.report import PortfolioReport
from domain.sheet_jobs.planning_workbook import RowAnswer, RunNews
from domain.storage.run import RunStatus
from sheets.keys import RowKey
from sheets.layout import OPTIMIZATION_CENTER
from sheets.layout.outputs import GAPS_AND_ALERTS, RESULTS_PORTFOLIO, RUNS
from sheets.layout.summary import CHANGES, SUMMARY
from sheets.update import TabUpdate
from sheets.workbook import Grid, Writable
from sheets.writing.changes import changes_update, compared, with_plan_on_sheet
from sheets.writing.gaps import failure_update, gaps_update
from sheets.writing.portfolio import has_portfolio
from sheets.writing.results import results_update
from sheets.writing.runs import runs_update
from sheets.writing.stale import present_keys
from sheets.writing.summary import outdated_update, summary_update
from sheets.writing.words import Words


def answer_updates(answers: Iterable[RowAnswer], news: RunNews | None = None) -> list[TabUpdate]:
    """What the input tabs are to say. Of several answers to a row the last one counts; a row without one stays.

    news: the run whose rules the answers name.
    """
    words = None if news is None else Words(news)
    by_tab: dict[str, dict[RowKey, dict[str, Writable]]] = {}
    for answer in answers:
        said = answer.message if words is None else words.said(answer.message)
        cells: dict[str, Writable] = {"run_status": answer.status, "run_message": said}
        by_tab.setdefault(answer.tab, {})[answer.key] = cells
    return [TabUpdate(tab, by_tab[tab.name]) for tab in OPTIMIZATION_CENTER.tabs if tab.name in by_tab]


def _shown_updates(news: RunNews, report: PortfolioReport, grids: Mapping[str, Grid]) -> Iterator[TabUpdate]:
    """What is shown to others. The plan that stands there already says nothing new of itself."""
    told = with_plan_on_sheet(news, report, grids)
    changes = compared(told, report)
    is_same = told is not news and not any(changes.values())
    if SUMMARY.name in grids:
        yield summary_update(news if is_same else told, report, changes, grids[SUMMARY.name], keeps_news=is_same)
    if CHANGES.name in grids and not (is_same and present_keys(CHANGES, grids[CHANGES.name])):
        yield changes_update({} if is_same else changes, grids[CHANGES.name], Words(news))


def run_updates(news: RunNews, grids: Mapping[str, Grid]) -> list[TabUpdate]:
    """What the output tabs are to say.

    Without a portfolio the last good results stay as they are; Runs and Gaps_And_Alerts say why there is none. A run
    that has not ended only has its row in Runs. A tab that came later and is not there is passed over.
    """
    updates = [runs_update(news, grids[RUNS.name])]
    if news.report is not None:
        if has_portfolio(news):
            updates.append(results_update(news, news.report, grids[RESULTS_PORTFOLIO.name]))
            updates += _shown_updates(news, news.report, grids)
        elif SUMMARY.name in grids:
            updates.append(outdated_update(news, grids[SUMMARY.name]))
        updates.append(gaps_update(news, news.report, grids[GAPS_AND_ALERTS.name]))
    elif news.run.status in (RunStatus.FAILED, RunStatus.CANCELLED):
        updates.append(failure_update(news))
        if SUMMARY.name in grids:
            updates.append(outdated_update(news, grids[SUMMARY.name]))
    return updates
