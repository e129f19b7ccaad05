"""What is left of the limits of a plan that takes many solves, and how much work they took."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from dataclasses import replace

from domain.integer_model.model import Plan, SolveParameters
from domain.integer_model.result import PlanResult, Termination
from solvers.stages.stage_watch import Outlet

Solve = Callable[[Plan, SolveParameters, Outlet], PlanResult]
"""Solves a plan as it is."""
LEAST_SECONDS = 0.3
LEAST_WORK = 0.3


class Budget:
    """Solves within what is left. work: what all solves have taken until now."""

    def __init__(self, parameters: SolveParameters, outlet: Outlet, solve: Solve) -> None:
        self.parameters, self._outlet, self._solve = parameters, outlet, solve
        self._started = time.monotonic()
        self.work = 0.0

    @property
    def ending(self) -> Termination | None:
        """Why no further question should be asked, if so."""
        if self._outlet.should_stop():
            return Termination.STOPPED
        if self._seconds_left() <= 0:
            return Termination.TIME_LIMIT
        return Termination.WORK_LIMIT if self._work_left() <= 0 else None

    @property
    def is_over(self) -> bool:
        """Whether no further question should be asked."""
        return self.ending is not None

    def has_work(self, work: float) -> bool:
        """Whether so much work is left."""
        return self._work_left() >= work

    def has_left(self, share: float) -> bool:
        """Whether at least such a share of each limit is left."""
        seconds, work = self.parameters.time_limit, self.parameters.deterministic_limit
        enough = seconds is None or self._seconds_left() >= share * seconds
        return enough and (work is None or self._work_left() >= share * work)

    def work_of(self, share: float) -> float:
        """A share of the work that is left. A little is always given: what has been found would be lost without it."""
        return max(LEAST_WORK, self._work_left() * share)

    def solve(
        self, plan: Plan, outlet: Outlet, share: float = 1.0, most_work: float = math.inf, turn: int = 0
    ) -> PlanResult:
        """Solve a plan in no more than a share of what is left, and no more than so much work.

        turn: with another number, the solver draws other random numbers.
        """
        seconds = max(LEAST_SECONDS, self._seconds_left() * share)
        work = min(most_work, self.work_of(share))
        limits = replace(
            self.parameters,
            seed=self.parameters.seed + turn,
            time_limit=seconds if seconds < math.inf else None,
            deterministic_limit=work if work < math.inf else None,
            # What asks only whether there is a point has no tie-breaks, and gets no work for them.
            tie_break_work=self.parameters.tie_break_work if plan.stages else None,
        )
        result = self._solve(plan, limits, outlet)
        self.work += result.work
        return result

    def _seconds_left(self) -> float:
        limit = self.parameters.time_limit
        return math.inf if limit is None else limit - (time.monotonic() - self._started)

    def _work_left(self) -> float:
        limit = self.parameters.deterministic_limit
        return math.inf if limit is None else limit - self.work
