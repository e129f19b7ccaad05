"""Batches of roadmaps as a list, without their problems, which may be large."""

from __future__ import annotations

from sqlalchemy import select

from domain.roadmap_batch import RoadmapBatch
from persistence import tables
from persistence.listings.listing import Listing
from persistence.mapping.batch import BATCH
from persistence.tables.base import table_of

COLUMNS = table_of(tables.RoadmapBatch).c


def batches() -> Listing[RoadmapBatch]:
    """All batches."""
    return Listing(select(*(COLUMNS[name] for name in BATCH.columns)), BATCH.record)
