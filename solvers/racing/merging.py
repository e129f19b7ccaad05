"""Several unfinished results of the same plan as one: the best point, and the tightest of all bounds."""

from __future__ import annotations

from collections.abc import Sequence

from domain.integer_model.model import Plan, StageRole
from domain.integer_model.result import PlanResult, Proof, SolutionStatus, StageOutcome, Termination
from domain.lean import replace
from solvers.processes.worker import Worker
from solvers.stages.precision import weakest

Result = tuple[Worker, PlanResult]


def merged(plan: Plan, results: Sequence[Result]) -> Result:
    """The result with the best point, its first stages' bounds tightened by what the others have proven."""
    with_point = [each for each in results if each[1].values is not None]
    if not with_point:
        claims = [each for each in results if each[1].status is SolutionStatus.INFEASIBLE]
        if claims:
            return claims[0]
        sound = [each for each in results if each[1].termination is not Termination.ERROR]
        return (sound or list(results))[0]
    worker, best = max(with_point, key=lambda each: tuple(stage.value or 0 for stage in each[1].stages))
    best = tightened(plan, best, [result for _, result in results])
    sound = [each for each in results if each[1].termination is not Termination.ERROR]
    if best.termination is Termination.ERROR and sound:
        best = replace(best, termination=sound[0][1].termination, detail=best.detail)
    return worker, best


def tightened(plan: Plan, best: PlanResult, others: Sequence[PlanResult]) -> PlanResult:
    """A result with its first stages' bounds tightened by others, and optimal where that settles it."""
    stages = _tightened(best.stages, others)
    best = replace(best, stages=stages)
    decisive = [s for s, stage in zip(stages, plan.stages, strict=True) if stage.role is StageRole.OBJECTIVE]
    if decisive and all(stage.proven for stage in decisive) and best.values is not None:
        grade = weakest(*(stage.proof for stage in decisive))
        best = replace(best, status=SolutionStatus.OPTIMAL, proof=grade)
    return best


def _tightened(stages: Sequence[StageOutcome], others: Sequence[PlanResult]) -> tuple[StageOutcome, ...]:
    """Bounds of a stage may be shared only while all stages above it are at their proven values."""
    merged_stages: list[StageOutcome] = []
    shared = True
    for place, stage in enumerate(stages):
        if shared and stage.value is not None and not (stage.proven and stage.proof is Proof.EXACT):
            known = [result.stages[place] for result in others] + [stage]
            exact = [other.bound for other in known if other.bound is not None and other.proof is Proof.EXACT]
            bound = min(exact, default=None)
            if bound is not None:
                bound = max(bound, stage.value)
                stage = replace(stage, bound=bound, proven=bound == stage.value, proof=Proof.EXACT)
        shared = shared and stage.proven and stage.proof is Proof.EXACT and stage.bound == stage.value
        merged_stages.append(stage)
    return tuple(merged_stages)
