"""Finds analyses and says how they stand."""

from __future__ import annotations

from domain.actions.requests import ActionView
from domain.errors import NotFoundError
from domain.storage.run import ActionRun
from graphql_api.actions.analyses.types import ANALYSIS, Analysis, analysis_of, is_known
from graphql_api.actions.jobs.loading import action_views, views_now
from graphql_api.context import Context, in_thread
from graphql_api.transport.relay.connection import Connection
from graphql_api.transport.relay.ids import decode_id


async def analysis_now(context: Context, run_id: str) -> Analysis:
    """An analysis as it stands now. Raises ``NotFoundError``."""
    return known(await in_thread(context.actions.view, run_id))


async def analysis_node(context: Context, key: str) -> Analysis | None:
    """The analysis of a global id; None where there is none."""
    view = await context.loader(action_views).load(key)
    return analysis_of(view) if view is not None and is_known(view.run.action) else None


async def connection_now(context: Context, stored: Connection[ActionRun]) -> Connection[Analysis]:
    """A page of stored analyses as they stand now."""
    nodes = [analysis_of(view) for view in await views_now(context, stored.nodes)]
    return Connection(page_info=stored.page_info, nodes=nodes, cursor_at=stored.cursor_at, count=stored.count)


def known(view: ActionView) -> Analysis:
    """An analysis as it stands. Raises ``NotFoundError`` for a job."""
    if not is_known(view.run.action):
        raise NotFoundError("analysis", view.run.run_id)
    return analysis_of(view)


def analysis_id_of(global_id: str) -> str:
    """The public id of an analysis in its global id. Raises ``ApiError`` INVALID_ID."""
    return decode_id(global_id, ANALYSIS)
