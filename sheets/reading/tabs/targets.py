"""Reads the tab Targets."""

from __future__ import annotations

from dataclasses import dataclass

from domain.errors import Fault
from domain.problem.constraints import Target, TargetKind
from sheets.keys import RowKey
from sheets.layout.inputs import TARGETS
from sheets.reading.tabs.rows import Row, read_rows
from sheets.workbook import Grid

ALL_MARKETS = "global"


@dataclass(frozen=True, slots=True)
class TargetRow:
    """A target of the sheet; None for a faulty row. scenario: the only one that it counts for, if any."""

    key: RowKey
    row: int
    target: Target | None
    faults: tuple[Fault, ...] = ()
    notes: tuple[Fault, ...] = ()
    scenario: str = ""


def market_of(text: str | None) -> str | None:
    """The market that a cell names; None for all of them."""
    return None if not text or text.casefold() == ALL_MARKETS else text


def read_targets(grid: Grid) -> list[TargetRow]:
    """Every row that says anything. Raises ``WorkbookFaultsError`` where the headers cannot be used."""
    return [_target(row) for row in read_rows(TARGETS, grid, ["kpi_key", "target_value", "floor_or_goal"])]


def _target(row: Row) -> TargetRow:
    if not row.needs("kpi_key", "target_value", "floor_or_goal"):
        return TargetRow(row.key, row.number, None, tuple(row.faults), tuple(row.notes))
    kind = TargetKind(row.get("floor_or_goal"))
    market, only = market_of(row.get("market")), row.get("scenario_name") or ""
    target = Target(row.get("kpi_key"), row.get("target_value"), kind, market, row.get("period_key"))
    return TargetRow(row.key, row.number, target, notes=tuple(row.notes), scenario=only)
