"""Writes initiatives into the backlog, each row judged for itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from typing import Any

from domain.errors import Fault
from domain.ports import Clock
from domain.problem.initiative import Initiative
from domain.problem.kpis.metric_chain import chain_fault
from domain.problem.periods import parse_period
from domain.storage import UnitOfWork
from domain.storage.records import InitiativeRecord

LONGEST_KEY = 200
VERSION_PLACE = "if_version"
_OWN = frozenset(field.name for field in fields(Initiative)) - {"initiative_key"}


@dataclass(frozen=True, slots=True)
class SavedRow:
    """Outcome of one row: its number, whether it is new, or every fault that kept it out."""

    initiative_key: str
    id: int | None = None
    is_new: bool = False
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True, slots=True)
class InitiativeChange:
    """Changes of one initiative: values by field name; all other fields keep what is stored.

    faults: what was wrong with the row before it came here. if_version: the version that the change is meant for, zero
    for an initiative that is not stored yet; None for any.
    """

    initiative_key: str
    values: Mapping[str, Any] = field(default_factory=dict)
    faults: tuple[Fault, ...] = ()
    if_version: int | None = None


def change_initiatives(uow: UnitOfWork, changes: Sequence[InitiativeChange], clock: Clock) -> tuple[SavedRow, ...]:
    """Add initiatives, or change what is given of known ones, in few statements; faulty rows are left out."""
    now = clock.now()
    known = _known(uow, (change.initiative_key for change in changes))
    records = [
        _changed(known.get(key) or InitiativeRecord(Initiative(key), now, now), change.values)
        for key, change in ((change.initiative_key, change) for change in changes)
    ]
    faults = [(*change.faults, *_version_faults(change, known.get(change.initiative_key))) for change in changes]
    return _save(uow, records, faults, clock)


def _version_faults(change: InitiativeChange, stored: InitiativeRecord | None) -> tuple[Fault, ...]:
    found = 0 if stored is None else stored.version
    if change.if_version is None or change.if_version == found:
        return ()
    return (Fault(VERSION_PLACE, f"version {change.if_version} was asked for, {found} is the present one"),)


def save_initiatives(uow: UnitOfWork, records: Sequence[InitiativeRecord], clock: Clock) -> tuple[SavedRow, ...]:
    """Add or replace initiatives by their keys, in few statements; faulty rows are left out and say why."""
    return _save(uow, records, [()] * len(records), clock)


def _save(
    uow: UnitOfWork, records: Sequence[InitiativeRecord], faults_before: Sequence[tuple[Fault, ...]], clock: Clock
) -> tuple[SavedRow, ...]:
    now = clock.now()
    known = _known(uow, (record.key for record in records))
    first: dict[str, int] = {}
    found: list[tuple[Fault, ...]] = []
    for index, (record, before) in enumerate(zip(records, faults_before, strict=True)):
        earlier = first.setdefault(record.key, index)
        repeated = (Fault("initiative_key", f"is the key of row {earlier} already"),) if earlier != index else ()
        found.append((*before, *repeated, *uow.initiatives.faults(record), *_own_faults(record)))
    sound = [record for record, faults in zip(records, found, strict=True) if not faults]
    numbers = uow.initiatives.save(replace(record, created_at=now, updated_at=now) for record in sound)
    return tuple(
        SavedRow(record.key, faults=faults)
        if faults
        else SavedRow(record.key, numbers[record.key], record.key not in known)
        for record, faults in zip(records, found, strict=True)
    )


def _own_faults(record: InitiativeRecord) -> list[Fault]:
    faults = []
    if len(record.key) > LONGEST_KEY:
        faults.append(Fault("initiative_key", f"is longer than {LONGEST_KEY} characters"))
    if record.candidate_period_key is not None:
        try:
            parse_period(record.candidate_period_key)
        except ValueError as error:
            faults.append(Fault("candidate_period_key", str(error)))
    fault = chain_fault(record.metric_chain)
    if fault is not None:
        faults.append(Fault("metric_chain", fault))
    effort = record.effort_engineering_days
    if effort is not None and not effort.is_finite():
        faults.append(Fault("effort_engineering_days", f"{effort} is not a finite number"))
    return faults


def _known(uow: UnitOfWork, keys: Iterable[str]) -> Mapping[str, InitiativeRecord]:
    return uow.initiatives.by_keys(key for key in keys if _is_text(key))


def _changed(record: InitiativeRecord, values: Mapping[str, Any]) -> InitiativeRecord:
    own = {name: value for name, value in values.items() if name in _OWN}
    rest = {name: value for name, value in values.items() if name not in _OWN}
    return replace(record, initiative=replace(record.initiative, **own), **rest)


def _is_text(key: str) -> bool:
    return "\0" not in key and not any("\ud800" <= letter <= "\udfff" for letter in key)
