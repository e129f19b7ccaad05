"""How far a linear form can reach within the column bounds, and what can be told of a model without a solver."""

from __future__ import annotations

from collections.abc import Iterable

from domain.integer_model.model import LinearForm, Model


def span(form: LinearForm, model: Model) -> tuple[int, int]:
    """The least and the greatest value that the column bounds alone allow a form."""
    low = high = 0
    for column, coef in zip(form.columns, form.coefs, strict=True):
        ends = coef * model.lower[column], coef * model.upper[column]
        low += min(ends)
        high += max(ends)
    return low, high


def magnitude(form: LinearForm, model: Model) -> int:
    """The sum of |coefficient| x |bound|: what a solver's arithmetic has to carry for this form."""
    return sum(
        abs(coef) * max(abs(model.lower[column]), abs(model.upper[column]))
        for column, coef in zip(form.columns, form.coefs, strict=True)
    )


def largest_coefficient(model: Model) -> int:
    """The largest |coefficient| of all rows."""
    return max(map(abs, model.coefs), default=0)


def widest_row(model: Model) -> int:
    """The largest total of a row: its |coefficients| x |bounds| added up."""
    reach = [max(abs(low), abs(high)) for low, high in zip(model.lower, model.upper, strict=True)]
    columns, coefs, starts = model.columns, model.coefs, model.starts
    return max(
        (
            sum(abs(coefs[at]) * reach[columns[at]] for at in range(starts[row], starts[row + 1]))
            for row in range(model.num_rows)
        ),
        default=0,
    )


def widest_column(columns: Iterable[int], model: Model) -> int:
    """The largest |bound| of some columns."""
    return max((max(abs(model.lower[column]), abs(model.upper[column])) for column in columns), default=0)


def contradiction(model: Model) -> str | None:
    """Why no point can exist, where a crossed column or a row without terms already tells; else None."""
    for column, (low, high) in enumerate(zip(model.lower, model.upper, strict=True)):
        if low > high:
            return f"column {column} has its lower bound {low} above its upper bound {high}"
    for row in range(model.num_rows):
        empty = model.starts[row] == model.starts[row + 1]
        if empty and not model.row_lower[row] <= 0 <= model.row_upper[row]:
            label = model.tags[row] if row < len(model.tags) and model.tags[row] else f"row {row}"
            return f"{label} has no terms and asks for {model.row_lower[row]} <= 0 <= {model.row_upper[row]}"
    return None
