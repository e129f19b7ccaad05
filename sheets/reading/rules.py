"""Joins the rules of the tabs Constraints and Targets into one constraint set, and warns of those that disagree.

Rows that say the same with different figures all count, which is hardly meant.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TypeVar

from domain.errors import Fault
from domain.problem.constraints import (
    Bundle,
    Cap,
    ConstraintSet,
    Floor,
    Overhead,
    Pin,
    Prerequisite,
    SynergyBonus,
    Target,
)
from domain.problem.totals import FairShare, KpiFormula, Ratio, ResponseCurve
from domain.rules.wording import figure
from domain.sheet_jobs.planning_workbook import SheetRules
from sheets.headers import find_headers
from sheets.keys import cell_place
from sheets.layout import Tab
from sheets.layout.inputs import CONSTRAINTS, TARGETS
from sheets.reading.oddities import Oddity
from sheets.reading.tabs.candidates import CandidateRow
from sheets.reading.tabs.constraints import ConstraintRow, Deadline, Delivered, Exclusion, ForcedOut, Mandatory, Rule
from sheets.reading.tabs.synergies import SynergyRow
from sheets.reading.tabs.targets import TargetRow
from sheets.workbook import Grid, cell_name

_Row = ConstraintRow | TargetRow


@dataclass(frozen=True, slots=True)
class _Figure:
    """A limit or a target with the cell that it stands in."""

    tab: Tab
    row: _Row
    column: str
    value: Decimal


def find_contradictions(
    grids: Mapping[str, Grid], constraints: Sequence[ConstraintRow], targets: Sequence[TargetRow]
) -> list[Oddity]:
    """A warning at every row that another one says otherwise, in the order of the rows."""
    columns = {tab.name: find_headers(tab, grids[tab.name]).columns for tab in (CONSTRAINTS, TARGETS)}
    by_meaning: dict[tuple[str, ...], list[_Figure]] = {}
    for meaning, each in _figures(constraints, targets):
        by_meaning.setdefault(meaning, []).append(each)
    found = []
    for figures in by_meaning.values():
        for each in figures:
            other = next((other for other in figures if other.value != each.value), None)
            if other is not None:
                there = f"{other.tab.name}!{cell_name(other.row.row, columns[other.tab.name][other.column])}"
                said = (
                    f"the same rule stands in {there} with {figure(other.value)}; both count, so take one of them out"
                )
                at = columns[each.tab.name][each.column]
                place = cell_place(each.tab.name, each.row.row, at, each.column, each.row.key)
                found.append(Oddity(each.tab.name, each.row.key, Fault(place, said)))
    return found


def _figures(
    constraints: Sequence[ConstraintRow], targets: Sequence[TargetRow]
) -> Iterator[tuple[tuple[str, ...], _Figure]]:
    for row in targets:
        if row.target is not None:
            yield (*_meaning(row.target), row.scenario), _Figure(TARGETS, row, "target_value", row.target.target_value)
    for constraint in constraints:
        for rule in constraint.rules:
            match rule:
                case Floor():
                    yield (
                        (*_meaning(rule), constraint.scenario),
                        _Figure(CONSTRAINTS, constraint, "min_tokens", rule.min_tokens),
                    )
                case Cap():
                    yield (
                        (*_meaning(rule), constraint.scenario),
                        _Figure(CONSTRAINTS, constraint, "max_tokens", rule.max_tokens),
                    )
                case Target():
                    yield (
                        (*_meaning(rule), constraint.scenario),
                        _Figure(CONSTRAINTS, constraint, "target_value", rule.target_value),
                    )


def _meaning(rule: Rule) -> tuple[str, ...]:
    """What a rule is about, apart from its figure."""
    if isinstance(rule, Target):
        return "target", rule.kpi_key, rule.floor_or_goal.value, rule.market or "", rule.period_key or ""
    assert isinstance(rule, Floor | Cap)
    return type(rule).__name__, rule.dimension.value, rule.key or "", rule.period_key or ""


R = TypeVar("R")


def join_rules(
    name: str,
    constraints: Iterable[ConstraintRow],
    targets: Iterable[TargetRow],
    synergies: Sequence[SynergyRow] = (),
    candidates: Iterable[CandidateRow] = (),
    scenario: str = "",
) -> SheetRules:
    """The rules of all rows without faults that count for a scenario.

    A target given in both tabs counts once; of two deadlines the earlier. Ticks of candidates come before rows that say
    the same of them.
    """
    rules = [rule for row in constraints if row.scenario in ("", scenario) for rule in row.rules]
    sound = [row for row in candidates if not row.faults]

    def of(kind: type[R]) -> list[R]:
        return [rule for rule in rules if isinstance(rule, kind)]

    deadlines: dict[str, date] = {}
    for deadline in of(Deadline):
        known = deadlines.get(deadline.initiative_key, deadline.day)
        deadlines[deadline.initiative_key] = min(known, deadline.day)
    stated = [row.target for row in targets if row.target is not None and row.scenario in ("", scenario)]
    forced_out = [row.initiative_key for row in sound if row.is_forced_out]
    delivered = [row.initiative_key for row in sound if row.is_delivered]
    groups: dict[str, dict[str, None]] = {}
    counted = [row for row in synergies if row.scenario in ("", scenario)]
    for row in counted:
        for member in row.members:
            groups.setdefault(member, {})[row.group] = None
    constraint_set = ConstraintSet(
        name=name,
        floors=tuple(of(Floor)),
        caps=tuple(of(Cap)),
        targets=tuple(dict.fromkeys([*stated, *of(Target)])),
        mandatory_initiatives=tuple(dict.fromkeys(rule.initiative_key for rule in of(Mandatory))),
        forced_out=tuple(dict.fromkeys([*forced_out, *(rule.initiative_key for rule in of(ForcedOut))])),
        prerequisites=tuple(dict.fromkeys(of(Prerequisite))),
        exclusions=tuple(dict.fromkeys((rule.first, rule.second) for rule in of(Exclusion))),
        bundles=tuple(of(Bundle)),
        synergies=(*of(SynergyBonus), *(row.bonus for row in counted if row.bonus is not None)),
        pins=tuple(of(Pin)),
        response_curves=tuple(of(ResponseCurve)),
        ratios=tuple(of(Ratio)),
        overheads=tuple(of(Overhead)),
        kpi_formulas=tuple(of(KpiFormula)),
        fair_shares=tuple(of(FairShare)),
    )
    return SheetRules(
        constraint_set,
        deadlines,
        {member: tuple(names) for member, names in groups.items()},
        tuple(dict.fromkeys([*delivered, *(rule.initiative_key for rule in of(Delivered))])),
    )
