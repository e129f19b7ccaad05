"""The root fields of analyses, and the one that follows an analysis."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import aclosing
from typing import Annotated

import strawberry

from domain.actions.analyses import PREFIX
from domain.analyses.catalogue import ANALYSES
from domain.storage.run import ActionRun
from domain.storage.run import RunStatus as DomainStatus
from graphql_api.actions.analyses.loading import analysis_id_of, analysis_node, connection_now, known
from graphql_api.actions.analyses.types import Analysis, AnalysisName
from graphql_api.actions.jobs.query import NEWEST
from graphql_api.context import Info
from graphql_api.enums import RunStatus
from graphql_api.mutations.filters import condition
from graphql_api.transport.relay.connection import Connection
from graphql_api.transport.relay.page import After, Before, First, Last
from graphql_api.transport.relay.stored import stored_connection
from persistence.actions.listing import ActionFilter, actions

AnalysisId = Annotated[strawberry.ID, strawberry.argument(description="The id of the analysis.")]
_ALL = tuple(PREFIX + each.name for each in ANALYSES)


@strawberry.input(
    name="AnalysisFilter",
    description="Which analyses are listed: those that meet every condition. A list admits any of its values.",
)
class AnalysisFilterInput:
    """Which analyses are listed."""

    names: list[AnalysisName] | None = condition("What is computed.")
    statuses: list[RunStatus] | None = condition("Whether they wait, are executed, or how they ended.")
    requested_by_emails: list[str] | None = condition("Email addresses of those who asked for them.")


Filter = Annotated[AnalysisFilterInput | None, strawberry.argument(description="Which ones; left out, all of them.")]


@strawberry.type
class AnalysisQuery:
    """The root fields of analyses."""

    @strawberry.field(description="The analyses, the newest first, page by page.")
    async def analyses(
        self,
        info: Info,
        filter: Filter = None,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> Connection[Analysis]:
        """The analyses, page by page."""
        stored = await stored_connection(
            info.context,
            actions(_wanted(filter)),
            NEWEST,
            _as_stored,
            first=first,
            after=after,
            last=last,
            before=before,
        )
        return await connection_now(info.context, stored)

    @strawberry.field(description="An analysis as it stands now; null where there is none. Ask again to watch it.")
    async def analysis(self, info: Info, id: AnalysisId) -> Analysis | None:
        """One analysis."""
        return await analysis_node(info.context, analysis_id_of(id))


def _wanted(asked: AnalysisFilterInput | None) -> ActionFilter:
    if asked is None:
        return ActionFilter(PREFIX, _ALL)
    return ActionFilter(
        PREFIX,
        _ALL if asked.names is None else tuple(str(name.value) for name in asked.names),
        None if asked.statuses is None else tuple(DomainStatus(str(status.value)) for status in asked.statuses),
        None if asked.requested_by_emails is None else tuple(asked.requested_by_emails),
    )


def _as_stored(action: ActionRun) -> ActionRun:
    return action


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
