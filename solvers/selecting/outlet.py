"""What the outside hears while a master is solved: only of portfolios that can be placed, and of bounds."""

from __future__ import annotations

import time
from array import array
from collections.abc import Callable, Sequence
from dataclasses import replace

from domain.integer_model.model import Plan
from domain.integer_model.result import Progress, Proof
from solvers.stages.outcome import PlanState
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
