"""The root fields of problems."""

from __future__ import annotations

from typing import Annotated

import anyio.to_thread
import strawberry

from domain.errors import ProblemFileError
from domain.optimization.validate import validate
from graphql_api.problems.reading import read_problem
from graphql_api.problems.types import ProblemFindings, findings_of, unreadable
from graphql_api.scalars import JsonValue

Problem = Annotated[
    JsonValue, strawberry.argument(description="The problem in the form of a problem file (docs/problem.schema.json).")
]


@strawberry.type
class ProblemQuery:
    """The root fields of problems."""

    @strawberry.field(
        description="Look at a problem without solving or storing it: its form, its candidates and its rules.",
        metadata={"cost": 100},
    )
    async def problem_validate(self, problem: Problem) -> ProblemFindings:
        """What a solve of the problem would begin with."""
        return await anyio.to_thread.run_sync(_findings, problem)


def _findings(problem: object) -> ProblemFindings:
    try:
        return findings_of(validate(read_problem(problem)))
    except ProblemFileError as error:
        return unreadable(error.faults)
