"""Puts models together row by row; rows too wide for solvers are written in digits on the way."""

from __future__ import annotations

from array import array
from collections.abc import Sequence

from domain.integer_model.digits import in_digits, magnitude_of
from domain.integer_model.model import EXACT_LIMIT, NO_LOWER, NO_UPPER, LinearForm, Model, Product
from domain.lean import replace

NEVER_WIDE = 2**20
"""Rows whose coefficients add up to no more are not looked at: columns that reach far count once in a row."""


DIGIT = 10**9
"""How far one column counts what takes several."""


class ModelBuilder:
    """Collects columns and rows, then freezes them into a ``Model``."""

    def __init__(self) -> None:
        self.lower = array("q")
        self.upper = array("q")
        self.implied = bytearray()
        self._starts = array("q", [0])
        self._columns = array("q")
        self._coefs = array("q")
        self._row_lower = array("q")
        self._row_upper = array("q")
        self._tags: list[str] = []
        self.products: list[Product] = []

    @property
    def num_rows(self) -> int:
        """How many rows there are so far."""
        return len(self._tags)

    def add_column(self, lower: int = 0, upper: int = 1, implied: bool = False) -> int:
        """Add an integer column; return its index."""
        self.lower.append(lower)
        self.upper.append(upper)
        self.implied.append(implied)
        return len(self.lower) - 1

    def add_counter(self, most: int, one_up_to: int = DIGIT - 1) -> list[tuple[int, int]]:
        """Columns that together count from 0 to ``most`` at least, each with what one of it counts.

        One up to ``one_up_to``; beyond, one for each digit. What the lowest counts follows from all others.
        """
        counters: list[tuple[int, int]] = []
        weight, digit = 1, DIGIT if most > one_up_to else most + 1
        while most:
            counters.append((self.add_column(upper=min(most, digit - 1), implied=not counters), weight))
            most, weight = most // digit, weight * digit
        return counters

    def add_row(
        self, tag: str, columns: Sequence[int], coefs: Sequence[int], lower: int = NO_LOWER, upper: int = NO_UPPER
    ) -> None:
        """A new row ``lower <= sum(coefs * columns) <= upper`` under a tag (empty: structure, not a rule).

        One that reaches beyond ``EXACT_LIMIT`` is written in digits, each side by itself, with a column for each carry.
        """
        if sum(map(abs, coefs)) > NEVER_WIDE and magnitude_of(coefs, self._bounds_of(columns)) > EXACT_LIMIT:
            self._add_wide_row(tag, columns, coefs, lower, upper)
            return
        self._append(tag, columns, coefs, lower, upper)

    def _add_wide_row(self, tag: str, columns: Sequence[int], coefs: Sequence[int], lower: int, upper: int) -> None:
        for sign, limit, none in ((1, upper, NO_UPPER), (-1, -lower, -NO_LOWER)):
            if limit == none:
                continue
            names, left = list(columns), [sign * coef for coef in coefs]
            while True:
                bounds = self._bounds_of(names)
                if magnitude_of(left, bounds) <= EXACT_LIMIT:
                    break
                digits = in_digits(left, bounds, limit, EXACT_LIMIT)
                carry = self.add_column(digits.least, digits.most)
                self._append_terms("", [*names, carry], [*digits.low, -digits.base], digits.low_limit)
                names, left, limit = [*names, carry], [*digits.high, 1], digits.limit
            self._append_terms(tag, names, left, limit)

    def _append_terms(self, tag: str, columns: Sequence[int], coefs: Sequence[int], upper: int) -> None:
        """Append a row without its zero coefficients."""
        terms = [(column, coef) for column, coef in zip(columns, coefs, strict=True) if coef]
        self._append(tag, [column for column, _ in terms], [coef for _, coef in terms], NO_LOWER, upper)

    def _bounds_of(self, columns: Sequence[int]) -> list[tuple[int, int]]:
        return [(self.lower[column], self.upper[column]) for column in columns]

    def _append(self, tag: str, columns: Sequence[int], coefs: Sequence[int], lower: int, upper: int) -> None:
        self._columns.extend(columns)
        self._coefs.extend(coefs)
        self._starts.append(len(self._columns))
        self._row_lower.append(max(NO_LOWER, min(lower, NO_UPPER)))
        self._row_upper.append(max(NO_LOWER, min(upper, NO_UPPER)))
        self._tags.append(tag)

    def build(self) -> Model:
        """The model collected so far, without an objective."""
        return Model(
            lower=self.lower,
            upper=self.upper,
            starts=self._starts,
            columns=self._columns,
            coefs=self._coefs,
            row_lower=self._row_lower,
            row_upper=self._row_upper,
            tags=tuple(self._tags),
            implied=bytes(self.implied),
            products=tuple(self.products),
        )


def rebuilt(
    model: Model, keep: Sequence[bool] | None = None, extra: Sequence[tuple[str, LinearForm, int, int]] = ()
) -> Model:
    """The model with only the rows to keep, followed by extra rows ``(tag, form, lower, upper)``."""
    builder = ModelBuilder()
    builder.lower, builder.upper = array("q", model.lower), array("q", model.upper)
    builder.implied = bytearray(model.implied)
    for index in range(model.num_rows):
        if keep is None or keep[index]:
            form = model.row(index)
            builder.add_row(model.tags[index], form.columns, form.coefs, model.row_lower[index], model.row_upper[index])
    for tag, form, lower, upper in extra:
        builder.add_row(tag, form.columns, form.coefs, lower, upper)
    return replace(
        builder.build(),
        objective=model.objective,
        hint=model.hint,
        places=model.places,
        products=model.products,
        packing=model.packing,
        bends=model.bends,
    )
