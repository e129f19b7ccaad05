"""Writes constraint sets: new ones, changed ones, and copies."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from domain.edits.edits import Edit
from domain.edits.stored_edits import edited_rules
from domain.errors import InputError
from domain.ports import Clock
from domain.problem.constraints import ConstraintSet
from domain.storage import UnitOfWork
from domain.storage.records import ConstraintSetRecord


def create_constraint_set(
    uow: UnitOfWork, constraint_set: ConstraintSet, clock: Clock, *, notes: str = ""
) -> ConstraintSetRecord:
    """Store a new constraint set.

    Raises ``ProblemFileError`` with every fault, ``ConflictingStateError`` for a name that is taken.
    """
    _refuse_blank(constraint_set.name)
    now = clock.now()
    return uow.constraint_sets.add(ConstraintSetRecord(constraint_set, now, now, notes))


def update_constraint_set(
    uow: UnitOfWork,
    constraint_set_id: int,
    clock: Clock,
    *,
    constraint_set: ConstraintSet | None = None,
    notes: str | None = None,
) -> ConstraintSetRecord:
    """Change the given fields of a constraint set. Runs and portfolios keep the inputs that they had."""
    before = uow.constraint_sets.get(constraint_set_id)
    after = replace(
        before,
        constraint_set=before.constraint_set if constraint_set is None else constraint_set,
        notes=before.notes if notes is None else notes,
        updated_at=clock.now(),
        version=before.version + 1,
    )
    _refuse_blank(after.constraint_set.name)
    uow.constraint_sets.update(after)
    return after


def clone_constraint_set(
    uow: UnitOfWork, constraint_set_id: int, name: str, clock: Clock, *, edits: Sequence[Edit] = ()
) -> ConstraintSetRecord:
    """A copy under another name, changed by edits in their order.

    Raises ``ProblemFileError`` for an edit that is not about the constraint set.
    """
    original = uow.constraint_sets.get(constraint_set_id)
    if name.strip() == original.constraint_set.name:
        raise InputError("a copy needs a name of its own")
    rules = edited_rules(original.constraint_set, edits)
    copy = replace(rules, name=name.strip())
    return create_constraint_set(uow, copy, clock, notes=original.notes)


def _refuse_blank(name: str) -> None:
    if not name.strip():
        raise InputError("a constraint set needs a name")
