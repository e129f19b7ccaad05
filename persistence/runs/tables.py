"""The tables of optimization runs and their step log."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from domain.integer_model.result import Proof, SolutionStatus, Termination
from domain.storage.run import RunStatus
from persistence.database.base import Base, HasId, Step
from persistence.database.column_types import JsonText, choice


class OptimizationRun(HasId, Base):
    """One execution of the optimizer: what was asked, in full, and what came of it.

    inputs_snapshot_json: a problem file. result_json: the whole answer. history_json: the progress on the way to it.
    How often the queue tried is the queue's own.
    """

    __tablename__ = "optimization_runs"
    __table_args__ = (
        CheckConstraint("run_id <> ''", name="run_id"),
        CheckConstraint(
            "(finished_at IS NULL) = (status IN ('queued', 'running'))", name="finished_when_status_is_final"
        ),
        CheckConstraint("status <> 'running' OR started_at IS NOT NULL", name="started_when_running"),
        CheckConstraint("status <> 'success' OR result_json IS NOT NULL", name="success_has_result"),
        Index(None, "scenario_id", "created_at"),
        Index(None, "status", "created_at"),
    )

    run_id: Mapped[str] = mapped_column(unique=True)
    scenario_id: Mapped[int] = mapped_column(ForeignKey("optimization_scenarios.id"))
    constraint_set_id: Mapped[int | None] = mapped_column(ForeignKey("optimization_constraint_sets.id"), index=True)
    status: Mapped[RunStatus] = mapped_column(choice(RunStatus, "status"))
    requested_by_email: Mapped[str | None]
    idempotency_key: Mapped[str | None] = mapped_column(unique=True)
    inputs_snapshot_json: Mapped[str]
    inputs_hash: Mapped[str] = mapped_column(index=True)
    parameters_json: Mapped[dict[str, Any]] = mapped_column(JsonText())
    solver_name: Mapped[str]
    solver_version: Mapped[str | None]
    solution_status: Mapped[SolutionStatus | None] = mapped_column(choice(SolutionStatus, "solution_status"))
    termination_reason: Mapped[Termination | None] = mapped_column(choice(Termination, "termination_reason"))
    objective: Mapped[Decimal | None]
    gaps_json: Mapped[Any | None] = mapped_column(JsonText())
    timings_json: Mapped[Any | None] = mapped_column(JsonText())
    progress_json: Mapped[Any | None] = mapped_column(JsonText())
    history_json: Mapped[Any | None] = mapped_column(JsonText())
    result_json: Mapped[str | None]
    error_text: Mapped[str | None]
    created_at: Mapped[datetime]
    started_at: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]
    proof: Mapped[Proof | None] = mapped_column(choice(Proof, "proof"))


class OptimizationRunStep(HasId, Step, Base):
    """One entry of the step log of a run."""

    __tablename__ = "optimization_run_steps"
    __table_args__ = (UniqueConstraint("optimization_run_id", "position"),)

    optimization_run_id: Mapped[int] = mapped_column(ForeignKey("optimization_runs.id", ondelete="CASCADE"))
    status: Mapped[RunStatus] = mapped_column(choice(RunStatus, "status"))
    detail_json: Mapped[Any | None] = mapped_column(JsonText())
