"""Stages of a plan along smooth functions: each is held nearly while the next one runs; none is ever proven exactly."""

from __future__ import annotations

from collections.abc import Sequence

from domain.integer_model.builder import rebuilt
from domain.integer_model.model import NO_UPPER, LinearForm, Plan, SolveParameters
from domain.integer_model.result import PlanResult, Proof, SolutionStatus, StageOutcome, Termination
from domain.lean import replace
from solvers.backend import Backend
from solvers.stages.stage_watch import Deaf, Outlet

HELD_WITHIN = 1e-6
"""A stage may lose so much of its value to later ones: the tolerance of a floating-point solver."""


def followed(backend: Backend, plan: Plan, parameters: SolveParameters, outlet: Outlet) -> PlanResult:
    """The best point that a backend finds for the stages in order, as far as it says, which is numerical."""
    if not backend.capabilities.bends:
        detail = f"{backend.name} takes no smooth functions"
        return PlanResult(SolutionStatus.UNKNOWN, Termination.ERROR, None, detail=detail)
    held: list[tuple[str, LinearForm, int, int]] = []
    outcomes: list[StageOutcome] = []
    values, work = None, 0.0
    for stage in plan.stages:
        limit = parameters.deterministic_limit
        left = parameters if limit is None else replace(parameters, deterministic_limit=max(0.01, limit - work))
        model = rebuilt(plan.model, extra=held).with_objective(stage.form)
        found = backend.solve(model, left, Deaf(outlet))
        work += found.work
        if found.values is None:
            status = found.status if not outcomes else SolutionStatus.UNKNOWN
            return _result(status, found.termination, values, outcomes, found.detail, work)
        assert found.objective is not None
        proven = found.status is SolutionStatus.OPTIMAL
        proof = Proof.NUMERICAL if proven else Proof.NONE
        outcomes.append(StageOutcome(stage.name, found.objective, found.bound, proven, proof=proof))
        values = found.values
        if not proven:
            return _result(SolutionStatus.FEASIBLE, found.termination, values, outcomes, found.detail, work)
        slack = int(HELD_WITHIN * abs(found.objective)) + 1
        held.append(("", stage.form, found.objective - slack, NO_UPPER))
    return _result(SolutionStatus.OPTIMAL, Termination.OPTIMALITY, values, outcomes, "", work)


def _result(
    status: SolutionStatus,
    termination: Termination,
    values: Sequence[int] | None,
    outcomes: list[StageOutcome],
    detail: str,
    work: float,
) -> PlanResult:
    proven = status in (SolutionStatus.OPTIMAL, SolutionStatus.INFEASIBLE)
    proof = Proof.NUMERICAL if proven else Proof.NONE
    return PlanResult(status, termination, values, tuple(outcomes), detail, proof=proof, work=work)
