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
    """The model with a narrowing in force."""
    lower, upper = list(model.lower), list(model.upper)
    for column, low, high in narrowing:
        lower[column], upper[column] = low, high
    return replace(model, lower=lower, upper=upper)


@dataclass(frozen=True, slots=True)
class BoundRequest:
    """What is asked: ``model.objective`` is maximised.

    sharpen: so many of the narrowings get the bound of their own relaxation, where there is time: those whose
    first bound is largest, since they may cost least. The others may have a weaker bound.
    leaving: also say for each sharpened narrowing what leaving its corner would cost (see ``Corner``).
    """

    model: Model
    narrowings: Sequence[Narrowing] = ()
    sharpen: int = 0
    leaving: bool = False


@dataclass(frozen=True, slots=True)
class Corner:
    """A value for each column, and the bound of all points where that column has another value.

    So every point that is better than some value has all columns at their corner whose bound is not.
    """

    values: Sequence[int]
    bounds: Sequence[int]

    def fixed_beyond(self, value: int) -> Narrowing:
        """The columns that every point of at least this value has at the corner."""
        pairs = enumerate(zip(self.values, self.bounds, strict=True))
        return tuple((column, corner, corner) for column, (corner, bound) in pairs if bound < value)


@dataclass(frozen=True, slots=True)
class Bounds:
    """What is known: no point exceeds these integers of the objective's form; None is proven to have no point.

    narrowed: one per narrowing. sharp: whether it is that of the narrowing's own relaxation. corners: one per narrowing
    where leaving was asked for and the narrowing is sharp, else None.
    """

    whole: int | None
    narrowed: tuple[int | None, ...]
    sharp: tuple[bool, ...]
    corners: tuple[Corner | None, ...]


@runtime_checkable
class BoundingSolver(Protocol):
    """A solver that may know bounds."""

    def bounds(
        self, request: BoundRequest, parameters: SolveParameters, control: SolveControl | None = None
    ) -> Bounds | None:
        """The bounds; None where it knows none, or has failed."""


def bounds_by_span(request: BoundRequest) -> Bounds:
    """The bounds for want of better ones: every column at its best end, whatever the rows say."""
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
