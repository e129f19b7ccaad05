"""A model as the arrays that HiGHS takes."""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from typing import Any

from domain.model import NO_LOWER, NO_UPPER, Model


@dataclass(frozen=True)
class Attempt:
    """One way of asking: which columns are left continuous, and with what care."""

    relax_implied: bool = False
    careful: bool = False
    fixed: array[int] | None = None


def pass_model(library: Any, highs: Any, model: Model, attempt: Attempt) -> None:
    """Hand the model over as arrays; a list of expressions takes twenty times as long."""
    import numpy as np

    lower, upper = np.array(model.lower, dtype=float), np.array(model.upper, dtype=float)
    implied = np.frombuffer(model.implied or bytes(model.num_columns), dtype=np.uint8) != 0
    if attempt.fixed is not None:
        point = np.array(attempt.fixed, dtype=float)
        lower, upper = np.where(implied, lower, point), np.where(implied, upper, point)
    row_lower, row_upper = np.array(model.row_lower, dtype=float), np.array(model.row_upper, dtype=float)
    cost = np.zeros(model.num_columns)
    cost[np.array(model.objective.columns, dtype=np.int64)] = np.array(model.objective.coefs, dtype=float)
    highs.passModel(
        model.num_columns,
        model.num_rows,
        len(model.columns),
        int(library.MatrixFormat.kRowwise),
        int(library.ObjSense.kMaximize),
        0.0,
        cost,
        lower,
        upper,
        np.where(row_lower <= NO_LOWER, -np.inf, row_lower),
        np.where(row_upper >= NO_UPPER, np.inf, row_upper),
        np.array(model.starts[:-1], dtype=np.int32),
        np.array(model.columns, dtype=np.int32),
        np.array(model.coefs, dtype=float),
        np.where(implied & attempt.relax_implied, 0, 1).astype(np.int32),
    )


def rounded(point: Any) -> array[int]:
    """The nearest integers."""
    return array("q", [round(value) for value in point])
