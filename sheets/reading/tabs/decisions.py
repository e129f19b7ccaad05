"""Reads what people decide in the tabs of the engine: names of runs, and initiatives planned by hand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from domain.errors import Fault
from domain.portfolios.overrides import Override
from domain.problem.periods import parse_period
from domain.problem.sizing import Scope
from domain.sheet_jobs.decisions import HandPlan, SheetDecisions
from sheets.headers import find_headers
from sheets.keys import cell_place, is_without_key, key_text, rows_by_key
from sheets.layout import Tab
from sheets.layout.outputs import RESULTS_PORTFOLIO, RUNS
from sheets.reading.cells.kinds import shown, tick_of
from sheets.workbook import CellError, Grid, Value

_WAYS = {"in": True, "out": False}
_SIZES = {Scope.MVP.value: Scope.MVP, Scope.FULL.value: Scope.FULL}
_FORM = "write in, out, a period, mvp or full, or both as 2027-Q2 mvp"


def read_decisions(grids: Mapping[str, Grid]) -> tuple[SheetDecisions, tuple[Fault, ...]]:
    """What the tabs say, and every cell that cannot be used. A tab that is not among the grids says nothing."""
    runs: dict[tuple[str, str], str] = {}
    for scenario, cells in _cells(RUNS, grids, "run_name"):
        (_, run_id), (_, name) = cells["run_id"], cells.get("run_name", ("", None))
        for called in (name, run_id):
            if text := key_text(called):
                runs[scenario, text.casefold()] = key_text(run_id)
    if not _has(RESULTS_PORTFOLIO, grids, "override"):
        return SheetDecisions(runs), ()
    by_hand, faults = [], []
    for scenario, cells in _cells(RESULTS_PORTFOLIO, grids, "override"):
        (_, key), (place, value) = cells["initiative_key"], cells["override"]
        if not key_text(value):
            continue
        try:
            by_hand.append(HandPlan(scenario, key_text(key), _override(value)))
        except ValueError as error:
            by_hand.append(HandPlan(scenario, key_text(key), fault=str(error)))
            faults.append(Fault(place, str(error)))
    return SheetDecisions(runs, tuple(by_hand)), tuple(faults)


def _has(tab: Tab, grids: Mapping[str, Grid], name: str) -> bool:
    return tab.name in grids and name in find_headers(tab, grids[tab.name]).columns


def _cells(tab: Tab, grids: Mapping[str, Grid], *names: str) -> Iterator[tuple[str, dict[str, tuple[str, Value]]]]:
    """The rows of a tab that have a key: the scenario, and the key and named cells, each with its place."""
    if tab.name not in grids:
        return
    grid, columns = grids[tab.name], find_headers(tab, grids[tab.name]).columns
    scenario = columns.get("scenario_name")
    for key, rows in rows_by_key(tab, columns, grid).items():
        if is_without_key(key) or scenario is None:
            continue
        row = rows[0]
        wanted = [name for name in (tab.key[0], *names) if name in columns]
        cells = {
            name: (cell_place(tab.name, row, columns[name], name, key), grid.value(row, columns[name]))
            for name in wanted
        }
        yield key_text(grid.value(row, scenario)), cells


def _override(value: Value) -> Override:
    """What a cell plans. Raises ``ValueError`` for what is no way to plan an initiative."""
    if isinstance(value, CellError):
        raise ValueError(f"its formula has no result; {_FORM}")
    selected, period, scope = None, None, None
    for word in key_text(value).replace(",", " ").casefold().split():
        way = _WAYS.get(word, tick_of(word))
        if way is not None and selected is None:
            selected = way
        elif word in _SIZES and scope is None:
            scope = _SIZES[word]
        elif period is None:
            try:
                period = parse_period(word.upper()).key
            except ValueError:
                raise ValueError(f"{shown(value)} is no way to plan an initiative; {_FORM}") from None
        else:
            raise ValueError(f"{shown(value)} says two things at once; {_FORM}")
    if selected is False and (period or scope):
        raise ValueError(f"{shown(value)} says out and more; {_FORM}")
    return Override(selected is not False, period, scope)
