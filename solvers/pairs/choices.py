"""The columns of a model in sets of which at most one can be 1."""

from __future__ import annotations

from domain.integer_model.model import Model, Product


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
