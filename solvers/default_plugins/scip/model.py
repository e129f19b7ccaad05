"""A model as SCIP's own: columns, rows in units that its tolerances suit, and a point to start from."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

from solvers.api import NO_LOWER, NO_UPPER, Bend, BendKind, Model
from solvers.stages.precision import magnitude

ROW_BITS = 20
"""Bits to which the total of a row is brought. In larger units a tolerance of 1e-6 is less than its last digits, and
SCIP was seen to refine the first relaxation of a model with six columns without an end."""


@dataclass(frozen=True)
class Built:
    """A model inside SCIP, with SCIP's column for each of its own."""

    scip: Any
    columns: list[Any]
    model: Model


def build(library: Any, scip: Any, model: Model, relax: bool) -> Built:
    """Hand the model over. relax: SCIP may take implied columns for integers that come by themselves."""
    gains = dict(zip(model.objective.columns, model.objective.coefs, strict=True))
    implied = model.implied if relax else b""
    columns = []
    continuous = "C" if model.bends else "M"  # beside smooth functions nothing comes out as an integer by itself
    for column, (low, high) in enumerate(zip(model.lower, model.upper, strict=True)):
        free = column < len(implied) and implied[column]
        kind = continuous if free else "B" if (low, high) == (0, 1) else "I"
        columns.append(scip.addVar("", kind, float(low), float(high), float(gains.get(column, 0))))
    scip.setMaximize()
    for row in range(model.num_rows):
        _add_row(library, scip, columns, model, row)
    for bend in model.bends:
        _add_bend(library, scip, columns, bend)
    if model.hint is not None and model.admits(model.hint):
        start = scip.createOrigSol()
        for column, value in zip(columns, model.hint, strict=True):
            start[column] = float(value)
        scip.addSol(start)
    return Built(scip, columns, model)


def _add_bend(library: Any, scip: Any, columns: list[Any], bend: Bend) -> None:
    """A column that follows a smooth function, in units in which both are about 1."""
    t = scip.addVar("", "C", 0.0, bend.most)
    form = zip(bend.form.columns, bend.form.coefs, strict=True)
    scip.addCons(library.quicksum(coef * bend.unit * columns[column] for column, coef in form) == t)
    match bend.kind:
        case BendKind.EXPONENTIAL:
            follows = 1 - library.exp(-t)
        case BendKind.LOGARITHM:
            follows = library.log(1 + t)
        case BendKind.POWER:
            follows = t**bend.shape
        case BendKind.HILL:
            follows = 1 - 1 / (1 + t**bend.shape)
        case _:
            follows = 1 / (1 + library.exp(bend.shape - t)) - 1 / (1 + math.exp(bend.shape))
    gain, start = bend.gain / bend.height, bend.start / bend.height
    scip.addCons(follows - gain * columns[bend.column] == start)


def _add_row(library: Any, scip: Any, columns: list[Any], model: Model, row: int) -> None:
    form = model.row(row)
    # Dividing by a power of two changes no digit of any number.
    unit = 2.0 ** max(0, magnitude(form, model).bit_length() - ROW_BITS)
    terms = library.quicksum(
        coef / unit * columns[column] for column, coef in zip(form.columns, form.coefs, strict=True)
    )
    low, high = model.row_lower[row], model.row_upper[row]
    least, most = None if low <= NO_LOWER else low / unit, None if high >= NO_UPPER else high / unit
    if least is not None or most is not None:
        scip.addCons(library.ExprCons(terms, least, most))
