"""The Optimization Center as the jobs see it, over either kind of spreadsheet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from domain.planning_workbook import PushReport, SheetInputs, SheetNews
from sheets.inputs import INPUT_TABS, read_inputs
from sheets.layout.outputs import GAPS_AND_ALERTS, RESULTS_PORTFOLIO, RUNS
from sheets.pushing import push_updates
from sheets.update import TabUpdate
from sheets.workbook import Grid, Workbook
from sheets.writing import answer_updates, run_updates

_OUTPUT_TABS = (RUNS.name, RESULTS_PORTFOLIO.name, GAPS_AND_ALERTS.name)


class OptimizationCenter:
    """The port ``PlanningWorkbook``. A pull is one read; a push is one read and one write, where anything differs."""

    def __init__(self, workbook: Workbook) -> None:
        self._workbook = workbook

    @property
    def name(self) -> str:
        """The path of the file, or the address of the spreadsheet."""
        return self._workbook.name

    def pull(self) -> SheetInputs:
        """What people filled in. Raises ``WorkbookError`` where a tab or a header cannot be used."""
        return read_inputs(self._workbook.read(INPUT_TABS))

    def push(self, news: SheetNews) -> PushReport:
        """Write what differs."""
        tabs = list(dict.fromkeys(answer.tab for answer in news.answers))
        if news.run is not None:
            tabs += _OUTPUT_TABS

        def updates(grids: Mapping[str, Grid]) -> Sequence[TabUpdate]:
            found = answer_updates(news.answers)
            return [*found, *run_updates(news.run, grids)] if news.run is not None else found

        return push_updates(self._workbook, tabs, updates)
