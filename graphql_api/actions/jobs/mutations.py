"""The mutations of jobs."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Annotated, Any

import strawberry

from domain.errors import NotFoundError
from domain.integer_model.model import SolveParameters
from domain.sheet_jobs import catalogue
from domain.storage import UnitOfWork
from graphql_api.actions.jobs.inputs import (
    JobCancelInput,
    JobRunInput,
    PortfolioPublishInput,
    job_payload,
    publish_payload,
)
from graphql_api.actions.jobs.types import JOBS, Job
from graphql_api.context import Context, Info, in_thread
from graphql_api.mutations import MutationFailed, StartRehearsed, UserInputError, mutation
from graphql_api.mutations.user_input import checked_key
from graphql_api.runs.inputs import check_solvers
from graphql_api.transport.errors.codes import ErrorCode


async def check_job(context: Context, payload: Mapping[str, Any], portfolio: str = "input.portfolioId") -> None:
    """Raise ``UserInputError`` for what could only fail. portfolio: where one is named."""
    seconds = payload.get("time_limit")
    if seconds is not None and not (math.isfinite(seconds) and seconds > 0):
        raise UserInputError("input.timeLimit", f"has to be a number of seconds above zero, not {seconds}")
    solver = payload.get("solver") or "auto"
    wanted = SolveParameters(time_limit=seconds)
    await in_thread(check_solvers, context.runs, {"input.solver": solver}, wanted, "input.timeLimit")
    await context.read(lambda uow: _check_stored(uow, payload, portfolio))


def _check_stored(uow: UnitOfWork, payload: Mapping[str, Any], portfolio: str) -> None:
    place = "input.runId"
    try:
        if payload.get("run_id") is not None:
            uow.runs.get(payload["run_id"])
        place = portfolio
        if payload.get("portfolio_id") is not None:
            uow.portfolios.get(payload["portfolio_id"])
    except NotFoundError as error:
        raise UserInputError(place, str(error), ErrorCode.NOT_FOUND) from None


@strawberry.type(description="A job was started.")
class JobStarted:
    job: Job = strawberry.field(description="The job; watch it by polling job, or by the subscription jobProgress.")


@strawberry.type(description="A job was given up.")
class JobChanged:
    job: Job = strawberry.field(description="The job, which has ended.")


JobRunResult = Annotated[
    JobStarted | StartRehearsed | MutationFailed,
    strawberry.union("JobRunResult", description="The job, or why there is none."),
]
JobCancelResult = Annotated[
    JobChanged | MutationFailed,
    strawberry.union("JobCancelResult", description="The job, or why it goes on."),
]


@strawberry.type
class JobMutation:
    """The mutations of jobs."""

    @mutation(
        description="Store a job over a spreadsheet and hand it to the workers. It is kept whatever happens, and goes "
        "on where a worker was lost.",
        starts=True,
        cost=100,
    )
    async def job_run(
        self, info: Info, input: Annotated[JobRunInput, strawberry.argument(description="What to run, and how.")]
    ) -> JobRunResult:
        payload = job_payload(input)
        await check_job(info.context, payload)
        return await _start(info.context, str(input.job.value), payload, input.idempotency_key)

    @mutation(description="Give a job up, and the run that it has started.")
    async def job_cancel(
        self, info: Info, input: Annotated[JobCancelInput, strawberry.argument(description="The job, by its id.")]
    ) -> JobCancelResult:
        return JobChanged(job=await JOBS.cancel(info.context, input.id))

    @mutation(
        description="Publish a portfolio as a version of the roadmap into a spreadsheet; the job does it.",
        starts=True,
        cost=100,
    )
    async def portfolio_publish(
        self,
        info: Info,
        input: Annotated[
            PortfolioPublishInput,
            strawberry.argument(description="The portfolio, and the spreadsheet to publish it into."),
        ],
    ) -> JobRunResult:
        payload = publish_payload(input)
        await check_job(info.context, payload, "input.id")
        return await _start(info.context, catalogue.PUBLISH, payload, input.idempotency_key)


async def _start(context: Context, name: str, payload: Mapping[str, Any], key: str | None) -> JobStarted:
    started = await in_thread(context.actions.start, name, payload, context.email, checked_key(key))
    return JobStarted(job=await JOBS.now(context, started.run_id))
