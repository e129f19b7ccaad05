"""The type of jobs, and how they are read."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from enum import Enum
from pathlib import PurePath
from typing import TYPE_CHECKING, Annotated, Any

import strawberry

from domain.actions.requests import ActionView
from domain.sheet_jobs import catalogue
from domain.sheet_jobs.options import Strictness
from domain.storage.run import ActionRun
from graphql_api.actions.reading import ActionKind
from graphql_api.context import Info
from graphql_api.enums import RunStatus, enum_of
from graphql_api.runs.steps import JobStep, step_list
from graphql_api.runs.types import standing
from graphql_api.transport.relay.ids import encode_id
from graphql_api.transport.relay.node import Node
from persistence.actions.repository import STEPS, action_steps
from sheets.opening import FILES

if TYPE_CHECKING:
    from graphql_api.portfolios.types import Portfolio
    from graphql_api.runs.types import Run


def _job(name: str) -> object:
    return strawberry.enum_value(name, description=catalogue.SUMMARIES[name])


@strawberry.enum(description="What a job does.")
class JobName(Enum):
    PM_SAVE_SELECTED = _job(catalogue.SAVE_SELECTED)
    PM_OPTIMIZE_RUN_SELECTED_CANDIDATES = _job(catalogue.RUN_SELECTED)
    PM_OPTIMIZE_RUN_ALL_CANDIDATES = _job(catalogue.RUN_ALL)
    PM_OPTIMIZE_SAVE_CONSTRAINTS = _job(catalogue.SAVE_CONSTRAINTS)
    PM_OPTIMIZE_WRITE_RESULTS = _job(catalogue.WRITE_RESULTS)
    PM_OPTIMIZE_PUBLISH_PORTFOLIO_TO_ROADMAP_SHEET = _job(catalogue.PUBLISH)


GraduationStrictness: Any = enum_of(Strictness, "GraduationStrictness")
JOB = "Job"


@strawberry.type(description="How far a job or an analysis is.")
class JobProgress:
    done: int = strawberry.field(description="Parts that are done.")
    total: int = strawberry.field(description="Parts in all, as far as is known.")
    at: datetime = strawberry.field(description="When that was reported.")


@strawberry.type(description="A spreadsheet file that a job works on, as it lies in the directory of the workers.")
class JobFile:
    name: str = strawberry.field(description="Its name, relative to that directory.")
    path: str = strawberry.field(
        description="The address below this server that gives it out, as it is by then, to every role."
    )


@strawberry.type(description="One execution of a job over a spreadsheet.")
class Job(Node):
    job_id: str = strawberry.field(description="The id by which the command line knows it.")
    name: JobName = strawberry.field(description="What it does.")
    workbook: str = strawberry.field(description="The name or address of the spreadsheet that it is about.")
    files: list[JobFile] = strawberry.field(
        description="The files to download: the spreadsheet, and the Roadmap if that is another one; none for Google."
    )
    status: RunStatus = strawberry.field(description="Whether it waits, is executed, or how it ended.")
    attempt: int = strawberry.field(description="How often a worker has begun it.")
    requested_by_email: str | None = strawberry.field(description="Who asked; null where no token says so.")
    progress: JobProgress | None = strawberry.field(
        description="How far it is, as last heard of; null where nothing was heard."
    )
    message: str | None = strawberry.field(description="What came of it, in a sentence; null until it has ended well.")
    pending: list[str] = strawberry.field(
        description="What could not be written for now, and why; PM_OPTIMIZE_WRITE_RESULTS writes it later."
    )
    findings: list[str] = strawberry.field(description="Cells that were left as they are, and why.")
    cells_written: int | None = strawberry.field(description="How many cells were written; null until it has ended.")
    error_text: str | None = strawberry.field(description="Why it failed; null where it did not.")
    created_at: datetime = strawberry.field(description="When it was asked for.")
    started_at: datetime | None = strawberry.field(description="When it was begun first; null while it waits.")
    finished_at: datetime | None = strawberry.field(description="When it ended; null until then.")
    elapsed_seconds: float | None = strawberry.field(description="Since it was begun; null while it waits.")
    number: strawberry.Private[int]
    run_number: strawberry.Private[int | None]
    portfolio_number: strawberry.Private[int | None]

    steps = step_list(JobStep, "Job", "steps of the job", action_steps, STEPS, "action_run_id")

    @strawberry.field(description="The run that it has started; null for jobs that start none.")
    async def run(self, info: Info) -> Annotated[Run, strawberry.lazy("graphql_api.runs.types")] | None:
        from graphql_api.runs.loading import runs_by_number

        return None if self.run_number is None else await info.context.loader(runs_by_number).load(self.run_number)

    @strawberry.field(description="The portfolio that it has published; null for other jobs.")
    async def portfolio(
        self, info: Info
    ) -> Annotated[Portfolio, strawberry.lazy("graphql_api.portfolios.types")] | None:
        from graphql_api.portfolios.types import portfolio_node

        number = self.portfolio_number
        return None if number is None else await portfolio_node(info.context, str(number))


def job_of(view: ActionView) -> Job:
    """A job as it stands."""
    action = view.run
    result = action.result or {}
    return Job(
        id=strawberry.ID(encode_id(JOB, action.run_id)),
        job_id=action.run_id,
        number=action.id,
        name=JobName(action.action),
        workbook=str(action.payload.get("workbook", "")),
        files=[JobFile(name=name, path=path) for path, name in files_of(action).items()],
        **standing(view),
        progress=progress_of(action.progress),
        message=result.get("message"),
        pending=list(result.get("pending", ())),
        findings=list(result.get("findings", ())),
        cells_written=result.get("cells"),
        run_number=action.optimization_run_id,
        portfolio_number=result.get("portfolio_id"),
    )


def files_of(action: ActionRun) -> dict[str, str]:
    """The names of the files of a job by the addresses that give them out: those relative to the workers' directory."""
    names = dict.fromkeys(str(action.payload[key]) for key in ("workbook", "roadmap") if action.payload.get(key))
    known = [name for name in names if name.casefold().endswith(FILES) and not PurePath(name).is_absolute()]
    return {f"/files/jobs/{action.run_id}/{place}{name[-5:].lower()}": name for place, name in enumerate(known, 1)}


def progress_of(record: Mapping[str, Any] | None) -> JobProgress | None:
    """How far an action is."""
    if not record:
        return None
    return JobProgress(done=record["done"], total=record["total"], at=datetime.fromisoformat(record["at"]))


JOBS = ActionKind(JOB, "pm.", None, job_of)
