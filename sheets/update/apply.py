"""Brings a spreadsheet up to date: reads it, writes what differs, and looks again at the keys just before it writes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from domain.errors import Fault
from sheets.errors import WorkbookChangedError, WorkbookFaultsError
from sheets.headers import Headers, find_headers
from sheets.keys import RowKey
from sheets.layout import Tab
from sheets.update.plan import TabPlan, TabUpdate, plan_tab
from sheets.workbook import NEVER_CALCULATED, Area, Grid, Value, Workbook, WriteBatch

ATTEMPTS = 3


@dataclass(frozen=True, slots=True)
class UpdateReport:
    """What came of it. findings: cells that were to be written and were not; absent: keys without a row, by tab."""

    cells: int = 0
    findings: tuple[Fault, ...] = ()
    absent: tuple[tuple[str, RowKey], ...] = ()


def apply_updates(
    workbook: Workbook,
    updates: Sequence[TabUpdate],
    grids: Mapping[str, Grid] | None = None,
    *,
    look_again: bool = True,
    remember: Callable[[Sequence[TabPlan]], None] | None = None,
) -> UpdateReport:
    """Make the tabs say what they are to say. grids: what was read before in the same job, which saves a read.

    look_again: whether keys and headers are read once more before the write; not needed where all was read just now,
    and then ``WorkbookChangedError`` is raised at once for a file that was saved meanwhile. remember: is given what is
    planned before it is written.

    Nothing differs: nothing is written. Rows or columns that moved since they were read are found anew. Raises
    ``WorkbookFaultsError`` for headers given twice, and ``WorkbookChangedError`` where people keep moving rows.
    """
    names = [update.tab.name for update in updates]
    for _ in range(ATTEMPTS):
        current = grids if grids is not None else workbook.read(names)
        grids = None
        headers = _headers(updates, current)
        plans = [
            plan_tab(update, current[update.tab.name], headers[update.tab.name], workbook.longest_text)
            for update in updates
        ]
        report = _report(updates, plans)
        if remember is not None:
            remember(plans)
        if not report.cells:
            return report
        touched = [update.tab for update, plan in zip(updates, plans, strict=True) if plan.writes]
        if look_again and not _is_unmoved(workbook, touched, current, headers):
            continue
        sizes = {update.tab.name: plan.size for update, plan in zip(updates, plans, strict=True) if plan.writes}
        try:
            written = [(update, plan) for update, plan in zip(updates, plans, strict=True) if plan.writes]
            charts = [chart for update, plan in written if update.keeps_order for chart in plan.charts(update.tab)]
            workbook.write(WriteBatch([write for plan in plans for write in plan.writes], sizes, charts))
        except WorkbookChangedError:
            if not look_again:
                raise
            continue
        return report
    raise WorkbookChangedError(f"{workbook.name} was changed again and again while it was to be written; try later")


def _headers(updates: Sequence[TabUpdate], grids: Mapping[str, Grid]) -> dict[str, Headers]:
    headers = {update.tab.name: find_headers(update.tab, grids[update.tab.name]) for update in updates}
    if faults := [fault for found in headers.values() for fault in found.faults]:
        raise WorkbookFaultsError(faults)
    return headers


def _report(updates: Sequence[TabUpdate], plans: Sequence[TabPlan]) -> UpdateReport:
    return UpdateReport(
        cells=sum(len(plan.writes) for plan in plans),
        findings=tuple(fault for plan in plans for fault in plan.findings),
        absent=tuple(
            (update.tab.name, key) for update, plan in zip(updates, plans, strict=True) for key in plan.absent
        ),
    )


def _is_unmoved(
    workbook: Workbook, tabs: Sequence[Tab], grids: Mapping[str, Grid], headers: Mapping[str, Headers]
) -> bool:
    """Whether headers and keys still stand where they stood, by one read of them alone."""
    areas: list[tuple[str, Area]] = []
    for tab in tabs:
        found = headers[tab.name]
        areas.append((tab.name, Area(0, 0, 0, max(found.width, 1) - 1)))
        areas += [(tab.name, Area(0, at, None, at)) for at in _key_columns(tab, found)]
    now = workbook.read_areas(areas)
    return all(
        _trimmed(values) == _trimmed(_cut(grids[tab], area)) for (tab, area), values in zip(areas, now, strict=True)
    )


def _key_columns(tab: Tab, headers: Headers) -> list[int]:
    return [headers.columns[name] for name in tab.key if name in headers.columns]


def _cut(grid: Grid, area: Area) -> list[list[Value]]:
    last = len(grid.rows) if area.last_row is None else area.last_row + 1
    columns = range(area.first_column, area.last_column + 1)
    return [[grid.value(row, column) for column in columns] for row in range(area.first_row, last)]


def _trimmed(rows: Sequence[Sequence[Value]]) -> list[list[str]]:
    """Without blank ends, and with errors as the text that they show."""
    cut = [
        ["" if value is None or value == NEVER_CALCULATED else f"{type(value) is bool}{value}" for value in row]
        for row in rows
    ]
    for row in cut:
        while row and not row[-1]:
            row.pop()
    while cut and not cut[-1]:
        cut.pop()
    return cut
