"""What is said when jobs are started or given up."""

from __future__ import annotations

import re
from pathlib import PurePosixPath, PureWindowsPath
from typing import Any

import strawberry

from graphql_api.actions.jobs.types import GraduationStrictness, JobName
from graphql_api.enums import Effort
from graphql_api.mutations import UserInputError
from graphql_api.mutations.idempotency import Repeatable
from graphql_api.mutations.user_input import input_number, refuse_unstorable
from graphql_api.portfolios.types import PORTFOLIO
from graphql_api.runs.types import RUN
from graphql_api.transport.errors.codes import ApiError
from graphql_api.transport.relay.ids import decode_id
from sheets.opening import FILES

LONGEST = 500
GOOGLE = re.compile(r"https://docs\.google\.com/spreadsheets/(?:u/\d+/)?d/[A-Za-z0-9_-]+(?:[/?#]\S*)?")
WORKBOOK = (
    "The id or the address of a Google spreadsheet, or an .xlsx file in the directory of the workers, such as "
    "plan.xlsx or plans/uk.xlsx."
)


@strawberry.input(description="Which job to run, and over what. What is left out has its default.")
class JobRunInput(Repeatable):
    job: JobName = strawberry.field(description="The job.")
    workbook: str = strawberry.field(description=WORKBOOK)
    scenario_name: str | None = strawberry.field(
        description="The row of Scenario_Config; left out, the only one there is.", default=None
    )
    constraint_set_name: str | None = strawberry.field(
        description="The name under which the rules are kept; left out, one made from the scenario's.", default=None
    )
    solver: str | None = strawberry.field(description="The solver; left out, auto.", default=None)
    effort: Effort | None = strawberry.field(
        description="How much work the answer is worth; left out, what the scenario's row says, else NORMAL.",
        default=None,
    )
    time_limit: float | None = strawberry.field(description="Seconds for the whole solve; left out, 300.", default=None)
    graduation: GraduationStrictness | None = strawberry.field(
        description="How strictly candidates are judged; left out, ADVISE.", default=None
    )
    fresh: bool = strawberry.field(
        description="Solve again although the same question has been answered before.", default=False
    )
    run_id: strawberry.ID | None = strawberry.field(
        description="The run to write, or whose portfolio to publish; left out, the newest of the spreadsheet.",
        default=None,
    )
    portfolio_id: strawberry.ID | None = strawberry.field(
        description="The portfolio to publish; left out, that of the newest run.", default=None
    )
    roadmap: str | None = strawberry.field(
        description="The Roadmap spreadsheet to publish into, named like workbook; left out, the same one.",
        default=None,
    )


@strawberry.input(description="Which job to give up.")
class JobCancelInput:
    id: strawberry.ID = strawberry.field(description="The id of a job that has not ended.")


@strawberry.input(description="Which portfolio to publish, and where.")
class PortfolioPublishInput(Repeatable):
    id: strawberry.ID = strawberry.field(description="The id of the portfolio.")
    roadmap: str = strawberry.field(description="The Roadmap spreadsheet. " + WORKBOOK)


def job_payload(asked: JobRunInput) -> dict[str, Any]:
    """The payload of a job. Raises ``UserInputError``."""
    given = {
        "workbook": checked_workbook(asked.workbook, "input.workbook"),
        "scenario": _short(asked.scenario_name, "input.scenarioName"),
        "constraint_set": _short(asked.constraint_set_name, "input.constraintSetName"),
        "solver": _short(asked.solver, "input.solver"),
        "effort": None if asked.effort is None else str(asked.effort.value.value),
        "time_limit": asked.time_limit,
        "graduation": None if asked.graduation is None else str(asked.graduation.value),
        "fresh": asked.fresh or None,
        "run_id": None if asked.run_id is None else _run_key(asked.run_id),
        "portfolio_id": None
        if asked.portfolio_id is None
        else input_number(asked.portfolio_id, PORTFOLIO, "input.portfolioId"),
        "roadmap": None if asked.roadmap is None else checked_workbook(asked.roadmap, "input.roadmap"),
    }
    return {name: value for name, value in given.items() if value is not None}


def publish_payload(asked: PortfolioPublishInput) -> dict[str, Any]:
    """The payload of the job that publishes a portfolio. Raises ``UserInputError``."""
    roadmap = checked_workbook(asked.roadmap, "input.roadmap")
    number = input_number(asked.id, PORTFOLIO, "input.id")
    return {"workbook": roadmap, "roadmap": roadmap, "portfolio_id": number}


def checked_workbook(name: str, place: str) -> str:
    """A spreadsheet that callers may name: what lies outside the directory of the workers is none of their business."""
    text = _short(name, place) or ""
    if GOOGLE.fullmatch(text) and not text.casefold().endswith(FILES):
        return text
    if "://" in text:
        raise UserInputError(place, "is neither the address of a Google spreadsheet nor a file")
    paths = PurePosixPath(text), PureWindowsPath(text)
    if any(path.is_absolute() or path.drive or path.root or ".." in path.parts for path in paths):
        raise UserInputError(place, "is named relative to the directory of the workers, and inside it")
    return text


def _run_key(global_id: str) -> str:
    try:
        return decode_id(global_id, RUN)
    except ApiError as error:
        raise UserInputError("input.runId", error.message, error.code) from None


def _short(text: str | None, place: str) -> str | None:
    if text is not None:
        refuse_unstorable(place, text.strip(), LONGEST, 1)
    return None if text is None else text.strip()
