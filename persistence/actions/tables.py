"""The tables of jobs that people start from a sheet or the API, and their step log."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from domain.storage.run import RunStatus
from persistence.database.base import Base, HasId, Step
from persistence.database.column_types import JsonText, choice


class ActionRun(HasId, Base):
    """One execution of a job such as ``pm.optimize_run_all_candidates``."""

    __tablename__ = "action_runs"
    __table_args__ = (
        CheckConstraint("run_id <> ''", name="run_id"),
        CheckConstraint(
            "(finished_at IS NULL) = (status IN ('queued', 'running'))", name="finished_when_status_is_final"
        ),
        Index(None, "action", "created_at"),
        Index(None, "status", "created_at"),
    )

    run_id: Mapped[str] = mapped_column(unique=True)
    action: Mapped[str]
    status: Mapped[RunStatus] = mapped_column(choice(RunStatus, "status"))
    requested_by_email: Mapped[str | None]
    idempotency_key: Mapped[str | None] = mapped_column(unique=True)
    optimization_run_id: Mapped[int | None] = mapped_column(ForeignKey("optimization_runs.id"), index=True)
    payload_json: Mapped[Any] = mapped_column(JsonText())
    result_json: Mapped[Any | None] = mapped_column(JsonText())
    error_text: Mapped[str | None]
    created_at: Mapped[datetime]
    started_at: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]
    progress_json: Mapped[Any | None] = mapped_column(JsonText())


class ActionRunStep(HasId, Step, Base):
    """One entry of the step log of a job."""

    __tablename__ = "action_run_steps"
    __table_args__ = (UniqueConstraint("action_run_id", "position"),)

    action_run_id: Mapped[int] = mapped_column(ForeignKey("action_runs.id", ondelete="CASCADE"))
    status: Mapped[RunStatus] = mapped_column(choice(RunStatus, "status"))
    detail_json: Mapped[Any | None] = mapped_column(JsonText())
