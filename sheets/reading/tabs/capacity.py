"""Reads the tab Capacity: tokens of all, of a market, a department or a team, with a column for each period."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from domain.errors import Fault
from domain.problem.constraints import Cap, Dimension
from sheets.keys import RowKey, cell_place
from sheets.layout.inputs import CAPACITY
from sheets.reading.cells.kinds import shown
from sheets.reading.tabs.rows import Row, read_rows
from sheets.reading.tabs.scenarios import ScenarioRow
from sheets.reading.tabs.targets import ALL_MARKETS
from sheets.workbook import Grid

_FIELDS = {
    Dimension.MARKET: "capacity_by_market",
    Dimension.DEPARTMENT: "capacity_by_department",
    Dimension.TEAM: "capacity_by_team",
}


@dataclass(frozen=True, slots=True)
class CapacityRow:
    """A capacity of the sheet, by period; no kind for a faulty row. scenario: the only one that it counts for."""

    key: RowKey
    row: int
    kind: Dimension | None
    of: str
    tokens: Mapping[str, Decimal]
    scenario: str = ""
    faults: tuple[Fault, ...] = ()
    notes: tuple[Fault, ...] = ()


def read_capacity(grid: Grid) -> list[CapacityRow]:
    """Every row that says anything; none where there is no such tab. Raises ``WorkbookFaultsError`` for headers."""
    return [_capacity(row, grid) for row in read_rows(CAPACITY, grid, ["kind", "key"])] if grid.rows else []


def _capacity(row: Row, grid: Grid) -> CapacityRow:
    kind, of = Dimension(row.get("kind") or Dimension.GLOBAL), row.get("key") or ""
    if kind is Dimension.GLOBAL and of.casefold() not in ("", ALL_MARKETS):
        row.refuse("kind", f"is missing: say of what kind {shown(of)} is, such as market or team")
    elif kind is not Dimension.GLOBAL:
        row.needs("key")
    tokens = row.members("") or {}
    tokens = {name: tokens[name] for name in tokens if name not in CAPACITY.by_name}
    for name, figure in tokens.items():
        if figure < 0:
            row.refuse(name, f"{figure} is negative")
    for at, header in enumerate(grid.rows[0]):
        value = grid.value(row.number, at)
        if isinstance(header, int | float) and isinstance(value, int | float) and at not in row.columns.values():
            said = f"the header {shown(header)} is no period; format it as plain text and write, for example, 2027-Q1"
            row.faults.append(Fault(cell_place(CAPACITY.name, row.number, at, shown(header), row.key), said))
    return CapacityRow(
        row.key,
        row.number,
        None if row.faults else kind,
        of,
        tokens,
        row.get("scenario_name") or "",
        tuple(row.faults),
        tuple(row.notes),
    )


def with_capacities(scenario: ScenarioRow, rows: Sequence[CapacityRow]) -> tuple[ScenarioRow, tuple[Cap, ...]]:
    """The scenario with the capacities of its rows, and caps of single periods for those that differ by period."""
    periods = scenario.fields.get("horizon") or (scenario.fields["period_key"],)
    by_field: dict[str, dict[str, Decimal]] = {field: {} for field in _FIELDS.values()}
    by_period: dict[str, Decimal] = {}
    caps = []
    for row in _of(scenario, rows):
        if row.kind is None:
            continue
        if row.kind is Dimension.GLOBAL:
            by_period.update(row.tokens)
            continue
        figures = [row.tokens.get(period) for period in periods]
        if figures[0] is not None and all(figure == figures[0] for figure in figures):
            by_field[_FIELDS[row.kind]][row.of] = figures[0]
        else:
            each = zip(periods, figures, strict=True)
            caps += [Cap(row.kind, figure, row.of, period) for period, figure in each if figure is not None]
    fields: dict[str, Any] = {**scenario.fields, **by_field, "capacity_by_period": by_period}
    return replace(scenario, fields=fields), tuple(caps)


def _of(scenario: ScenarioRow, rows: Iterable[CapacityRow]) -> list[CapacityRow]:
    """The rows of a scenario, those of all scenarios first; of the same capacity its own counts."""
    own = [row for row in rows if row.scenario == scenario.key[0]]
    named = {(row.kind, row.of) for row in own}
    return [row for row in rows if not row.scenario and (row.kind, row.of) not in named] + own
