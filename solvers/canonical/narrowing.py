"""Columns that every equally good point has alike, from dual values in exact arithmetic.

What the stages above have reached is known, so a column whose other values cannot reach it is fixed. That holds for
every point that is as good, whoever found it and however sure it is that there is no better one.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence

from domain.integer_model.bounding import BoundRequest
from domain.integer_model.model import NO_UPPER, LinearForm, Model, SolveParameters, rebuilt
from solvers.backend import Backend
from solvers.canonical.compact import narrowed_to
from solvers.stages.blending import combined
from solvers.stages.spans import magnitude, span

LEAST_COLUMNS = 200
"""Models with fewer columns are solved before their bounds are."""
FARTHEST = 2**50
"""How far forms may reach that are joined to one."""

Reached = tuple[LinearForm, int]


def narrowed_by_bounds(
    backend: Backend,
    model: Model,
    reached: Sequence[Reached],
    parameters: SolveParameters,
    should_stop: Callable[[], bool],
) -> Model:
    """A model in which every column is fixed that no point of these values, or better ones, has otherwise.

    reached: forms in order, each with the value that a point has to reach.
    """
    if not backend.capabilities.relaxation_bounds or model.num_columns < LEAST_COLUMNS:
        return model
    held = model
    for form, value in _joined(reached, model):
        request = BoundRequest(held.with_objective(form), [()], sharpen=1, leaving=True)
        corner = backend.bounds(request, parameters, should_stop).corners[0]
        if corner is None:
            break
        lower, upper = array("q", model.lower), array("q", model.upper)
        for column, low, high in corner.fixed_beyond(value):
            lower[column], upper[column] = max(lower[column], low), min(upper[column], high)
        if any(low > high for low, high in zip(lower, upper, strict=True)):
            break  # the values are beyond what is possible; whoever claims them is found out elsewhere
        model = narrowed_to(model, lower, upper)
        held = rebuilt(narrowed_to(held, lower, upper), extra=[("", form, value, NO_UPPER)])
    return model


def _joined(reached: Sequence[Reached], model: Model) -> list[Reached]:
    """The same in fewer forms: those that vary, each joined to the ones before while the sum stays short enough.

    Whatever reaches all values reaches the joined one, with weights above nothing whatever these are.
    """
    found: list[Reached] = []
    for form, value in reached:
        low, high = span(form, model)
        if low == high:
            continue
        if found:
            factor = high - low + 1
            joined = combined([found[-1][0], form], [factor, 1])
            if magnitude(joined, model) <= FARTHEST:
                found[-1] = joined, factor * found[-1][1] + value
                continue
        found.append((form, value))
    return found
