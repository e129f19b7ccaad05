"""Finds jobs and analyses, and says how they stand: what is stored, and what the queue knows of it."""

from __future__ import annotations

from collections.abc import Sequence

from strawberry.dataloader import DataLoader

from domain.actions.requests import ActionView
from domain.storage.run import ActionRun
from graphql_api.actions.jobs.types import JOB, JOBS_PREFIX, Job, job_of
from graphql_api.context import Context, in_thread
from graphql_api.transport.limits.query_limits import PAGE_MAX
from graphql_api.transport.relay.connection import Connection
from graphql_api.transport.relay.ids import decode_id
from persistence.actions.listing import COLUMNS, ActionFilter, actions


def action_views(context: Context) -> DataLoader[str, ActionView | None]:
    """Actions of any kind as they stand now, by their run ids."""

    async def load(run_ids: list[str]) -> Sequence[ActionView | None]:
        found = await context.read(lambda uow: actions(ActionFilter()).among(uow.connection, COLUMNS.run_id, run_ids))
        known = {view.run.run_id: view for view in await views_now(context, found)}
        return [known.get(run_id) for run_id in run_ids]

    return DataLoader(load, max_batch_size=5 * PAGE_MAX, cache=False)


async def views_now(context: Context, found: Sequence[ActionRun]) -> list[ActionView]:
    """Stored actions as they stand now."""
    return await in_thread(context.actions.views, found) if found else []


async def job_now(context: Context, run_id: str) -> Job:
    """A job as it stands now. Raises ``NotFoundError``."""
    return job_of(await in_thread(context.actions.view, run_id))


async def job_node(context: Context, key: str) -> Job | None:
    """The job of a global id; None where there is none."""
    view = await context.loader(action_views).load(key)
    return job_of(view) if view is not None and view.run.action.startswith(JOBS_PREFIX) else None


async def connection_now(context: Context, stored: Connection[ActionRun]) -> Connection[Job]:
    """A page of stored jobs as they stand now."""
    nodes = [job_of(view) for view in await views_now(context, stored.nodes)]
    return Connection(page_info=stored.page_info, nodes=nodes, cursor_at=stored.cursor_at, count=stored.count)


def job_id_of(global_id: str) -> str:
    """The public id of a job in its global id. Raises ``ApiError`` INVALID_ID."""
    return decode_id(global_id, JOB)
