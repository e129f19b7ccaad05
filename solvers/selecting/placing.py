"""Places what a master selects: at once where that is easy, else by asking the backend."""

from __future__ import annotations

import math
from array import array
from collections.abc import Sequence

from domain.integer_model.model import Plan, Stage
from domain.integer_model.propagation import conflicting_tags
from domain.integer_model.result import Proof, SolutionStatus
from solvers.selecting.budget import LEAST_WORK, Budget
from solvers.selecting.outlet import Silent
from solvers.selecting.placement import Placements, Placing
from solvers.selecting.projection import Projection
from solvers.selecting.quick import quickly_placed
from solvers.selecting.repair import repaired
from solvers.stages.stage_watch import Outlet

LEAST_STEPS, STEPS_PER_GROUP = 100, 4
"""Of a repair, before the backend is asked: what can be placed is mostly placed in fewer."""
MOST_TIMES = 10
SHARE = 0.4
"""Of the limits that are left, for one placement: what is left then may show that something else can be placed."""


class Placer:
    """Finds placements, or shows that there are none.

    until_work: the work of the whole run at which nothing more is asked about parts of what is selected.
    """

    def __init__(self, projection: Projection, budget: Budget, outlet: Outlet) -> None:
        self._model = projection.model
        self._budget, self._outlet = budget, Silent(outlet)
        self.placements = Placements(projection)
        self.until_work = math.inf
        self._usual = 0.0

    def placed_quickly(self, values: Sequence[int]) -> array[int] | None:
        """A point of the whole model with this selection, where one is found without the backend."""
        placing = self.placements.placing(values)
        point = quickly_placed(placing)
        return None if point is None else self._checked(placing, point, values)

    def placed(
        self, values: Sequence[int], stages: Sequence[Stage], most_work: float = math.inf
    ) -> array[int] | Proof | None:
        """A point of the whole model, or what shows that there is none with this selection, or None: not known.

        stages: of the master, which the point has to be as good in.
        """
        without_backend = self.placed_quickly(values)
        if without_backend is None:
            placing = self.placements.placing(values)
            point = repaired(placing.model, placing.groups, LEAST_STEPS + STEPS_PER_GROUP * len(placing.groups))
            without_backend = None if point is None else self._checked(placing, point, values)
        return self.placed_slowly(values, stages, most_work) if without_backend is None else without_backend

    def placed_slowly(
        self, values: Sequence[int], stages: Sequence[Stage], most_work: float = math.inf
    ) -> array[int] | Proof | None:
        """The same by asking the backend."""
        loose = bool(self.placements.loose)
        placing = self.placements.loosened(values, stages) if loose else self.placements.placing(values)
        result = self._budget.solve(Plan(placing.model), self._outlet, share=SHARE, most_work=most_work)
        self._usual = result.work
        if result.status is SolutionStatus.INFEASIBLE:
            return result.proof
        return None if result.values is None else self._checked(placing, array("q", result.values), values)

    def shown_to_fail(self, placing: Placing) -> Proof | None:
        """What shows that a placement's model has no point; None where it has one, or that is not known.

        The backend gets some times the work that the last whole placement took.
        """
        if quickly_placed(placing) is not None:
            return None
        if conflicting_tags(placing.model) is not None:
            return Proof.EXACT
        if self._budget.is_over or self._budget.work >= self.until_work:
            return None
        most = max(LEAST_WORK, MOST_TIMES * self._usual)
        result = self._budget.solve(Plan(placing.model), self._outlet, most_work=most)
        return result.proof if result.status is SolutionStatus.INFEASIBLE else None

    def _checked(self, placing: Placing, point: Sequence[int], values: Sequence[int]) -> array[int] | None:
        whole = self.placements.whole(placing, point, values)
        return whole if self._model.admits(whole) else None
