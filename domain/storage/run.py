"""Runs of the optimizer and of jobs, as they are kept: who asked, what for, how far it is, what came of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from domain.integer_model.result import Proof, SolutionStatus, Termination


class RunStatus(StrEnum):
    """Where a run stands.

    queued: it waits for a worker.
    running: a worker executes it.
    success: it has an answer, be it that there is no portfolio; see ``solution_status``.
    failed: it ended without an answer; see ``error_text``.
    cancelled: it was given up on request.
    """

    QUEUED = "queued"
    RUNNING = "running"
    SUCCESS = "success"
    FAILED = "failed"
    CANCELLED = "cancelled"

    @property
    def is_final(self) -> bool:
        """Whether nothing can change any more."""
        return self not in (RunStatus.QUEUED, RunStatus.RUNNING)


@dataclass(frozen=True, slots=True)
class OptimizationRun:
    """One execution of the optimizer, without its inputs and its answer, which are read on their own.

    id: zero until it is stored. run_id: its public name, which the queue knows it by. proof: what its solution status
    rests on; None also where it has ended under a version that did not record it.
    """

    run_id: str
    scenario_id: int
    solver_name: str
    inputs_hash: str
    created_at: datetime
    constraint_set_id: int | None = None
    status: RunStatus = RunStatus.QUEUED
    requested_by_email: str | None = None
    idempotency_key: str | None = None
    parameters: Mapping[str, Any] = field(default_factory=dict)
    solver_version: str | None = None
    solution_status: SolutionStatus | None = None
    proof: Proof | None = None
    termination_reason: Termination | None = None
    objective: Decimal | None = None
    gaps: Any = None
    timings: Any = None
    progress: Any = None
    error_text: str | None = None
    started_at: datetime | None = None
    finished_at: datetime | None = None
    id: int = 0


@dataclass(frozen=True, slots=True)
class RunOutcome:
    """How a run ended. result: the whole answer as JSON text, which a successful run has."""

    status: RunStatus
    finished_at: datetime
    result: str | None = None
    solver_version: str | None = None
    solution_status: SolutionStatus | None = None
    proof: Proof | None = None
    termination_reason: Termination | None = None
    objective: Decimal | None = None
    gaps: Any = None
    timings: Any = None
    error_text: str | None = None


@dataclass(frozen=True, slots=True)
class ActionRun:
    """One execution of a job such as ``pm.save_selected``, or of an analysis such as ``plan.frontier``."""

    run_id: str
    action: str
    created_at: datetime
    status: RunStatus = RunStatus.QUEUED
    requested_by_email: str | None = None
    idempotency_key: str | None = None
    optimization_run_id: int | None = None
    payload: Any = field(default_factory=dict)
    progress: Any = None
    result: Any = None
    error_text: str | None = None
    started_at: datetime | None = None
    finished_at: datetime | None = None
    id: int = 0


@dataclass(frozen=True, slots=True)
class LoggedStep:
    """One entry of a step log. position: counted from 1 by whoever stores it."""

    name: str
    status: RunStatus
    started_at: datetime
    finished_at: datetime | None = None
    message: str = ""
    detail: Any = None
    position: int = 0
