"""What multipliers prove, in integers, whatever floating point took them for.

With shares that add up to what each pair gains, any cost of capacity gives an upper bound: what each column is worth
beyond its cost, beside what each of its shares is worth beyond theirs. All of it is counted in whole fractions of one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from solvers.pairs.ground import Ground
from solvers.pairs.shares import Look, Shares

PRODUCT_BITS = 60
MOST_SHIFT = 40


@dataclass(frozen=True)
class Certificate:
    """An upper bound of what is open, and what it loses where a column is taken or a choice is left.

    All in fractions of ``2**-bits``. total: of all points. columns, due_columns: of those that take a column.
    leaving: of those that take none of a choice.
    """

    total: int
    bits: int
    columns: Any
    leaving: Any
    due_columns: Any


def certify(ground: Ground, shares: Shares, seen: Look) -> Certificate:
    """The certificate of multipliers. Raises ``ArithmeticError`` where they are not what they have to be."""
    import numpy as np

    view, bits = ground.view, shares.bits
    unit = 2.0**bits
    table = (shares.table * unit).astype(np.int64)
    if not np.array_equal(table + table.T, np.maximum(view.pairs, 0) << bits):
        raise ArithmeticError("the shares of a pair do not add up to what it gains")
    if not view.single:
        table = table[view.at]
    farthest = max(int(ground.weights.max(initial=1)), int(ground.due_weights.max(initial=1)), ground.capacity)

    # A cost that takes more than there is to take only loosens the bound, and its products could leave 64 bits.
    most = table.sum(axis=1) / np.maximum(ground.room, 1)
    costs, shift = _in_fractions(np.minimum(seen.inner_costs * unit, most), farthest)
    table -= (costs[:, None] * ground.least) >> shift
    np.maximum(table, 0, out=table)
    values = (view.gains << bits) + table.sum(axis=1) - ((-costs * ground.room) >> shift)
    total = view.constant << bits
    if ground.losing is not None:
        values, constant = _penalised(ground, shares, values)
        total += constant

    most = np.maximum(values, 0).sum() / max(ground.capacity, 1)
    cost, shift = _in_fractions(np.array([min(seen.cost * unit, most)]), farthest)
    columns = values - ((cost * ground.weights) >> shift)
    best = np.maximum(columns if view.single else _largest(columns, view.starts), 0)
    total += int(best.sum()) - ((-int(cost[0]) * ground.capacity) >> shift)
    due = (view.due_gains << bits) - ((cost * ground.due_weights) >> shift)
    due_best = _largest(due, view.due_starts)
    total += int(due_best.sum())
    due_sizes: Any = np.diff(np.append(view.due_starts, len(due)))
    return Certificate(
        total=total,
        bits=bits,
        columns=total - best[view.at] + columns,
        leaving=total - best,
        due_columns=total - np.repeat(due_best, due_sizes) + due,
    )


def _penalised(ground: Ground, shares: Shares, values: Any) -> tuple[Any, int]:
    """What is left of the values, and what is counted anyhow, where pairs that lose are counted in part."""
    import numpy as np

    penalties = (shares.penalties * 2.0**shares.bits).astype(np.int64)
    most = np.maximum(-ground.view.pairs, 0) << shares.bits
    if not np.array_equal(penalties, penalties.T) or (penalties > most).any() or (penalties < 0).any():
        raise ArithmeticError("a pair is counted for more than it loses")
    losses = penalties.sum(axis=1)
    return values - losses[ground.view.at], int(losses.sum()) // 2


def _in_fractions(costs: Any, farthest: int) -> tuple[Any, int]:
    """Costs as integers over a power of two, as fine as leaves their products with weights within 64 bits."""
    import numpy as np

    largest = max(float(costs.max(initial=0.0)), 2.0**-MOST_SHIFT)
    room = 2.0**PRODUCT_BITS / (farthest * largest)
    shift = min(MOST_SHIFT, max(0, int(np.floor(np.log2(room)))))
    whole = np.rint(np.maximum(costs, 0.0) * 2.0**shift)
    return np.minimum(whole, 2.0**PRODUCT_BITS / farthest).astype(np.int64), shift


def _largest(values: Any, starts: Any) -> Any:
    import numpy as np

    return np.maximum.reduceat(values, starts) if len(starts) else values[:0]
