"""Writes initiatives into the backlog, each row judged for itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from domain.errors import Fault, ProblemFileError
from domain.metric_chain import chain_fault
from domain.periods import parse_period
from domain.ports import Clock
from domain.records import InitiativeRecord
from domain.storage import UnitOfWork


@dataclass(frozen=True, slots=True)
class SavedRow:
    """What became of one row: its number, whether it is new, or every fault that kept it out."""

    initiative_key: str
    id: int | None = None
    is_new: bool = False
    faults: tuple[Fault, ...] = ()


def save_initiatives(uow: UnitOfWork, records: Sequence[InitiativeRecord], clock: Clock) -> tuple[SavedRow, ...]:
    """Add or replace initiatives by their keys, in few statements; faulty rows are left out and say why."""
    now = clock.now()
    known = uow.initiatives.by_keys(record.key for record in records if _is_text(record.key))
    first: dict[str, int] = {}
    found: list[tuple[Fault, ...]] = []
    for index, record in enumerate(records):
        earlier = first.setdefault(record.key, index)
        repeated = (Fault("initiative_key", f"is the key of row {earlier} already"),) if earlier != index else ()
        found.append((*repeated, *uow.initiatives.faults(record), *_own_faults(record)))
    sound = [record for record, faults in zip(records, found, strict=True) if not faults]
    numbers = uow.initiatives.save(replace(record, created_at=now, updated_at=now) for record in sound)
    return tuple(
        SavedRow(record.key, faults=faults)
        if faults
        else SavedRow(record.key, numbers[record.key], record.key not in known)
        for record, faults in zip(records, found, strict=True)
    )


def save_initiative(uow: UnitOfWork, record: InitiativeRecord, clock: Clock) -> InitiativeRecord:
    """Add or replace one initiative. Raises ``ProblemFileError`` with every fault."""
    (row,) = save_initiatives(uow, [record], clock)
    if row.faults:
        raise ProblemFileError(row.faults, f"initiative {record.key}")
    return uow.initiatives.get(record.key)


def _own_faults(record: InitiativeRecord) -> list[Fault]:
    faults = []
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


def _is_text(key: str) -> bool:
    return "\0" not in key and not any("\ud800" <= letter <= "\udfff" for letter in key)
