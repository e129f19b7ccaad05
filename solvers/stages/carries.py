"""A point of a model in one that was given more rows, where wide ones were written in digits (``digits.py``)."""

from __future__ import annotations

from array import array
from collections.abc import Sequence

from domain.integer_model.model import Model


def with_carries(model: Model, values: Sequence[int]) -> array[int]:
    """The point with the least carry of each digit behind it. values: of all columns but these."""
    point = array("q", values)
    if len(point) == model.num_columns:
        return point
    for row in range(model.num_rows):
        form = model.row(row)
        if len(point) not in form.columns:
            continue
        terms = dict(zip(form.columns, form.coefs, strict=True))
        carry, base = len(point), -terms.pop(len(point))
        above = sum(coef * point[column] for column, coef in terms.items()) - model.row_upper[row]
        point.append(max(model.lower[carry], -(-above // base)))
    return point
