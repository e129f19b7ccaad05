"""What is put out of the way, brought back, and removed for good."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Annotated, Any

import strawberry

from domain.errors import ConflictingStateError, NotFoundError
from domain.storage.tokens_and_roles import Role
from graphql_api.context import Info
from graphql_api.mutations import MutationFailed, Outcome, UserInputError, mutation
from graphql_api.mutations.idempotency import Repeatable, answer_once
from graphql_api.transport.errors.codes import ApiError, ErrorCode
from graphql_api.transport.limits.query_limits import PAGE_MAX
from graphql_api.transport.relay.ids import decode_int_id, split_id
from persistence.purging import MOST, purge_runs
from persistence.unit_of_work import SqlUnitOfWork

IDS = "The ids of initiatives, scenarios and constraint sets; all of them or none."


@strawberry.input(description="What to put out of the way.")
class ObjectsArchiveInput(Repeatable):
    ids: list[strawberry.ID] = strawberry.field(description=IDS)


@strawberry.input(description="What to bring back.")
class ObjectsRestoreInput(Repeatable):
    ids: list[strawberry.ID] = strawberry.field(description=IDS)


@strawberry.input(description="What to remove for good.")
class ObjectsPurgeInput(Repeatable):
    ids: list[strawberry.ID] = strawberry.field(description=f"{IDS} They have to be archived.")


@strawberry.input(description="Which runs to remove for good.")
class RunsPurgeInput(Repeatable):
    ended_before: datetime = strawberry.field(description="Those that ended before this moment.")


@strawberry.type(description="Runs were removed for good.")
class RunsPurged(Outcome):
    runs: int = strawberry.field(description="How many runs.")
    portfolios: int = strawberry.field(description="How many portfolios of theirs.")
    more: bool = strawberry.field(description="Whether further runs are as old; ask again for them.")


@strawberry.type(description="The objects were put out of the way.")
class ObjectsArchived(Outcome):
    ids: list[strawberry.ID] = strawberry.field(description="Their ids; node still finds them.")


@strawberry.type(description="The objects were brought back.")
class ObjectsRestored(Outcome):
    ids: list[strawberry.ID] = strawberry.field(description="Their ids.")


@strawberry.type(description="The objects were removed for good.")
class ObjectsPurged(Outcome):
    ids: list[strawberry.ID] = strawberry.field(description="The ids that they had.")


def _union(name: str) -> object:
    return strawberry.union(name, description="The ids, or why nothing was done.")


ArchiveResult = Annotated[ObjectsArchived | MutationFailed, _union("ObjectsArchiveResult")]
RestoreResult = Annotated[ObjectsRestored | MutationFailed, _union("ObjectsRestoreResult")]
PurgeResult = Annotated[ObjectsPurged | MutationFailed, _union("ObjectsPurgeResult")]

RunsPurgeResult = Annotated[
    RunsPurged | MutationFailed, strawberry.union("RunsPurgeResult", description="How many, or why none.")
]


@strawberry.type
class ArchiveMutation:
    """The mutations of archiving."""

    @mutation(
        description="Put objects out of the way: lists leave them out unless asked, archived initiatives are no "
        "candidates, and archived scenarios start no runs. Runs and portfolios keep what they have.",
        cost=100,
    )
    async def objects_archive(
        self, info: Info, input: Annotated[ObjectsArchiveInput, strawberry.argument(description="Which objects.")]
    ) -> ArchiveResult:
        at = info.context.clock.now()
        await _for_each(info, input, lambda uow, kind, number: uow.archives[kind].archive(number, at))
        return ObjectsArchived(ids=input.ids)

    @mutation(description="Bring archived objects back as they were.", cost=100)
    async def objects_restore(
        self, info: Info, input: Annotated[ObjectsRestoreInput, strawberry.argument(description="Which objects.")]
    ) -> RestoreResult:
        await _for_each(info, input, lambda uow, kind, number: uow.archives[kind].restore(number))
        return ObjectsRestored(ids=input.ids)

    @mutation(
        description="Remove archived objects for good; the audit log keeps what was done. What runs or portfolios "
        "refer to stays. Needs the role admin.",
        role=Role.ADMIN,
        cost=100,
    )
    async def objects_purge(
        self, info: Info, input: Annotated[ObjectsPurgeInput, strawberry.argument(description="Which objects.")]
    ) -> PurgeResult:
        removed = info.context.removed

        def purge(uow: SqlUnitOfWork, kind: str, number: int) -> None:
            removed.append(f"{kind} {uow.archives[kind].purge(number)}")

        await _for_each(info, input, purge)
        return ObjectsPurged(ids=input.ids)

    @mutation(
        description=f"Remove old runs for good, {MOST} at a time, with answers, inputs and portfolios. Those "
        "stay whose portfolio is a baseline, active or overridden, and those of batches. Needs the role admin.",
        role=Role.ADMIN,
        cost=1000,
    )
    async def runs_purge(
        self, info: Info, input: Annotated[RunsPurgeInput, strawberry.argument(description="Which runs.")]
    ) -> RunsPurgeResult:
        context = info.context
        if input.ended_before > context.clock.now():
            raise UserInputError("input.endedBefore", "has not come yet")

        def purge(uow: SqlUnitOfWork) -> list[Any]:
            found = purge_runs(uow, input.ended_before)
            return [found.runs, found.portfolios, found.more]

        runs, portfolios, more = await context.write(
            lambda uow: answer_once(uow, context, "runsPurge", input, lambda: purge(uow))
        )
        return RunsPurged(runs=runs, portfolios=portfolios, more=more)


async def _for_each(info: Info, asked: Any, act: Callable[[SqlUnitOfWork, str, int], None]) -> None:
    """Act on every object, in one transaction. Raises ``UserInputError`` with the place of the first that cannot be."""
    context, ids = info.context, asked.ids
    if not 0 < len(ids) <= PAGE_MAX:
        raise UserInputError("input.ids", f"name 1 to {PAGE_MAX} objects")

    def all_of_them(uow: SqlUnitOfWork) -> bool:
        for place, global_id in enumerate(ids):
            at = f"input.ids[{place}]"
            try:
                kind, _ = split_id(global_id)
                if kind not in uow.archives:
                    known = ", ".join(sorted(uow.archives))
                    raise UserInputError(at, f"a {kind} cannot be archived; what can: {known}", ErrorCode.INVALID_ID)
                act(uow, kind, decode_int_id(global_id, kind))
            except UserInputError:
                raise
            except ApiError as error:
                raise UserInputError(at, error.message, error.code) from None
            except NotFoundError as error:
                raise UserInputError(at, str(error), ErrorCode.NOT_FOUND) from None
            except ConflictingStateError as error:
                raise UserInputError(at, str(error), ErrorCode.CONFLICT) from None
        return True

    await context.write(lambda uow: answer_once(uow, context, info.field_name, asked, lambda: all_of_them(uow)))
