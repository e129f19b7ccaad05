"""Cuts that forbid a point which floating point took for feasible, and no point that really is.

With coefficients of ten digits, a row that is broken by one unit is kept within any tolerance. The columns that
break it, taken together, are a cover: they can never all be at their high ends, and that is a row of ones, which
floating point does not get wrong.
"""

from __future__ import annotations

from collections.abc import Sequence

from solvers.api import NO_LOWER, LinearForm, Model

Cut = tuple[str, LinearForm, int, int]


def cover_cut(model: Model, values: Sequence[int], row: int) -> Cut | None:
    """A cut for a row that the point breaks, or None where a column that breaks it has more than two values."""
    form = model.row(row)
    sign, limit = 1, model.row_upper[row]
    if form.value(values) <= limit:
        sign, limit = -1, -model.row_lower[row]
    least = 0
    gains: list[tuple[int, int, int]] = []  # what a column adds to the row above its least, which one, its direction
    for column, coef in zip(form.columns, form.coefs, strict=True):
        low, high = sorted((sign * coef * model.lower[column], sign * coef * model.upper[column]))
        least += low
        if sign * coef * values[column] > low:
            if model.upper[column] - model.lower[column] != 1:
                return None
            gains.append((high - low, column, 1 if sign * coef > 0 else -1))
    cover: list[tuple[int, int]] = []
    for gain, column, direction in sorted(gains, reverse=True):
        if least > limit:
            break
        least += gain
        cover.append((column, direction))
    # Not all of them at once: the sum of (x - lower) or (upper - x) stays below their number.
    ends = sum(model.lower[c] if direction > 0 else -model.upper[c] for c, direction in cover)
    columns, directions = [column for column, _ in cover], [direction for _, direction in cover]
    return ("cover", LinearForm(columns, directions), NO_LOWER, len(cover) - 1 + ends)


def cuts_against(model: Model, values: Sequence[int]) -> list[Cut]:
    """Cuts for all rows that a point breaks, where there is one."""
    found = (cover_cut(model, values, row) for row in model.violated_rows(values))
    return [cut for cut in found if cut]
