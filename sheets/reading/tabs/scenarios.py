"""Reads the tab Scenario_Config."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from domain.errors import Fault
from domain.integer_model.model import Effort
from domain.numbers import ZERO
from domain.problem.periods import parse_horizon
from domain.problem.scenario import DEFAULT_TIE_BREAKS, Normalization, ObjectiveMode, Scenario, TieBreak
from domain.storage import PortfolioFlag
from sheets.keys import RowKey
from sheets.layout.inputs import SCENARIO_CONFIG
from sheets.reading.cells.kinds import shown
from sheets.reading.tabs.rows import Row, read_rows
from sheets.workbook import Grid

_WEIGHTS = "weight:"
_NO_TIE_BREAK = "none"
_NAMED_RUNS = {PortfolioFlag.BASELINE: "baseline_run", PortfolioFlag.ACTIVE: "active_run"}


@dataclass(frozen=True, slots=True)
class ScenarioRow:
    """A scenario of the sheet. fields: what the sheet says of it, by field; empty for a faulty row.

    A column that the tab has says something where it is blank, too. effort: of its runs, and rules_name: of its
    constraint set, which are no part of the scenario; nor are named_runs, its baseline and its active plan.
    """

    key: RowKey
    row: int
    fields: Mapping[str, Any]
    faults: tuple[Fault, ...] = ()
    effort: Effort | None = None
    notes: tuple[Fault, ...] = ()
    rules_name: str = ""
    named_runs: Mapping[PortfolioFlag, str] = field(default_factory=dict)

    @property
    def said(self) -> Scenario | None:
        """The scenario as the sheet alone has it; None for a faulty row."""
        return None if self.faults else Scenario(**self.fields)

    def scenario(self, known: Scenario | None = None) -> Scenario:
        """The scenario as the sheet has it, over what is known of it where the sheet has no column.

        Raises ``ValueError`` for a faulty row.
        """
        if self.faults:
            raise ValueError("; ".join(map(str, self.faults)))
        if known is None:
            return Scenario(**self.fields)
        horizon = known.horizon if known.period_key == self.fields["period_key"] else ()
        return replace(known, **{"horizon": horizon, **self.fields})


def read_scenarios(grid: Grid) -> list[ScenarioRow]:
    """Every row that says anything. Raises ``WorkbookFaultsError`` where the headers cannot be used."""
    required = ["scenario_name", "period_key", "objective_mode"]
    return [_scenario(row) for row in read_rows(SCENARIO_CONFIG, grid, required)]


def _scenario(row: Row) -> ScenarioRow:
    row.needs("scenario_name", "period_key", "objective_mode")
    for name in ("capacity_total_tokens", "time_sensitivity_weight"):
        if (figure := row.get(name)) is not None and figure < 0:
            row.refuse(name, f"{figure} is negative")
    weights = _weights(row)
    if row.get("objective_mode") == ObjectiveMode.WEIGHTED_KPIS and not weights and not row.faults:
        row.refuse("objective_weights_json", "is missing: weighted_kpis needs the weight of at least one KPI")
    fields = _fields(row, weights)
    effort = row.get("effort")
    return ScenarioRow(
        row.key,
        row.number,
        {} if row.faults else fields,
        tuple(row.faults),
        effort=None if effort is None else Effort(effort),
        notes=tuple(row.notes),
        rules_name=row.get("constraint_set") or "",
        named_runs={flag: text for flag, name in _NAMED_RUNS.items() if (text := row.get(name))},
    )


def _fields(row: Row, weights: Mapping[str, Decimal]) -> dict[str, Any]:
    horizon, tie_breaks = _horizon(row), _tie_breaks(row)
    if row.faults:
        return {}
    said = {
        "capacity_total_tokens": row.get("capacity_total_tokens"),
        "horizon": horizon,
        "north_star_kpi_key": row.get("north_star_kpi_key") or "north_star",
        "scope_choice": bool(row.get("scope_choice")),
        "strict_deadlines": bool(row.get("strict_deadlines")),
        "time_sensitivity_weight": row.get("time_sensitivity_weight") or ZERO,
        "tie_breaks": tie_breaks,
        "normalization": Normalization(row.get("normalization") or Normalization.POOL_TOTAL),
        "canonical": row.get("canonical") != "no",
    }
    fields = {_FIELDS.get(name, name): value for name, value in said.items() if row.has(name)}
    return fields | {
        "name": row.get("scenario_name"),
        "period_key": row.get("period_key"),
        "objective_mode": ObjectiveMode(row.get("objective_mode")),
        "objective_weights": weights,
    }


_FIELDS = {"scope_choice": "allow_scope_choice", "normalization": "objective_normalization"}


def _weights(row: Row) -> Mapping[str, Decimal]:
    """The weights of the columns and of the JSON together; a fault where they disagree."""
    columns, told = row.members(_WEIGHTS) or {}, row.get("objective_weights_json") or {}
    for key, value in columns.items():
        if key in told and told[key] != value:
            said = f"says {value:f}, but objective_weights_json says {told[key]:f}; clear one of them"
            row.refuse(f"{_WEIGHTS}{key}", said)
    return {**told, **columns}


def _horizon(row: Row) -> tuple[str, ...]:
    keys = row.get("horizon") or ()
    try:
        return tuple(period.key for period in parse_horizon(keys)) if keys else ()
    except ValueError as error:
        row.refuse("horizon", f"{error}; write the periods in order, with commas: 2027-Q1, 2027-Q2")
        return ()


def _tie_breaks(row: Row) -> tuple[TieBreak, ...]:
    words = [word.casefold() for word in row.get("tie_breaks") or ()]
    if not words:
        return DEFAULT_TIE_BREAKS
    if words == [_NO_TIE_BREAK]:
        return ()
    unknown = next((word for word in words if word not in tuple(TieBreak)), None)
    if unknown is not None:
        row.refuse("tie_breaks", f"{shown(unknown)} is none of {', '.join(TieBreak)}; write score, tokens, or none")
        return ()
    return tuple(TieBreak(word) for word in words)
