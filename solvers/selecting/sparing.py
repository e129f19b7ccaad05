"""A portfolio for want of a better one: selected with room to spare, so that it is likely to be placed."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import replace

from domain.integer_model.model import NO_LOWER, NO_UPPER, Model, Plan, StageRole, rebuilt
from solvers.selecting.budget import Budget
from solvers.selecting.placement import Row
from solvers.selecting.placing import Placer
from solvers.selecting.projection import Projection
from solvers.selecting.results import Silent
from solvers.stages.stage_watch import Outlet

PARTS = (128, 64, 32, 16, 8, 4)
"""Of each limit, one part in so many is left free."""
MOST_WORK = 2.0
"""For placing one selection: the next one has more room and is placed more easily."""


def found_with_room_to_spare(
    projection: Projection, cuts: Sequence[Row], placer: Placer, budget: Budget, outlet: Outlet
) -> array[int] | None:
    """A point of the whole model that is the best of those that leave some room in all limits of periods."""
    stages = tuple(stage for stage in projection.stages if stage.role is StageRole.OBJECTIVE)
    for part in PARTS:
        if budget.is_over:
            return None
        roomy = _roomy(projection, part)
        result = budget.solve(Plan(rebuilt(roomy, extra=cuts), stages), Silent(outlet), share=0.5)
        if result.values is not None:
            placed = placer.placed(result.values, stages, MOST_WORK)
            if isinstance(placed, array):
                return placed
    return None


def _roomy(projection: Projection, part: int) -> Model:
    """The master with a part of each limit of periods taken away, and demands of periods raised by it."""
    master = projection.master
    lower, upper = list(master.row_lower), list(master.row_upper)
    for row in projection.summed:
        if lower[row] != NO_LOWER:
            lower[row] += abs(lower[row]) // part
        if upper[row] != NO_UPPER:
            upper[row] -= abs(upper[row]) // part
    return replace(master, row_lower=lower, row_upper=upper, hint=None)
