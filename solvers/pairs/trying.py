"""All points of a node with few open choices, the best first: cheaper than to go on splitting it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from solvers.pairs.reading import Puzzle
from solvers.pairs.view import View

FEW = 12
"""Choices that are open at most: all their points together cost about as much as one node."""
SECONDS = 0.0003


def has_few(view: View) -> bool:
    """Whether all points of a view may be tried."""
    return view.single and len(view.columns) <= FEW


def points_above(puzzle: Puzzle, view: View, state: Any, least: int | None) -> Iterator[tuple[int, Any]]:
    """The points that keep the linear rows and may be worth more than ``least``, from the best on.

    With what each is worth at most. Everything that is added up in floating point is whole and below 2^53.
    """
    import numpy as np

    subsets, rows = _subsets(len(view.columns)), puzzle.rows
    pairs = view.pairs.astype(float)
    worth = subsets @ view.gains.astype(float) + np.einsum("ij,ij->i", subsets @ pairs, subsets) / 2.0
    values = worth.astype(np.int64) + view.constant
    order = np.arange(len(values)) if least is None else np.flatnonzero(values > least >> puzzle.shift)
    settled = (state == 1).astype(np.int64)
    touched, table = rows.over(view.columns)
    if len(touched):
        used = rows.activities(settled)[touched] + subsets[order].astype(np.int64) @ table.T
        order = order[((used <= rows.upper[touched]) & (used >= rows.lower[touched])).all(axis=1)]
    for subset in order[np.argsort(-values[order], kind="stable")].tolist():
        chosen = settled.copy()
        chosen[view.columns] = subsets[subset]
        yield int(values[subset]) << puzzle.shift, chosen


@cache
def _subsets(count: int) -> Any:
    """All subsets of so many, a row of zeros and ones each."""
    import numpy as np

    return (np.arange(2**count)[:, None] >> np.arange(count) & 1).astype(float)
