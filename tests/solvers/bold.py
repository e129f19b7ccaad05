"""Backends that declare more exactness than they have; only ever run inside a solver process."""

from __future__ import annotations

from array import array
from dataclasses import replace
from itertools import product

from domain.integer_model.model import Model, SolveParameters
from domain.integer_model.result import SolutionStatus, SolveResult, Termination
from solvers.backend import Backend, Capabilities, Watch
from solvers.default_plugins.highs.plugin import Highs

DIGITS = 24


class BoldHighs(Highs):
    """HiGHS with the limits that were once declared for it."""

    name = "bold-highs"
    capabilities = replace(Highs.capabilities, exact_up_to=2**40, rows_exact_up_to=2**40, columns_exact_up_to=2**26)


class Coarse(Backend):
    """Tries every point, but knows sums to 24 binary digits only, and rounds them to the safe side."""

    name = "coarse"
    capabilities = Capabilities(exact_up_to=2**DIGITS, rows_exact_up_to=2**DIGITS, columns_exact_up_to=2**DIGITS)

    def solve(self, model: Model, parameters: SolveParameters, watch: Watch) -> SolveResult:
        points = product(*(range(low, high + 1) for low, high in zip(model.lower, model.upper, strict=True)))
        rows = [(model.row_lower[row], model.row(row), model.row_upper[row]) for row in range(model.num_rows)]

        def holds(point: tuple[int, ...]) -> bool:
            return all(
                _coarse(form.value(point)) >= low and -_coarse(-form.value(point)) <= high for low, form, high in rows
            )

        best = max(filter(holds, points), key=lambda point: _coarse(model.objective.value(point)), default=None)
        if best is None:
            return SolveResult(SolutionStatus.INFEASIBLE, Termination.INFEASIBILITY)
        value = model.objective.value(best)
        return SolveResult(SolutionStatus.OPTIMAL, Termination.OPTIMALITY, array("q", best), value, value)


class BoldCoarse(Coarse):
    name = "bold-coarse"
    capabilities = Capabilities(exact_up_to=2**40, rows_exact_up_to=2**40, columns_exact_up_to=2**DIGITS)


def _coarse(value: int) -> int:
    unit = 1 << max(0, abs(value).bit_length() - DIGITS)
    return value // unit * unit
