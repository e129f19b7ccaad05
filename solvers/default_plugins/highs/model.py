"""A model as what HiGHS takes: lists where it is small, else arrays."""

from __future__ import annotations

from array import array
from typing import Any

from solvers.api import NO_LOWER, NO_UPPER, Model
from solvers.default_plugins.highs.attempts import Attempt
from solvers.default_plugins.highs.lists import is_small, pass_lists
from solvers.default_plugins.highs.units import ONES, Units, reaches_far, units_of
from solvers.default_plugins.settling import settled


def hand_over(library: Any, highs: Any, model: Model, attempt: Attempt) -> Units:
    """Give HiGHS the model; the units in which it counts it from now on."""
    if is_small(model) and not reaches_far(model, attempt.relax_implied):
        pass_lists(library, highs, model, attempt)
        return ONES
    units = units_of(model, attempt.relax_implied, attempt.fewer_bits)
    pass_model(library, highs, model, attempt, units)
    return units


def pass_model(library: Any, highs: Any, model: Model, attempt: Attempt, units: Units) -> None:
    """Hand the model over as arrays, in those units; a list of expressions takes twenty times as long."""
    import numpy as np

    lower, upper = np.array(model.lower, dtype=float), np.array(model.upper, dtype=float)
    implied = np.frombuffer(model.implied or bytes(model.num_columns), dtype=np.uint8) != 0
    if attempt.fixed is not None:
        point = np.array(attempt.fixed, dtype=float)
        lower, upper = np.where(implied, lower, point), np.where(implied, upper, point)
    row_lower, row_upper = np.array(model.row_lower, dtype=float), np.array(model.row_upper, dtype=float)
    starts, columns = np.array(model.starts, dtype=np.int32), np.array(model.columns, dtype=np.int32)
    row_units: Any = np.repeat(units.rows, np.diff(starts))
    cost = np.zeros(model.num_columns)
    cost[np.array(model.objective.columns, dtype=np.int64)] = np.array(model.objective.coefs, dtype=float)
    highs.passModel(
        model.num_columns,
        model.num_rows,
        len(model.columns),
        int(library.MatrixFormat.kRowwise),
        int(library.ObjSense.kMaximize),
        0.0,
        cost / units.objective * units.columns,
        lower / units.columns,
        upper / units.columns,
        np.where(row_lower <= NO_LOWER, -np.inf, row_lower / units.rows),
        np.where(row_upper >= NO_UPPER, np.inf, row_upper / units.rows),
        starts[:-1],
        columns,
        np.array(model.coefs, dtype=float) / row_units * units.columns[columns],
        np.where(implied & attempt.relax_implied, 0, 1).astype(np.int32),
    )


def point_of(model: Model, units: Units, point: Any) -> array[int]:
    """The nearest integers to a point of HiGHS; columns counted in more than ones get their last digits back."""
    nearest = array("q", [round(value) for value in units.in_integers(point)])
    return (settled(model, nearest) or nearest) if units.coarse else nearest
