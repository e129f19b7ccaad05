"""What every forcing and every replacement costs at least, from bounds alone: an instant ranking."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from domain.analyses.session.choices import ChoiceModel
from domain.analyses.session.session import PlanningSession
from domain.analyses.session.terms import ExtraRow
from domain.integer_model.bounding import BoundingSolver, BoundRequest, Bounds, bounds_by_span
from domain.integer_model.builder import rebuilt
from domain.integer_model.model import NO_UPPER, Stage


@dataclass(frozen=True, slots=True)
class LeastLoss:
    """stage: index of the first objective stage that must lose; None: none must.

    amount: in integers of its form; where none must lose, of the last stage, and zero or less by as much as the bound
    is above the value, which still ranks. impossible: no portfolio at all. sharp: from the candidate's own relaxation.
    """

    stage: int | None
    amount: int
    impossible: bool
    sharp: bool

    @property
    def rank(self) -> tuple[int, int, int]:
        """Sort key by price: losses of later stages first, then the amount."""
        if self.impossible:
            return (2, 0, 0)
        return (0, 0, self.amount) if self.stage is None else (1, -self.stage, self.amount)


def known_bounds(session: PlanningSession, request: BoundRequest) -> tuple[Bounds, bool]:
    """The solver's bounds, or those by span where it has none; whether they are the solver's."""
    solver = session.solver
    found = solver.bounds(request, session.limited(), session.control) if isinstance(solver, BoundingSolver) else None
    return (bounds_by_span(request), False) if found is None else (found, True)


def least_losses(
    session: PlanningSession, choice: ChoiceModel, base: Sequence[int], targets: Mapping[str, bool], sharpen: int
) -> tuple[dict[str, LeastLoss], bool]:
    """What each target (a key that is to be in or out) loses at least against a point, stage after stage.

    A stage is looked at under the condition that those before it lose nothing; whom that makes impossible has lost at
    least one integer before. The second answer is whether the solver knew bounds.
    """
    found: dict[str, LeastLoss] = {}
    left = list(targets)
    held: list[ExtraRow] = []
    told = True
    for index, stage in enumerate(session.objective_stages):
        model = rebuilt(choice.model, extra=held) if held else choice.model
        narrowings = [choice.forced(key, targets[key]) for key in left]
        bounds, told = known_bounds(session, BoundRequest(model.with_objective(stage.form), narrowings, sharpen))
        value = stage.form.value(base)
        for key, bound, sharp in zip(left, bounds.narrowed, bounds.sharp, strict=True):
            found[key] = _least(index, value, bound, sharp)
        left = [key for key in left if found[key].stage is None and not found[key].impossible]
        held.append(_held(stage, value))
    return found, told


def _held(stage: Stage, value: int) -> ExtraRow:
    return f"hold:{stage.name}", stage.form, value, NO_UPPER


def _least(index: int, value: int, bound: int | None, sharp: bool) -> LeastLoss:
    if bound is None:
        return LeastLoss(index - 1, 1, False, sharp) if index else LeastLoss(None, 0, True, sharp)
    return LeastLoss(index if bound < value else None, value - bound, False, sharp)
