"""How much work an answer is worth: portions of deterministic work, each begun with the best of the one before.

Quick is one small portion. Normal is a portion in which only a full proof counts, then a longer one that ends as soon
as the main stage is within a thousandth of the best possible. Work is counted, never timed, so that an answer that is
not proven repeats too; between two portions the racers of ``auto`` take over each other's best point and bounds.
"""

from __future__ import annotations

import time
from array import array
from collections.abc import Callable
from fractions import Fraction

from domain.integer_model.model import Effort, Plan, SolveParameters, StageRole
from domain.integer_model.result import PlanResult, SolutionStatus, Termination
from domain.integer_model.solver import SolveControl
from domain.lean import dataclass, replace
from solvers.racing.merging import tightened

NEAR = 0.001
"""The gap within which a normal effort ends once its first portion is used up."""
TIE_BREAK_WORK = 2.0
"""Work that tie-breaks get at least, about seconds; what the stages that decide the value took where that was more."""
LEAST_WORK = 0.01
LEAST_SECONDS = 0.05

SolveOnce = Callable[[Plan, SolveParameters], PlanResult]


@dataclass(frozen=True, slots=True)
class Portion:
    """So much work, about seconds of one core, to within a gap."""

    work: float
    gap: float = 0.0


PORTIONS: dict[Effort, tuple[Portion, ...]] = {
    Effort.QUICK: (Portion(2.0),),
    Effort.NORMAL: (Portion(10.0), Portion(50.0, NEAR)),
}


def with_effort(
    solve_once: SolveOnce, plan: Plan, parameters: SolveParameters, control: SolveControl, counts_work: bool
) -> PlanResult:
    """The result of the portions that an effort is made of; one solve without an effort, or for a full proof.

    A deterministic limit beside an effort is for all portions together. counts_work: whether the solver can end at an
    amount of work; else the clock takes the place of it, and the answer is not reproducible.
    """
    portions = () if parameters.effort is None else PORTIONS.get(parameters.effort, ())
    if not portions:
        return solve_once(plan, replace(parameters, effort=None))
    best: PlanResult | None = None
    used, limit, began = 0.0, parameters.time_limit, time.monotonic()
    for portion in portions:
        work = portion.work
        if parameters.deterministic_limit is not None:
            work = min(work, parameters.deterministic_limit - used)
        if work < LEAST_WORK:
            break
        if limit is not None and best is not None:
            left = limit - (time.monotonic() - began)
            if left < LEAST_SECONDS:
                best = replace(best, termination=Termination.TIME_LIMIT, reproducible=False)
                break
            parameters = replace(parameters, time_limit=left)
        limits = _limited(parameters, work, max(portion.gap, parameters.gap), counts_work)
        start = plan if best is None or best.values is None else _from(plan, best)
        result = solve_once(start, limits)
        used += result.work
        best = result if best is None else _better(plan, best, result)
        if _is_over(result, control):
            break
        if _is_near(plan, best):
            best = replace(best, termination=Termination.GAP_REACHED, detail="")
            break
    if best is None:
        return solve_once(plan, _limited(parameters, LEAST_WORK, 0.0, counts_work))
    return replace(best, work=used)


def _limited(parameters: SolveParameters, work: float, gap: float, counts_work: bool) -> SolveParameters:
    limited = replace(parameters, effort=None, gap=gap, tie_break_work=TIE_BREAK_WORK)
    if counts_work:
        return replace(limited, deterministic_limit=work)
    limit = work if parameters.time_limit is None else min(work, parameters.time_limit)
    return replace(limited, deterministic_limit=None, time_limit=limit)


def _from(plan: Plan, best: PlanResult) -> Plan:
    return replace(plan, model=replace(plan.model, hint=array("q", best.values or ())))


def _is_over(result: PlanResult, control: SolveControl) -> bool:
    """Whether another portion would not change anything, or is not wanted."""
    settled = result.status in (SolutionStatus.OPTIMAL, SolutionStatus.INFEASIBLE)
    cut = result.termination in (Termination.TIME_LIMIT, Termination.ERROR, Termination.GAP_REACHED)
    return settled or cut or control.stop_requested or control.cancel_requested


def _better(plan: Plan, before: PlanResult, after: PlanResult) -> PlanResult:
    """The newer result, which began with the point of the older one, with the bounds of both."""
    if after.termination is Termination.ERROR and before.termination is not Termination.ERROR:
        return replace(before, notes=(*before.notes, f"the second portion of work failed: {after.detail}"))
    if after.values is None and after.status is not SolutionStatus.INFEASIBLE:
        return replace(before, termination=after.termination, detail=after.detail)
    return tightened(plan, after, [before])


def _is_near(plan: Plan, result: PlanResult) -> bool:
    """Whether every stage that decides the value is within the gap of a normal effort."""
    if result.values is None:
        return False
    for stage, outcome in zip(plan.stages, result.stages, strict=True):
        if stage.role is not StageRole.OBJECTIVE:
            continue
        if outcome.value is None or outcome.bound is None:
            return False
        scale = abs(outcome.value) or max(abs(outcome.bound), 1)
        if Fraction(outcome.bound - outcome.value, scale) > Fraction(NEAR):
            return False
    return bool(plan.stages)
