"""Who takes part where a plan has dense pairs: the engine's own search of them, beside the backends.

Different forms of the same plan go into a race: the search takes products as such, the backends take the rows that say
the same in linear terms.
"""

from __future__ import annotations

from collections.abc import Callable
from threading import Lock
from typing import TYPE_CHECKING

from domain.integer_model.model import EXACT_LIMIT, Plan
from solvers.backend import Backend
from solvers.stages.precision import magnitude

if TYPE_CHECKING:
    from solvers.processes.worker import Worker


class DensePairs:
    """Hands out the worker of the search for plans that suit it. Nothing is loaded for others."""

    def __init__(self, make: Callable[[type[Backend]], Worker]) -> None:
        """make: a worker for a backend, for as long as there are solves."""
        self._make = make
        self._lock = Lock()
        self._worker: Worker | None = None

    def searcher(self, plan: Plan) -> Worker | None:
        """The worker that searches the pairs of a plan; None where the plan has none, or none that it can search."""
        if not can_search(plan):
            return None
        from solvers.pairs.backend import PairSearch

        with self._lock:
            if self._worker is None:
                self._worker = self._make(PairSearch)
            return self._worker


def can_search(plan: Plan) -> bool:
    """Whether a plan has dense pairs, and nothing that the search does not know.

    It places nothing in periods: the models that do so by themselves have no pairs.
    """
    model = plan.model
    if not model.products or model.places is not None:
        return False
    if any(magnitude(stage.form, model) > EXACT_LIMIT for stage in plan.stages):
        return False
    from solvers.pairs.reading import suits

    return suits(model, [stage.form for stage in plan.stages])
