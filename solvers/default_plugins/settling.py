"""Implied columns brought to their exact integers, where floating point knows only their first digits."""

from __future__ import annotations

from array import array
from collections.abc import Sequence

from solvers.api import Model


def settled(model: Model, values: Sequence[int]) -> array[int] | None:
    """The point with its implied columns at their best for the objective, all others as they are; None if none holds.

    Rows with one implied column say what that column may be. A column that the objective does not count stays as
    near as possible, or goes to its lower or upper end where rows with several implied columns ask for that.
    """
    ranges = _ranges(model, values)
    if ranges is None:
        return None
    gains = dict(zip(model.objective.columns, model.objective.coefs, strict=True))
    for end in (None, 0, 1):
        point = array("q", values)
        for column, (low, high) in ranges.items():
            gain = gains.get(column, 0)
            if gain:
                point[column] = high if gain > 0 else low
            else:
                point[column] = min(max(point[column], low), high) if end is None else (low, high)[end]
        if model.admits(point):
            return point
    return None


def _ranges(model: Model, values: Sequence[int]) -> dict[int, tuple[int, int]] | None:
    """What the bounds and the rows with one implied column leave to each; None where they leave nothing."""
    ranges = {
        column: (model.lower[column], model.upper[column]) for column, implied in enumerate(model.implied) if implied
    }
    for row in range(model.num_rows):
        form = model.row(row)
        free = [(column, coef) for column, coef in zip(form.columns, form.coefs, strict=True) if column in ranges]
        if len(free) != 1 or not free[0][1]:
            continue
        column, coef = free[0]
        rest = form.value(values) - coef * values[column]
        # A missing side is a side at 2**62, here as in ``Model.admits``.
        least, most = model.row_lower[row] - rest, model.row_upper[row] - rest
        if coef < 0:
            coef, least, most = -coef, -most, -least
        low, high = ranges[column]
        ranges[column] = low, high = max(low, -(-least // coef)), min(high, most // coef)
        if low > high:
            return None
    return ranges
