"""Initiatives as rows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from domain.problem.initiative import Initiative
from domain.storage.records import InitiativeRecord
from persistence.database.base import table_of
from persistence.database.flat import FlatMapping
from persistence.initiatives.tables import Initiative as InitiativeTable

_INITIATIVE = FlatMapping(Initiative, table_of(InitiativeTable))
_INITIATIVE_RECORD = FlatMapping(InitiativeRecord, table_of(InitiativeTable), skip=("initiative",))


def initiative_values(record: InitiativeRecord) -> dict[str, Any]:
    """The columns of an initiative."""
    return _INITIATIVE.values(record.initiative) | _INITIATIVE_RECORD.values(record)


def initiative_record(row: Mapping[str, Any]) -> InitiativeRecord:
    """The initiative of a row."""
    return _INITIATIVE_RECORD.record(row, initiative=_INITIATIVE.record(row))
