"""What somebody asks for when starting runs, and how a run looks from outside."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import date

from domain.integer_model.model import SolveParameters
from domain.ports import QueuePhase, QueueState
from domain.runs.parameters import parameters_record
from domain.storage.run import OptimizationRun, RunStatus


@dataclass(frozen=True, slots=True)
class RunRequest:
    """A request for one run with each of the solvers, all on the same problem.

    initiative_keys: None for the candidates of the scenario's periods. deadlines: a last day by initiative key, in
    addition to the initiative's own. reuses_answers: whether an earlier run that has proven the answer to the same
    question, asked the same way, stands for a new one. idempotency_key: the same key and request, sent again by the
    same person, get the runs that were started first.
    """

    scenario_id: int
    constraint_set_id: int | None = None
    solvers: tuple[str, ...] = ("auto",)
    parameters: SolveParameters = field(default_factory=SolveParameters)
    initiative_keys: tuple[str, ...] | None = None
    deadlines: Mapping[str, date] = field(default_factory=dict)
    reuses_answers: bool = False
    requested_by_email: str | None = None
    idempotency_key: str | None = None


@dataclass(frozen=True, slots=True)
class RunView:
    """The current state of a run. attempt: how often a worker has begun it."""

    run: OptimizationRun
    attempt: int = 0


def request_hash(request: RunRequest) -> str:
    """The SHA-256 of what was asked for, not of who asked or under which key."""
    asked = asdict(replace(request, parameters=SolveParameters(), requested_by_email=None, idempotency_key=None))
    asked["parameters"] = parameters_record(request.parameters)
    return hashlib.sha256(json.dumps(asked, sort_keys=True, default=str).encode("utf-8")).hexdigest()


def again_hash(run_id: str, run: OptimizationRun) -> str:
    """SHA-256 of a request to run the inputs of a run again as a new run."""
    asked = [run_id, run.solver_name, run.parameters]
    return hashlib.sha256(json.dumps(asked, sort_keys=True, default=str).encode("utf-8")).hexdigest()


def view_of(run: OptimizationRun, state: QueueState | None) -> RunView:
    """Combine a stored run with what the queue knows of it; a run that the queue does not know yet is waiting."""
    attempt = 0 if state is None else state.attempt
    if run.status.is_final:
        return RunView(run, attempt)
    waits = state is None or state.phase is QueuePhase.QUEUED
    return RunView(replace(run, status=RunStatus.QUEUED if waits else RunStatus.RUNNING), attempt)
