"""The mutations of constraint sets, with their inputs."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

import strawberry

from domain.backlog.constraint_sets import (
    clone_constraint_set,
    create_constraint_set,
    edit_constraint_set,
    update_constraint_set,
)
from domain.edits.entries import Entries, EntryEdits
from domain.errors import EntryClashError, Fault, ProblemFileError
from domain.problem import constraints
from domain.storage.records import ConstraintSetRecord
from graphql_api.constraint_sets.types import (
    CONSTRAINT_SET,
    ConstraintSet,
    ConstraintSetCreateInput,
    ConstraintSetEditInput,
    ConstraintSetUpdateInput,
    constraint_set_of,
)
from graphql_api.context import Context, Info
from graphql_api.mutations import MutationFailed, Outcome, mutation
from graphql_api.mutations.idempotency import Repeatable, once
from graphql_api.mutations.places import faults_in_input, input_place, new_name
from graphql_api.mutations.user_input import input_number
from graphql_api.mutations.versions import StaleVersion, check_version
from graphql_api.records.edits import EditInput, edits_of
from persistence.unit_of_work import SqlUnitOfWork


@strawberry.input(description="A copy of a constraint set under another name.")
class ConstraintSetCloneInput(Repeatable):
    id: strawberry.ID = strawberry.field(description="The id of the constraint set to copy.")
    name: str = strawberry.field(description="The name of the copy.")
    edits: list[EditInput] | None = strawberry.field(
        description="Changes to the copy, made in this order.", default=None
    )


@strawberry.type(description="A constraint set was made or changed.")
class ConstraintSetSaved(Outcome):
    constraint_set: ConstraintSet = strawberry.field(description="The constraint set as it is stored now.")


ConstraintSetResult = Annotated[
    ConstraintSetSaved | MutationFailed,
    strawberry.union("ConstraintSetResult", description="The constraint set, or what is wrong with the input."),
]


@strawberry.type
class ConstraintSetMutation:
    """The mutations of constraint sets."""

    @mutation(description="Make a constraint set.")
    async def constraint_set_create(
        self, info: Info, input: Annotated[ConstraintSetCreateInput, strawberry.argument(description="The rules.")]
    ) -> ConstraintSetResult:
        context = info.context
        return _saved(await context.write(lambda uow: _create(uow, context, input)))

    @mutation(description="Change a constraint set. Runs and portfolios keep the inputs that they had.")
    async def constraint_set_update(
        self,
        info: Info,
        input: Annotated[
            ConstraintSetUpdateInput, strawberry.argument(description="The id of the object, and the fields to change.")
        ],
    ) -> ConstraintSetResult:
        context = info.context
        return _saved(await context.write(lambda uow: _update(uow, context, input)))

    @mutation(
        description="Add, change and remove single entries of a constraint set. Of several people who edit different "
        "entries at once, all are heard; of those who edit the same, the first."
    )
    async def constraint_set_edit(
        self,
        info: Info,
        input: Annotated[ConstraintSetEditInput, strawberry.argument(description="The entries.")],
    ) -> ConstraintSetResult:
        context = info.context
        return _saved(await context.write(lambda uow: _edit(uow, context, input)))

    @mutation(description="Copy a constraint set.")
    async def constraint_set_clone(
        self,
        info: Info,
        input: Annotated[
            ConstraintSetCloneInput,
            strawberry.argument(description="The id of the object to copy, and the name of the copy."),
        ],
    ) -> ConstraintSetResult:
        context = info.context
        return _saved(await context.write(lambda uow: _clone(uow, context, input)))


def _create(uow: SqlUnitOfWork, context: Context, asked: ConstraintSetCreateInput) -> ConstraintSetRecord:
    def make() -> int:
        own, beside = CONSTRAINT_SET.sound(asked)
        new_name(own["name"], uow.constraint_sets.by_name)
        return create_constraint_set(uow, constraints.ConstraintSet(**own), context.clock, **beside).id

    with faults_in_input():
        return uow.constraint_sets.get(once(uow, context, "constraintSetCreate", asked, make))


def _update(uow: SqlUnitOfWork, context: Context, asked: ConstraintSetUpdateInput) -> ConstraintSetRecord:
    number = input_number(asked.id, "ConstraintSet", "input.id")

    def make() -> int:
        own, beside = CONSTRAINT_SET.sound(asked)
        stored = uow.constraint_sets.get(number)
        check_version(asked.if_version, stored.version, lambda: constraint_set_of(stored))
        before = stored.constraint_set
        if own.get("name", before.name) != before.name:
            new_name(own["name"], uow.constraint_sets.by_name)
        changed = replace(before, **own)
        return update_constraint_set(uow, number, context.clock, constraint_set=changed, **beside).id

    with faults_in_input():
        return uow.constraint_sets.get(once(uow, context, "constraintSetUpdate", asked, make))


def _edit(uow: SqlUnitOfWork, context: Context, asked: ConstraintSetEditInput) -> ConstraintSetRecord:
    number = input_number(asked.id, "ConstraintSet", "input.id")

    def make() -> int:
        added, changed = (_entries(asked, verb) for verb in ("add", "change"))
        edits = EntryEdits(added, changed, tuple(asked.remove))
        try:
            edit_constraint_set(uow, number, edits, context.clock, seen=asked.if_version)
        except EntryClashError as error:
            first, *others = (Fault(input_place(each.place or "if_version"), each.message) for each in error.clashes)
            current = constraint_set_of(uow.constraint_sets.get(number))
            raise StaleVersion(first.place, first.message, current, others) from None
        return number

    with faults_in_input():
        return uow.constraint_sets.get(once(uow, context, "constraintSetEdit", asked, make))


def _entries(asked: ConstraintSetEditInput, verb: str) -> Entries:
    """The entries to be added or changed. Raises ``ProblemFileError`` for those that say nothing of sense."""
    given = getattr(asked, verb)
    if given is None:
        return {}
    entries, faults = CONSTRAINT_SET.changes(given)
    if faults:
        raise ProblemFileError([Fault(f"{verb}.{each.place}", each.message) for each in faults])
    return entries


def _clone(uow: SqlUnitOfWork, context: Context, asked: ConstraintSetCloneInput) -> ConstraintSetRecord:
    number = input_number(asked.id, "ConstraintSet", "input.id")

    def make() -> int:
        uow.constraint_sets.get(number)
        new_name(asked.name.strip(), uow.constraint_sets.by_name)
        return clone_constraint_set(uow, number, asked.name, context.clock, edits=edits_of(asked.edits)).id

    with faults_in_input():
        return uow.constraint_sets.get(once(uow, context, "constraintSetClone", asked, make))


def _saved(record: ConstraintSetRecord) -> ConstraintSetSaved:
    return ConstraintSetSaved(constraint_set=constraint_set_of(record))
