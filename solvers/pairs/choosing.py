"""The outer knapsack: at most one column of each choice, in parts, within a capacity."""

from __future__ import annotations

from typing import Any

from solvers.pairs.ground import Ground

HALVINGS = 40
CLOSE = 1e-9


def choose(ground: Ground, values: Any) -> tuple[float, Any, float]:
    """What the best comes to, how much of each open column it takes, and the cost of capacity."""
    if ground.view.single:
        return _knapsack(values, ground.sizes, ground.capacity)
    return _among_several(ground, values)


def _knapsack(values: Any, sizes: Any, capacity: float) -> tuple[float, Any, float]:
    import numpy as np

    order = (values / -sizes).argsort()
    worth, sizes = values[order], sizes[order]
    part = np.minimum(np.maximum((capacity - sizes.cumsum()) / sizes + 1.0, 0.0), 1.0)
    part[worth <= 0] = 0.0
    taken = np.empty_like(part)
    taken[order] = part
    first = int((part < 1.0).argmax()) if len(part) else 0
    cost = max(0.0, float(worth[first] / sizes[first])) if len(part) and part[first] < 1.0 else 0.0
    return float(part @ worth), taken, cost


def _among_several(ground: Ground, values: Any) -> tuple[float, Any, float]:
    """By the cost of capacity: the largest at which too much is taken, and the least at which it is not."""
    import numpy as np

    view, weights, due_weights, capacity = ground.view, ground.weights, ground.due_weights, ground.capacity
    due_sets: Any = np.repeat(np.arange(len(view.due_starts)), np.diff(np.append(view.due_starts, len(due_weights))))

    def picked(cost: float) -> tuple[Any, float, float]:
        reduced, due = values - cost * weights, view.due_gains - cost * due_weights
        taken, due_taken = _firsts(reduced, view.starts, view.at), _firsts(due, view.due_starts, due_sets)
        taken &= reduced > 0
        worth = float(reduced[taken].sum() + due[due_taken].sum()) + cost * capacity
        return taken, worth, float(weights[taken].sum() + due_weights[due_taken].sum())

    heavy, best, heavy_used = picked(0.0)
    if heavy_used <= capacity:
        return best, heavy.astype(float), 0.0
    ratios = np.abs(values[weights > 0]) / weights[weights > 0]
    due_ratios = np.abs(view.due_gains[due_weights > 0]) / due_weights[due_weights > 0]
    low, high = 0.0, 1.0 + 2.0 * max(ratios.max(initial=0.0), due_ratios.max(initial=0.0))
    light, best, light_used = picked(high)
    for _ in range(HALVINGS):
        middle = (low + high) / 2.0
        taken, worth, used = picked(middle)
        best = min(best, worth)
        if used > capacity:
            low, heavy, heavy_used = middle, taken, used
        else:
            high, light, light_used = middle, taken, used
        if high - low <= CLOSE * high:
            break
    part = (capacity - light_used) / (heavy_used - light_used) if heavy_used > light_used else 0.0
    part = min(1.0, max(0.0, part))
    return best, part * heavy + (1.0 - part) * light, high


def _firsts(values: Any, starts: Any, sets: Any) -> Any:
    """The largest of each set, the first of equal ones, as a mask."""
    import numpy as np

    mask: Any = np.zeros(len(values), dtype=bool)
    if len(values):
        largest = np.flatnonzero(values == np.maximum.reduceat(values, starts)[sets])
        mask[largest[np.unique(sets[largest], return_index=True)[1]]] = True
    return mask
