"""Batches of roadmaps, as the use cases read and write them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from domain.storage.roadmap_batch import BatchCount, BatchItem, BatchPart, BatchPlan, RoadmapBatch


class BatchRepository(Protocol):
    """Batches, by their public batch id; every method that takes one raises ``NotFoundError``."""

    def add(
        self, batch: RoadmapBatch, plan: BatchPlan, items: Sequence[BatchItem], parts: Sequence[BatchPart]
    ) -> RoadmapBatch:
        """Store a batch with all that it will make."""

    def get(self, batch_id: str) -> RoadmapBatch:
        """The batch of an id."""

    def plan(self, batch_id: str) -> BatchPlan:
        """What the batch makes."""

    def newest(self, before_id: int | None = None, limit: int = 100) -> Sequence[RoadmapBatch]:
        """Batches, the newest first."""

    def items(self, batch_id: str, first: int = 0, end: int | None = None) -> Sequence[BatchItem]:
        """Its roadmaps in order, from one position up to but not including another, with the runs that have ended."""

    def counts(self, batch_ids: Iterable[str]) -> Mapping[str, BatchCount]:
        """How far some batches are; those that are not stored are left out."""

    def parts(self, batch_id: str) -> Sequence[BatchPart]:
        """Its parts in order."""

    def add_part(self, batch_id: str, part: BatchPart) -> None:
        """Add a part."""

    def part_started(self, batch_id: str, number: int, action_run_id: str) -> None:
        """Note which action carries a part out."""

    def waiting(self) -> Sequence[tuple[RoadmapBatch, BatchPart]]:
        """Parts that were stored and never started, of batches that were not cancelled."""

    def cancel(self, batch_id: str, at: datetime) -> None:
        """Note that a batch was given up; nothing happens where it was before."""
