"""A model as the arrays that HiGHS takes."""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from typing import Any

from domain.model import NO_LOWER, NO_UPPER, Model
from solvers.default_plugins.highs_units import Units, doubtful, units_of
from solvers.default_plugins.settling import settled


@dataclass(frozen=True)
class Attempt:
    """One way of asking: which columns are left continuous, with what care, and in how many bits less (see units)."""

    relax_implied: bool = False
    tight: bool = False
    presolve: bool = True
    fewer_bits: int = 0
    fixed: array[int] | None = None


def attempts_at(model: Model) -> list[Attempt]:
    """In which ways to ask, one after the other, until an answer holds."""
    relax = any(model.implied) and not all(model.implied)
    if relax and units_of(model, relaxed=True).coarse:
        # Whole columns that reach far are more than HiGHS can branch on, so they stay continuous to the last.
        ways = (True, 0), (False, 4), (False, 0), (True, 8)
        return [Attempt(relax_implied=True, tight=True, presolve=presolve, fewer_bits=bits) for presolve, bits in ways]
    attempts = [*([Attempt(relax_implied=True)] if relax else []), Attempt(), Attempt(tight=True, presolve=False)]
    return [*attempts, Attempt(tight=True, fewer_bits=4)] if doubtful(model) else attempts


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
    import numpy as np

    nearest = array("q", [round(value) for value in np.asarray(point) * units.columns])
    return (settled(model, nearest) or nearest) if units.coarse else nearest
