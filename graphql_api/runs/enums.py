"""The closed sets of runs."""

from __future__ import annotations

from enum import Enum

import strawberry

from domain.integer_model import model
from domain.storage import run


@strawberry.enum(description="Where a run stands.")
class RunStatus(Enum):
    """Where a run stands."""

    QUEUED = strawberry.enum_value(run.RunStatus.QUEUED, description="It waits for a worker.")
    RUNNING = strawberry.enum_value(run.RunStatus.RUNNING, description="A worker executes it.")
    SUCCESS = strawberry.enum_value(
        run.RunStatus.SUCCESS, description="It has an answer, be it that there is no portfolio; see solutionStatus."
    )
    FAILED = strawberry.enum_value(run.RunStatus.FAILED, description="It ended without an answer; see errorText.")
    CANCELLED = strawberry.enum_value(run.RunStatus.CANCELLED, description="It was given up on request.")


@strawberry.enum(
    description="How much work an answer is worth, counted in the work of the solver and not by the clock."
)
class Effort(Enum):
    """How much work an answer is worth."""

    QUICK = strawberry.enum_value(
        model.Effort.QUICK, description="The best found within about 2 s, and how far from the best possible it may be."
    )
    NORMAL = strawberry.enum_value(
        model.Effort.NORMAL,
        description="A full proof if it comes soon, else it stops within 0.1 % of the best possible, or after about a "
        "minute of work with the gap that is left.",
    )
    PROOF = strawberry.enum_value(
        model.Effort.PROOF, description="A full proof, however long it takes, within the time limit."
    )


@strawberry.enum(description="What runs can be sorted by.")
class RunOrderField(Enum):
    """What runs can be sorted by."""

    CREATED_AT = strawberry.enum_value("created_at", description="By when they were asked for.")
    STARTED_AT = strawberry.enum_value("started_at", description="By when a worker began them.")
    FINISHED_AT = strawberry.enum_value("finished_at", description="By when they ended.")
    OBJECTIVE = strawberry.enum_value("objective", description="By the value of the main objective.")
