"""The rows of a model that say in linear terms what its products are."""

from __future__ import annotations

from array import array

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
