"""The root fields of runs, and the one that follows a run."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Iterable
from contextlib import aclosing
from dataclasses import replace
from datetime import datetime
from enum import Enum
from typing import Annotated, Any

import strawberry

from domain.storage.run import OptimizationRun
from graphql_api.context import Info
from graphql_api.enums import RunStatus, SolutionStatus
from graphql_api.mutations.filters import condition, stored_filter
from graphql_api.runs.loading import run_id_of, run_node, runs_now
from graphql_api.runs.types import Run, run_of
from graphql_api.transport.relay.connection import After, Before, Connection, First, Last
from graphql_api.transport.relay.ids import decode_int_id
from graphql_api.transport.relay.stored import OrderDirection, StoredOrder, stored_connection, stored_orders
from persistence.runs.listing import COLUMNS, RunFilter, runs


@strawberry.enum(description="What runs can be sorted by.")
class RunOrderField(Enum):
    """What runs can be sorted by."""

    CREATED_AT = strawberry.enum_value("created_at", description="By when they were asked for.")
    STARTED_AT = strawberry.enum_value("started_at", description="By when a worker began them.")
    FINISHED_AT = strawberry.enum_value("finished_at", description="By when they ended.")
    OBJECTIVE = strawberry.enum_value("objective", description="By the value of the main objective.")


ORDERS = stored_orders(
    {
        RunOrderField.CREATED_AT: COLUMNS.created_at,
        RunOrderField.STARTED_AT: COLUMNS.started_at,
        RunOrderField.FINISHED_AT: COLUMNS.finished_at,
        RunOrderField.OBJECTIVE: COLUMNS.objective,
    },
    unique=COLUMNS.id,
)


@strawberry.input(description="What runs are sorted by; equal ones follow each other as they were stored.")
class RunOrder:
    """What runs are sorted by."""

    field: RunOrderField = strawberry.field(description="What to sort by.", default=RunOrderField.CREATED_AT)
    direction: OrderDirection = strawberry.field(description="Ascending or descending.", default=OrderDirection.DESC)

    def stored(self) -> StoredOrder:
        """The order of the database."""
        return ORDERS[self.field, self.direction]


@strawberry.input(
    name="RunFilter",
    description="Which runs are listed: those that meet every condition. A list admits any of its values.",
)
class RunFilterInput:
    """Which runs are listed."""

    scenario_ids: list[strawberry.ID] | None = condition("Their scenarios.")
    constraint_set_ids: list[strawberry.ID] | None = condition("Their constraint sets.")
    statuses: list[RunStatus] | None = condition("Whether they wait, are executed, or how they ended.")
    solution_statuses: list[SolutionStatus] | None = condition("What is known about their portfolio.")
    solver_names: list[str] | None = condition("The solvers that were asked for.")
    requested_by_emails: list[str] | None = condition("Email addresses of those who asked for them.")
    inputs_hashes: list[str] | None = condition("The hashes of their inputs: equal ones were asked the same.")
    created_from: datetime | None = condition("Those asked for at this moment or later.")
    created_to: datetime | None = condition("Those asked for before this moment.")


def run_filter(asked: RunFilterInput | None) -> RunFilter | None:
    """The filter of the database. Raises ``ApiError`` for an id of something else."""
    found = stored_filter(RunFilter, asked)
    if found is None:
        return None
    return replace(
        found,
        scenario_ids=_numbers(found.scenario_ids, "Scenario"),
        constraint_set_ids=_numbers(found.constraint_set_ids, "ConstraintSet"),
    )


def _numbers(ids: Iterable[Any] | None, type_name: str) -> tuple[int, ...] | None:
    return None if ids is None else tuple(decode_int_id(str(each), type_name) for each in ids)


Filter = Annotated[RunFilterInput | None, strawberry.argument(description="Which ones; left out, all of them.")]
OrderBy = Annotated[RunOrder | None, strawberry.argument(description="In which order; left out, the newest first.")]
RunId = Annotated[strawberry.ID, strawberry.argument(description="The id of the run.")]


@strawberry.type
class RunQuery:
    """The root fields of runs."""

    @strawberry.field(description="The runs, page by page.")
    async def runs(
        self,
        info: Info,
        filter: Filter = None,
        order_by: OrderBy = None,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> Connection[Run]:
        """The runs, page by page."""
        stored = await stored_connection(
            info.context,
            runs(run_filter(filter)),
            (order_by or RunOrder()).stored(),
            _as_stored,
            first=first,
            after=after,
            last=last,
            before=before,
        )
        return stored.holding(await runs_now(info.context, stored.nodes))

    @strawberry.field(description="A run as it stands now; null where there is none. Ask again to watch it.")
    async def run(self, info: Info, id: RunId) -> Run | None:
        """One run."""
        return await run_node(info.context, run_id_of(id))


def _as_stored(run: OptimizationRun) -> OptimizationRun:
    return run


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
