"""Bounds from HiGHS: one linear relaxation, solved again from its basis for each narrowing that is to be sharp.

Two solutions of the dual serve all narrowings before that: the vertex that the simplex ends at, and the centre of all
optimal ones, from the interior point method, which knows a price for nearly every column. All bounds are evaluated in
exact integers (``solvers.dual_bounds``).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from solvers.api import BoundRequest, Bounds, Corner, ExactDuals, Model, Narrowing, SolveParameters
from solvers.default_plugins.highs.attempts import Attempt
from solvers.default_plugins.highs.model import pass_model
from solvers.default_plugins.highs.units import Units, units_of
from solvers.dual_bounds import BoundQueries, DualValue, corner_of

CENTRE_SECONDS = 5.0


def bounds_by_relaxation(
    library: Any, request: BoundRequest, parameters: SolveParameters, should_stop: Callable[[], bool]
) -> Bounds:
    """The bounds that a request asks for; those not sharpened when it is to stop stay as they are."""
    return _Relaxation(library, request, parameters).answer(should_stop)


class _Relaxation:
    """The linear relaxation of one model, warm."""

    def __init__(self, library: Any, request: BoundRequest, parameters: SolveParameters) -> None:
        model = request.model
        self.library, self.request, self.model = library, request, model
        self.relaxed: Model = replace(model, implied=bytes([1]) * model.num_columns, hint=None)
        self.units: Units = units_of(self.relaxed, relaxed=True)
        self.exact = ExactDuals(model)
        self.seed = parameters.seed
        self.highs = self._loaded(presolve="on")
        self.highs.run()
        self.basis = self.highs.getBasis()
        self.highs.setOptionValue("presolve", "off")

    def answer(self, should_stop: Callable[[], bool]) -> Bounds:
        """The bounds of all narrowings."""
        narrowings = self.request.narrowings
        count = len(narrowings)
        if self._proves_nothing_left():
            return Bounds(None, (None,) * count, (True,) * count, (None,) * count)
        shared = [self._dual(self.highs), self._centre()]
        questions = BoundQueries(narrowings)
        narrowed: list[int | None] = [int(least) for least in self._least(shared, questions)]
        sharp = [False] * count
        known: list[Corner | None] = [None] * count
        waiting = [(-(bound or 0), at) for at, bound in enumerate(narrowed)]
        waiting.sort()
        for _, at in waiting[: self.request.sharpen]:
            if should_stop():
                break
            narrowed[at], known[at] = self._sharpened(narrowings[at], shared)
            sharp[at] = True
        whole = min(value.whole for value in shared)
        return Bounds(whole, tuple(narrowed), tuple(sharp), tuple(known))

    def _loaded(self, presolve: str) -> Any:
        highs = self.library.Highs()
        for name, value in (
            ("output_flag", False),
            ("threads", 1),
            ("random_seed", self.seed),
            ("presolve", presolve),
            ("simplex_scale_strategy", 0),
            ("dual_simplex_cost_perturbation_multiplier", 0.0),
        ):
            highs.setOptionValue(name, value)
        pass_model(self.library, highs, self.relaxed, Attempt(relax_implied=True), self.units)
        return highs

    def _dual(self, highs: Any) -> DualValue:
        import numpy as np

        rows = np.asarray(highs.getSolution().row_dual, dtype=float)
        if len(rows) != self.model.num_rows:
            rows = np.zeros(self.model.num_rows)
        return self.exact.value(rows * self.units.objective / self.units.rows)

    def _centre(self) -> DualValue:
        """A dual solution from the middle of the optimal ones."""
        highs = self._loaded(presolve="off")
        for name, value in (("solver", "ipm"), ("run_crossover", "off"), ("time_limit", CENTRE_SECONDS)):
            highs.setOptionValue(name, value)
        highs.run()
        return self._dual(highs)

    def _least(self, duals: list[DualValue], questions: BoundQueries) -> Any:
        import numpy as np

        return np.minimum.reduce([dual.narrowed(questions) for dual in duals])

    def _sharpened(self, narrowing: Narrowing, shared: list[DualValue]) -> tuple[int | None, Corner | None]:
        """The bound of a narrowing's own relaxation, and its corner where that is wanted; no bound: no point."""
        import numpy as np

        highs, units = self.highs, self.units
        for column, low, high in narrowing:
            highs.changeColBounds(column, low / units.columns[column], high / units.columns[column])
        highs.setBasis(self.basis)
        highs.run()
        lower, upper = self.exact.lower.copy(), self.exact.upper.copy()
        for column, low, high in narrowing:
            lower[column], upper[column] = low, high
        question = BoundQueries([narrowing])
        try:
            if self._proves_nothing_left(question):
                return None, None
            own = self._dual(highs)
            bound = min(int(own.narrowed(question)[0]), *(int(dual.narrowed(question)[0]) for dual in shared))
            if not self.request.leaving:
                return bound, None
            point = np.asarray(highs.getSolution().col_value, dtype=float) * units.columns
            return bound, corner_of(own, shared, lower, upper, point)
        finally:
            for column, _, _ in narrowing:
                low, high = self.exact.lower[column], self.exact.upper[column]
                highs.changeColBounds(column, low / units.columns[column], high / units.columns[column])

    def _proves_nothing_left(self, question: BoundQueries | None = None) -> bool:
        """Whether HiGHS found no point and its ray proves in exact integers that there is none."""
        import numpy as np

        if self.highs.getModelStatus() != self.library.HighsModelStatus.kInfeasible:
            return False
        _, there, ray = self.highs.getDualRay()
        if not there:
            return False
        rows = np.asarray(ray, dtype=float) / self.units.rows
        largest = np.abs(rows).max(initial=0.0)
        if not np.isfinite(largest) or largest == 0:
            return False
        for sign in (1.0, -1.0):
            value = self.exact.value(sign * rows / largest, with_objective=False)
            if (value.whole if question is None else int(value.narrowed(question)[0])) < 0:
                return True
        return False
