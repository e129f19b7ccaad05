"""A backend that tries every point, as a package of its own."""

from __future__ import annotations

from itertools import product

from domain.integer_model.model import Model, SolveParameters
from domain.integer_model.result import SolutionStatus, SolveResult, Termination
from solvers.backend import Backend, Capabilities, Watch, hookimpl


class Sample(Backend):
    """Enumerates; for models of a dozen columns."""

    name = "sample"
    distribution = "optimization-engine-sample-solver"
    capabilities = Capabilities(exact_up_to=2**62)

    def solve(self, model: Model, parameters: SolveParameters, watch: Watch) -> SolveResult:
        """Maximise by trying every point."""
        points = product(*(range(low, high + 1) for low, high in zip(model.lower, model.upper, strict=True)))
        best = max(filter(model.admits, points), key=model.objective.value, default=None)
        if best is None:
            return SolveResult(SolutionStatus.INFEASIBLE, Termination.INFEASIBILITY)
        value = model.objective.value(best)
        return SolveResult(SolutionStatus.OPTIMAL, Termination.OPTIMALITY, best, value, value)


@hookimpl
def optimization_engine_solvers() -> list[type[Backend]]:
    """The sample backend."""
    return [Sample]
