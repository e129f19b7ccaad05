"""A model without the columns that are fixed and the rows that cannot be broken any more, and the way back."""

from __future__ import annotations

from array import array
from collections.abc import Sequence

from domain.integer_model.builder import ModelBuilder
from domain.integer_model.model import NO_LOWER, NO_UPPER, LinearForm, Model
from domain.lean import dataclass, replace


@dataclass(frozen=True, slots=True)
class Compact:
    """A smaller model of the same points. columns: which of the original ones its own are; fixed: values of the others.

    Its tags are the original ones; it has no hint, objective or places.
    """

    model: Model
    columns: Sequence[int]
    fixed: Sequence[int]

    def down(self, values: Sequence[int]) -> array[int]:
        """A point of the original model as one of the smaller."""
        return array("q", [values[column] for column in self.columns])

    def up(self, values: Sequence[int]) -> array[int]:
        """A point of the smaller model as one of the original."""
        point = array("q", self.fixed)
        for column, value in zip(self.columns, values, strict=True):
            point[column] = value
        return point

    def restricted(self, form: LinearForm) -> LinearForm:
        """A form over the columns that are left; what the fixed ones add to it is left out."""
        own = {column: place for place, column in enumerate(self.columns)}
        terms = [(own[c], coef) for c, coef in zip(form.columns, form.coefs, strict=True) if c in own and coef]
        return LinearForm(tuple(column for column, _ in terms), tuple(coef for _, coef in terms))


def compacted(model: Model) -> Compact:
    """The smaller model of a model, some of whose columns have equal bounds."""
    lower, upper = model.lower, model.upper
    if model.products:  # they are told by rows and columns of the whole model
        whole = replace(model, objective=LinearForm(), hint=None, places=None)
        return Compact(whole, range(model.num_columns), lower)
    columns = [column for column in range(model.num_columns) if lower[column] < upper[column]]
    own = {column: place for place, column in enumerate(columns)}
    builder = ModelBuilder()
    for column in columns:
        implied = bool(model.implied[column]) if column < len(model.implied) else False
        builder.add_column(lower[column], upper[column], implied)
    for row in range(model.num_rows):
        form = model.row(row)
        kept: list[int] = []
        coefs: list[int] = []
        given = least = most = 0
        for column, coef in zip(form.columns, form.coefs, strict=True):
            if column in own:
                kept.append(own[column])
                coefs.append(coef)
                ends = coef * lower[column], coef * upper[column]
                least += min(ends)
                most += max(ends)
            else:
                given += coef * lower[column]
        low, high = _moved(model.row_lower[row], NO_LOWER, given), _moved(model.row_upper[row], NO_UPPER, given)
        low, high = NO_LOWER if low <= least else low, NO_UPPER if high >= most else high
        if low > NO_LOWER or high < NO_UPPER:
            builder.add_row(model.tags[row], kept, coefs, low, high)
    return Compact(builder.build(), columns, lower)


def narrowed_to(model: Model, lower: Sequence[int], upper: Sequence[int]) -> Model:
    """The model with other bounds of its columns."""
    return replace(model, lower=array("q", lower), upper=array("q", upper))


def _moved(side: int, none: int, given: int) -> int:
    return none if side == none else side - given
