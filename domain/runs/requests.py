"""What somebody asks for when starting runs, as a record and as a hash, under which key, and how a run looks."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from domain.errors import ConflictingStateError, ParameterError
from domain.formulation.stages import tolerable_stages
from domain.integer_model.model import Effort, OptionValue, SolveParameters, Tolerance
from domain.integer_model.result import Proof
from domain.ports import Clock, QueuePhase, QueueState
from domain.problem.problem import PortfolioProblem
from domain.storage import UnitOfWork
from domain.storage.run import OptimizationRun, RunStatus
from domain.storage.tokens_and_roles import IdempotencyKey


@dataclass(frozen=True, slots=True)
class RunRequest:
    """A request for one run with each of the solvers, all on the same problem.

    initiative_keys: None for the candidates of the scenario's periods. deadlines: a last day by initiative key, in
    addition to the initiative's own. problem: what is asked, where a spreadsheet says all of it; None for what is
    stored under the numbers and keys. reuses_answers: whether an earlier run that has proven the answer to the same
    question, asked the same way, stands for a new one. idempotency_key: the same key and request, sent again by the
    same person, get the runs that were started first.
    """

    scenario_id: int
    constraint_set_id: int | None = None
    solvers: tuple[str, ...] = ("auto",)
    parameters: SolveParameters = field(default_factory=SolveParameters)
    initiative_keys: tuple[str, ...] | None = None
    deadlines: Mapping[str, date] = field(default_factory=dict)
    problem: PortfolioProblem | None = None
    reuses_answers: bool = False
    requested_by_email: str | None = None
    idempotency_key: str | None = None


@dataclass(frozen=True, slots=True)
class RunView:
    """The current state of a run. attempt: how often a worker has begun it."""

    run: OptimizationRun
    attempt: int = 0


def check_tolerances(problem: PortfolioProblem, parameters: SolveParameters) -> None:
    """Raise ``ParameterError`` for a tolerance of a stage that the problem does not have."""
    names = tolerable_stages(problem) if parameters.stage_tolerances else ()
    for name in parameters.stage_tolerances:
        if name not in names:
            raise ParameterError(f"there is no stage {name!r} to give a tolerance to; stages: {', '.join(names)}")


def parameters_record(parameters: SolveParameters) -> dict[str, Any]:
    """Parameters as a run stores them; fractions become texts such as ``1/3``."""
    record: dict[str, Any] = {name: getattr(parameters, name) for name in SolveParameters.__slots__}
    record["effort"] = None if parameters.effort is None else parameters.effort.value
    del record["tie_break_work"]  # the engine's own affair, and different in each portion of a solve
    record["options"] = dict(parameters.options)
    record["stage_tolerances"] = {
        name: {"absolute": str(tolerance.absolute), "relative": str(tolerance.relative)}
        for name, tolerance in parameters.stage_tolerances.items()
    }
    return record


def parameters_of(record: Mapping[str, Any]) -> SolveParameters:
    """The parameters that a run was started with; what a record does not name has its default.

    One without an effort is older than efforts, or was told when to stop; it is solved as it was then.
    """
    tolerances = {
        name: Tolerance(Fraction(each["absolute"]), Fraction(each["relative"]))
        for name, each in (record.get("stage_tolerances") or {}).items()
    }
    options = {name: _option(value) for name, value in (record.get("options") or {}).items()}
    time_limit, work_limit = record.get("time_limit"), record.get("deterministic_limit")
    effort = record.get("effort")
    return SolveParameters(
        time_limit=None if time_limit is None else float(time_limit),
        deterministic_limit=None if work_limit is None else float(work_limit),
        gap=float(record.get("gap") or 0),
        seed=int(record.get("seed") or 0),
        threads=record.get("threads"),
        memory_limit_mb=record.get("memory_limit_mb"),
        effort=None if effort is None else Effort(effort),
        stage_tolerances=tolerances,
        options=options,
    )


def _option(value: Any) -> OptionValue:
    """Fractions are kept as exact decimals; backends take binary ones."""
    kept: OptionValue = float(value) if isinstance(value, Decimal) else value
    return kept


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


def claim(
    uow: UnitOfWork, operation: str, email: str | None, key: str | None, asked: Callable[[], str], clock: Clock
) -> IdempotencyKey | None:
    """The claim with the answer to an earlier equal request; None where no key is given.

    asked: makes the digest of what is asked for. Raises ``ConflictingStateError`` where the key came with another
    request before.
    """
    return claimed(uow, None if key is None else IdempotencyKey(operation, email or "", key, asked(), clock.now()))


def claimed(uow: UnitOfWork, asked: IdempotencyKey | None) -> IdempotencyKey | None:
    """The same for a claim that is made already."""
    if asked is None:
        return None
    known = uow.access.remember(asked)
    if known.input_hash != asked.input_hash:
        raise ConflictingStateError(f"the idempotency key {asked.key!r} was used before with another input")
    return known


def answered(uow: UnitOfWork, asked: OptimizationRun) -> OptimizationRun | None:
    """Find an earlier run that has proven the answer to the same question, asked the same way."""
    wanted = parameters_of(asked.parameters)
    for run in uow.runs.newest(asked.scenario_id, [RunStatus.SUCCESS]):
        if (run.inputs_hash, run.solver_name, run.constraint_set_id) != (
            asked.inputs_hash,
            asked.solver_name,
            asked.constraint_set_id,
        ):
            continue
        if run.proof is Proof.EXACT and parameters_of(run.parameters) == wanted:
            return run
    return None
