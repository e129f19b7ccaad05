"""Scenarios and constraint sets as lists."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Table, or_, select

from domain.problem.scenario import ObjectiveMode
from domain.storage.records import ConstraintSetRecord, ScenarioRecord
from persistence.database.base import table_of
from persistence.database.listing import Listing
from persistence.scenarios_and_rules import tables
from persistence.scenarios_and_rules.repository import constraint_set_record, scenario_record

SCENARIOS = table_of(tables.OptimizationScenario)
CONSTRAINT_SETS = table_of(tables.OptimizationConstraintSet)


SCENARIO_FACETS: dict[str, ColumnElement[Any]] = {
    "period_keys": SCENARIOS.c.period_key,
    "objective_modes": SCENARIOS.c.objective_mode,
    "archived": SCENARIOS.c.archived_at.is_not(None),
}
CONSTRAINT_SET_FACETS: dict[str, ColumnElement[Any]] = {"archived": CONSTRAINT_SETS.c.archived_at.is_not(None)}


@dataclass(frozen=True, slots=True)
class ScenarioFilter:
    """Which scenarios; None leaves a condition out.

    search: a part of name or description, whatever the case.
    names: their names.
    period_keys: their periods.
    objective_modes: their objective modes.
    archived: whether they are archived; null for both.
    """

    search: str | None = None
    names: tuple[str, ...] | None = None
    period_keys: tuple[str, ...] | None = None
    objective_modes: tuple[ObjectiveMode, ...] | None = None
    archived: bool | None = False


@dataclass(frozen=True, slots=True)
class ConstraintSetFilter:
    """Which constraint sets; None leaves a condition out.

    search: a part of name or notes, whatever the case.
    names: their names.
    archived: whether they are archived; null for both.
    """

    search: str | None = None
    names: tuple[str, ...] | None = None
    archived: bool | None = False


def scenarios(wanted: ScenarioFilter | None = None) -> Listing[ScenarioRecord]:
    """The scenarios that a filter admits."""
    wanted = wanted or ScenarioFilter(archived=None)
    conditions = [*_named(wanted, SCENARIOS, SCENARIOS.c.description)]
    if wanted.period_keys is not None:
        conditions.append(SCENARIOS.c.period_key.in_(wanted.period_keys))
    if wanted.objective_modes is not None:
        conditions.append(SCENARIOS.c.objective_mode.in_(wanted.objective_modes))
    return Listing(select(SCENARIOS).where(*conditions), scenario_record)


def constraint_sets(wanted: ConstraintSetFilter | None = None) -> Listing[ConstraintSetRecord]:
    """The constraint sets that a filter admits."""
    wanted = wanted or ConstraintSetFilter(archived=None)
    conditions = _named(wanted, CONSTRAINT_SETS, CONSTRAINT_SETS.c.notes)
    return Listing(select(CONSTRAINT_SETS).where(*conditions), constraint_set_record)


def _named(
    wanted: ScenarioFilter | ConstraintSetFilter, table: Table, text: ColumnElement[Any]
) -> Iterator[ColumnElement[Any]]:
    if wanted.archived is not None:
        yield table.c.archived_at.is_not(None) if wanted.archived else table.c.archived_at.is_(None)
    if wanted.names is not None:
        yield table.c.name.in_(wanted.names)
    if wanted.search:
        yield or_(*(column.icontains(wanted.search, autoescape=True) for column in (table.c.name, text)))
