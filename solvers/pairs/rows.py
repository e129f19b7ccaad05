"""The linear rows between binary columns: what they rule out once some are decided, and what says what products are."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from domain.integer_model.model import NO_LOWER, NO_UPPER, Model, Product


def definitions(model: Model) -> frozenset[int] | None:
    """The rows that guard the products of a model, and say nothing else; None where one that is told is missing.

    A solver that takes products as such leaves these rows out. Without one of them the column of a product could have
    another value, so the products of such a model are not to be relied on.
    """
    products = {product.column: product for product in model.products}
    if len(products) < len(model.products) or any(model.lower[column] < 0 for column in products):
        return None
    guards: dict[int, set[str]] = {column: set() for column in products}
    rows = []
    for row, column in _candidates(model, products):
        span = slice(model.starts[row], model.starts[row + 1])
        entries = dict(zip(model.columns[span], model.coefs[span], strict=True))
        if len(entries) < span.stop - span.start or model.row_lower[row] > NO_LOWER:
            continue
        guard = _guard(products[column], entries, model.row_upper[row])
        if guard:
            guards[column].add(guard)
            rows.append(row)
    for column, product in products.items():
        needed = {"leader", "partners"} if product.rises else set()
        if product.falls:
            needed.add("least")
        if not guards[column] >= needed or any(amount < 0 for _, amount in product.partners):
            return None
    return frozenset(rows)


def _candidates(model: Model, products: dict[int, Product]) -> list[tuple[int, int]]:
    """Rows without a tag and with an upper side that have one product's column, with that column."""
    found = []
    for row, tag in enumerate(model.tags):
        if tag or model.row_upper[row] >= NO_UPPER:
            continue
        columns: array[int] | list[int] = list(model.columns[model.starts[row] : model.starts[row + 1]])
        named = [column for column in columns if column in products]
        if len(named) == 1:
            found.append((row, named[0]))
    return found


def _guard(product: Product, entries: dict[int, int], upper: int) -> str:
    """Which side of a product a row guards: nothing without its leader, no more or no less than its partners add up to.

    Empty where the row is another one, or one that some points break at the full value of the product.
    """
    own = entries.pop(product.column)
    counted = {column: amount for columns, amount in product.partners for column in columns}
    leader, most = dict.fromkeys(product.leader, 1), sum(amount for _, amount in product.partners)
    if own == 1 and upper == 0:
        if entries == {column: -amount for column, amount in counted.items()}:
            return "partners"
        reach = -entries.get(product.leader[0], 0)
        return "leader" if reach >= most and entries == dict.fromkeys(leader, -reach) else ""
    if own == -1 and upper >= most and entries == counted | dict.fromkeys(leader, upper):
        return "least"
    return ""


FREE = -1
MOST_WEIGHT = 2**30
"""Capacities that add up to more are counted in coarser units, to the safe side."""
MOST_CAPACITIES = 40


@dataclass(frozen=True)
class Rows:
    """Rows in compressed form, none of them empty. of: the row of each entry."""

    starts: Any
    of: Any
    columns: Any
    coefs: Any
    lower: Any
    upper: Any

    def propagate(self, state: Any) -> bool:
        """Decide in place what follows from what is decided; False where no point is left."""
        import numpy as np

        if not len(self.starts):
            return True
        coefs, columns = self.coefs, self.columns
        low, high = np.minimum(coefs, 0), np.maximum(coefs, 0)
        while True:
            at = state[columns]
            known = at * coefs
            least = np.add.reduceat(np.where(at == FREE, low, known), self.starts)
            most = np.add.reduceat(np.where(at == FREE, high, known), self.starts)
            if (least > self.upper).any() or (most < self.lower).any():
                return False
            size = np.abs(coefs)
            free = at == FREE
            at_least = free & (size > (self.upper - least)[self.of])
            at_most = free & (size > (most - self.lower)[self.of])
            if not (at_least.any() or at_most.any()):
                return True
            zeros = np.concatenate([columns[at_least & (coefs > 0)], columns[at_most & (coefs < 0)]])
            ones = np.concatenate([columns[at_least & (coefs < 0)], columns[at_most & (coefs > 0)]])
            state[zeros] = 0
            if (state[ones] == 0).any():
                return False
            state[ones] = 1

    def activities(self, chosen: Any) -> Any:
        """What each row comes to at a point."""
        import numpy as np

        return np.add.reduceat(self.coefs * chosen[self.columns], self.starts) if len(self.starts) else self.lower

    def over(self, columns: Any) -> tuple[Any, Any]:
        """The rows that have some of a few columns, and their coefficients as a table."""
        import numpy as np

        place = np.full(int(self.columns.max(initial=-1)) + 1, FREE)
        known = columns[columns < len(place)]
        place[known] = np.flatnonzero(columns < len(place))
        at = place[self.columns]
        entries = np.flatnonzero(at != FREE)
        touched, line = np.unique(self.of[entries], return_inverse=True)
        table: Any = np.zeros((len(touched), len(columns)), dtype=np.int64)
        table[line, at[entries]] = self.coefs[entries]
        return touched, table

    def dense(self, columns: int) -> Any:
        """The rows as a table."""
        import numpy as np

        table: Any = np.zeros((len(self.starts), columns), dtype=np.int64)
        table[self.of, self.columns] = self.coefs
        return table


def rows_of(model: Model, rows: Sequence[int], place: dict[int, int]) -> Rows:
    """Rows of a model that name no product, over the places of its columns."""
    import numpy as np

    forms = [(model.row(row), model.row_lower[row], model.row_upper[row]) for row in rows]
    forms = [each for each in forms if len(each[0].columns)]
    sizes = [len(form.columns) for form, _, _ in forms]
    return Rows(
        starts=np.cumsum([0, *sizes[:-1]]) if sizes else np.zeros(0, dtype=np.int64),
        of=np.repeat(np.arange(len(forms)), sizes),
        columns=np.array([place[column] for form, _, _ in forms for column in form.columns], dtype=np.int64),
        coefs=np.array([coef for form, _, _ in forms for coef in form.coefs], dtype=np.int64),
        lower=np.array([lower for _, lower, _ in forms], dtype=np.int64),
        upper=np.array([upper for _, _, upper in forms], dtype=np.int64),
    )


def capacities_of(rows: Rows, columns: int) -> tuple[Any, Any]:
    """The rows that only take from a capacity, and can run out of it: a table of weights, and the capacities."""
    import numpy as np

    weights: list[Any] = []
    capacities: list[int] = []
    for row, start in enumerate(rows.starts.tolist()):
        entries = slice(start, int(rows.starts[row + 1]) if row + 1 < len(rows.starts) else len(rows.columns))
        for sign, end in ((1, int(rows.upper[row])), (-1, -int(rows.lower[row]))):
            coefs = sign * rows.coefs[entries]
            total = int(coefs.sum())
            if coefs.min() < 0 or not 2 * coefs.min() <= end < total:
                continue
            shift = max(0, total.bit_length() - MOST_WEIGHT.bit_length())
            weights.append(np.zeros(columns, dtype=np.int64))
            weights[-1][rows.columns[entries]] = coefs >> shift
            capacities.append(end >> shift)
    most = sorted(range(len(weights)), key=lambda at: -np.count_nonzero(weights[at]))[:MOST_CAPACITIES]
    table: Any = np.array([weights[at] for at in most], dtype=np.int64).reshape(-1, columns)
    return table, np.array([capacities[at] for at in most], dtype=np.int64)
