"""One backend with others behind it: they confirm what it claims beyond its own precision, and answer where it fails.

A point is checked wherever it comes from. That nothing is better, or that there is nothing at all, no point can show,
so it counts as exact only from a backend whose integers are exact that far. The others are asked in turn, with the best
point as their start, in what is left of the time; what none of them confirms stays numerical, and the notes say so.
"""

from __future__ import annotations

import time
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence

from domain.integer_model.bounding import BoundRequest, Bounds
from domain.integer_model.model import Plan, SolveParameters
from domain.integer_model.result import PlanResult, Proof, SolutionStatus, Termination
from domain.integer_model.solver import SolveControl
from domain.lean import replace
from solvers.processes.worker import Worker
from solvers.racing.effort import TIE_BREAK_WORK, with_effort
from solvers.stages.bridges import proves_exactly
from solvers.stages.outcome import described

PROOFS = (SolutionStatus.OPTIMAL, SolutionStatus.INFEASIBLE)
LEAST_SECONDS = 0.05
CONFIRMING_WORK = 30.0
"""Work that a second opinion is worth where an effort is asked for, about seconds."""

SMOOTH_WORK = 30.0
"""Work that the smooth form of a plan is worth where no limit is given, about seconds."""


class CertifyingSolver:
    """A ``SolverPort`` over one backend and those that give a second opinion."""

    def __init__(self, first: Worker, others: Callable[[], Iterable[Worker]]) -> None:
        """others: finds them when they are needed, in the order in which they are asked."""
        self._first, self._others = first, others

    @property
    def name(self) -> str:
        """The name of the backend that is asked first."""
        return self._first.name

    @property
    def exact_up_to(self) -> int:
        """The largest integer objective range that one of the backends proves exactly."""
        return max(worker.exact_up_to for worker in (self._first, *self._others()))

    def solve(self, plan: Plan, parameters: SolveParameters, control: SolveControl | None = None) -> PlanResult:
        """Solve all stages. Raises ``ParameterError`` for parameters that the first backend does not accept."""
        control, began = control or SolveControl(), time.monotonic()
        if plan.model.bends:
            return followed_by((self._first, *self._others()), plan, parameters, control)

        def solve_once(asked: Plan, limits: SolveParameters) -> PlanResult:
            return self._first.solve(asked, limits, control)

        counts_work = bool(self._first.backend.capabilities.deterministic_limit_unit)
        result = with_effort(solve_once, plan, parameters, control, counts_work)
        certified = certified_by(self._others, plan, parameters, control, began, self._first.name, result)
        return replace(certified, seconds=time.monotonic() - began, parameters=described(parameters))

    def bounds(
        self, request: BoundRequest, parameters: SolveParameters, control: SolveControl | None = None
    ) -> Bounds | None:
        """The first backend's bounds of a model, exact for every point; None where it has none."""
        return self._first.bounds(request, parameters, control)


def followed_by(
    workers: Iterable[Worker], plan: Plan, parameters: SolveParameters, control: SolveControl
) -> PlanResult:
    """What the first backend that takes smooth functions finds along them; nobody confirms it."""
    able = next((worker for worker in workers if worker.backend.capabilities.bends), None)
    if able is None:
        detail = "no solver that takes smooth functions is installed; install pyscipopt"
        return PlanResult(SolutionStatus.UNKNOWN, Termination.ERROR, None, detail=detail)
    limit = SMOOTH_WORK if parameters.deterministic_limit is None else parameters.deterministic_limit
    own = replace(parameters, deterministic_limit=limit, threads=None, options={}, effort=None)
    return able.solve(plan, own, control)


def certified_by(
    others: Callable[[], Iterable[Worker]],
    plan: Plan,
    parameters: SolveParameters,
    control: SolveControl,
    began: float,
    name: str,
    result: PlanResult,
) -> PlanResult:
    """A result with what other backends make of it. name: who gave it; began: when, on the monotonic clock."""
    if result.termination is Termination.ERROR:
        for worker, own in _turns(others(), parameters, control, began):
            answer = worker.solve(_from(plan, result.values), own, control)
            if answer.termination is not Termination.ERROR:
                return _noted(answer, f"{name} failed ({result.detail}), so {worker.name} answered")
    if not _needs_confirming(result):
        return result
    for worker, own in _turns(others(), parameters, control, began):
        if not proves_exactly(worker.backend, plan):
            continue
        answer = worker.solve(_from(plan, result.values), own, control)
        if answer.termination is not Termination.ERROR:
            return _weighed(plan, name, result, worker.name, answer)
    return _noted(result, f"{name} computes in floating point: no other solver confirmed what it claims here")


def _needs_confirming(result: PlanResult) -> bool:
    """Whether it claims something that does not rest on integer arithmetic."""
    if result.status in PROOFS and result.proof is not Proof.EXACT:
        return True
    return any(stage.proven and stage.proof is not Proof.EXACT for stage in result.stages)


def _turns(
    others: Iterable[Worker], parameters: SolveParameters, control: SolveControl, began: float
) -> Iterator[tuple[Worker, SolveParameters]]:
    """Those that may be asked, each with what is then left of the time; options are those of one backend."""
    for worker in others:
        if control.stop_requested or control.cancel_requested:
            return
        limit = parameters.time_limit
        left = None if limit is None else limit - (time.monotonic() - began)
        if left is not None and left < LEAST_SECONDS:
            return
        own = replace(parameters, time_limit=left, deterministic_limit=None, threads=None, options={}, effort=None)
        if parameters.effort is not None and worker.backend.capabilities.deterministic_limit_unit:
            own = replace(own, deterministic_limit=CONFIRMING_WORK, tie_break_work=TIE_BREAK_WORK)
        yield worker, own


def _from(plan: Plan, values: Sequence[int] | None) -> Plan:
    """The plan with a point to start from, where one is known."""
    return plan if values is None else replace(plan, model=replace(plan.model, hint=array("q", values)))


def _weighed(plan: Plan, name: str, result: PlanResult, other: str, answer: PlanResult) -> PlanResult:
    """What two looks come to: the better point, with what the exact one has proven."""
    ours, theirs = _values_of(plan, result), _values_of(plan, answer)
    if answer.status in PROOFS and answer.proof is Proof.EXACT:
        if ours == theirs and result.status is answer.status:
            values = answer.values if answer.is_canonical else result.values
            kept = replace(answer, values=values, solver_name=name, solver_version=result.solver_version)
            kept = replace(kept, parameters=result.parameters, reproducible=result.reproducible and answer.reproducible)
            return _noted(kept, f"what {name} found was confirmed by {other}, which is exact on these numbers")
        return _noted(answer, f"{name} answered otherwise, which {other}, exact on these numbers, has refuted")
    if ours is not None and (theirs is None or ours >= theirs):
        return _noted(result, f"{other} did not confirm in time what {name} claims in floating point")
    if theirs is not None and (ours is None or theirs > ours):
        return _noted(answer, f"{name} answered otherwise, which the better portfolio of {other} has refuted")
    return _noted(result, f"{other} did not confirm in time what {name} claims in floating point")


def _values_of(plan: Plan, result: PlanResult) -> tuple[int, ...] | None:
    values = result.values
    return None if values is None else tuple(stage.form.value(values) for stage in plan.stages)


def _noted(result: PlanResult, note: str) -> PlanResult:
    return replace(result, notes=(*result.notes, note))
