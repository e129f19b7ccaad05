"""Batches of roadmaps as a list, without their problems, which may be large."""

from __future__ import annotations

from sqlalchemy import select

from domain.storage.roadmap_batch import RoadmapBatch
from persistence.batches import tables
from persistence.batches.mapping import BATCH
from persistence.database.base import table_of
from persistence.database.listing import Listing

COLUMNS = table_of(tables.RoadmapBatch).c


def batches() -> Listing[RoadmapBatch]:
    """All batches."""
    return Listing(select(*(COLUMNS[name] for name in BATCH.columns)), BATCH.record)
