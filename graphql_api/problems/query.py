"""The root fields of problems, and how a problem is read out of an input."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated

import anyio.to_thread
import simplejson
import strawberry

from domain.errors import ProblemFileError
from domain.optimization.validate import validate
from domain.problem.problem import PortfolioProblem
from graphql_api.json_codec import ExactFloat
from graphql_api.problems.types import ProblemFindings, findings_of, unreadable
from graphql_api.scalars import JsonValue
from persistence.problem_files.problem_file import loads


def read_problem(value: object) -> PortfolioProblem:
    """The problem in a JSON value. Raises ``ProblemFileError`` with every fault and its place."""
    return loads(simplejson.dumps(exact(value), use_decimal=True))


def exact(value: object) -> object:
    """The same value with its numbers as they were written."""
    if isinstance(value, ExactFloat):
        return Decimal(value.text)
    if isinstance(value, dict):
        return {name: exact(each) for name, each in value.items()}
    if isinstance(value, list):
        return [exact(each) for each in value]
    return value


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
        return await anyio.to_thread.run_sync(_findings, problem)


def _findings(problem: object) -> ProblemFindings:
    try:
        return findings_of(validate(read_problem(problem)))
    except ProblemFileError as error:
        return unreadable(error.faults)
