"""Graduates initiatives of the backlog into the pool of candidates for a period, on request."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from domain.backlog.graduation_rules import GraduationRules, Verdict, judge
from domain.errors import InputError, NotFoundError
from domain.ports import Clock
from domain.storage import UnitOfWork
from domain.storage.records import InitiativeRecord


@dataclass(frozen=True, slots=True)
class Graduation:
    """Verdicts in the order of the keys, and the flags that changed (or would change, where they are not applied)."""

    period_key: str
    verdicts: tuple[Verdict, ...]
    entered: tuple[str, ...]
    left: tuple[str, ...]

    @property
    def candidates(self) -> tuple[str, ...]:
        """Keys of the initiatives that graduate."""
        return tuple(verdict.initiative_key for verdict in self.verdicts if verdict.graduates)


def graduate(
    uow: UnitOfWork,
    rules: GraduationRules,
    period_key: str,
    clock: Clock,
    *,
    initiative_keys: Iterable[str] | None = None,
    apply: bool = True,
) -> Graduation:
    """Judge the backlog, or some of it, and flag who is a candidate for the period.

    Candidates of this period that no longer meet the rules lose the flag; those of other periods are left alone unless
    they graduate into this one. Raises ``InputError`` for a period or a required field that does not exist.
    """
    records = _records(uow, initiative_keys)
    try:
        verdicts = judge(records, rules, period_key)
    except ValueError as error:
        raise InputError(str(error)) from None
    now = clock.now()
    entered, left = [], []
    for record, verdict in zip(records, verdicts, strict=True):
        is_candidate = record.is_optimization_candidate and record.candidate_period_key in (None, period_key)
        if verdict.graduates and not (is_candidate and record.candidate_period_key == period_key):
            entered.append(
                replace(record, is_optimization_candidate=True, candidate_period_key=period_key, updated_at=now)
            )
        elif is_candidate and not verdict.graduates:
            left.append(replace(record, is_optimization_candidate=False, candidate_period_key=None, updated_at=now))
    if apply:
        uow.initiatives.save([*entered, *left])
    return Graduation(
        period_key,
        verdicts,
        tuple(record.key for record in entered),
        tuple(record.key for record in left),
    )


def _records(uow: UnitOfWork, keys: Iterable[str] | None) -> list[InitiativeRecord]:
    if keys is None:
        return list(uow.initiatives.all())
    wanted = sorted(set(keys))
    found = uow.initiatives.by_keys(wanted)
    for key in wanted:
        if key not in found:
            raise NotFoundError("initiative", key)
    return [found[key] for key in wanted]
