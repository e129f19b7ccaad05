"""The root fields of runs, and the one that follows a run."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import aclosing
from typing import Annotated, Any

import strawberry

from graphql_api.context import Info
from graphql_api.records.facets import id_of, stored_facets
from graphql_api.records.lists import filter_input, order_input, stored_list
from graphql_api.runs.loading import run_id_of, run_node, runs_now
from graphql_api.runs.types import Run, run_of
from graphql_api.transport.relay.stored import OrderDirection
from persistence.runs.listing import COLUMNS, FACETS, RunFilter, runs

RunOrder: Any = order_input(
    "RunOrder",
    "runs",
    {
        "created_at": (COLUMNS.created_at, "By when they were asked for."),
        "started_at": (COLUMNS.started_at, "By when a worker began them."),
        "finished_at": (COLUMNS.finished_at, "By when they ended."),
        "objective": (COLUMNS.objective, "By the value of the main objective."),
    },
    unique=COLUMNS.id,
    default="created_at",
    equal="equal ones follow each other as they were stored",
    direction=OrderDirection.DESC,
)
RunFilterInput: Any
RunFilterInput, run_filter = filter_input(
    RunFilter,
    "RunFilter",
    "runs",
    ids={"scenario_ids": "Scenario", "constraint_set_ids": "ConstraintSet"},
)
RunId = Annotated[strawberry.ID, strawberry.argument(description="The id of the run.")]


@strawberry.type
class RunQuery:
    """The root fields of runs."""

    runs = stored_list(
        Run,
        "runs",
        lambda asked: runs(run_filter(asked)),
        RunFilterInput,
        RunOrder,
        None,
        "the newest first",
        runs_now,
    )
    run_facets = stored_facets(
        "RunFacet",
        "runs",
        lambda asked: runs(run_filter(asked)),
        RunFilterInput,
        FACETS,
        {"scenario_ids": id_of("Scenario"), "constraint_set_ids": id_of("ConstraintSet")},
    )

    @strawberry.field(description="A run as it stands now; null where there is none. Ask again to watch it.")
    async def run(self, info: Info, id: RunId) -> Run | None:
        return await run_node(info.context, run_id_of(id))


@strawberry.type
class RunSubscription:
    """The progress of runs."""

    @strawberry.subscription(
        description="The run as it stands, and again whenever it moves, until it has ended. Slow readers miss steps on "
        "the way, never the end."
    )
    async def run_progress(self, info: Info, id: RunId) -> AsyncGenerator[Run, None]:
        async with aclosing(info.context.progress.listen(run_id_of(id))) as views:
            async for view in views:
                yield run_of(view)
