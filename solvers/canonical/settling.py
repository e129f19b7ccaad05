"""The canonical stages of one model, once all stages above them are proven."""

from __future__ import annotations

from array import array
from collections.abc import Sequence

from domain.integer_model.model import LinearForm, Model, Plan, SolveParameters, StageRole, rebuilt
from solvers.backend import Backend
from solvers.canonical.choosing import Ask, Choosing, Chosen
from solvers.canonical.narrowing import Reached, narrowed_by_bounds
from solvers.stages.stage_watch import Outlet


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
