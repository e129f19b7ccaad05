"""Small records to store."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

from domain.problem.constraints import ConstraintSet
from domain.problem.initiative import Initiative
from domain.problem.problem import PortfolioProblem
from domain.problem.scenario import ObjectiveMode, Scenario
from domain.storage import UnitOfWork
from domain.storage.records import ConstraintSetRecord, InitiativeRecord, ScenarioRecord
from domain.storage.run import OptimizationRun

NOW = datetime(2026, 1, 2, 3, 4, 5, 600000, tzinfo=UTC)
LATER = NOW + timedelta(minutes=1)
SCENARIO = Scenario("UK push", "2026-Q1", ObjectiveMode.NORTH_STAR, capacity_total_tokens=Decimal(10))
PROBLEM = PortfolioProblem(SCENARIO, ConstraintSet("Rules"), (Initiative("I-1"),))


def initiative_record(key: str, tokens: int | None = 1, value: int | None = 1, **fields: Any) -> InitiativeRecord:
    """A record with tokens and a north star contribution; fields of the record or of the initiative."""
    own = {name: fields.pop(name) for name in list(fields) if name in InitiativeRecord.__dataclass_fields__}
    if tokens is not None:
        fields.setdefault("engineering_tokens", Decimal(tokens))
    if value is not None:
        fields.setdefault("kpi_contribution", {"north_star": Decimal(value)})
    return InitiativeRecord(Initiative(key, **fields), NOW, NOW, **own)


def add_scenario(uow: UnitOfWork, scenario: Scenario = SCENARIO) -> ScenarioRecord:
    return uow.scenarios.add(ScenarioRecord(scenario, NOW, NOW))


def add_constraint_set(uow: UnitOfWork, name: str = "Rules") -> ConstraintSetRecord:
    return uow.constraint_sets.add(ConstraintSetRecord(ConstraintSet(name), NOW, NOW))


def add_run(uow: UnitOfWork, run_id: str = "run-1", **fields: Any) -> OptimizationRun:
    known = uow.scenarios.by_name(SCENARIO.name)
    scenario_id = fields.pop("scenario_id", None) or (known or add_scenario(uow)).id
    return uow.runs.add(OptimizationRun(run_id, scenario_id, "auto", "0" * 64, NOW, **fields), PROBLEM)
