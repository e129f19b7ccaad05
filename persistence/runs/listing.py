"""Optimization runs as a list, without their inputs and answers, which may be large."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, select

from domain.integer_model.result import SolutionStatus
from domain.storage.run import LoggedStep, OptimizationRun, RunStatus
from persistence.database.base import Base, table_of
from persistence.database.listing import Listing
from persistence.runs import tables
from persistence.runs.log import StepFilter, listed_steps
from persistence.runs.mapping import RUN, RUN_STEP

COLUMNS = table_of(tables.OptimizationRun).c
REMEMBERED = 64
BATCH_TABLES = "roadmap_batches", "roadmap_batch_items"
"""By name: batches are made of runs, so runs do not know their rooms."""


@dataclass(frozen=True, slots=True)
class RunFilter:
    """Which runs; None leaves a condition out, an empty list admits nothing.

    scenario_ids: their scenarios.
    constraint_set_ids: their constraint sets.
    statuses: whether they wait, are executed, or how they ended.
    solution_statuses: what is known about their portfolio.
    solver_names: the solvers that were asked for.
    requested_by_emails: email addresses of those who asked for them.
    inputs_hashes: the hashes of their inputs: equal ones were asked the same.
    created_from: those asked for at this moment or later.
    created_to: those asked for before this moment.
    """

    scenario_ids: tuple[int, ...] | None = None
    constraint_set_ids: tuple[int, ...] | None = None
    statuses: tuple[RunStatus, ...] | None = None
    solution_statuses: tuple[SolutionStatus, ...] | None = None
    solver_names: tuple[str, ...] | None = None
    requested_by_emails: tuple[str, ...] | None = None
    inputs_hashes: tuple[str, ...] | None = None
    created_from: datetime | None = None
    created_to: datetime | None = None


_LISTS = {
    "scenario_ids": COLUMNS.scenario_id,
    "constraint_set_ids": COLUMNS.constraint_set_id,
    "statuses": COLUMNS.status,
    "solution_statuses": COLUMNS.solution_status,
    "solver_names": COLUMNS.solver_name,
    "requested_by_emails": COLUMNS.requested_by_email,
    "inputs_hashes": COLUMNS.inputs_hash,
}
FACETS = _LISTS
"""What runs are counted by, by fields of their filter."""


STEPS = table_of(tables.OptimizationRunStep)


def run_steps(wanted: StepFilter | None = None) -> Listing[LoggedStep]:
    """The steps of all runs that a filter admits."""
    return listed_steps(STEPS, RUN_STEP, wanted)


@lru_cache(REMEMBERED)
def runs(wanted: RunFilter | None = None) -> Listing[OptimizationRun]:
    """The runs that a filter admits."""
    conditions = () if wanted is None else tuple(_conditions(wanted))
    return Listing(select(*(COLUMNS[name] for name in RUN.columns)).where(*conditions), RUN.record)


def made_for(batch_id: str) -> ColumnElement[bool]:
    """That a run was made for the batch of an id."""
    batches, items = (Base.metadata.tables[name] for name in BATCH_TABLES)
    made = select(items.c.run_id).join(batches, batches.c.id == items.c.roadmap_batch_id)
    return COLUMNS.run_id.in_(made.where(batches.c.batch_id == batch_id))


def _conditions(wanted: RunFilter) -> Iterator[ColumnElement[Any]]:
    for name, column in _LISTS.items():
        if (values := getattr(wanted, name)) is not None:
            yield column.in_(values)
    if wanted.created_from is not None:
        yield COLUMNS.created_at >= wanted.created_from
    if wanted.created_to is not None:
        yield COLUMNS.created_at < wanted.created_to
