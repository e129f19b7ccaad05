"""A small model handed to HiGHS as lists: slower than as arrays, but numpy need not be imported for it."""

from __future__ import annotations

from collections.abc import Sequence
from math import inf
from typing import Any

from solvers.api import NO_LOWER, NO_UPPER, Model
from solvers.default_plugins.highs.attempts import Attempt

MOST = 5_000
"""Columns and entries together up to which a model is small: lists take up to 10 ms then, importing numpy 75 ms."""


def is_small(model: Model) -> bool:
    """Whether lists will do."""
    return model.num_columns + len(model.columns) <= MOST


def pass_lists(library: Any, highs: Any, model: Model, attempt: Attempt) -> None:
    """Hand the model over, every number as it is."""
    lp = _columns(library, model).getLp()
    implied = model.implied or bytes(model.num_columns)
    lp.col_lower_, lp.col_upper_ = _ends(model.lower, implied, attempt), _ends(model.upper, implied, attempt)
    lp.num_row_ = model.num_rows
    lp.row_lower_ = [-inf if side <= NO_LOWER else float(side) for side in model.row_lower]
    lp.row_upper_ = [inf if side >= NO_UPPER else float(side) for side in model.row_upper]
    matrix = library.HighsSparseMatrix()
    matrix.format_ = library.MatrixFormat.kRowwise
    matrix.num_col_, matrix.num_row_ = model.num_columns, model.num_rows
    matrix.start_, matrix.index_ = list(model.starts), list(model.columns)
    matrix.value_ = list(map(float, model.coefs))
    lp.a_matrix_ = matrix
    lp.sense_ = library.ObjSense.kMaximize
    whole, continuous = library.HighsVarType.kInteger, library.HighsVarType.kContinuous
    lp.integrality_ = [continuous if free and attempt.relax_implied else whole for free in implied]
    highs.passModel(lp)


def _ends(bounds: Sequence[int], implied: bytes, attempt: Attempt) -> list[float]:
    """Bounds of columns on one side; all but the implied ones are at their point where one is fixed."""
    if attempt.fixed is None:
        return list(map(float, bounds))
    return [float(end if free else at) for end, free, at in zip(bounds, implied, attempt.fixed, strict=True)]


def _columns(library: Any, model: Model) -> Any:
    """A solver that has the columns and what they cost: the costs of a model are all that lists cannot be set for."""
    columns = library.Highs()
    columns.setOptionValue("output_flag", False)
    for _ in range(model.num_columns):
        columns.addVar(0.0, 1.0)
    for column, coef in zip(model.objective.columns, model.objective.coefs, strict=True):
        columns.changeColCost(column, float(coef))
    return columns
