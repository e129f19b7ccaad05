"""The audit log as a list."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, select

from domain.storage.tokens_and_roles import AuditEntry
from persistence.access import tables
from persistence.access.mapping import AUDIT_ENTRY
from persistence.database.base import table_of
from persistence.database.listing import Listing

ENTRIES = table_of(tables.AuditEntry).c
FACETS: dict[str, ColumnElement[Any]] = {
    "operations": ENTRIES.operation,
    "actor_emails": ENTRIES.actor_email,
    "succeeded": ENTRIES.succeeded,
}


@dataclass(frozen=True, slots=True)
class AuditFilter:
    """Which entries; None leaves a condition out, an empty list admits nothing. The last moment does not count."""

    operations: tuple[str, ...] | None = None
    actor_emails: tuple[str, ...] | None = None
    succeeded: bool | None = None
    object_type: str | None = None
    object_id: str | None = None
    occurred_from: datetime | None = None
    occurred_to: datetime | None = None


def audit_entries(wanted: AuditFilter | None = None) -> Listing[AuditEntry]:
    """The entries that a filter admits."""
    conditions = () if wanted is None else tuple(_conditions(wanted))
    return Listing(select(*(ENTRIES[name] for name in AUDIT_ENTRY.columns)).where(*conditions), AUDIT_ENTRY.record)


def _conditions(wanted: AuditFilter) -> Iterator[ColumnElement[bool]]:
    for column, values in ((ENTRIES.operation, wanted.operations), (ENTRIES.actor_email, wanted.actor_emails)):
        if values is not None:
            yield column.in_(values)
    for column, value in ((ENTRIES.object_type, wanted.object_type), (ENTRIES.object_id, wanted.object_id)):
        if value is not None:
            yield column == value
    if wanted.succeeded is not None:
        yield ENTRIES.succeeded.is_(wanted.succeeded)
    if wanted.occurred_from is not None:
        yield ENTRIES.occurred_at >= wanted.occurred_from
    if wanted.occurred_to is not None:
        yield ENTRIES.occurred_at < wanted.occurred_to
