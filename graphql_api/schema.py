"""The schema: the root fields of all concepts, put together."""

from __future__ import annotations

import strawberry
from strawberry.schema.config import StrawberryConfig

from graphql_api.mutations import HANDLERS
from graphql_api.problems.query import ProblemQuery
from graphql_api.scalars import SCALARS
from graphql_api.solvers.query import SolverQuery


@strawberry.type(description="Everything that can be asked.")
class Query(SolverQuery, ProblemQuery):
    """Everything that can be asked."""


def build_schema() -> strawberry.Schema:
    """The schema that the API serves and ``graphql_api/schema.graphql`` shows."""
    return strawberry.Schema(Query, config=StrawberryConfig(scalar_map=SCALARS), exception_handlers=HANDLERS)
