"""Bounds without a solve: what a model can reach at most once some columns are narrowed, for many narrowings at once.

A backend may answer from its linear relaxation, in which case it says so among its capabilities. Every bound is safe:
it holds for all integer points, whatever was rounded on the way to it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from domain.integer_model.model import NO_LOWER, Model, SolveParameters
from domain.lean import dataclass, replace

if TYPE_CHECKING:
    from domain.integer_model.solver import SolveControl

Narrowing = tuple[tuple[int, int, int], ...]
"""Columns with the bounds that they get instead of their own: ``(column, lower, upper)``."""


def narrowed(model: Model, narrowing: Narrowing) -> Model:
    """The model with the column bounds of a narrowing."""
    lower, upper = list(model.lower), list(model.upper)
    for column, low, high in narrowing:
        lower[column], upper[column] = low, high
    return replace(model, lower=lower, upper=upper)


@dataclass(frozen=True, slots=True)
class BoundRequest:
    """Request for bounds on ``model.objective``, which is maximised.

    sharpen: for how many narrowings to solve their own relaxation, time permitting; those with the largest first bound
    come first, since they may cost least, and the others may have a weaker bound. leaving: also return for each
    sharpened narrowing what leaving its corner would cost (see ``Corner``).
    """

    model: Model
    narrowings: Sequence[Narrowing] = ()
    sharpen: int = 0
    leaving: bool = False


@dataclass(frozen=True, slots=True)
class Corner:
    """A value for each column, and a bound on all points where that column has another value.

    So every point better than some value has each column at its corner whose bound is not better than it.
    """

    values: Sequence[int]
    bounds: Sequence[int]

    def fixed_beyond(self, value: int) -> Narrowing:
        """Columns that every point of at least this value has at the corner."""
        pairs = enumerate(zip(self.values, self.bounds, strict=True))
        return tuple((column, corner, corner) for column, (corner, bound) in pairs if bound < value)


@dataclass(frozen=True, slots=True)
class Bounds:
    """Integers of the objective's form that no point exceeds; None where it is proven that there is no point.

    narrowed: one bound per narrowing. sharp: whether each comes from the narrowing's own relaxation. corners: one per
    narrowing that is sharp, where leaving was asked for; else None.
    """

    whole: int | None
    narrowed: tuple[int | None, ...]
    sharp: tuple[bool, ...]
    corners: tuple[Corner | None, ...]


@runtime_checkable
class BoundingSolver(Protocol):
    """A solver that can bound objectives."""

    def bounds(
        self, request: BoundRequest, parameters: SolveParameters, control: SolveControl | None = None
    ) -> Bounds | None:
        """Return the bounds; None where it has none or failed."""


def bounds_by_span(request: BoundRequest) -> Bounds:
    """Bounds without a solver: every column at its best end, whatever the rows say."""
    model = request.model
    best = {
        column: coef * (model.upper[column] if coef > 0 else model.lower[column])
        for column, coef in zip(model.objective.columns, model.objective.coefs, strict=True)
    }
    coefs = dict(zip(model.objective.columns, model.objective.coefs, strict=True))
    whole = sum(best.values())
    narrowed = []
    for narrowing in request.narrowings:
        change = 0
        for column, low, high in narrowing:
            if column in coefs:
                change += max(coefs[column] * low, coefs[column] * high) - best[column]
        narrowed.append(whole + change)
    count = len(request.narrowings)
    return Bounds(whole, tuple(narrowed), (False,) * count, (None,) * count)


NEVER = NO_LOWER
"""The bound of no point at all: a column that has no other value than that of its corner."""
