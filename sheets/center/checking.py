"""Everything that is wrong with an Optimization Center, at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from domain.errors import Fault
from sheets.center.inputs import INPUT_TABS, RULE_TABS, read_inputs
from sheets.errors import TabsMissingError, WorkbookFaultsError
from sheets.headers import Headers, find_headers, normalise
from sheets.keys import cell_place, row_key
from sheets.layout import OPTIMIZATION_CENTER, Tab
from sheets.workbook import Grid, Workbook, cell_name

_ALIKE = 0.7


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found. rows: by input tab, those that say anything. faults: what cannot be used, in order of the tabs.

    notes: what can be used and will still get in the way, such as formulas of people where the engine writes.
    """

    rows: Mapping[str, int] = field(default_factory=dict)
    faults: tuple[Fault, ...] = ()
    notes: tuple[Fault, ...] = ()


def check_center(workbook: Workbook) -> Checked:
    """Look at all tabs. Nothing is written."""
    names = [tab.name for tab in OPTIMIZATION_CENTER.tabs]
    faults: list[Fault] = []
    later: list[Fault] = []
    try:
        grids = workbook.read(names)
    except TabsMissingError as error:
        for name in error.tabs:
            is_needed = not OPTIMIZATION_CENTER.tab(name).is_later or name in error.called
            (faults if is_needed else later).append(Fault(name, _what_to_do(name, error.called.get(name))))
        present = [name for name in names if name not in error.tabs]
        grids = workbook.read(present) if present else {}
    notes = later
    missing: dict[str, dict[str, Fault]] = {}
    for tab in OPTIMIZATION_CENTER.tabs:
        if tab.name in grids:
            headers = find_headers(tab, grids[tab.name])
            if tab.name not in INPUT_TABS:
                faults += headers.faults
            missing[tab.name] = _missing(tab, grids[tab.name], headers)
            notes += _later(tab, headers)
            notes += _in_the_way(tab, grids[tab.name], headers)
    rows: Counter[str] = Counter()
    if all(tab in grids or OPTIMIZATION_CENTER.tab(tab).is_later for tab in INPUT_TABS):
        try:
            inputs = read_inputs(grids)
        except WorkbookFaultsError as error:
            faults += _without_twice(error.faults, missing)
        else:
            faults += inputs.faults
            notes += [fault for found in inputs.warnings.values() for fault in found]
            rows.update(Candidates=len(inputs.candidates), Scenario_Config=len(inputs.scenarios))
            rows.update(answer.tab for answer in inputs.answers if answer.tab in RULE_TABS)
    faults += [fault for found in missing.values() for fault in found.values()]
    order = {name: number for number, name in enumerate(names)}
    for found in (faults, notes):
        found.sort(key=lambda fault: order.get(fault.place.partition("!")[0], len(order)))
    return Checked(dict(rows), tuple(faults), tuple(notes))


def _what_to_do(tab: str, called: str | None) -> str:
    if called is not None:
        return f"the tab is missing, but there is one called {called!r}; rename it to {tab}"
    return "the tab is missing; `optengine sheet setup` makes it"


def _missing(tab: Tab, grid: Grid, headers: Headers) -> dict[str, Fault]:
    """By name, the columns that were taken out or renamed."""
    strange = {
        normalise(header): f"{cell_name(0, column)} ({header})"
        for column, header in enumerate(grid.rows[0] if grid.rows else ())
        if normalise(header) and not tab.named(header)
    }
    found = {}
    for name in headers.missing:
        if name not in tab.later:
            said = f"the column {name} is missing; `optengine sheet setup` puts it back"
            near = next((each for each in strange if _is_near(each, name)), None)
            said += "" if near is None else f"; did you mean {strange[near]}? Then call that {name} again instead"
            found[name] = Fault(tab.name, said)
    return found


def _without_twice(faults: Iterable[Fault], missing: Mapping[str, dict[str, Fault]]) -> list[Fault]:
    """The faults of the reading; of a missing column only what knows more: where it stands now."""
    kept = []
    for fault in faults:
        told = missing.get(fault.place, {})
        name = next((name for name in told if fault.message.startswith(f"the column {name} is missing")), None)
        if name is None or "it stands in" in fault.message:
            kept.append(fault)
            told.pop(name or "", None)
    return kept


def _is_near(header: str, name: str) -> bool:
    """Whether a header may be another name of a column."""
    return header in name or name in header or SequenceMatcher(None, header, name).ratio() >= _ALIKE


def _later(tab: Tab, headers: Headers) -> list[Fault]:
    """What came later and is not there yet, of what people fill in."""
    own = [name for name in headers.missing if name in tab.later and not tab.column(name).is_owned_by_engine]
    return [Fault(tab.name, f"lacks the columns {', '.join(own)}; `optengine sheet setup` adds them")] if own else []


def _in_the_way(tab: Tab, grid: Grid, headers: Headers) -> list[Fault]:
    """Formulas and merged cells where the engine writes."""
    owned = {at: name for name, at in headers.columns.items() if tab.column(name).is_owned_by_engine}
    found = []
    for row, column in sorted(grid.formulas):
        if row and column in owned:
            place = cell_place(tab.name, row, column, owned[column], row_key(tab, headers.columns, grid, row))
            found.append(Fault(place, "holds a formula where the engine writes; it will be left as it is"))
    for area in grid.merges:
        if any(area.first_column <= column <= area.last_column for column in owned):
            found.append(Fault(f"{tab.name}!{area}", "merged cells where the engine writes; only the first one shows"))
    return found
