"""What a backend answers, as far as it holds: nothing that it says of a point or a bound is taken on trust."""

from __future__ import annotations

from array import array
from collections.abc import Sequence

from domain.integer_model.model import Model
from domain.integer_model.result import SolutionStatus, SolveResult, Termination
from domain.lean import replace

WITH_POINT = (SolutionStatus.OPTIMAL, SolutionStatus.FEASIBLE)


def checked(result: SolveResult, name: str, model: Model, known: Sequence[int] | None, gap: float) -> SolveResult:
    """The result with its point made plain and its value recomputed; what contradicts itself is an error.

    name: of the backend. known: a point of the model. gap: what it was allowed.
    """
    form, optimal = model.objective, result.status is SolutionStatus.OPTIMAL
    if result.values is None:
        fault = f"says {result.status} without giving a point" if result.status in WITH_POINT else ""
        if result.status is SolutionStatus.INFEASIBLE and known is not None:
            fault = "calls the model infeasible although a point is known"
        return _refused(result, name, fault) if fault else result
    values = array("q", result.values)
    if not model.admits(values):
        return _refused(replace(result, values=None), name, "found a point that does not hold in exact arithmetic")
    objective = form.value(values)
    best = objective if known is None else max(objective, form.value(known))
    bound = objective if result.bound is None and optimal else result.bound
    result = replace(result, values=values, objective=objective, bound=bound)
    if bound is not None and bound < best:
        return _refused(replace(result, bound=None), name, f"proves a bound {bound} below the known value {best}")
    if optimal and gap == 0 and bound != objective:
        return _refused(result, name, f"says optimal with the value {objective} below its bound {bound}")
    return result


def _refused(result: SolveResult, name: str, fault: str) -> SolveResult:
    status = SolutionStatus.UNKNOWN if result.values is None else SolutionStatus.FEASIBLE
    return replace(result, status=status, termination=Termination.ERROR, detail=f"{name} {fault}")
