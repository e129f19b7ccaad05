"""From the JSON of a request to a problem, with every digit that was sent."""

from __future__ import annotations

from decimal import Decimal

import simplejson

from domain.problem.problem import PortfolioProblem
from graphql_api.json_codec import ExactFloat
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
