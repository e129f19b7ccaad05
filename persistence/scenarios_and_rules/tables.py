"""The tables of scenarios and constraint sets."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped, mapped_column

from domain.problem.constraints import ConstraintSet
from domain.problem.scenario import Normalization, ObjectiveMode, Scenario
from domain.storage.records import ConstraintSetRecord, ScenarioRecord
from persistence.database.base import LATER, Base, HasId, HasTimes
from persistence.database.column_types import JsonText, choice

_FIGURES = JsonText(all_decimal=True)
_KEYS = JsonText()
_RULES = JsonText(all_decimal=True)


class OptimizationScenario(HasId, HasTimes, Base, records=(Scenario, ScenarioRecord)):
    """A planning context: periods, capacities and the objective."""

    __tablename__ = "optimization_scenarios"
    __table_args__ = (CheckConstraint("name <> ''", name="name"),)

    name: Mapped[str] = mapped_column(unique=True)
    period_key: Mapped[str] = mapped_column(index=True)
    horizon_json: Mapped[list[str]] = mapped_column(_KEYS)
    description: Mapped[str] = mapped_column(default="")
    objective_mode: Mapped[ObjectiveMode] = mapped_column(choice(ObjectiveMode, "objective_mode"))
    north_star_kpi_key: Mapped[str]
    objective_weights_json: Mapped[dict[str, Decimal]] = mapped_column(_FIGURES)
    objective_normalization: Mapped[Normalization] = mapped_column(choice(Normalization, "objective_normalization"))
    capacity_total_tokens: Mapped[Decimal | None]
    capacity_by_market_json: Mapped[dict[str, Decimal]] = mapped_column(_FIGURES)
    capacity_by_department_json: Mapped[dict[str, Decimal]] = mapped_column(_FIGURES)
    capacity_by_team_json: Mapped[dict[str, Decimal]] = mapped_column(_FIGURES)
    capacity_by_period_json: Mapped[dict[str, Decimal]] = mapped_column(_FIGURES)
    time_sensitivity_weight: Mapped[Decimal]
    strict_deadlines: Mapped[bool]
    allow_scope_choice: Mapped[bool]
    tie_breaks_json: Mapped[list[str]] = mapped_column(_KEYS)
    delivered_json: Mapped[list[str]] = mapped_column(_KEYS)
    created_by_user_id: Mapped[str | None]


class OptimizationConstraintSet(HasId, HasTimes, Base, records=(ConstraintSet, ConstraintSetRecord)):
    """Rules that are reused over scenarios; each list has the form that it has in a problem file."""

    __tablename__ = "optimization_constraint_sets"
    __table_args__ = (CheckConstraint("name <> ''", name="name"),)

    name: Mapped[str] = mapped_column(unique=True)
    floors_json: Mapped[list[Any]] = mapped_column(_RULES)
    caps_json: Mapped[list[Any]] = mapped_column(_RULES)
    targets_json: Mapped[list[Any]] = mapped_column(_RULES)
    mandatory_initiatives_json: Mapped[list[str]] = mapped_column(_KEYS)
    forced_out_json: Mapped[list[str]] = mapped_column(_KEYS)
    prerequisites_json: Mapped[list[Any]] = mapped_column(_RULES)
    exclusions_json: Mapped[list[Any]] = mapped_column(_RULES)
    bundles_json: Mapped[list[Any]] = mapped_column(_RULES)
    synergies_json: Mapped[list[Any]] = mapped_column(_RULES)
    notes: Mapped[str] = mapped_column(default="")
    entry_versions_json: Mapped[dict[str, int]] = mapped_column(JsonText(), server_default="{}", sort_order=LATER)
