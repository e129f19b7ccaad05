"""What is known of a plan before it is solved: the point that it starts from, and how long that lets it wait."""

from __future__ import annotations

import time
from array import array

from domain.integer_model.model import Plan, Sense, SolveParameters
from domain.integer_model.result import PlanResult, Progress, Termination
from domain.lean import replace
from solvers.stages.outcome import PlanState, concluded

LEAST_SECONDS = 0.05
"""What is left of a time limit at least when the process is ready."""


def known_at_start(plan: Plan) -> PlanState:
    """The hint of a plan, where it holds."""
    standing, hint = PlanState.empty(plan), plan.model.hint
    if hint is not None and plan.model.admits(hint):
        standing.values = array("q", hint)
    return standing


class Patience:
    """How long a plan waits for its process: to its time limit where a point is known, else until it is ready.

    Without a point, nothing would be gained by giving up.
    """

    def __init__(self, plan: Plan, parameters: SolveParameters) -> None:
        self._plan, self._parameters = plan, parameters
        self._began = time.monotonic()
        self._known: PlanState | None = None

    def lost(self, name: str) -> PlanResult | None:
        """The result once the time limit has passed, if a point is known."""
        limit = self._parameters.time_limit
        if limit is None or time.monotonic() - self._began < limit or not self._falls_back:
            return None
        assert self._known is not None
        note = f"{name} was not ready within the time limit, so this is the portfolio that it would start from"
        return concluded(self._plan, self._known, Termination.TIME_LIMIT, reproducible=False, notes=(note,))

    def left(self) -> SolveParameters:
        """The parameters with what is left of the time limit; all of it where no point is known."""
        limit, waited = self._parameters.time_limit, time.monotonic() - self._began
        if limit is None or waited < LEAST_SECONDS or not self._falls_back:
            return self._parameters
        return replace(self._parameters, time_limit=max(LEAST_SECONDS, limit - waited))

    @property
    def _falls_back(self) -> bool:
        if self._known is None:
            self._known = known_at_start(self._plan)
        return self._known.values is not None


class Foreknown:
    """Completes what a process tells of its progress by the point that its plan starts from."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._best: float | None = None
        self._looked = False

    def completed(self, progress: Progress) -> Progress:
        """The news with the value of the start, as long as the first stage has no better one."""
        stages = self._plan.stages
        if not stages or progress.stage != stages[0].name:
            return progress
        best, told = self._value(), progress.incumbent
        if best is None or (told is not None and (told >= best) == (stages[0].sense is Sense.MAXIMIZE)):
            return progress
        gap = None if progress.bound is None else abs(progress.bound - best) / max(1.0, abs(best))
        return replace(progress, incumbent=best, gap=gap)

    def _value(self) -> float | None:
        if not self._looked:
            self._looked = True
            values, stage = known_at_start(self._plan).values, self._plan.stages[0]
            if values is not None:
                self._best = float(stage.in_unit(stage.form.value(values)))
        return self._best
