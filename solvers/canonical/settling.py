"""The canonical stages of one model, once all stages above them are proven."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence

from domain.integer_model.bounding import BoundRequest
from domain.integer_model.builder import rebuilt
from domain.integer_model.model import NO_UPPER, LinearForm, Model, Plan, SolveParameters, StageRole
from solvers.backend import Backend
from solvers.canonical.choosing import Ask, Choosing, Chosen
from solvers.canonical.compact import narrowed_to
from solvers.stages.blending import combined
from solvers.stages.precision import magnitude, span
from solvers.stages.stage_watch import Outlet

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


def chosen_by(
    plan: Plan,
    backend: Backend,
    held: Sequence[tuple[str, LinearForm, int, int]],
    values: Sequence[int] | None,
    limits: SolveParameters,
    ask: Ask,
    outlet: Outlet,
) -> Chosen:
    """What the canonical stages of a plan choose among the points that keep the rows held for the stages above.

    values: such a point.
    """
    assert values is not None
    forms = [stage.form for stage in plan.stages if stage.role is StageRole.CANONICAL]
    columns = dict.fromkeys(column for form in forms for column in form.columns)
    reached = [(form, low) for _, form, low, _ in held]
    model = _narrowed(plan.model, backend, reached, limits, outlet)
    if held:
        model = rebuilt(model, extra=held)
    return Choosing(model, forms, tuple(columns), array("q", values), backend.capabilities.exact_up_to).run(ask)


def _narrowed(
    model: Model, backend: Backend, reached: Sequence[Reached], limits: SolveParameters, outlet: Outlet
) -> Model:
    """The model with what bounds can fix; a backend that fails at them is asked without."""
    try:
        return narrowed_by_bounds(backend, model, reached, limits, outlet.should_stop)
    except MemoryError:
        raise
    except Exception:  # a plugin may raise anything
        return model
