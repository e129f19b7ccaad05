"""Batches of roadmaps in the database."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import and_, case, func, insert, select, update

from domain.errors import NotFoundError
from domain.storage.changes import ChangeAction, ChangedKind
from domain.storage.roadmap_batch import BatchCount, BatchItem, BatchPart, BatchPlan, RoadmapBatch
from domain.storage.run import RunStatus
from persistence.actions import tables as action_tables
from persistence.batches import tables
from persistence.batches.listing import batch_items
from persistence.batches.mapping import BATCH, plan_of, plan_text
from persistence.database.base import table_of
from persistence.database.statements import Statements
from persistence.runs import tables as run_tables

_BATCHES = table_of(tables.RoadmapBatch)
_ITEMS = table_of(tables.RoadmapBatchItem)
_PARTS = table_of(tables.RoadmapBatchPart)
_RUNS = table_of(run_tables.OptimizationRun)
_ACTIONS = table_of(action_tables.ActionRun)


class SqlBatches:
    """Batches; their problems, which may be large, are read only when they are asked for."""

    def __init__(self, statements: Statements) -> None:
        self._statements = statements

    def add(
        self, batch: RoadmapBatch, plan: BatchPlan, items: Sequence[BatchItem], parts: Sequence[BatchPart]
    ) -> RoadmapBatch:
        """Store a batch with all that it will make."""
        number = self._statements.insert(_BATCHES, BATCH.values(batch) | {"plan_json": plan_text(plan)})
        rows = [
            {
                "roadmap_batch_id": number,
                "position": item.position,
                "name": item.name,
                "scenario": item.scenario,
                "solver": item.solver,
                "run_id": item.run_id,
            }
            for item in items
        ]
        self._statements.run(insert(_ITEMS), rows)
        for part in parts:
            self._add_part(number, part)
        self._statements.note(ChangedKind.BATCH, batch.batch_id, ChangeAction.CREATED)
        return self.get(batch.batch_id)

    def get(self, batch_id: str) -> RoadmapBatch:
        """The batch of an id."""
        return BATCH.record(self._row(batch_id, *BATCH.columns))

    def plan(self, batch_id: str) -> BatchPlan:
        """What the batch makes."""
        return plan_of(self._row(batch_id, "plan_json")["plan_json"], batch_id)

    def newest(self, before_id: int | None = None, limit: int = 100) -> Sequence[RoadmapBatch]:
        """Batches, the newest first."""
        statement = select(*(_BATCHES.c[name] for name in BATCH.columns))
        if before_id is not None:
            statement = statement.where(_BATCHES.c.id < before_id)
        return [
            BATCH.record(row) for row in self._statements.rows(statement.order_by(_BATCHES.c.id.desc()).limit(limit))
        ]

    def items(self, batch_id: str, first: int = 0, end: int | None = None) -> Sequence[BatchItem]:
        """Its roadmaps in order, from one position up to but not including another, with the runs that have ended."""
        number = self._row(batch_id, "id")["id"]
        listing = batch_items().where(_ITEMS.c.roadmap_batch_id == number, _ITEMS.c.position >= first)
        if end is not None:
            listing = listing.where(_ITEMS.c.position < end)
        return [listing.read(row) for row in self._statements.rows(listing.statement.order_by(_ITEMS.c.position))]

    def counts(self, batch_ids: Iterable[str]) -> Mapping[str, BatchCount]:
        """How far some batches are; those that are not stored are left out."""
        failed = case((_RUNS.c.status.in_((RunStatus.FAILED, RunStatus.CANCELLED)), 1), else_=0)
        joined = _BATCHES.join(_ITEMS, _ITEMS.c.roadmap_batch_id == _BATCHES.c.id).outerjoin(
            _RUNS, _RUNS.c.run_id == _ITEMS.c.run_id
        )
        statement = (
            select(
                _BATCHES.c.batch_id,
                func.count().label("total"),
                func.count(_RUNS.c.id).label("ended"),
                func.sum(failed).label("failed"),
            )
            .select_from(joined)
            .where(_BATCHES.c.batch_id.in_(list(batch_ids)))
            .group_by(_BATCHES.c.batch_id)
        )
        return {
            row["batch_id"]: BatchCount(int(row["total"]), int(row["ended"]), int(row["failed"] or 0))
            for row in self._statements.rows(statement)
        }

    def parts(self, batch_id: str) -> Sequence[BatchPart]:
        """Its parts in order."""
        number = self._row(batch_id, "id")["id"]
        statement = (
            select(_PARTS, _ACTIONS.c.status)
            .select_from(_PARTS.outerjoin(_ACTIONS, _ACTIONS.c.run_id == _PARTS.c.action_run_id))
            .where(_PARTS.c.roadmap_batch_id == number)
            .order_by(_PARTS.c.number)
        )
        return [_part(row, row["status"]) for row in self._statements.rows(statement)]

    def add_part(self, batch_id: str, part: BatchPart) -> None:
        """Add a part."""
        self._statements.note(ChangedKind.BATCH, batch_id)
        self._add_part(self._row(batch_id, "id")["id"], part)

    def part_started(self, batch_id: str, number: int, action_run_id: str) -> None:
        """Note which action carries a part out."""
        own = and_(_PARTS.c.roadmap_batch_id == self._row(batch_id, "id")["id"], _PARTS.c.number == number)
        self._statements.run(update(_PARTS).where(own).values(action_run_id=action_run_id))

    def waiting(self) -> Sequence[tuple[RoadmapBatch, BatchPart]]:
        """Parts that were stored and never started, of batches that were not cancelled."""
        statement = (
            select(_BATCHES.c.batch_id, _PARTS)
            .select_from(_PARTS.join(_BATCHES, _PARTS.c.roadmap_batch_id == _BATCHES.c.id))
            .where(_PARTS.c.action_run_id.is_(None), _BATCHES.c.cancelled_at.is_(None))
            .order_by(_PARTS.c.id)
        )
        rows = self._statements.rows(statement)
        batches = {batch_id: self.get(batch_id) for batch_id in {row["batch_id"] for row in rows}}
        return [(batches[row["batch_id"]], _part(row, None)) for row in rows]

    def cancel(self, batch_id: str, at: datetime) -> None:
        """Note that a batch was given up; nothing happens where it was before."""
        number = self._row(batch_id, "id")["id"]
        given_up = update(_BATCHES).where(_BATCHES.c.id == number, _BATCHES.c.cancelled_at.is_(None))
        if self._statements.run(given_up.values(cancelled_at=at)).rowcount:
            self._statements.note(ChangedKind.BATCH, batch_id)

    def _add_part(self, number: int, part: BatchPart) -> None:
        values = {
            "roadmap_batch_id": number,
            "number": part.number,
            "first_position": part.first,
            "end_position": part.end,
            "action_run_id": part.action_run_id,
        }
        self._statements.insert(_PARTS, values)

    def _row(self, batch_id: str, *names: str) -> Mapping[str, Any]:
        statement = select(*(_BATCHES.c[name] for name in names)).where(_BATCHES.c.batch_id == batch_id)
        row = self._statements.row(statement)
        if row is None:
            raise NotFoundError("batch", batch_id)
        return row


def _part(row: Mapping[str, Any], status: Any) -> BatchPart:
    return BatchPart(
        row["number"],
        row["first_position"],
        row["end_position"],
        row["action_run_id"],
        None if status is None else RunStatus(status),
    )
