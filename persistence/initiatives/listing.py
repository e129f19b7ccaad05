"""The backlog as a list."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, or_, select

from domain.storage.records import InitiativeRecord
from persistence.database.base import table_of
from persistence.database.column_types import numeric_value
from persistence.database.listing import Listing
from persistence.initiatives import tables
from persistence.initiatives.repository import initiative_record

COLUMNS = table_of(tables.Initiative).c


@dataclass(frozen=True, slots=True)
class InitiativeFilter:
    """Which initiatives; None leaves a condition out, an empty list admits nothing.

    initiative_keys: their keys.
    search: a part of key or title, whatever the case.
    markets: their markets.
    departments: their departments.
    categories: their categories.
    program_keys: their programs.
    bundle_keys: their bundles.
    statuses: their statuses.
    countries: their countries.
    requesting_teams: the teams that ask for them.
    is_mandatory: whether they must be selected.
    is_optimization_candidate: whether they are in the pool of candidates.
    candidate_period_keys: the periods that they are candidates for.
    candidate_for: the pool of candidates of these periods, with those that are meant for no period in particular.
    min_engineering_tokens: those that cost this many engineering tokens or more.
    max_engineering_tokens: those that cost this many engineering tokens or fewer.
    min_active_overall_score: those with this active overall score or a higher one.
    deadline_from: those with a deadline on this day or later.
    deadline_to: those with a deadline on this day or earlier.
    updated_since: when they were last changed, at the earliest.
    archived: whether they are archived; null for both.
    """

    initiative_keys: tuple[str, ...] | None = None
    search: str | None = None
    markets: tuple[str, ...] | None = None
    departments: tuple[str, ...] | None = None
    categories: tuple[str, ...] | None = None
    program_keys: tuple[str, ...] | None = None
    bundle_keys: tuple[str, ...] | None = None
    statuses: tuple[str, ...] | None = None
    countries: tuple[str, ...] | None = None
    requesting_teams: tuple[str, ...] | None = None
    is_mandatory: bool | None = None
    is_optimization_candidate: bool | None = None
    candidate_period_keys: tuple[str, ...] | None = None
    candidate_for: tuple[str, ...] | None = None
    min_engineering_tokens: Decimal | None = None
    max_engineering_tokens: Decimal | None = None
    min_active_overall_score: Decimal | None = None
    deadline_from: date | None = None
    deadline_to: date | None = None
    updated_since: datetime | None = None
    archived: bool | None = False


_LISTS: dict[str, ColumnElement[Any]] = {
    "initiative_keys": COLUMNS.initiative_key,
    "markets": COLUMNS.market,
    "departments": COLUMNS.department,
    "categories": COLUMNS.category,
    "program_keys": COLUMNS.program_key,
    "bundle_keys": COLUMNS.bundle_key,
    "statuses": COLUMNS.status,
    "countries": COLUMNS.country,
    "requesting_teams": COLUMNS.requesting_team,
    "candidate_period_keys": COLUMNS.candidate_period_key,
}
_SAME: dict[str, ColumnElement[Any]] = {
    "is_mandatory": COLUMNS.is_mandatory,
    "is_optimization_candidate": COLUMNS.is_optimization_candidate,
}
FACETS = {
    **{name: column for name, column in _LISTS.items() if name != "initiative_keys"},
    **_SAME,
    "archived": COLUMNS.archived_at.is_not(None),
}
"""What initiatives are counted by, by fields of their filter."""
_AT_LEAST: dict[str, ColumnElement[Any]] = {
    "min_engineering_tokens": numeric_value(COLUMNS.engineering_tokens),
    "min_active_overall_score": numeric_value(COLUMNS.active_overall_score),
    "deadline_from": COLUMNS.deadline_date,
    "updated_since": COLUMNS.updated_at,
}
_AT_MOST: dict[str, ColumnElement[Any]] = {
    "max_engineering_tokens": numeric_value(COLUMNS.engineering_tokens),
    "deadline_to": COLUMNS.deadline_date,
}


def initiatives(wanted: InitiativeFilter | None = None) -> Listing[InitiativeRecord]:
    """The initiatives that a filter admits."""
    conditions = () if wanted is None else tuple(_conditions(wanted))
    return Listing(select(table_of(tables.Initiative)).where(*conditions), initiative_record)


def _conditions(wanted: InitiativeFilter) -> Iterator[ColumnElement[Any]]:
    for name, column in _LISTS.items():
        if (values := getattr(wanted, name)) is not None:
            yield column.in_(values)
    for name, column in _SAME.items():
        if (value := getattr(wanted, name)) is not None:
            yield column.is_(value)
    for name, column in _AT_LEAST.items():
        if (value := getattr(wanted, name)) is not None:
            yield column >= value
    for name, column in _AT_MOST.items():
        if (value := getattr(wanted, name)) is not None:
            yield column <= value
    if wanted.archived is not None:
        yield COLUMNS.archived_at.is_not(None) if wanted.archived else COLUMNS.archived_at.is_(None)
    if wanted.search:
        sought = (COLUMNS.initiative_key, COLUMNS.title)
        yield or_(*(column.icontains(wanted.search, autoescape=True) for column in sought))
    if wanted.candidate_for is not None:
        period = COLUMNS.candidate_period_key
        yield COLUMNS.is_optimization_candidate.is_(True)
        yield or_(period.is_(None), period.in_(wanted.candidate_for))
