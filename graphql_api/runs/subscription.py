"""The progress of runs, as it comes."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import aclosing

import strawberry

from graphql_api.context import Info
from graphql_api.runs.loading import run_id_of
from graphql_api.runs.query import RunId
from graphql_api.runs.types import Run, run_of


@strawberry.type
class RunSubscription:
    """The progress of runs."""

    @strawberry.subscription(
        description="The run as it stands, and again whenever it moves, until it has ended. Slow readers miss steps on "
        "the way, never the end."
    )
    async def run_progress(self, info: Info, id: RunId) -> AsyncGenerator[Run, None]:
        """The run whenever it moves."""
        async with aclosing(info.context.progress.listen(run_id_of(id))) as views:
            async for view in views:
                yield run_of(view)
