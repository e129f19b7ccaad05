"""From a master to the outside: what is told while it is solved, and the result of the whole plan in the end.

On the way only portfolios that can be placed are told, and bounds.
"""

from __future__ import annotations

import time
from array import array
from collections.abc import Callable, Sequence
from dataclasses import replace

from domain.integer_model.model import Plan, StageRole
from domain.integer_model.result import PlanResult, Progress, Proof, SolutionStatus, StageOutcome
from solvers.stages.outcome import PlanState
from solvers.stages.precision import weakest
from solvers.stages.stage_watch import Outlet

Place = Callable[[Sequence[int]], "array[int] | None"]
"""A point of the whole model for a point of the master, where one is found at once."""
SHARE_OF_TIME = 0.1


class Silent:
    """Says nothing, and hears only that it should stop."""

    def __init__(self, outlet: Outlet) -> None:
        self._outlet = outlet

    def progress(self, progress: Progress) -> None:
        """Of no interest to anybody."""

    def standing(self, standing: PlanState) -> None:
        """Of no interest to anybody."""

    def should_stop(self) -> bool:
        """Whether the best point so far is wanted now."""
        return self._outlet.should_stop()


class MasterOutlet:
    """Places what a master finds on its way, so that a solve that has to be ended has something to show.

    latest: the last point of the whole model that was passed on. It depends on the clock.
    """

    def __init__(self, outlet: Outlet, plan: Plan, place: Place, best: array[int] | None) -> None:
        self._outlet, self._plan, self._place = outlet, plan, place
        self.latest = best
        self._next = 0.0

    def progress(self, progress: Progress) -> None:
        """The bound as it is, beside the value of the best portfolio that has places."""
        stage = next((stage for stage in self._plan.stages if stage.name == progress.stage), None)
        incumbent = gap = None
        if stage is not None and self.latest is not None:
            incumbent = float(stage.in_unit(stage.form.value(self.latest)))
            if progress.bound is not None:
                gap = abs(progress.bound - incumbent) / max(1.0, abs(incumbent))
        self._outlet.progress(replace(progress, incumbent=incumbent, gap=gap))

    def standing(self, standing: PlanState) -> None:
        """Pass a point on where it can be placed at once; that gets a small share of the time."""
        began = time.monotonic()
        if standing.values is None or began < self._next:
            return
        point = self._place(standing.values)
        now = time.monotonic()
        self._next = now + (now - began) / SHARE_OF_TIME
        if point is None or (self.latest is not None and self._key(point) <= self._key(self.latest)):
            return
        self.latest = point
        known = standing.copy()
        known.values = point
        missing = len(self._plan.stages) - len(known.bounds)
        known.bounds += [None] * missing
        known.proven += [False] * missing
        known.blended += [False] * missing
        known.grades += [Proof.NONE] * missing
        self._outlet.standing(known)

    def should_stop(self) -> bool:
        """Whether the best point so far is wanted now."""
        return self._outlet.should_stop()

    def _key(self, values: Sequence[int]) -> tuple[int, ...]:
        return tuple(stage.form.value(values) for stage in self._plan.stages)


def with_all_stages(plan: Plan, result: PlanResult, values: Sequence[int] | None = None) -> PlanResult:
    """A result of the first stages of a plan with a place for those that were not asked for.

    values: a point of the plan's own model, where the result has one, to read them off.
    """
    missing = plan.stages[len(result.stages) :]
    unknown = (
        StageOutcome(stage.name, None if values is None else stage.form.value(values), None, False) for stage in missing
    )
    undecided = any(stage.role is StageRole.OBJECTIVE for stage in missing)
    if undecided and result.status is SolutionStatus.OPTIMAL:
        result = replace(result, status=SolutionStatus.FEASIBLE, proof=Proof.NONE)
    return replace(result, stages=(*result.stages, *unknown))


def lifted(plan: Plan, result: PlanResult, values: array[int] | None) -> PlanResult:
    """A master's result for the whole plan, with a point of the whole model (None: there is none to show).

    A point that is not the placement of what the master selected has its own values, beside what the master has proven.
    """
    outcomes = _beside(plan, result.stages, values)
    if values is None:
        status = SolutionStatus.UNKNOWN if result.values is not None else result.status
        proof = result.proof if status is SolutionStatus.INFEASIBLE else Proof.NONE
        return replace(result, status=status, values=None, stages=outcomes, proof=proof)
    if all(known.value in (None, own.value) for own, known in zip(outcomes, result.stages, strict=True)):
        return replace(result, values=values, stages=outcomes)
    single = replace(result, status=SolutionStatus.FEASIBLE, values=values, stages=outcomes, single=False)
    return judged(plan, single)


def with_known_bounds(plan: Plan, answer: PlanResult, known: PlanResult) -> PlanResult:
    """A result of the whole model, its bounds tightened by what was proven on the master."""
    if answer.status is SolutionStatus.INFEASIBLE:
        return answer
    stages = []
    for own, other in zip(answer.stages, _beside(plan, known.stages, answer.values), strict=True):
        weaker = own.proof is Proof.EXACT and other.proof is not Proof.EXACT
        better = other.bound is not None and (own.bound is None or (other.bound < own.bound and not weaker))
        stages.append(replace(own, bound=other.bound, proven=other.proven, proof=other.proof) if better else own)
    return judged(plan, replace(answer, stages=tuple(stages)))


def graded(result: PlanResult, proof: Proof) -> PlanResult:
    """A result with no claim that rests on more than ``proof``."""
    stages = tuple(replace(stage, proof=weakest(stage.proof, proof)) for stage in result.stages)
    return replace(result, stages=stages, proof=weakest(result.proof, proof))


def is_within(plan: Plan, result: PlanResult, gap: float) -> bool:
    """Whether all stages that decide the value are within a relative gap of what is best possible."""
    return all(
        outcome.value is not None
        and outcome.bound is not None
        and outcome.bound - outcome.value <= gap * max(abs(outcome.value), 1)
        for stage, outcome in zip(plan.stages, result.stages, strict=True)
        if stage.role is StageRole.OBJECTIVE
    )


def _beside(plan: Plan, known: Sequence[StageOutcome], values: Sequence[int] | None) -> tuple[StageOutcome, ...]:
    """The values of a point beside known outcomes; a stage's bound counts while the stages above it are attained."""
    outcomes, shared = [], True
    for stage, outcome in zip(plan.stages, known, strict=True):
        value = None if values is None else stage.form.value(values)
        bound = outcome.bound if shared else None
        if value is not None and bound is not None:
            bound = max(bound, value)
        proof = outcome.proof if bound is not None else Proof.NONE
        proven = value is not None and bound == value
        outcomes.append(replace(outcome, value=value, bound=bound, proven=proven, proof=proof))
        shared = shared and (proven or value == outcome.value)
    return tuple(outcomes)


def judged(plan: Plan, result: PlanResult) -> PlanResult:
    """The result as optimal, if that is what the stages that decide its value say."""
    pairs = zip(plan.stages, result.stages, strict=True)
    decisive = [outcome for stage, outcome in pairs if stage.role is StageRole.OBJECTIVE]
    if result.values is None or not decisive or not all(outcome.proven for outcome in decisive):
        return replace(result, proof=Proof.NONE) if result.status is not SolutionStatus.OPTIMAL else result
    proof = weakest(*(outcome.proof for outcome in decisive))
    return replace(result, status=SolutionStatus.OPTIMAL, proof=proof)
