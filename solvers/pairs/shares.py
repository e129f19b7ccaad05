"""Good multipliers, found in floating point: how pairs are shared, and what capacities cost.

Nothing here is taken for proven; ``solvers.pairs.certificate`` says in integers what the multipliers come to. Shares
are kept at whole multiples of a power of two, which floating point adds without rounding.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from solvers.pairs.ground import Ground
from solvers.pairs.view import View

MOST_COSTS = 40
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
    """By the cost of capacity: the largest at which too much is taken, and the least at which it is not.

    What each side takes is worth less by a line in that cost. Where the two lines meet is tried next; where nothing is
    worth more there, it is the cost that is looked for.
    """
    import numpy as np

    view, weights, due_weights, capacity = ground.view, ground.weights, ground.due_weights, ground.capacity
    due_sets: Any = np.repeat(np.arange(len(view.due_starts)), np.diff(np.append(view.due_starts, len(due_weights))))

    def picked(cost: float) -> tuple[Any, float, float]:
        reduced, due = values - cost * weights, view.due_gains - cost * due_weights
        taken, due_taken = _firsts(reduced, view.starts, view.at), _firsts(due, view.due_starts, due_sets)
        taken &= reduced > 0
        worth = float(reduced[taken].sum() + due[due_taken].sum()) + cost * capacity
        return taken, worth, float(weights[taken].sum() + due_weights[due_taken].sum())

    heavy, heavy_worth, heavy_used = picked(0.0)
    if heavy_used <= capacity:
        return heavy_worth, heavy.astype(float), 0.0
    ratios = np.abs(values[weights > 0]) / weights[weights > 0]
    due_ratios = np.abs(view.due_gains[due_weights > 0]) / due_weights[due_weights > 0]
    low, high = 0.0, 1.0 + 2.0 * max(ratios.max(initial=0.0), due_ratios.max(initial=0.0))
    light, light_worth, light_used = picked(high)
    best = min(heavy_worth, light_worth)
    for _ in range(MOST_COSTS):
        if light_used >= heavy_used:
            break
        over, under = heavy_used - capacity, capacity - light_used
        fall = (heavy_worth - light_worth + under * (high - low)) / (over + under)
        cost = min(max(low + fall, low), high)
        taken, worth, used = picked(cost)
        best = min(best, worth)
        if worth <= heavy_worth - over * (cost - low) + CLOSE * abs(worth):
            high = cost
            break
        if used > capacity:
            low, heavy, heavy_worth, heavy_used = cost, taken, worth, used
        else:
            high, light, light_worth, light_used = cost, taken, worth, used
    part = (capacity - light_used) / (heavy_used - light_used) if heavy_used > light_used else 0.0
    part = min(1.0, max(0.0, part))
    return best, part * heavy + (1.0 - part) * light, high


def _firsts(values: Any, starts: Any, sets: Any) -> Any:
    """The largest of each set, the first of equal ones, as a mask. sets: of each value, in order."""
    import numpy as np

    mask: Any = np.zeros(len(values), dtype=bool)
    if len(values):
        largest = np.flatnonzero(values == np.maximum.reduceat(values, starts)[sets])
        mask[largest[np.diff(sets[largest], prepend=-1) > 0]] = True
    return mask


MOST_BITS = 12
FLOAT_BITS = 52
MIX_BITS = 16
MIX_STEP = 0.3
LEAST_SQUARE = 1e-9


@dataclass(frozen=True)
class Shares:
    """Multipliers over the choices that are open.

    table: what the choice of a row counts of its pair with that of a column; the two shares of a pair add up to what it
    gains, and none is below zero. penalties: what each pair that loses is counted for before it is settled. Both are
    multiples of ``2**-bits``. mix: the weight of each capacity in the one that is looked at.
    """

    choices: Any
    table: Any
    penalties: Any
    mix: Any
    bits: int

    def over(self, choices: Any) -> Shares:
        """Those of some of the choices."""
        import numpy as np

        if len(choices) == len(self.choices):
            return self
        kept: Any = np.searchsorted(self.choices, choices)
        cut = kept[:, None], kept
        return Shares(choices, self.table[cut], self.penalties[cut], self.mix, self.bits)


@dataclass(frozen=True)
class Look:
    """The relaxation at some multipliers. bound: what it comes to. cost: of a unit of capacity. reduced, due_reduced:
    what columns are worth with their shares, beyond what they cost. taken: how much of each open column it takes,
    per_choice of each choice. beside: how much of each choice it takes beside each other one, times how much of that.
    """

    bound: float
    cost: float
    inner: tuple[Any, Any, Any]
    reduced: Any
    due_reduced: Any
    taken: Any
    per_choice: Any
    beside: Any

    @property
    def inner_costs(self) -> Any:
        """The cost of a unit of what is left beside each column."""
        import numpy as np

        part, worth, sizes = self.inner
        if not part.size:
            return np.zeros(len(part))
        first: Any = (part < 1.0).argmax(axis=1)
        rows: Any = np.arange(len(part))
        return np.where(part[rows, first] < 1.0, worth[rows, first] / sizes[rows, first], 0.0)


def first_shares(view: View, reach: int) -> Shares:
    """Each pair in halves, capacities mixed in equal parts of what they hold. reach: how far all gains add up."""
    import numpy as np

    bits = min(MOST_BITS, FLOAT_BITS - reach.bit_length())
    parts = 1.0 / np.maximum(view.capacities, 1)
    mix = _whole(parts) if len(parts) > 1 else np.ones(len(parts), dtype=np.int64)
    gaining = np.maximum(view.pairs, 0)
    upper = np.triu(gaining << bits >> 1, 1)
    table = (upper + np.tril((gaining << bits) - upper.T, -1)) / 2.0**bits
    return Shares(view.choices, table, np.zeros(view.pairs.shape), mix, bits)


def look(ground: Ground, shares: Shares) -> Look:
    """Solve the relaxation: a knapsack beside each column, and one over all of them."""
    import numpy as np

    view = ground.view
    table = shares.table if view.single else shares.table[view.at]
    entries = (table / -ground.sizes).argsort(axis=1)
    sizes = ground.sizes[entries]
    entries += ground.rows
    worth = table.take(entries)
    part = (ground.room[:, None] - sizes.cumsum(axis=1)) / sizes + 1.0
    np.minimum(np.maximum(part, 0.0, out=part), 1.0, out=part)
    beside = np.empty_like(table)
    beside.ravel()[entries] = part
    values = view.gains + np.einsum("ij,ij->i", part, worth)
    bound = float(view.constant)
    if ground.losing is not None:
        losses = shares.penalties.sum(axis=1)
        values = values - losses[view.at]
        bound += losses.sum() / 2.0
    best, taken, cost = choose(ground, values)
    beside *= taken[:, None]
    per_choice = taken
    if not view.single and len(taken):
        per_choice = np.add.reduceat(taken, view.starts)
        beside = np.add.reduceat(beside, view.starts, axis=0)
    return Look(
        bound=bound + best,
        cost=cost,
        inner=(part, worth, sizes),
        reduced=values - cost * ground.weights,
        due_reduced=view.due_gains - cost * ground.due_weights,
        taken=taken,
        per_choice=per_choice,
        beside=beside,
    )


def moved(ground: Ground, shares: Shares, seen: Look, length: float, target: float) -> Shares | None:
    """The multipliers after a step against what the relaxation gets wrong; None where it gets nothing wrong."""
    import numpy as np

    wrong = seen.beside - seen.beside.T
    wrong *= ground.gains
    square = float(np.vdot(wrong, wrong))
    missed = None
    if ground.losing is not None:
        both = seen.per_choice[:, None] + seen.per_choice[None, :] - 1.0
        missed = np.where(ground.losing > 0, both, 0.0)
        square += float(np.vdot(missed, missed))
    mix = _mixed(ground.view, shares.mix, seen, length)
    if square < LEAST_SQUARE:
        same = mix is shares.mix
        return None if same else Shares(shares.choices, shares.table, shares.penalties, mix, shares.bits)
    unit = 2.0**shares.bits
    step = length * max(seen.bound - target, 1.0) / square * unit
    # What one side of a pair loses the other gains, rounded alike: so the two shares keep adding up.
    table = shares.table - np.rint(wrong * step) / unit
    np.minimum(np.maximum(table, 0.0, out=table), ground.gaining, out=table)
    penalties = shares.penalties
    if missed is not None:
        penalties = np.minimum(np.maximum(penalties + np.rint(missed * step) / unit, 0.0), ground.losing)
    return Shares(shares.choices, table, penalties, mix, shares.bits)


def _mixed(view: View, mix: Any, seen: Look, length: float) -> Any:
    """More weight for capacities that are taken beyond what they hold, less for those with room."""
    import numpy as np

    if len(mix) < 2:
        return mix
    over = (view.weights @ seen.taken - view.capacities) / np.maximum(view.capacities, 1)
    return _whole(mix * np.exp(MIX_STEP * length * np.clip(over, -1.0, 1.0)))


def _whole(mix: Any) -> Any:
    import numpy as np

    return np.rint(mix * (2.0**MIX_BITS / mix.max(initial=1e-300))).astype(np.int64)
