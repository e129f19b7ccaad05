"""What stays the same of a view from one look at its relaxation to the next."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from solvers.pairs.view import View

LEAST_WEIGHT = 1e-9


@dataclass(frozen=True)
class Ground:
    """The capacities of a view mixed into one, in integers, and tables in floating point that every look needs.

    mix: whole weights of the capacities. weights, due_weights: of columns; least: of the lightest of each choice;
    capacity: what is left; room: the same beside each column. sizes: ``least`` in floating point, never quite zero.
    gaining, losing: what pairs gain and lose, losing being None where none does; gains: ones where they gain.
    rows: where each row of a table of columns by choices begins, one entry after the other.
    """

    view: View
    mix: Any
    weights: Any
    due_weights: Any
    least: Any
    capacity: int
    room: Any
    sizes: Any
    gaining: Any
    gains: Any
    losing: Any
    rows: Any


def ground_of(view: View, mix: Any) -> Ground:
    """The ground of a view under a mix of its capacities."""
    import numpy as np

    weights, due_weights = mix @ view.weights, mix @ view.due_weights
    capacity = int(mix @ view.capacities)
    least = weights if view.single else np.minimum.reduceat(weights, view.starts) if len(weights) else weights
    due = int(np.minimum.reduceat(due_weights, view.due_starts).sum()) if len(due_weights) else 0
    gaining = np.maximum(view.pairs, 0).astype(float)
    losing = np.maximum(-view.pairs, 0).astype(float) if view.pairs.size and view.pairs.min() < 0 else None
    sizes = np.maximum(least.astype(float), LEAST_WEIGHT)
    return Ground(
        view=view,
        mix=mix,
        weights=weights,
        due_weights=due_weights,
        least=least,
        capacity=capacity,
        room=np.maximum(capacity - due - weights, 0),
        sizes=sizes,
        gaining=gaining,
        gains=(gaining > 0).astype(float),
        losing=losing,
        rows=(np.arange(len(weights)) * len(least))[:, None],
    )
