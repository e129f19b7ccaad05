"""Bounds from dual values, exact whatever the dual values are.

For any multipliers ``y`` of the rows, ``c x = (c - A'y) x + y (A x)`` is at most the sum of what each column and each
row can add by itself. A solver of linear programs finds good multipliers in floating point; here they are cut to
fractions of a power of two, and the sum is done in integers, so no rounding and no tolerance of the solver can make a
bound too small. Numbers that do not fit 64 bits are summed as Python integers.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from domain.integer_model.bounding import NEVER, Corner, Narrowing
from domain.integer_model.model import NO_LOWER, NO_UPPER, Model

MOST_BITS = 30
LEAST_BITS = 12
ROOM_BITS = 61


class BoundQueries:
    """Narrowings as arrays: entry by entry, and to which narrowing each belongs."""

    def __init__(self, narrowings: Sequence[Narrowing]) -> None:
        import numpy as np

        entries = [(at, *entry) for at, narrowing in enumerate(narrowings) for entry in narrowing]
        table = np.array(entries, dtype=np.int64).reshape(-1, 4)
        self.count = len(narrowings)
        self.of, self.columns, self.lower, self.upper = table.T


class DualValue:
    """What one vector of multipliers proves of a model, in units of ``2**-bits``."""

    def __init__(self, total: Any, terms: Any, reduced: Any, bits: int) -> None:
        self._total, self._terms, self._reduced, self._bits = total, terms, reduced, bits

    @property
    def whole(self) -> int:
        """The bound of all points."""
        return int(self._total) >> self._bits

    def narrowed(self, questions: BoundQueries) -> Any:
        """The bound of each narrowing."""
        import numpy as np

        reduced, terms = self._reduced[questions.columns], self._terms[questions.columns]
        changes = np.maximum(reduced * questions.lower, reduced * questions.upper) - terms
        sums = np.zeros(questions.count, dtype=self._terms.dtype)
        np.add.at(sums, questions.of, changes)
        return (sums + self._total) >> self._bits

    def leaving(self, lower: Any, upper: Any, corner: Any) -> Any:
        """For each column, the bound of the points within these bounds where it is not at its corner."""
        import numpy as np

        at_lower = corner == lower
        low, high = np.where(at_lower, lower + 1, lower), np.where(at_lower, upper, upper - 1)
        terms = np.maximum(self._reduced * lower, self._reduced * upper)
        total = self._total + (terms - self._terms).sum()
        other = np.maximum(self._reduced * low, self._reduced * high)
        bounds = (total - terms + other) >> self._bits
        return np.where(low > high, NEVER, bounds)


class ExactDuals:
    """A model as integer arrays, ready to evaluate multipliers."""

    def __init__(self, model: Model) -> None:
        import numpy as np

        def whole(values: Sequence[int]) -> Any:
            return np.array(values, dtype=np.int64)

        self.lower, self.upper = whole(model.lower), whole(model.upper)
        self._columns, self._coefs = whole(model.columns), whole(model.coefs)
        self._rows: Any = np.repeat(np.arange(model.num_rows), np.diff(whole(model.starts)))
        self._cost: Any = np.zeros(model.num_columns, dtype=np.int64)
        self._cost[whole(model.objective.columns)] = whole(model.objective.coefs)
        self._row_lower, self._row_upper = whole(model.row_lower), whole(model.row_upper)
        self._no_lower, self._no_upper = self._row_lower <= NO_LOWER, self._row_upper >= NO_UPPER
        self._row_lower = np.where(self._no_lower, 0, self._row_lower)
        self._row_upper = np.where(self._no_upper, 0, self._row_upper)

    def value(self, multipliers: Any, with_objective: bool = True) -> DualValue:
        """What multipliers prove; without the objective, a bound below zero proves that there is no point."""
        import numpy as np

        y = np.nan_to_num(np.asarray(multipliers, dtype=float), nan=0.0, posinf=0.0, neginf=0.0)
        y = np.where((self._no_upper & (y > 0)) | (self._no_lower & (y < 0)), 0.0, y)
        bits, kind = self._bits_for(y)
        exact = np.rint(y * 2.0**bits).astype(np.int64).astype(kind)
        cost = (self._cost if with_objective else np.zeros_like(self._cost)).astype(kind)
        carried = np.zeros(len(cost), dtype=kind)
        np.add.at(carried, self._columns, self._coefs.astype(kind) * exact[self._rows])
        reduced = cost * (1 << bits) - carried
        terms = np.maximum(reduced * self.lower, reduced * self.upper)
        rows = np.maximum(exact * self._row_lower, exact * self._row_upper)
        rows = np.where(self._no_lower, exact * self._row_upper, rows)
        rows = np.where(self._no_upper, exact * self._row_lower, rows)
        return DualValue(terms.sum() + rows.sum(), terms, reduced, bits)

    def _bits_for(self, y: Any) -> tuple[int, Any]:
        """How finely to cut the multipliers so that no sum leaves 64 bits; Python integers where that is too coarse."""
        import numpy as np

        size = np.abs(y)
        reach = np.maximum(np.maximum(np.abs(self.lower), np.abs(self.upper)).astype(float), 1.0)
        carried = np.bincount(self._columns, np.abs(self._coefs) * size[self._rows], len(reach))
        sides = np.maximum(np.abs(self._row_lower), np.abs(self._row_upper)).astype(float)
        largest = ((np.abs(self._cost) + carried) * reach).sum() * 2 + (size * sides).sum() + 1.0
        bits = min(MOST_BITS, ROOM_BITS - int(np.ceil(np.log2(largest))))
        if bits >= LEAST_BITS:
            return bits, np.int64
        widest = int(np.ceil(np.log2(size.max(initial=0.0) + 1.0)))
        return max(0, min(MOST_BITS, ROOM_BITS - widest)), object


def corner_of(value: DualValue, others: Sequence[DualValue], lower: Any, upper: Any, point: Any) -> Corner:
    """The end of each column that is nearer to a point, and the least bound that any multipliers prove beyond it."""
    import numpy as np

    corner = np.where(2 * np.asarray(point) > lower + upper, upper, lower)
    bounds = value.leaving(lower, upper, corner)
    for other in others:
        bounds = np.minimum(bounds, other.leaving(lower, upper, corner))
    return Corner(corner.tolist(), [int(bound) for bound in bounds])
