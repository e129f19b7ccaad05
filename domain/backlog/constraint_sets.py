"""Writes constraint sets: new ones, changed ones, single entries of them, and copies."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from domain.edits.edits import Edit
from domain.edits.entries import EntryEdits, edited_entries, versions_after
from domain.edits.stored_edits import edited_rules
from domain.errors import EntryClashError, Fault, InputError, ProblemFileError
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
    rules, version = before.constraint_set if constraint_set is None else constraint_set, before.version + 1
    after = replace(
        before,
        constraint_set=rules,
        notes=before.notes if notes is None else notes,
        updated_at=clock.now(),
        version=version,
        entry_versions=versions_after(before.entry_versions, before.constraint_set, rules, version),
    )
    _refuse_blank(after.constraint_set.name)
    uow.constraint_sets.update(after)
    return after


def edit_constraint_set(
    uow: UnitOfWork, constraint_set_id: int, edits: EntryEdits, clock: Clock, *, seen: int | None = None
) -> ConstraintSetRecord:
    """Add, change and remove single entries of a constraint set, whatever became of others since the version ``seen``.

    Raises ``EntryClashError`` where one of the same entries was written since, is there already, or no more, and
    ``ProblemFileError`` with every other fault and its place among the edits.
    """
    before = uow.constraint_sets.get(constraint_set_id)
    if seen is not None and seen > before.version:
        raise EntryClashError([Fault("", f"version {seen} was asked for, {before.version} is the present one")])
    edited = edited_entries(before.constraint_set, edits, before.entry_versions, seen)
    try:
        return update_constraint_set(uow, constraint_set_id, clock, constraint_set=edited.rules)
    except ProblemFileError as error:
        raise ProblemFileError([Fault(edited.origin(each.place), each.message) for each in error.faults]) from error


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
