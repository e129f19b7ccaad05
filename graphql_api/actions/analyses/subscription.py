"""The progress of analyses, as it comes."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import aclosing

import strawberry

from graphql_api.actions.analyses.loading import analysis_id_of, known
from graphql_api.actions.analyses.query import AnalysisId
from graphql_api.actions.analyses.types import Analysis
from graphql_api.context import Info


@strawberry.type
class AnalysisSubscription:
    """The progress of analyses."""

    @strawberry.subscription(
        description="The analysis as it stands, and again whenever it moves, until it has ended. Slow readers miss "
        "steps on the way, never the end, and no part that was found."
    )
    async def analysis_progress(self, info: Info, id: AnalysisId) -> AsyncGenerator[Analysis, None]:
        """The analysis whenever it moves."""
        async with aclosing(info.context.action_progress.listen(analysis_id_of(id))) as views:
            async for view in views:
                yield known(view)
