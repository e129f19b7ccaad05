"""The mutations of runs."""

from __future__ import annotations

from contextlib import suppress
from typing import Annotated

import strawberry

from domain.runs.requests import RunRequest, RunView
from graphql_api.context import Context, Info, in_thread
from graphql_api.mutations import MutationFailed, Outcome, StartRehearsed, UserInputError, mutation
from graphql_api.mutations.user_input import checked_key
from graphql_api.problems.types import ProblemFindings, findings_of
from graphql_api.runs.inputs import (
    RunCancelInput,
    RunCloneInput,
    RunRetryInput,
    RunStartInput,
    RunStopInput,
    run_request,
    solve_parameters,
)
from graphql_api.runs.loading import run_id_of, run_now
from graphql_api.runs.types import Run, run_of
from graphql_api.transport.errors.codes import ApiError
from persistence.unit_of_work import Rehearsed


@strawberry.type(description="Runs were started, or only looked at.")
class RunStarted(Outcome):
    runs: list[Run] = strawberry.field(description="One run for each solver, in their order; none with validateOnly.")
    findings: ProblemFindings | None = strawberry.field(
        description="What a run would begin with; null without validateOnly.", default=None
    )


@strawberry.type(description="A run was asked to stop.")
class RunStopped:
    run: Run = strawberry.field(description="The run; it ends within a second or two, with the best portfolio so far.")


@strawberry.type(description="A run was given up.")
class RunCancelled:
    run: Run = strawberry.field(description="The run, which has ended.")


@strawberry.type(description="A run is tried again.")
class RunRetried:
    run: Run = strawberry.field(description="The new run, over the same inputs.")


@strawberry.type(description="The inputs of a run are run again.")
class RunCloned:
    run: Run = strawberry.field(description="The new run, over the same inputs.")


def _union(name: str, description: str) -> object:
    return strawberry.union(name, description=description)


RunStartResult = Annotated[RunStarted | MutationFailed, _union("RunStartResult", "The runs, or why there are none.")]
RunStopResult = Annotated[RunStopped | MutationFailed, _union("RunStopResult", "The run, or why it goes on.")]
RunCancelResult = Annotated[RunCancelled | MutationFailed, _union("RunCancelResult", "The run, or why it goes on.")]
RunRetryResult = Annotated[
    RunRetried | StartRehearsed | MutationFailed, _union("RunRetryResult", "The new run, or why there is none.")
]
RunCloneResult = Annotated[
    RunCloned | StartRehearsed | MutationFailed, _union("RunCloneResult", "The new run, or why there is none.")
]


@strawberry.type
class RunMutation:
    """The mutations of runs."""

    @mutation(
        description="Store runs with all that they are asked, and hand them to the workers. They are kept whatever "
        "happens; watch them by polling run, or by the subscription runProgress.",
        starts=True,
        cost=100,
    )
    async def run_start(
        self, info: Info, input: Annotated[RunStartInput, strawberry.argument(description="What to run, and how.")]
    ) -> RunStartResult:
        context = info.context
        request = run_request(input, context.email, context.runs.limits)
        if input.validate_only:
            await in_thread(context.runs.check, request)
            report = await in_thread(
                context.runs.validate,
                request.scenario_id,
                request.constraint_set_id,
                request.initiative_keys,
                request.parameters,
            )
            with suppress(Rehearsed):
                await in_thread(_start, context, request)
            return RunStarted(runs=[], findings=findings_of(report))
        views = await in_thread(_start, context, request)
        return RunStarted(runs=[run_of(view) for view in views])

    @mutation(description="End a run with the best portfolio found so far.")
    async def run_stop(
        self, info: Info, input: Annotated[RunStopInput, strawberry.argument(description="The run, by its id.")]
    ) -> RunStopResult:
        run_id = _run_id(input.id)
        await in_thread(info.context.runs.stop, run_id)
        return RunStopped(run=await run_now(info.context, run_id))

    @mutation(description="Give a run up, and free the processor that it uses.")
    async def run_cancel(
        self, info: Info, input: Annotated[RunCancelInput, strawberry.argument(description="The run, by its id.")]
    ) -> RunCancelResult:
        run_id = _run_id(input.id)
        await in_thread(info.context.runs.cancel, run_id)
        return RunCancelled(run=await run_now(info.context, run_id))

    @mutation(description="Start a failed or cancelled run anew, over the same inputs.", starts=True, cost=100)
    async def run_retry(
        self, info: Info, input: Annotated[RunRetryInput, strawberry.argument(description="The run, by its id.")]
    ) -> RunRetryResult:
        context, run_id, key = info.context, _run_id(input.id), checked_key(input.idempotency_key)
        again = await in_thread(context.runs.retry, run_id, context.email, key)
        return RunRetried(run=await run_now(context, again.run_id))

    @mutation(
        description="Run the inputs of a run again, with another solver or other parameters: to compare solvers, or "
        "to look for longer.",
        starts=True,
        cost=100,
    )
    async def run_clone(
        self,
        info: Info,
        input: Annotated[
            RunCloneInput, strawberry.argument(description="The run whose inputs are solved again, and how.")
        ],
    ) -> RunCloneResult:
        again = await in_thread(_clone, info.context, input)
        return RunCloned(run=await run_now(info.context, again))


def _start(context: Context, request: RunRequest) -> list[RunView]:
    return context.runs.views(context.runs.start(request))


def _clone(context: Context, asked: RunCloneInput) -> str:
    return context.runs.again(
        _run_id(asked.id),
        solver=asked.solver,
        parameters=None if asked.parameters is None else solve_parameters(asked.parameters, context.runs.limits),
        requested_by_email=context.email,
        idempotency_key=checked_key(asked.idempotency_key),
    ).run_id


def _run_id(global_id: str) -> str:
    try:
        return run_id_of(global_id)
    except ApiError as error:
        raise UserInputError("input.id", error.message, error.code) from None
