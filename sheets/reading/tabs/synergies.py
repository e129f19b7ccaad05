"""Reads the tab Synergies: groups of initiatives with their members and what they bring together."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from domain.errors import Fault
from domain.problem.constraints import SynergyBonus
from sheets.keys import RowKey
from sheets.layout.inputs import SYNERGIES
from sheets.reading.cells.kinds import shown
from sheets.reading.tabs.rows import Row, read_rows
from sheets.workbook import Grid


@dataclass(frozen=True, slots=True)
class SynergyRow:
    """A group of the sheet. bonus: None where the row only names members. scenario: the only one that it counts for."""

    key: RowKey
    row: int
    group: str
    members: tuple[str, ...] = ()
    bonus: SynergyBonus | None = None
    scenario: str = ""
    faults: tuple[Fault, ...] = ()
    notes: tuple[Fault, ...] = ()


def read_synergies(grid: Grid) -> list[SynergyRow]:
    """Every row that says anything; none where there is no such tab. Raises ``WorkbookFaultsError`` for headers."""
    return [_synergy(row) for row in read_rows(SYNERGIES, grid, ["synergy_group_key"])] if grid.rows else []


def _synergy(row: Row) -> SynergyRow:
    row.needs("synergy_group_key")
    bonus, steps, kpi = row.get("bonus"), _steps(row), row.get("kpi_key")
    if bonus is not None and steps:
        row.refuse("bonus_by_count", "stands beside a bonus; clear one of them")
    if kpi and bonus is None and not steps and not row.faults:
        row.refuse("bonus", "is missing: what do the members bring together?")
    if not kpi and (bonus is not None or steps):
        row.refuse("kpi_key", "is missing")
    group, members = row.get("synergy_group_key") or "", row.get("members") or ()
    if row.faults:
        return SynergyRow(row.key, row.number, group, faults=tuple(row.faults), notes=tuple(row.notes))
    found = SynergyBonus(group, kpi, bonus, steps) if kpi else None
    only = row.get("scenario_name") or ""
    return SynergyRow(row.key, row.number, group, members, found, only, notes=tuple(row.notes))


def _steps(row: Row) -> tuple[Decimal, ...]:
    text = row.get("bonus_by_count") or ""
    try:
        return tuple(Decimal(part.strip()) for part in text.replace(";", ",").split(",") if part.strip())
    except InvalidOperation:
        row.refuse("bonus_by_count", f"{shown(text)} holds what is no number; write what 0, 1, 2 … bring: 0, 0, 50, 90")
        return ()
