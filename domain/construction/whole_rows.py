"""The rows of a model as they were before wide ones were written in digits: their carries put back into one number.

A wide row ``a x <= b`` stands in a model as ``low x - base * carry <= low_b`` (without a tag) and, after it,
``high x + carry <= high_b``. Together, ``base`` times the second and the first, they say what the row said.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from domain.formulation import Formulation
from domain.integer_model.model import NO_LOWER, NO_UPPER, LinearForm
from domain.lean import dataclass


@dataclass(frozen=True, slots=True)
class WholeRow:
    """``least <= form <= most`` in integers of any size; None for a missing side."""

    tag: str
    form: LinearForm
    least: int | None
    most: int | None


def carries_of(formulation: Formulation) -> frozenset[int]:
    """Columns that are carries: neither options, bonuses, curves nor shortfalls, so no stage counts them."""
    model, options = formulation.plan.model, len(formulation.options)
    if model.num_columns == options:
        return frozenset()
    known = {bonus.column for bonus in formulation.bonuses} | formulation.totals.curve_columns
    for stage in formulation.plan.stages:
        known.update(column for column in stage.form.columns if column >= options)
    return frozenset(column for column in range(options, model.num_columns) if column not in known)


def whole_rows(formulation: Formulation, without: Collection[str] = ()) -> Iterator[WholeRow]:
    """All rows except those with certain tags."""
    model, carries = formulation.plan.model, carries_of(formulation)
    lows: dict[int, tuple[dict[int, int], int, int]] = {}
    for row, tag in enumerate(model.tags):
        if tag in without:
            continue
        form, least, most = model.row(row), model.row_lower[row], model.row_upper[row]
        if not carries or carries.isdisjoint(form.columns):
            yield WholeRow(tag, form, None if least <= NO_LOWER else least, None if most >= NO_UPPER else most)
            continue
        terms = dict(zip(form.columns, form.coefs, strict=True))
        for carry in carries.intersection(terms):
            if carry in lows:
                low, limit, base = lows[carry]
                del terms[carry]
                terms = {column: base * coef for column, coef in terms.items()}
                for column, coef in low.items():
                    terms[column] = terms.get(column, 0) + coef
                most = base * most + limit
        own = carries.intersection(terms)
        if own:
            (carry,) = own
            base = -terms.pop(carry)
            lows[carry] = terms, most, base
        else:
            yield WholeRow(tag, LinearForm(tuple(terms), tuple(terms.values())), None, most)
