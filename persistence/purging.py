"""Old runs, removed for good with what only they have."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, or_, select, update

from domain.portfolio.portfolio import ItemSource
from domain.storage.changes import ChangeAction, ChangedKind
from persistence.actions.tables import ActionRun
from persistence.batches.tables import RoadmapBatchItem
from persistence.database.base import table_of
from persistence.database.statements import batches
from persistence.portfolios.tables import Portfolio, PortfolioItem
from persistence.runs.tables import OptimizationRun
from persistence.unit_of_work import SqlUnitOfWork

MOST = 1_000
"""Runs removed in one transaction, so that others do not wait for long."""
_RUNS, _PORTFOLIOS = table_of(OptimizationRun), table_of(Portfolio)
_ITEMS, _ACTIONS, _BATCHES = table_of(PortfolioItem), table_of(ActionRun), table_of(RoadmapBatchItem)


@dataclass(frozen=True, slots=True)
class Purged:
    """What was removed, or would be. more: whether further runs are as old; ask again for them."""

    runs: int
    portfolios: int
    more: bool


def purge_runs(uow: SqlUnitOfWork, ended_before: datetime, *, dry: bool = False) -> Purged:
    """Remove the oldest runs that ended before a moment, with their answers, inputs and portfolios.

    Runs stay whose portfolio is a baseline, the active one, or overridden by a person, and those of batches, which
    would be made again. Jobs and analyses stay. Keys of repetition that were answered with them go, too: the same asked
    again starts new ones. dry: remove nothing.
    """
    connection = uow.connection
    overridden = select(_ITEMS.c.portfolio_id).where(_ITEMS.c.source == ItemSource.MANUAL_OVERRIDE)
    dear = select(_PORTFOLIOS.c.optimization_run_id).where(
        _PORTFOLIOS.c.optimization_run_id.is_not(None),
        or_(_PORTFOLIOS.c.is_baseline, _PORTFOLIOS.c.is_active, _PORTFOLIOS.c.id.in_(overridden)),
    )
    old = (
        select(_RUNS.c.id)
        .where(_RUNS.c.finished_at < ended_before)
        .where(_RUNS.c.id.not_in(dear), _RUNS.c.run_id.not_in(select(_BATCHES.c.run_id)))
        .order_by(_RUNS.c.id)
        .limit(MOST + 1)
    )
    found = list(connection.execute(old).scalars())
    chosen, portfolios = found[:MOST], 0
    gone: set[str] = set()
    for some in batches(chosen):
        of_them = _PORTFOLIOS.c.optimization_run_id.in_(some)
        portfolios += len(connection.execute(select(_PORTFOLIOS.c.id).where(of_them)).all())
        if dry:
            continue
        for number in connection.execute(delete(_PORTFOLIOS).where(of_them).returning(_PORTFOLIOS.c.id)).scalars():
            uow.note(ChangedKind.PORTFOLIO, number, ChangeAction.REMOVED)
        named = _ACTIONS.c.optimization_run_id.in_(some)
        connection.execute(update(_ACTIONS).where(named).values(optimization_run_id=None))
        for run_id in connection.execute(delete(_RUNS).where(_RUNS.c.id.in_(some)).returning(_RUNS.c.run_id)).scalars():
            uow.note(ChangedKind.RUN, run_id, ChangeAction.REMOVED)
            gone.add(run_id)
    uow.access.forget_answers(gone, ended_before)
    return Purged(len(chosen), portfolios, len(found) > MOST)
