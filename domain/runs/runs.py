"""Starts runs and looks after them: a run is stored with its whole problem first and handed to the queue then."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Sequence
from functools import partial

from domain.backlog.snapshots import as_snapshot, snapshot
from domain.errors import ConflictingStateError, DatabaseError, InputError
from domain.integer_model.model import SolveParameters
from domain.optimization.validate import ValidationReport, validate
from domain.ports import Clock, RunQueue
from domain.problem.problem import PortfolioProblem
from domain.runs.limits import UNLIMITED, SolveLimits
from domain.runs.requests import (
    RunRequest,
    RunView,
    again_hash,
    answered,
    check_tolerances,
    claim,
    claimed,
    parameters_of,
    parameters_record,
    request_hash,
    view_of,
)
from domain.storage import Storage, UnitOfWork
from domain.storage.run import LoggedStep, OptimizationRun, RunOutcome, RunStatus
from domain.storage.tokens_and_roles import IdempotencyKey

START_OPERATION = "start_runs"
AGAIN_OPERATION = "run_again"

Also = Callable[[UnitOfWork, tuple[OptimizationRun, ...]], None]


def _nothing(uow: UnitOfWork, runs: tuple[OptimizationRun, ...]) -> None:
    """Store nothing in addition."""


class Runs:
    """Starts, watches and ends runs of the optimizer. Every method that takes a run id raises ``NotFoundError``."""

    def __init__(
        self,
        storage: Storage,
        queue: RunQueue,
        clock: Clock,
        inputs_hash: Callable[[PortfolioProblem], str],
        check_solver: Callable[[str, SolveParameters], None],
        limits: SolveLimits = UNLIMITED,
    ) -> None:
        """check_solver: raises ``ParameterError`` for a solver or parameters that no worker could use."""
        self.limits = limits
        self._storage, self._queue, self._clock = storage, queue, clock
        self._inputs_hash, self._check_solver = inputs_hash, check_solver

    def start(self, request: RunRequest, also: Also = _nothing) -> tuple[OptimizationRun, ...]:
        """Store the runs and hand them to the queue, in the order of the solvers.

        also: what is to be stored together with them, or not at all. Raises ``ConflictingStateError`` where the
        idempotency key came with another request before.
        """
        solvers = self.check(request)
        with self._storage.writing() as uow:
            email, key = request.requested_by_email, request.idempotency_key
            claimed = claim(uow, START_OPERATION, email, key, partial(request_hash, request), self._clock)
            if claimed is not None and claimed.answer is not None:
                runs = tuple(uow.runs.get(run_id) for run_id in claimed.answer)
            else:
                self.limits.refuse_more(uow, email, len(solvers))
                runs = self._store(uow, request, solvers)
                if claimed is not None:
                    uow.access.answer(claimed.id, [run.run_id for run in runs])
            also(uow, runs)
        self._enqueue(runs)
        return runs

    def start_with(
        self, make: Callable[[UnitOfWork], RunRequest], also: Also, asked: IdempotencyKey | None = None
    ) -> OptimizationRun:
        """Start a run over what is stored in the same transaction. make: stores it, and says what is to be run.

        also: may give the run its outcome at once; one that has none is handed to the queue. asked: a claim; where it
        was answered before, nothing is stored and the earlier run comes back. Raises ``ConflictingStateError``.
        """
        with self._storage.writing() as uow:
            known = claimed(uow, asked)
            if known is not None and known.answer is not None:
                return uow.runs.get(known.answer)
            request = make(uow)
            solvers = self.check(request)
            self.limits.refuse_more(uow, request.requested_by_email, len(solvers))
            runs = self._store(uow, request, solvers)
            also(uow, runs)
            run = uow.runs.get(runs[0].run_id)
            if known is not None:
                uow.access.answer(known.id, run.run_id)
        self._enqueue([run])
        return run

    def check(self, request: RunRequest) -> tuple[str, ...]:
        """Solvers of a request, without duplicates. Raises ``InputError`` for what no worker could use."""
        solvers = tuple(dict.fromkeys(request.solvers))
        if not solvers:
            raise InputError("name at least one solver, or auto")
        for solver in solvers:
            self.check_solver(solver, request.parameters)
        return solvers

    def check_solver(self, name: str, parameters: SolveParameters) -> None:
        """Raise ``ParameterError`` for what is beyond the limits, or what no worker could use."""
        self.limits.check(parameters)
        self._check_solver(name, parameters)

    def validate(
        self,
        scenario_id: int,
        constraint_set_id: int | None = None,
        initiative_keys: Iterable[str] | None = None,
        parameters: SolveParameters | None = None,
    ) -> ValidationReport:
        """What a run would start with; nothing is stored or solved. Raises ``InputError`` as ``start`` would."""
        with self._storage.reading() as uow:
            problem = snapshot(uow, scenario_id, constraint_set_id, initiative_keys)
        check_tolerances(problem, parameters or SolveParameters())
        return validate(problem)

    def again(
        self,
        run_id: str,
        *,
        solver: str | None = None,
        parameters: SolveParameters | None = None,
        requested_by_email: str | None = None,
        idempotency_key: str | None = None,
    ) -> OptimizationRun:
        """A new run over the same inputs; with another solver or other parameters where they are given.

        Raises ``ConflictingStateError`` where the idempotency key came with another request before.
        """
        with self._storage.reading() as uow:
            earlier = uow.runs.get(run_id)
        name = solver or earlier.solver_name
        wanted = parameters or parameters_of(earlier.parameters)
        self.check_solver(name, wanted)
        if wanted.stage_tolerances:
            with self._storage.reading() as uow:
                check_tolerances(uow.runs.problem(run_id), wanted)
        run = OptimizationRun(
            run_id=str(uuid.uuid4()),
            scenario_id=earlier.scenario_id,
            constraint_set_id=earlier.constraint_set_id,
            solver_name=name,
            inputs_hash=earlier.inputs_hash,
            created_at=self._clock.now(),
            requested_by_email=requested_by_email,
            parameters=parameters_record(wanted),
        )
        with self._storage.writing() as uow:
            claimed = claim(
                uow, AGAIN_OPERATION, requested_by_email, idempotency_key, lambda: again_hash(run_id, run), self._clock
            )
            if claimed is not None and claimed.answer is not None:
                stored = uow.runs.get(claimed.answer)
            else:
                self.limits.refuse_more(uow, requested_by_email)
                stored = uow.runs.add(run, uow.runs.problem(run_id))
                note = LoggedStep(
                    "again", RunStatus.SUCCESS, run.created_at, run.created_at, f"with the inputs of run {run_id}"
                )
                uow.runs.add_step(run.run_id, note)
                if claimed is not None:
                    uow.access.answer(claimed.id, stored.run_id)
        self._enqueue([stored])
        return stored

    def retry(
        self, run_id: str, requested_by_email: str | None = None, idempotency_key: str | None = None
    ) -> OptimizationRun:
        """A new try of a run that failed or was cancelled. Raises ``ConflictingStateError`` for any other."""
        with self._storage.reading() as uow:
            status = uow.runs.get(run_id).status
        if status not in (RunStatus.FAILED, RunStatus.CANCELLED):
            raise ConflictingStateError(
                f"run {run_id} is {status.value}; only a failed or cancelled run can be tried again"
            )
        return self.again(run_id, requested_by_email=requested_by_email, idempotency_key=idempotency_key)

    def stop(self, run_id: str) -> OptimizationRun:
        """Ask for the best portfolio found so far. Raises ``ConflictingStateError`` where the run has ended."""
        run = self._open(run_id)
        self._queue.stop(run_id)
        return run

    def cancel(self, run_id: str) -> OptimizationRun:
        """Cancel a run. Raises ``ConflictingStateError`` where it has ended otherwise."""
        outcome = RunOutcome(RunStatus.CANCELLED, self._clock.now(), error_text="cancelled on request")
        with self._storage.writing() as uow:
            uow.runs.finish(run_id, outcome)
            run = uow.runs.get(run_id)
        if run.status is not RunStatus.CANCELLED:
            raise ConflictingStateError(f"run {run_id} has ended already: {run.status.value}")
        self._queue.cancel(run_id)
        return run

    def view(self, run_id: str) -> RunView:
        """Current state of a run."""
        with self._storage.reading() as uow:
            run = uow.runs.get(run_id)
        return self.views([run])[0]

    def views(self, runs: Sequence[OptimizationRun]) -> list[RunView]:
        """Current states of stored runs; the queue knows which of them wait and which are executed."""
        states = self._queue.states(run.run_id for run in runs)
        return [view_of(run, states.get(run.run_id)) for run in runs]

    def _store(self, uow: UnitOfWork, request: RunRequest, solvers: Sequence[str]) -> tuple[OptimizationRun, ...]:
        if request.problem is not None:
            problem = as_snapshot(request.problem)
        else:
            problem = snapshot(
                uow, request.scenario_id, request.constraint_set_id, request.initiative_keys, request.deadlines
            )
        check_tolerances(problem, request.parameters)
        digest, now = self._inputs_hash(problem), self._clock.now()
        runs = []
        for solver in solvers:
            run = OptimizationRun(
                run_id=str(uuid.uuid4()),
                scenario_id=request.scenario_id,
                constraint_set_id=request.constraint_set_id,
                solver_name=solver,
                inputs_hash=digest,
                created_at=now,
                requested_by_email=request.requested_by_email,
                parameters=parameters_record(request.parameters),
            )
            known = answered(uow, run) if request.reuses_answers else None
            runs.append(known or uow.runs.add(run, problem))
        return tuple(runs)

    def _open(self, run_id: str) -> OptimizationRun:
        with self._storage.reading() as uow:
            run = uow.runs.get(run_id)
        if run.status.is_final:
            raise ConflictingStateError(f"run {run_id} has ended already: {run.status.value}")
        return run

    def _enqueue(self, runs: Iterable[OptimizationRun]) -> None:
        """Hand runs to the queue. Where it does not answer, a worker finds them in the database later."""
        for run in runs:
            if run.status.is_final:
                continue
            try:
                self._queue.enqueue(run.run_id)
            except DatabaseError:
                return
