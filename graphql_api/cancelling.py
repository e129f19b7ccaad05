"""Many runs, jobs, analyses and batches given up at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any

import strawberry

from domain.errors import ConflictingStateError, NotFoundError
from graphql_api.actions.analyses.types import ANALYSES, ANALYSIS
from graphql_api.actions.jobs.types import JOB, JOBS
from graphql_api.batches.query import batches_of
from graphql_api.batches.types import BATCH
from graphql_api.context import Context, Info, in_thread
from graphql_api.mutations import MutationFailed, UserError, UserInputError, mutation
from graphql_api.mutations.failure import user_errors
from graphql_api.runs.types import RUN
from graphql_api.transport.errors.codes import ApiError, ErrorCode
from graphql_api.transport.limits.query_limits import PAGE_MAX
from graphql_api.transport.relay.ids import split_id


@strawberry.input(description="What to give up.")
class ObjectsCancelInput:
    ids: list[strawberry.ID] = strawberry.field(description="The ids of runs, jobs, analyses and batches.")


@strawberry.type(description="What could be given up was.")
class ObjectsCancelled:
    ids: list[strawberry.ID] = strawberry.field(description="The ids of what was given up.")
    left: list[UserError] = strawberry.field(description="What was left as it is, each with its place, and why.")


ObjectsCancelResult = Annotated[
    ObjectsCancelled | MutationFailed,
    strawberry.union("ObjectsCancelResult", description="What was given up, or why nothing was."),
]


@strawberry.type
class CancelMutation:
    """The mutation that gives many up."""

    @mutation(
        description="Give up runs, jobs, analyses and batches, one by one: what has ended already is left out and "
        "named. An id that is none, or of something else, refuses all.",
        cost=100,
    )
    async def objects_cancel(
        self, info: Info, input: Annotated[ObjectsCancelInput, strawberry.argument(description="Which ones.")]
    ) -> ObjectsCancelResult:
        if not 0 < len(input.ids) <= PAGE_MAX:
            raise UserInputError("input.ids", f"name 1 to {PAGE_MAX} objects")
        ways = _ways(info.context)
        asked = [(each, *_known(each, f"input.ids[{place}]", ways)) for place, each in enumerate(input.ids)]
        done: list[strawberry.ID] = []
        left: list[UserError] = []
        for place, (global_id, kind, key) in enumerate(asked):
            try:
                await in_thread(ways[kind], key)
                done.append(global_id)
            except (ConflictingStateError, NotFoundError) as error:
                found = user_errors(error)[0]
                left.append(UserError(message=found.message, code=found.code, field=f"input.ids[{place}]"))
        return ObjectsCancelled(ids=done, left=left)


def _ways(context: Context) -> dict[str, Callable[[str], Any]]:
    """How each kind is given up, by its public id; each blocks."""
    actions = context.actions

    def cancel(run_id: str, kind: Any) -> None:
        if not kind.knows(actions.view(run_id).run):
            raise NotFoundError(kind.type_name.lower(), run_id)
        actions.cancel(run_id)

    return {
        RUN: context.runs.cancel,
        JOB: lambda run_id: cancel(run_id, JOBS),
        ANALYSIS: lambda run_id: cancel(run_id, ANALYSES),
        BATCH: batches_of(context).cancel,
    }


def _known(global_id: str, place: str, kinds: dict[str, Any]) -> tuple[str, str]:
    try:
        kind, key = split_id(global_id)
    except ApiError as error:
        raise UserInputError(place, error.message, error.code) from None
    if kind not in kinds:
        named = ", ".join(sorted(kinds))
        raise UserInputError(place, f"a {kind} cannot be given up; what can: {named}", ErrorCode.INVALID_ID)
    return kind, key
