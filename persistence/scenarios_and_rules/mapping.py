"""Scenarios and constraint sets as rows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from domain.problem.constraints import ConstraintSet
from domain.problem.scenario import Scenario
from domain.records.faults import ROOT, Faults
from domain.records.kinds import fields_of
from domain.storage.records import ConstraintSetRecord, ScenarioRecord
from persistence.database.base import table_of
from persistence.database.flat import FlatMapping
from persistence.problem_files.form import CONSTRAINT_SET
from persistence.scenarios_and_rules import tables

_SCENARIO = FlatMapping(Scenario, table_of(tables.OptimizationScenario))
_SCENARIO_RECORD = FlatMapping(ScenarioRecord, table_of(tables.OptimizationScenario), skip=("scenario",))
_SET_RECORD = FlatMapping(ConstraintSetRecord, table_of(tables.OptimizationConstraintSet), skip=("constraint_set",))
_LISTS = tuple(field.name for field in fields_of(ConstraintSet) if field.name != "name")


def scenario_values(record: ScenarioRecord) -> dict[str, Any]:
    """The columns of a scenario."""
    return _SCENARIO.values(record.scenario) | _SCENARIO_RECORD.values(record)


def scenario_record(row: Mapping[str, Any]) -> ScenarioRecord:
    """The scenario of a row."""
    return _SCENARIO_RECORD.record(row, scenario=_SCENARIO.record(row))


def constraint_set_values(record: ConstraintSetRecord) -> dict[str, Any]:
    """The columns of a constraint set; its lists have the form of a problem file."""
    written = CONSTRAINT_SET.write(record.constraint_set)
    lists = {f"{name}_json": written.get(name, []) for name in _LISTS}
    return {"name": record.constraint_set.name} | lists | _SET_RECORD.values(record)


def constraint_set_record(row: Mapping[str, Any]) -> ConstraintSetRecord:
    """The constraint set of a row. Raises ``ProblemFileError`` where somebody has written nonsense into it."""
    faults = Faults()
    form = {"name": row["name"]} | {name: row[f"{name}_json"] for name in _LISTS}
    constraint_set = CONSTRAINT_SET.read(form, ROOT, faults)
    faults.raise_if_any(f"constraint set {row['id']}")
    return _SET_RECORD.record(row, constraint_set=constraint_set)
