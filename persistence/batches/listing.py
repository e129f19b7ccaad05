"""Batches, and the roadmaps in them, as lists."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, func, select

from domain.storage.roadmap_batch import BatchItem, RoadmapBatch
from domain.storage.run import RunStatus
from persistence.batches import tables
from persistence.batches.mapping import BATCH
from persistence.database.base import table_of
from persistence.database.listing import Listing
from persistence.runs import tables as run_tables
from persistence.runs.mapping import RUN

COLUMNS = table_of(tables.RoadmapBatch).c
FACETS: dict[str, ColumnElement[Any]] = {
    "requested_by_emails": COLUMNS.requested_by_email,
    "cancelled": COLUMNS.cancelled_at.is_not(None),
}


@dataclass(frozen=True, slots=True)
class BatchFilter:
    """Which batches; None leaves a condition out, an empty list admits nothing.

    search: words in their names, in capitals or not.
    requested_by_emails: email addresses of those who asked for them.
    cancelled: whether they were given up.
    created_from: those asked for at this moment or later.
    created_to: those asked for before this moment.
    """

    search: str | None = None
    requested_by_emails: tuple[str, ...] | None = None
    cancelled: bool | None = None
    created_from: datetime | None = None
    created_to: datetime | None = None


def batches(wanted: BatchFilter | None = None) -> Listing[RoadmapBatch]:
    """The batches that a filter admits."""
    conditions = () if wanted is None else tuple(_conditions(wanted))
    return Listing(select(*(COLUMNS[name] for name in BATCH.columns)).where(*conditions), BATCH.record)


def _conditions(wanted: BatchFilter) -> Iterator[ColumnElement[bool]]:
    if wanted.search is not None:
        yield COLUMNS.name.icontains(wanted.search, autoescape=True)
    if wanted.requested_by_emails is not None:
        yield COLUMNS.requested_by_email.in_(wanted.requested_by_emails)
    if wanted.cancelled is not None:
        yield COLUMNS.cancelled_at.is_not(None) if wanted.cancelled else COLUMNS.cancelled_at.is_(None)
    if wanted.created_from is not None:
        yield COLUMNS.created_at >= wanted.created_from
    if wanted.created_to is not None:
        yield COLUMNS.created_at < wanted.created_to


_ITEMS = table_of(tables.RoadmapBatchItem)
_RUNS = table_of(run_tables.OptimizationRun)
ITEM_COLUMNS = _ITEMS.c
STANDING = func.coalesce(_RUNS.c.status, RunStatus.QUEUED, type_=_RUNS.c.status.type)
"""Where a roadmap stands; one without a run waits."""
ITEM_FACETS: dict[str, ColumnElement[Any]] = {"solvers": ITEM_COLUMNS.solver, "statuses": STANDING}


@dataclass(frozen=True, slots=True)
class BatchItemFilter:
    """Which roadmaps of a batch; None leaves a condition out, an empty list admits nothing.

    search: a part of their names, whatever the case.
    solvers: the solvers that make them.
    statuses: how their runs ended; those without one yet wait.
    """

    search: str | None = None
    solvers: tuple[str, ...] | None = None
    statuses: tuple[RunStatus, ...] | None = None


def batch_items(wanted: BatchItemFilter | None = None) -> Listing[BatchItem]:
    """The roadmaps of all batches that a filter admits, with the runs that have ended."""
    own = [ITEM_COLUMNS[name].label(f"item_{name}") for name in ("position", "name", "scenario", "solver", "run_id")]
    joined = _ITEMS.outerjoin(_RUNS, _RUNS.c.run_id == ITEM_COLUMNS.run_id)
    statement = select(*own, *(_RUNS.c[name] for name in RUN.columns)).select_from(joined)
    return Listing(statement.where(*_item_conditions(wanted or BatchItemFilter())), _item)


def of_batch(batch_id: str) -> ColumnElement[bool]:
    """That a roadmap belongs to the batch of an id."""
    return ITEM_COLUMNS.roadmap_batch_id.in_(select(COLUMNS.id).where(COLUMNS.batch_id == batch_id))


def _item_conditions(wanted: BatchItemFilter) -> Iterator[ColumnElement[bool]]:
    if wanted.search is not None:
        yield ITEM_COLUMNS.name.icontains(wanted.search, autoescape=True)
    if wanted.solvers is not None:
        yield ITEM_COLUMNS.solver.in_(wanted.solvers)
    if wanted.statuses is not None:
        yield STANDING.in_(wanted.statuses)


def _item(row: Mapping[str, Any]) -> BatchItem:
    run = None if row["id"] is None else RUN.record(row)
    return BatchItem(
        row["item_position"], row["item_name"], row["item_scenario"], row["item_solver"], row["item_run_id"], run
    )
