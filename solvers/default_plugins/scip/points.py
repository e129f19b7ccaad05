"""Points of SCIP in exact integers, and a constraint by which SCIP itself takes no other.

SCIP keeps a row within a millionth of its size. In a row whose total is a million or more that is a unit or more, so a
point may pass that breaks it. For such rows SCIP is given a constraint handler that looks at every point it is about
to accept, or to branch no further on, in integers.
"""

from __future__ import annotations

from array import array
from typing import Any

from solvers.api import Model
from solvers.default_plugins.scip.model import Built
from solvers.default_plugins.settling import settled
from solvers.stages.precision import magnitude

FAR = 2**17
"""Totals of rows from which on they are checked in integers: in those below, all tolerances together stay below one."""
LAST = -9_000_000
"""A priority below that of all other constraints: the check is made where every one of them is content."""


def point_of(built: Built, solution: Any) -> array[int]:
    """The nearest integers to a point of SCIP, its implied columns settled where it does not hold without."""
    return _held(built.model, _nearest(built, solution))


def keep_points_exact(library: Any, built: Built) -> None:
    """Let SCIP accept only points that hold exactly, where there are rows that reach far."""
    model = built.model
    far = [row for row in range(model.num_rows) if magnitude(model.row(row), model) >= FAR]
    if not far:
        return
    forms = [(model.row_lower[row], model.row(row), model.row_upper[row]) for row in far]
    implied = any(model.implied)

    def verdict(solution: Any) -> dict[str, int]:
        point = _nearest(built, solution)
        holds = all(low <= form.value(point) <= high for low, form, high in forms)
        if not holds and implied:
            holds = settled(model, point) is not None
        # Where it does not hold, SCIP branches on a column that is not fixed yet, or leaves the node.
        return {"result": library.SCIP_RESULT.FEASIBLE if holds else library.SCIP_RESULT.INFEASIBLE}

    class InIntegers(library.Conshdlr):  # type: ignore[misc]
        def consenfolp(self, *_: Any) -> dict[str, int]:
            return verdict(None)

        def consenfops(self, *_: Any) -> dict[str, int]:
            return verdict(None)

        def conscheck(self, _constraints: Any, solution: Any, *_: Any) -> dict[str, int]:
            return verdict(solution)

        def conslock(self, *_: Any) -> None:
            """The rows themselves have said already in which directions a column may break them."""

    built.scip.includeConshdlr(
        InIntegers(), "in integers", "rows that reach far", enfopriority=LAST, chckpriority=LAST, needscons=False
    )


def _nearest(built: Built, solution: Any) -> array[int]:
    value = built.scip.getSolVal
    return array("q", [round(value(solution, column)) for column in built.columns])


def _held(model: Model, point: array[int]) -> array[int]:
    if not any(model.implied) or model.admits(point):
        return point
    return settled(model, point) or point
