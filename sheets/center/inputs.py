"""All input tabs together, as the jobs see them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Protocol, TypeVar

from domain.errors import Fault
from domain.problem.constraints import Cap
from domain.sheet_jobs.planning_workbook import RowAnswer, SheetInputs, SheetRules
from sheets.errors import WorkbookFaultsError
from sheets.keys import RowKey
from sheets.layout import Tab
from sheets.layout.inputs import CANDIDATES, CAPACITY, CONSTRAINTS, SCENARIO_CONFIG, SYNERGIES, TARGETS
from sheets.layout.outputs import RESULTS_PORTFOLIO, RUNS
from sheets.reading.lookalikes import find_lookalikes
from sheets.reading.oddities import Oddity, find_oddities
from sheets.reading.rules import find_contradictions, join_rules
from sheets.reading.tabs.candidates import read_candidates
from sheets.reading.tabs.capacity import read_capacity, with_capacities
from sheets.reading.tabs.constraints import read_constraints
from sheets.reading.tabs.decisions import read_decisions
from sheets.reading.tabs.scenarios import read_scenarios
from sheets.reading.tabs.synergies import read_synergies
from sheets.reading.tabs.targets import read_targets
from sheets.workbook import Grid, Workbook, read_present

_TABS = (CANDIDATES, SCENARIO_CONFIG, CONSTRAINTS, TARGETS, CAPACITY, SYNERGIES)
INPUT_TABS = tuple(tab.name for tab in _TABS)
FAULTY = "invalid"
SOUND = "ok"
DOUBTFUL = "check"
"""The row is used, and its message says what was hardly meant, or how it was read."""
LEFT_OUT = "left out"
UNKNOWN = "unknown initiative"
R = TypeVar("R")
RULE_TABS = (CONSTRAINTS.name, TARGETS.name, CAPACITY.name, SYNERGIES.name)


class _Row(Protocol):
    @property
    def key(self) -> RowKey: ...

    @property
    def faults(self) -> tuple[Fault, ...]: ...

    @property
    def notes(self) -> tuple[Fault, ...]: ...


def read_input_tabs(workbook: Workbook, *, with_decisions: bool = False) -> Mapping[str, Grid]:
    """The cells of the input tabs; a tab that came later is empty where there is none. Raises ``TabsMissingError``.

    with_decisions: those of the tabs, too, in which people decide beside the optimizer; they may be missing.
    """
    beside = (RUNS.name, RESULTS_PORTFOLIO.name) if with_decisions else ()
    return read_present(workbook, (*INPUT_TABS, *beside), {*(tab.name for tab in _TABS if tab.is_later), *beside})


def read_inputs(grids: Mapping[str, Grid], name: str = "") -> SheetInputs:
    """What people filled in. name: of the constraint set, where a scenario does not name it.

    Raises ``WorkbookFaultsError`` where headers are missing or given twice, with those of all tabs at once.
    """
    faults: list[Fault] = []

    grids = {tab.name: Grid(tab.name, ()) for tab in _TABS if tab.is_later} | dict(grids)

    def rows(read: Callable[[Grid], list[R]], tab: Tab) -> list[R]:
        try:
            return read(grids[tab.name])
        except WorkbookFaultsError as error:
            faults.extend(error.faults)
            return []

    read = rows(read_candidates, CANDIDATES)
    candidates = [row for row in read if not row.is_total]
    totals = [row for row in read if row.is_total]
    scenarios = rows(read_scenarios, SCENARIO_CONFIG)
    constraints = rows(read_constraints, CONSTRAINTS)
    targets = rows(read_targets, TARGETS)
    capacity = rows(read_capacity, CAPACITY)
    synergies = rows(read_synergies, SYNERGIES)
    if faults:
        raise WorkbookFaultsError(faults)
    decisions, misdecided = read_decisions(grids)
    by_tab: Sequence[tuple[Tab, Sequence[_Row]]] = (
        (CANDIDATES, candidates),
        (CANDIDATES, totals),
        (SCENARIO_CONFIG, scenarios),
        (CONSTRAINTS, constraints),
        (TARGETS, targets),
        (CAPACITY, capacity),
        (SYNERGIES, synergies),
    )
    odd: dict[tuple[str, RowKey], tuple[Oddity, ...]] = {}
    for each in (
        *(Oddity(tab.name, row.key, note) for tab, found in by_tab for row in found for note in row.notes),
        *find_oddities(grids, candidates, constraints),
        *find_contradictions(grids, constraints, targets),
        *find_lookalikes(grids, candidates, constraints, targets, scenarios),
    ):
        odd[each.tab, each.key] = (*odd.get((each.tab, each.key), ()), each)
    rules: dict[str, SheetRules] = {}
    for at, row in enumerate(scenarios):
        if not row.faults:
            caps: tuple[Cap, ...] = ()
            if grids[CAPACITY.name].rows:
                scenarios[at], caps = with_capacities(row, capacity)
            found = join_rules(row.rules_name or name, constraints, targets, synergies, candidates, row.key[0])
            both = replace(found.constraint_set, caps=(*found.constraint_set.caps, *caps))
            rules[row.key[0]] = replace(found, constraint_set=both)
    return SheetInputs(
        candidates=candidates,
        scenarios=scenarios,
        rules=rules,
        answers=tuple(
            _answer(tab, row, odd.get((tab.name, row.key), ()))
            for tab, found in by_tab
            for row in found
            if row.faults or tab.name in RULE_TABS
        )
        + tuple(RowAnswer(CANDIDATES.name, row.key, LEFT_OUT, str(row.notes[0])) for row in totals),
        faults=tuple(fault for _, found in by_tab for row in found for fault in row.faults) + misdecided,
        warnings={where: tuple(each.fault for each in found) for where, found in odd.items()},
        decisions=decisions,
    )


def _answer(tab: Tab, row: _Row, odd: Sequence[Oddity]) -> RowAnswer:
    if row.faults:
        return RowAnswer(tab.name, row.key, FAULTY, "\n".join(str(fault) for fault in row.faults))
    status = UNKNOWN if any(each.is_unknown for each in odd) else DOUBTFUL if odd else SOUND
    return RowAnswer(tab.name, row.key, status, "\n".join(str(each.fault) for each in odd))
