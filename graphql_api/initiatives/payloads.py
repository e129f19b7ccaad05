"""What the mutations of initiatives answer."""

from __future__ import annotations

from enum import Enum
from typing import Annotated

import strawberry

from domain.backlog.initiatives import VERSION_PLACE, SavedRow
from domain.errors import Fault
from graphql_api.initiatives.types import Initiative
from graphql_api.mutations import MutationFailed, Outcome, UserError, UserErrorCode
from graphql_api.mutations.places import input_faults
from graphql_api.problems.types import InitiativeReasons


@strawberry.enum(description="What became of one row.")
class UpsertOutcome(Enum):
    ADDED = strawberry.enum_value("added", description="Its key was new.")
    CHANGED = strawberry.enum_value("changed", description="Its key was known.")
    FAILED = strawberry.enum_value("failed", description="It is at fault, and was left out.")


@strawberry.type(description="An initiative was added or changed.")
class InitiativeUpserted(Outcome):
    initiative: Initiative = strawberry.field(description="The initiative as it is stored now.")
    outcome: UpsertOutcome = strawberry.field(description="Whether it was added or changed.")


@strawberry.type(description="What became of one row of many.")
class InitiativeUpsertRow:
    initiative_key: str = strawberry.field(description="The key that the row was sent with.")
    outcome: UpsertOutcome = strawberry.field(description="What became of it.")
    initiative: Initiative | None = strawberry.field(
        description="The initiative as it is stored now; null where the row failed, or it was removed since."
    )
    errors: list[UserError] = strawberry.field(description="Every fault of the row; none where it is stored.")


@strawberry.type(description="What became of many initiatives.")
class InitiativesBulkUpserted(Outcome):
    added: int = strawberry.field(description="How many rows had a new key.")
    changed: int = strawberry.field(description="How many rows had a known key.")
    failed: int = strawberry.field(description="How many rows were at fault and left out.")
    rows: list[InitiativeUpsertRow] = strawberry.field(description="Each row, in the order they were sent.")


@strawberry.type(description="Who is a candidate for a period, and why the others are not.")
class InitiativesGraduated(Outcome):
    period_key: str = strawberry.field(description="The key of the period that was judged.")
    applied: bool = strawberry.field(description="Whether the pool of candidates was changed.")
    candidates: list[str] = strawberry.field(description="The keys of those that meet the rules.")
    rejected: list[InitiativeReasons] = strawberry.field(
        description="Those that do not, each with every reason why not."
    )
    entered: list[str] = strawberry.field(description="The keys of those that come into the pool of the period.")
    left: list[str] = strawberry.field(description="The keys of those that leave it.")


InitiativeUpsertResult = Annotated[
    InitiativeUpserted | MutationFailed,
    strawberry.union("InitiativeUpsertResult", description="The initiative, or what is wrong with it."),
]
InitiativesBulkUpsertResult = Annotated[
    InitiativesBulkUpserted | MutationFailed,
    strawberry.union(
        "InitiativesBulkUpsertResult", description="What became of each row, or why nothing was done at all."
    ),
]
InitiativeGraduateResult = Annotated[
    InitiativesGraduated | MutationFailed,
    strawberry.union("InitiativeGraduateResult", description="The candidates, or why nobody was judged."),
]


def row_faults(row: SavedRow, index: int) -> tuple[Fault, ...]:
    """The faults of one row of many, at their places in the input."""
    return input_faults(row.faults, f"input.initiatives[{index}]")


def row_answer(row: SavedRow, stored: dict[str, Initiative], faults: tuple[Fault, ...]) -> InitiativeUpsertRow:
    """What is told of one row of many. stored: the initiatives as they are stored now, by key."""
    return InitiativeUpsertRow(
        initiative_key=row.initiative_key,
        outcome=_outcome(row),
        initiative=stored.get(row.initiative_key) if is_stale(row) or not faults else None,
        errors=[UserError(message=fault.message, code=_code(row), field=fault.place) for fault in faults],
    )


def _code(row: SavedRow) -> UserErrorCode:
    return UserErrorCode.CONFLICT if is_stale(row) else UserErrorCode.INVALID


def is_stale(row: SavedRow) -> bool:
    """Whether nothing is wrong with a row but that it was meant for another version."""
    return [fault.place for fault in row.faults] == [VERSION_PLACE]


def _outcome(row: SavedRow) -> UpsertOutcome:
    if row.faults:
        return UpsertOutcome.FAILED
    return UpsertOutcome.ADDED if row.is_new else UpsertOutcome.CHANGED
