"""The tables of batches: many roadmaps that were asked for at once."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from persistence.database.base import Base, HasId
from persistence.database.column_types import JsonText


class RoadmapBatch(HasId, Base):
    """What was asked for at once. plan_json: the problems as they were, and what is varied."""

    __tablename__ = "roadmap_batches"
    __table_args__ = (CheckConstraint("batch_id <> ''", name="batch_id"),)

    batch_id: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    parameters_json: Mapped[dict[str, Any]] = mapped_column(JsonText())
    requested_by_email: Mapped[str | None]
    plan_json: Mapped[str]
    created_at: Mapped[datetime]
    cancelled_at: Mapped[datetime | None]


class RoadmapBatchItem(HasId, Base):
    """One roadmap of a batch. run_id: of a run that is stored once it has ended, so no foreign key."""

    __tablename__ = "roadmap_batch_items"
    __table_args__ = (UniqueConstraint("roadmap_batch_id", "position"),)

    roadmap_batch_id: Mapped[int] = mapped_column(ForeignKey("roadmap_batches.id", ondelete="CASCADE"))
    position: Mapped[int]
    name: Mapped[str]
    scenario: Mapped[str]
    solver: Mapped[str]
    run_id: Mapped[str] = mapped_column(unique=True)


class RoadmapBatchPart(HasId, Base):
    """Items that a worker takes at a time. action_run_id: empty until the action was started."""

    __tablename__ = "roadmap_batch_parts"
    __table_args__ = (
        UniqueConstraint("roadmap_batch_id", "number"),
        CheckConstraint("first_position < end_position", name="not_empty"),
    )

    roadmap_batch_id: Mapped[int] = mapped_column(ForeignKey("roadmap_batches.id", ondelete="CASCADE"))
    number: Mapped[int]
    first_position: Mapped[int]
    end_position: Mapped[int]
    action_run_id: Mapped[str | None] = mapped_column(index=True)
