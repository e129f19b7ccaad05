"""A model with products, read as choices, what these gain by themselves and in pairs, and the rows between them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from domain.integer_model.model import NO_LOWER, NO_UPPER, LinearForm, Model, Product
from solvers.pairs.rows import Rows, capacities_of, definitions, rows_of
from solvers.stages.precision import span


def choices_of(model: Model, products: dict[int, Product]) -> list[tuple[int, ...]] | None:
    """All columns but those of products: the choices that products name first, then others that a row puts together.

    None where two choices of products overlap, or no row keeps one of them to a single column.
    """
    named = dict.fromkeys(
        choice
        for product in products.values()
        for choice in (product.leader, *(columns for columns, _ in product.partners))
    )
    taken = {column for choice in named for column in choice}
    if len(taken) < sum(map(len, named)) or taken & products.keys():
        return None
    alternatives = [set(model.row(row).columns) for row in range(model.num_rows) if _picks_one(model, row, products)]
    held_by: dict[int, list[set[int]]] = {}
    for together in alternatives:
        for column in together:
            held_by.setdefault(column, []).append(together)
    for choice in named:
        if len(choice) > 1 and not any(together.issuperset(choice) for together in held_by.get(choice[0], ())):
            return None
    choices = list(named)
    for together in alternatives:
        rest = tuple(sorted(together - taken))
        if len(rest) > 1:
            choices.append(rest)
            taken.update(rest)
    choices.extend((column,) for column in range(model.num_columns) if column not in taken and column not in products)
    return choices


def _picks_one(model: Model, row: int, products: dict[int, Product]) -> bool:
    """Whether a row lets at most one of its columns be 1, all of them being binary and none that of a product."""
    span = slice(model.starts[row], model.starts[row + 1])
    return (
        model.row_upper[row] <= 1
        and all(coef >= 1 for coef in model.coefs[span])
        and not any(column in products or model.lower[column] < 0 for column in model.columns[span])
    )


MOST_COLUMNS = 4000
MOST_CHOICES = 800
"""Every look at a bound takes a table of columns by choices."""
MOST_TOTAL = 2**50
"""Gains that add up to more leave multipliers too few of 64 bits, so they are counted in coarser units, rounded up."""


@dataclass(frozen=True)
class Puzzle:
    """Binary columns in choices, of which at most one column is 1; choices gain by themselves and in pairs.

    columns: the model's, those of one choice side by side. starts: where each choice begins. choice_of: per column.
    gains: of each column. pairs: a symmetric table of what two choices gain together. constant: what is gained anyhow.
    state: per column 0 or 1 where the model fixes it, else -1. rows: those that name no product. weights, capacities:
    of the rows among them that only limit from above. reach: how far all gains add up.

    Gains are those of the objective in units of ``2**shift``, no less than it at any point of the model: they are more
    where they are rounded, and where held rows are weighed in.
    """

    model: Model
    columns: Any
    starts: Any
    choice_of: Any
    gains: Any
    pairs: Any
    constant: int
    state: Any
    rows: Rows
    weights: Any
    capacities: Any
    reach: int
    shift: int

    def most(self, chosen: Any) -> int:
        """What the objective comes to at most at a point."""
        import numpy as np

        made = np.add.reduceat(chosen.astype(np.int64), self.starts)
        return (self.constant + int(self.gains @ chosen) + int(made @ self.pairs @ made) // 2) << self.shift

    def point(self, chosen: Any) -> list[int]:
        """A point of the model from one of the puzzle, each product at its full value."""
        values = list(self.model.lower)
        for column, value in zip(self.columns.tolist(), chosen.tolist(), strict=True):
            values[column] = value
        return self.completed(values)

    def completed(self, point: Sequence[int]) -> list[int]:
        """A point of the model with each product at its full value: no worse, and no row is broken by that."""
        values = list(point)
        for product in self.model.products:
            values[product.column] = product.full_value(values)
        return values


def suits(model: Model, forms: Iterable[LinearForm] = ()) -> bool:
    """Whether a model can be read so, with these forms as objectives or held from below."""
    if not model.products or model.num_columns > MOST_COLUMNS + len(model.products):
        return False
    products = {product.column: product for product in model.products}
    said = definitions(model)
    if said is None or not all(_is_plain(model, column, products.get(column)) for column in range(model.num_columns)):
        return False
    choices = choices_of(model, products)
    if choices is None or len(choices) > MOST_CHOICES:
        return False
    rows = ((model.row(r), model.row_lower[r], model.row_upper[r]) for r in range(model.num_rows) if r not in said)
    held = ((form, 0, NO_UPPER) for form in forms)
    return all(pulls_to_guards(*row, products) for row in (*rows, *held))


def read(model: Model) -> Puzzle | None:
    """The puzzle of a model and its objective; None where it does not suit."""
    import numpy as np

    if not suits(model, [model.objective]):
        return None
    products = {product.column: product for product in model.products}
    said, choices = definitions(model), choices_of(model, products)
    assert said is not None and choices is not None
    columns = [column for choice in choices for column in choice]
    place = {column: at for at, column in enumerate(columns)}
    sizes = [len(choice) for choice in choices]
    choice_of: Any = np.repeat(np.arange(len(choices)), sizes)
    open_rows = [row for row in range(model.num_rows) if row not in said]
    quadratic = [row for row in open_rows if any(column in products for column in model.row(row).columns)]
    linear = [row for row in open_rows if row not in set(quadratic)]
    forms = [(model.objective, 1, 0), *_weighed(model, quadratic, products)]
    reach = sum(_total(form, weight, products) + abs(weight * least) for form, weight, least in forms)
    shift = max(0, reach.bit_length() - MOST_TOTAL.bit_length() + 1)
    gains = [0] * len(columns)
    pairs: Any = np.zeros((len(choices), len(choices)), dtype=np.int64)
    paired: dict[tuple[int, int], int] = {}
    for form, weight, _ in forms:
        for column, coef in zip(form.columns, form.coefs, strict=True):
            if column not in products:
                gains[place[column]] += weight * coef
                continue
            leader = int(choice_of[place[products[column].leader[0]]])
            for partner, amount in products[column].partners:
                other = int(choice_of[place[partner[0]]])
                pair = (min(leader, other), max(leader, other))
                paired[pair] = paired.get(pair, 0) + weight * coef * amount
    for (first, second), gain in paired.items():
        pairs[first, second] = pairs[second, first] = _rounded_up(gain, shift)
    lower, upper = (np.array([ends[column] for column in columns]) for ends in (model.lower, model.upper))
    rows = rows_of(model, linear, place)
    weights, capacities = capacities_of(rows, len(columns))
    return Puzzle(
        model=model,
        columns=np.array(columns, dtype=np.int64),
        starts=np.cumsum([0, *sizes[:-1]]),
        choice_of=choice_of,
        gains=np.array([_rounded_up(gain, shift) for gain in gains], dtype=np.int64),
        pairs=pairs,
        constant=_rounded_up(-sum(weight * least for _, weight, least in forms), shift),
        state=np.where(lower == upper, lower, -1).astype(np.int8),
        rows=rows,
        weights=weights,
        capacities=capacities,
        reach=max(1, reach >> shift) + len(columns) + len(paired) + 1,
        shift=shift,
    )


def _rounded_up(number: int, shift: int) -> int:
    return -(-number >> shift)


def _is_plain(model: Model, column: int, product: Product | None) -> bool:
    """Whether a column is binary, or a product of different choices with room for all of its values."""
    low, high = model.lower[column], model.upper[column]
    if product is None:
        return 0 <= low <= high <= 1
    with_itself = any(columns == product.leader for columns, _ in product.partners)
    return low == 0 and not with_itself and high >= sum(amount for _, amount in product.partners)


def pulls_to_guards(form: LinearForm, lower: int, upper: int, products: dict[int, Product]) -> bool:
    """Whether a row gains by its products going to their full values, and never by their staying behind."""
    for column, coef in zip(form.columns, form.coefs, strict=True):
        product = products.get(column)
        if product is None or not coef or (product.rises and product.falls):
            continue
        pulled_up = coef > 0 if product.rises else coef < 0
        if (upper < NO_UPPER) if pulled_up else (lower > NO_LOWER):
            return False
    return True


def _weighed(
    model: Model, quadratic: Iterable[int], products: dict[int, Product]
) -> Iterator[tuple[LinearForm, int, int]]:
    """Held rows with products beside an objective without: ``weight * (form - least)``, at least 0 at all points.

    Earlier stages are held at their best, so it is 0 at the points that count. With a weight beyond the whole range of
    the objective, what the bound looks for first is that the row can be kept at all; a smaller one only bounds less.
    """
    hint = model.hint
    if hint is None or any(column in products for column in model.objective.columns) or not model.admits(hint):
        return
    low, high = span(model.objective, model)
    tight = [row for row in quadratic if model.row(row).value(hint) in (model.row_lower[row], model.row_upper[row])]
    room = MOST_TOTAL // 2 - _total(model.objective, 1, products)
    for row in tight:
        form, value = model.row(row), model.row(row).value(hint)
        weight = min(high - low + 1, max(0, room) // (len(tight) * (_total(form, 1, products) + abs(value) + 1)))
        yield form, weight if value == model.row_lower[row] else -weight, value


def _total(form: LinearForm, weight: int, products: dict[int, Product]) -> int:
    """How far a form can reach, each of its products counted pair by pair."""
    reach = 0
    for column, coef in zip(form.columns, form.coefs, strict=True):
        product = products.get(column)
        reach += abs(coef) * (1 if product is None else sum(amount for _, amount in product.partners))
    return reach * abs(weight)
