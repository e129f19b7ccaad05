"""The backend's line to the outside during one stage: progress in people's units, and incumbents worth keeping."""

from __future__ import annotations

import math
import time
from array import array
from collections.abc import Sequence
from threading import Lock
from typing import Protocol

from domain.integer_model.model import Model, Plan
from domain.integer_model.result import Progress
from solvers.stages.blending import Group, member_bounds
from solvers.stages.outcome import PlanState

REPORT_SECONDS = 0.1
POINT_SECONDS = 0.2


class Outlet(Protocol):
    """Where a running plan sends what it learns, and hears that it should stop."""

    def progress(self, progress: Progress) -> None:
        """Where it stands, for people."""

    def standing(self, standing: PlanState) -> None:
        """The best point so far, checked exactly."""

    def should_stop(self) -> bool:
        """Whether the best point so far is wanted now."""


class Deaf:
    """A ``Watch`` that passes nothing on: what a question finds on its way is of no interest to anybody."""

    def __init__(self, outlet: Outlet) -> None:
        self._outlet = outlet

    def report(
        self, incumbent: int | float | None, bound: int | float | None, values: Sequence[int] | None = None
    ) -> None:
        """Of no interest."""

    def should_stop(self) -> bool:
        """Whether the best solution so far is wanted now."""
        return self._outlet.should_stop()


class StageWatch:
    """Implements ``Watch`` for one group of stages.

    Reports come from the backend's own threads, thousands a second at times, so they are thinned out; a new
    incumbent is always passed on, at the latest with the next call.
    """

    def __init__(
        self, plan: Plan, group: Group, model: Model, standing: PlanState, started: float, name: str, outlet: Outlet
    ) -> None:
        self._plan, self._group, self._model, self._outlet = plan, group, model, outlet
        self._base, self._started, self._name = standing.copy(), started, name
        self._lock = Lock()
        self._incumbent: int | None = None
        self._bound: int | None = None
        self._pending: array[int] | None = None
        self._sent: tuple[int | None, int | None] = (None, None)
        self._next_report = self._next_point = 0.0

    def report(
        self, incumbent: int | float | None, bound: int | float | None, values: Sequence[int] | None = None
    ) -> None:
        """Take what the backend says; a value or bound that is worse than one known is left aside."""
        with self._lock:
            if incumbent is not None and math.isfinite(incumbent):
                value = round(incumbent)
                self._incumbent = value if self._incumbent is None else max(self._incumbent, value)
            if bound is not None and math.isfinite(bound):
                limit = math.floor(bound + 1e-6 + 1e-9 * abs(bound))
                self._bound = limit if self._bound is None else min(self._bound, limit)
            if values is not None:
                self._pending = array("q", values)
            self._flush()

    def should_stop(self) -> bool:
        """Whether the best solution so far is wanted now."""
        with self._lock:
            self._flush()
        return self._outlet.should_stop()

    def _flush(self) -> None:
        now = time.monotonic()
        if now >= self._next_report and self._sent != (self._incumbent, self._bound):
            self._sent = (self._incumbent, self._bound)
            self._next_report = now + REPORT_SECONDS
            self._outlet.progress(self._progress(now - self._started))
        if self._pending is not None and now >= self._next_point:
            values, self._pending = self._pending, None
            if self._model.admits(values):
                self._outlet.standing(self._standing(values))
            # The exact check takes its time on a large model; it gets at most a tenth of it.
            self._next_point = now + max(POINT_SECONDS, 10 * (time.monotonic() - now))

    def _standing(self, values: array[int]) -> PlanState:
        standing, group = self._base.copy(), self._group
        former = standing.values
        if former is None or group.form.value(values) >= group.form.value(former):
            standing.values = values
        point = standing.values
        if group.members and self._bound is not None and point is not None:
            at_point = [self._plan.stages[member].form.value(point) for member in group.members]
            bounds = member_bounds(group, max(self._bound, group.form.value(point)), at_point)
            for member, bound, value in zip(group.members, bounds, at_point, strict=True):
                standing.bounds[member], standing.proven[member] = bound, bound == value
        return standing

    def _progress(self, elapsed: float) -> Progress:
        """Incumbent and bound of the group's first stage, in its own unit."""
        if not self._group.members:
            return Progress("", elapsed, solver_name=self._name)
        stage = self._plan.stages[self._group.members[0]]
        incumbent = bound = gap = None
        if self._incumbent is not None:
            below = sum(
                weight * low for weight, (low, _) in zip(self._group.weights[1:], self._group.spans[1:], strict=True)
            )
            incumbent = (self._incumbent - below) // self._group.weights[0]
        if self._bound is not None:
            bound = member_bounds(self._group, self._bound, None)[0]
        if incumbent is not None and bound is not None:
            gap = max(0, bound - incumbent) / max(1, abs(incumbent))
        return Progress(
            stage.name,
            elapsed,
            None if incumbent is None else float(stage.in_unit(incumbent)),
            None if bound is None else float(stage.in_unit(bound)),
            gap,
            self._name,
        )
