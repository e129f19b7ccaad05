"""All input tabs together, as the jobs see them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Protocol, TypeVar

from domain.errors import Fault
from domain.sheet_jobs.planning_workbook import RowAnswer, SheetInputs
from sheets.errors import WorkbookFaultsError
from sheets.keys import RowKey
from sheets.layout import Tab
from sheets.layout.inputs import CANDIDATES, CONSTRAINTS, SCENARIO_CONFIG, TARGETS
from sheets.reading import (
    Oddity,
    find_contradictions,
    find_lookalikes,
    find_oddities,
    join_rules,
    read_candidates,
    read_constraints,
    read_scenarios,
    read_targets,
)
from sheets.workbook import Grid

INPUT_TABS = (CANDIDATES.name, SCENARIO_CONFIG.name, CONSTRAINTS.name, TARGETS.name)
FAULTY = "invalid"
SOUND = "ok"
DOUBTFUL = "check"
"""The row is used, and its message says what was hardly meant, or how it was read."""
LEFT_OUT = "left out"
UNKNOWN = "unknown initiative"
R = TypeVar("R")
RULE_TABS = (CONSTRAINTS.name, TARGETS.name)


class _Row(Protocol):
    @property
    def key(self) -> RowKey: ...

    @property
    def faults(self) -> tuple[Fault, ...]: ...

    @property
    def notes(self) -> tuple[Fault, ...]: ...


def read_inputs(grids: Mapping[str, Grid], name: str = "") -> SheetInputs:
    """What people filled in. name: of the constraint set.

    Raises ``WorkbookFaultsError`` where headers are missing or given twice, with those of all tabs at once.
    """
    faults: list[Fault] = []

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
    if faults:
        raise WorkbookFaultsError(faults)
    by_tab: Sequence[tuple[Tab, Sequence[_Row]]] = (
        (CANDIDATES, candidates),
        (CANDIDATES, totals),
        (SCENARIO_CONFIG, scenarios),
        (CONSTRAINTS, constraints),
        (TARGETS, targets),
    )
    odd: dict[tuple[str, RowKey], tuple[Oddity, ...]] = {}
    for each in (
        *(Oddity(tab.name, row.key, note) for tab, found in by_tab for row in found for note in row.notes),
        *find_oddities(grids, candidates, constraints),
        *find_contradictions(grids, constraints, targets),
        *find_lookalikes(grids, candidates, constraints, targets, scenarios),
    ):
        odd[each.tab, each.key] = (*odd.get((each.tab, each.key), ()), each)
    rules = join_rules(name, constraints, targets)
    return SheetInputs(
        candidates=candidates,
        scenarios=scenarios,
        constraint_set=rules.constraint_set,
        deadlines=rules.deadlines,
        answers=tuple(
            _answer(tab, row, odd.get((tab.name, row.key), ()))
            for tab, found in by_tab
            for row in found
            if row.faults or tab.name in RULE_TABS
        )
        + tuple(RowAnswer(CANDIDATES.name, row.key, LEFT_OUT, str(row.notes[0])) for row in totals),
        faults=tuple(fault for _, found in by_tab for row in found for fault in row.faults),
        warnings={where: tuple(each.fault for each in found) for where, found in odd.items()},
    )


def _answer(tab: Tab, row: _Row, odd: Sequence[Oddity]) -> RowAnswer:
    if row.faults:
        return RowAnswer(tab.name, row.key, FAULTY, "\n".join(str(fault) for fault in row.faults))
    status = UNKNOWN if any(each.is_unknown for each in odd) else DOUBTFUL if odd else SOUND
    return RowAnswer(tab.name, row.key, status, "\n".join(str(each.fault) for each in odd))
