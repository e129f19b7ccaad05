"""All best points of a search, kept for the questions that come after it: which of them is best in something else."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass

from domain.integer_model.model import LinearForm, Model
from domain.integer_model.result import SolutionStatus, SolveResult, Termination
from solvers.pairs.reading import pulls_to_guards

MOST = 2000
"""So many points are kept at most."""
SECONDS_A_POINT = 1e-5


@dataclass(frozen=True)
class Ties:
    """All points of a model that reach the best value of its objective, each product at its full value."""

    model: Model
    best: int
    points: tuple[tuple[int, ...], ...]

    def answer(self, model: Model) -> SolveResult | None:
        """The best of them for a model with further rows, and its proof; None where that model may have other points.

        Columns of products that the objective does not count may be lower at other points; no row gains by that.
        """
        products = {product.column: product for product in model.products}
        if any(column in products for column in model.objective.columns) or not self._holds_all_of(model):
            return None
        further = range(self.model.num_rows, model.num_rows)
        rows = ((model.row(row), model.row_lower[row], model.row_upper[row]) for row in further)
        if not all(pulls_to_guards(*row, products) for row in rows):
            return None
        left = [point for point in self.points if model.admits(point)]
        if not left:
            return None
        chosen = max(left, key=model.objective.value)
        value, work = model.objective.value(chosen), SECONDS_A_POINT * len(self.points)
        values = array("q", chosen)
        return SolveResult(SolutionStatus.OPTIMAL, Termination.OPTIMALITY, values, value, value, work=work)

    def _holds_all_of(self, model: Model) -> bool:
        """Whether a model has all rows of this one, and others that keep its objective at the best value."""
        own, rows = self.model, self.model.num_rows
        same = (
            list(own.lower) == list(model.lower)
            and list(own.upper) == list(model.upper)
            and own.products == model.products
            and list(own.starts) == list(model.starts[: rows + 1])
            and list(own.columns) == list(model.columns[: own.starts[rows]])
            and list(own.coefs) == list(model.coefs[: own.starts[rows]])
            and list(own.row_lower) == list(model.row_lower[:rows])
            and list(own.row_upper) == list(model.row_upper[:rows])
        )
        if not same or model.num_rows == rows:
            return False
        forms = [model.row(row) for row in range(rows, model.num_rows)]
        weights = _weights(own.objective, forms)
        if weights is None:
            return False
        held = sum(weight * least for weight, least in zip(weights, model.row_lower[rows:], strict=True) if weight)
        return held >= self.best


def _weights(form: LinearForm, parts: Sequence[LinearForm]) -> list[int] | None:
    """Whole weights, none below zero, with which some forms add up to another; None where none are found.

    Floating point guesses them, integers check them.
    """
    import numpy as np

    columns = sorted({*form.columns, *(column for part in parts for column in part.columns)})
    place = {column: at for at, column in enumerate(columns)}

    def dense(each: LinearForm) -> list[int]:
        line = [0] * len(columns)
        for column, coef in zip(each.columns, each.coefs, strict=True):
            line[place[column]] = coef
        return line

    target, lines = dense(form), [dense(part) for part in parts]
    guess = np.linalg.lstsq(np.array(lines, dtype=float).T, np.array(target, dtype=float), rcond=None)[0]
    if not np.isfinite(guess).all():
        return None
    weights = [round(weight) for weight in guess.tolist()]
    if min(weights) < 0:
        return None
    for at, wanted in enumerate(target):
        if sum(weight * line[at] for weight, line in zip(weights, lines, strict=True)) != wanted:
            return None
    return weights
