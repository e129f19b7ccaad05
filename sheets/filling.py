"""A problem into an empty Optimization Center, as people would have typed it, and out of one again."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from domain.lean import names_of
from domain.problem.problem import PortfolioProblem
from domain.sheet_jobs.intake import choose_scenario
from domain.sheet_jobs.options import JobOptions
from sheets.center.inputs import read_input_tabs, read_inputs
from sheets.errors import WorkbookError, WorkbookFaultsError
from sheets.headers import find_headers
from sheets.layout import OPTIMIZATION_CENTER, Kind, Layout, Tab
from sheets.layout.inputs import CANDIDATES, CAPACITY, CONSTRAINTS, SCENARIO_CONFIG, SYNERGIES, TARGETS
from sheets.stating import Cells, Rows, rows_of
from sheets.workbook import CellWrite, Grid, Workbook, WriteBatch

_TABS = (CANDIDATES, SCENARIO_CONFIG, CONSTRAINTS, TARGETS, CAPACITY, SYNERGIES)


@dataclass(frozen=True, slots=True)
class Filled:
    """How many rows each tab got; ``unsaid``: the fields of the problem that the tabs do not say as it does."""

    rows: Mapping[str, int]
    unsaid: tuple[str, ...] = ()


def fill_center(workbook: Workbook, problem: PortfolioProblem, ticked: Collection[str] | None = None) -> Filled:
    """Make the tabs and columns that a problem needs, and write it into tabs that hold only headers.

    What was written is read again, and compared. ticked: the keys that are selected for the next run; left out, all but
    what is delivered. Raises ``WorkbookError`` where a tab holds rows already.
    """
    if ticked is None:
        keys = {each.initiative_key for each in problem.initiatives if not each.has_delivered_status}
        ticked = keys.difference(problem.delivered)
    rows = rows_of(problem, ticked)
    workbook.setup(_layout(rows))
    grids = workbook.read([tab.name for tab in _TABS])
    writes: list[CellWrite] = []
    sizes = {}
    for tab in _TABS:
        wanted = _writes(tab, grids[tab.name], rows[tab.name])
        width = max([find_headers(tab, grids[tab.name]).width, *(write.column + 1 for write in wanted)])
        writes += wanted
        sizes[tab.name] = (len(rows[tab.name]) + 1, width)
    workbook.write(WriteBatch(writes, sizes))
    return Filled({tab.name: len(rows[tab.name]) for tab in _TABS}, _unsaid(workbook, problem))


def read_problem(workbook: Workbook, scenario: str | None = None, *, sound_only: bool = False) -> PortfolioProblem:
    """The problem that a spreadsheet states, with all of its candidates.

    scenario: by name; left out, the only one. sound_only: leave out rows with faults, as runs do. Raises
    ``WorkbookFaultsError`` where there are any otherwise, and ``InputError`` where there is no such scenario.
    """
    inputs = read_inputs(read_input_tabs(workbook))
    row = choose_scenario(inputs, JobOptions(workbook.name, scenario))
    if inputs.faults and not sound_only:
        raise WorkbookFaultsError(inputs.faults)
    return inputs.problem(row)


def _layout(rows: Rows) -> Layout:
    """The spreadsheet with a column for everything that a row says."""
    return Layout(
        OPTIMIZATION_CENTER.title, tuple(_with_columns(tab, rows.get(tab.name, ())) for tab in OPTIMIZATION_CENTER.tabs)
    )


def _with_columns(tab: Tab, rows: Sequence[Cells]) -> Tab:
    holding = {name for row in rows for name, value in row.items() if value is not None}
    said = dict.fromkeys(name for row in rows for name in row if name in holding)
    optional = [column.name for column in tab.optional if column.name in said]
    more = [name for name in said if name not in tab.by_name]
    families = [family.name for family in tab.families if family.name]
    more.sort(key=lambda name: next((at for at, family in enumerate(families) if name.startswith(family)), 0))
    return tab.with_columns((*optional, *more))


def _writes(tab: Tab, grid: Grid, rows: Sequence[Cells]) -> list[CellWrite]:
    if any(value is not None for row in grid.rows[1:] for value in row):
        raise WorkbookError(f"the tab {tab.name} holds rows already; only an empty one is filled")
    columns = find_headers(tab, grid).columns
    return [
        CellWrite(tab.name, number, columns[name], value, tab.column(name).kind is Kind.NUMBER)
        for number, row in enumerate(rows, start=1)
        for name, value in row.items()
        if value is not None
    ]


def _unsaid(workbook: Workbook, problem: PortfolioProblem) -> tuple[str, ...]:
    """The fields in which what the tabs say differs from the problem."""
    inputs = read_inputs(read_input_tabs(workbook))
    row = next((row for row in inputs.scenarios if not row.faults), None)
    if row is None or inputs.faults:
        return tuple(f"{fault.place}: {fault.message}" for fault in inputs.faults)
    read = inputs.problem(row)
    found = ["delivered"] if read.delivered != problem.delivered else []
    parts: list[tuple[str, Any, Any]] = [
        ("scenario", read.scenario, problem.scenario),
        ("constraint_set", read.constraint_set, problem.constraint_set),
    ]
    for here, there in zip(read.initiatives, problem.initiatives, strict=False):
        parts.append((f"initiatives[{there.initiative_key}]", here, there))
    for place, said, meant in parts:
        found += [
            f"{place}.{name}" for name in names_of(type(meant)) or () if getattr(said, name) != getattr(meant, name)
        ]
    return tuple(found)
