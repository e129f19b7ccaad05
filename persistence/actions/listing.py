"""Jobs and analyses as a list."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import ColumnElement, select

from domain.storage.run import ActionRun, RunStatus
from persistence.actions import tables
from persistence.actions.mapping import ACTION_RUN
from persistence.database.base import table_of
from persistence.database.listing import Listing

COLUMNS = table_of(tables.ActionRun).c


@dataclass(frozen=True, slots=True)
class ActionFilter:
    """Which actions; None leaves a condition out, an empty list admits nothing. prefix: of their names."""

    prefix: str = ""
    actions: tuple[str, ...] | None = None
    statuses: tuple[RunStatus, ...] | None = None
    requested_by_emails: tuple[str, ...] | None = None


def actions(wanted: ActionFilter) -> Listing[ActionRun]:
    """The actions that a filter admits."""
    return Listing(
        select(*(COLUMNS[name] for name in ACTION_RUN.columns)).where(*_conditions(wanted)), ACTION_RUN.record
    )


def _conditions(wanted: ActionFilter) -> Iterator[ColumnElement[bool]]:
    if wanted.prefix:
        yield COLUMNS.action.startswith(wanted.prefix, autoescape=True)
    if wanted.actions is not None:
        yield COLUMNS.action.in_(wanted.actions)
    if wanted.statuses is not None:
        yield COLUMNS.status.in_(wanted.statuses)
    if wanted.requested_by_emails is not None:
        yield COLUMNS.requested_by_email.in_(wanted.requested_by_emails)
