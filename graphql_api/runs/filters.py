"""Which runs are listed, and in which order."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from enum import Enum
from typing import Any

import strawberry

from graphql_api.enums import RunStatus, SolutionStatus
from graphql_api.mutations.filters import condition, stored_filter
from graphql_api.transport.relay.ids import decode_int_id
from graphql_api.transport.relay.stored import OrderDirection, StoredOrder, stored_orders
from persistence.runs.listing import COLUMNS, RunFilter


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
