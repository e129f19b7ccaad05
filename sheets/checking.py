"""Everything that is wrong with an Optimization Center, at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from domain.errors import Fault
from sheets.errors import TabsMissingError, WorkbookFaultsError
from sheets.headers import Headers, find_headers
from sheets.inputs import INPUT_TABS, read_inputs
from sheets.keys import cell_place, row_key
from sheets.layout import OPTIMIZATION_CENTER, Tab
from sheets.workbook import Grid, Workbook


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found. rows: by input tab, those that say anything. faults: what cannot be used, in order of the tabs.

    notes: what can be used and will still get in the way, such as formulas of people where the engine writes.
    """

    rows: Mapping[str, int] = field(default_factory=dict)
    faults: tuple[Fault, ...] = ()
    notes: tuple[Fault, ...] = ()


def check_center(workbook: Workbook) -> Checked:
    """Look at all seven tabs. Nothing is written."""
    names = [tab.name for tab in OPTIMIZATION_CENTER.tabs]
    faults: list[Fault] = []
    try:
        grids = workbook.read(names)
    except TabsMissingError as error:
        faults += [Fault(tab, _what_to_do(tab, error.called.get(tab))) for tab in error.tabs]
        present = [name for name in names if name not in error.tabs]
        grids = workbook.read(present) if present else {}
    notes: list[Fault] = []
    for tab in OPTIMIZATION_CENTER.tabs:
        if tab.name in grids:
            headers = find_headers(tab, grids[tab.name])
            if tab.name not in INPUT_TABS:
                faults += headers.faults
            notes += _missing(tab, headers)
            notes += _in_the_way(tab, grids[tab.name], headers)
    rows: Counter[str] = Counter()
    if all(tab in grids for tab in INPUT_TABS):
        try:
            inputs = read_inputs(grids)
        except WorkbookFaultsError as error:
            faults += error.faults
        else:
            faults += inputs.faults
            notes += [fault for found in inputs.warnings.values() for fault in found]
            rows.update(Candidates=len(inputs.candidates), Scenario_Config=len(inputs.scenarios))
            rows.update(answer.tab for answer in inputs.answers if answer.tab not in rows)
    order = {name: number for number, name in enumerate(names)}
    faults.sort(key=lambda fault: order.get(fault.place.partition("!")[0], len(order)))
    return Checked(dict(rows), tuple(faults), tuple(notes))


def _what_to_do(tab: str, called: str | None) -> str:
    if called is not None:
        return f"the tab is missing, but there is one called {called!r}; rename it to {tab}"
    return "the tab is missing; `optengine sheet setup` makes it"


def _missing(tab: Tab, headers: Headers) -> list[Fault]:
    own = [name for name in headers.missing if not tab.by_name[name].is_owned_by_engine]
    return [Fault(tab.name, f"lacks the columns {', '.join(own)}; `optengine sheet setup` adds them")] if own else []


def _in_the_way(tab: Tab, grid: Grid, headers: Headers) -> list[Fault]:
    """Formulas and merged cells where the engine writes."""
    owned = {at: name for name, at in headers.columns.items() if tab.by_name[name].is_owned_by_engine}
    found = []
    for row, column in sorted(grid.formulas):
        if row and column in owned:
            place = cell_place(tab.name, row, column, owned[column], row_key(tab, headers.columns, grid, row))
            found.append(Fault(place, "holds a formula where the engine writes; it will be left as it is"))
    for area in grid.merges:
        if any(area.first_column <= column <= area.last_column for column in owned):
            found.append(Fault(f"{tab.name}!{area}", "merged cells where the engine writes; only the first one shows"))
    return found
