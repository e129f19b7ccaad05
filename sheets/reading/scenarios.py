"""Reads the tab Scenario_Config."""

from __future__ import annotations

from dataclasses import dataclass, replace

from domain.errors import Fault
from domain.integer_model.model import Effort
from domain.problem.scenario import ObjectiveMode, Scenario
from sheets.keys import RowKey
from sheets.layout.inputs import SCENARIO_CONFIG
from sheets.reading.rows import Row, read_rows
from sheets.workbook import Grid


@dataclass(frozen=True, slots=True)
class ScenarioRow:
    """A scenario of the sheet; None for a faulty row. effort: of its runs, which is no part of the scenario."""

    key: RowKey
    row: int
    said: Scenario | None
    faults: tuple[Fault, ...] = ()
    effort: Effort | None = None
    notes: tuple[Fault, ...] = ()

    def scenario(self, known: Scenario | None = None) -> Scenario:
        """The scenario as the sheet has it, over what is known of it beside. Raises ``ValueError`` for a faulty row."""
        if self.said is None:
            raise ValueError("; ".join(map(str, self.faults)))
        if known is None:
            return self.said
        horizon = known.horizon if known.period_key == self.said.period_key else ()
        return replace(
            known,
            period_key=self.said.period_key,
            horizon=horizon,
            objective_mode=self.said.objective_mode,
            objective_weights=self.said.objective_weights,
            capacity_total_tokens=self.said.capacity_total_tokens,
        )


def read_scenarios(grid: Grid) -> list[ScenarioRow]:
    """Every row that says anything. Raises ``WorkbookFaultsError`` where the headers cannot be used."""
    required = ["scenario_name", "period_key", "objective_mode"]
    return [_scenario(row) for row in read_rows(SCENARIO_CONFIG, grid, required)]


def _scenario(row: Row) -> ScenarioRow:
    row.needs("scenario_name", "period_key", "objective_mode")
    capacity, mode = row.get("capacity_total_tokens"), row.get("objective_mode")
    if capacity is not None and capacity < 0:
        row.refuse("capacity_total_tokens", f"{capacity} is negative")
    weights = row.get("objective_weights_json") or {}
    if mode == ObjectiveMode.WEIGHTED_KPIS and not weights and not row.faults:
        row.refuse("objective_weights_json", "is missing: weighted_kpis needs the weight of at least one KPI")
    if row.faults:
        return ScenarioRow(row.key, row.number, None, tuple(row.faults), notes=tuple(row.notes))
    said = Scenario(
        name=row.get("scenario_name"),
        period_key=row.get("period_key"),
        objective_mode=ObjectiveMode(mode),
        objective_weights=weights,
        capacity_total_tokens=capacity,
    )
    effort = row.get("effort")
    return ScenarioRow(
        row.key, row.number, said, effort=None if effort is None else Effort(effort), notes=tuple(row.notes)
    )
