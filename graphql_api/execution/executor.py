"""The executor of graphql-core, with lists of plain fields completed by a plan."""

from __future__ import annotations

from graphql.execution import Executor
from strawberry.schema.schema import StrawberryGraphQLCoreExecutionContext


class ApiExecutor(Executor[None]):
    """Runs one operation, without incremental delivery."""

    operation_extensions: dict[str, object] | None = None

    build_resolve_info = StrawberryGraphQLCoreExecutionContext.build_resolve_info
