"""What runs, jobs and analyses say alike of themselves: how they stand, and what was done."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, TypeVar

from domain.actions.requests import ActionView
from domain.runs.requests import RunView
from domain.storage.run import LoggedStep
from graphql_api.enums import RunStatus
from graphql_api.scalars import JsonValue

StepT = TypeVar("StepT")


def standing(view: RunView | ActionView) -> dict[str, Any]:
    """The fields that all of them have, by name. Elapsed seconds count from when it was begun."""
    run = view.run
    elapsed = None
    if run.started_at is not None:
        elapsed = round(((run.finished_at or datetime.now(UTC)) - run.started_at).total_seconds(), 3)
    return {
        "status": RunStatus(run.status),
        "attempt": view.attempt,
        "requested_by_email": run.requested_by_email,
        "error_text": run.error_text,
        "created_at": run.created_at,
        "started_at": run.started_at,
        "finished_at": run.finished_at,
        "elapsed_seconds": elapsed,
    }


def step_of(made: Callable[..., StepT], step: LoggedStep) -> StepT:
    """One step of a log, as the type that shows it."""
    return made(
        position=step.position,
        name=step.name,
        status=RunStatus(step.status),
        message=step.message,
        started_at=step.started_at,
        finished_at=step.finished_at,
        detail=None if step.detail is None else JsonValue(step.detail),
    )
