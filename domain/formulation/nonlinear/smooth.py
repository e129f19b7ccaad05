"""The smooth form of a plan: curves follow their shapes instead of the points that are drawn of them.

What a curve counts is a linear form over its segments. One of them is kept, without end, and made to follow the shape;
the others are taken out with all that orders them, so that whatever reads the counted total reads the shape.
"""

from __future__ import annotations

import math
from array import array
from collections.abc import Iterator
from decimal import Decimal

from domain.formulation.formulate import Formulation
from domain.formulation.kpi_totals import CurveColumns
from domain.integer_model.builder import rebuilt
from domain.integer_model.model import Bend, BendKind, LinearForm, Model, Plan, StageRole
from domain.lean import dataclass, replace
from domain.problem.totals import ResponseCurve, Shape
from domain.rules.rules import CurveRule

MARGIN = 2.0
"""What a curve starts from may reach so many times as far as it is drawn: that of another one along its shape."""


@dataclass(frozen=True, slots=True)
class SmoothPlan:
    """A plan for a backend that takes bends. rules: the curves that follow their shapes. notes: on those left drawn."""

    plan: Plan
    rules: tuple[CurveRule, ...]
    notes: tuple[str, ...]


def smooth_plan(formulation: Formulation) -> SmoothPlan | None:
    """The stages that decide the value in their smooth form; None where no curve that counts asks for it."""
    model, notes = formulation.plan.model, list[str]()
    lower, upper = array("q", model.lower), array("q", model.upper)
    keep = [True] * model.num_rows
    rules, bends = [], []
    for rule, curve, columns in _asked(formulation):
        bend = None if columns.start < 0 else _bend(curve, columns, model)
        if bend is None:
            why = "its raw total may fall below 0" if columns.start < 0 else "nothing changes along it"
            notes.append(f"{rule.rule_id} stays as it is drawn: {why}")
            continue
        for column in columns.columns - {columns.fixed}:
            lower[column] = upper[column] = 0
        reach = math.ceil((2 * abs(bend.height) * bend.at(bend.most) + abs(bend.start)) / abs(bend.gain)) + 1
        lower[bend.column], upper[bend.column] = -reach, reach
        keep[slice(*columns.rows)] = [False] * (columns.rows[1] - columns.rows[0])
        rules.append(rule)
        bends.append(bend)
    if not bends:
        return None
    smooth = replace(
        rebuilt(model, keep), lower=lower, upper=upper, hint=None, places=None, products=(), bends=tuple(bends)
    )
    stages = tuple(stage for stage in formulation.plan.stages if stage.role is StageRole.OBJECTIVE)
    return SmoothPlan(Plan(smooth, stages), tuple(rules), tuple(notes))


def _asked(formulation: Formulation) -> Iterator[tuple[CurveRule, ResponseCurve, CurveColumns]]:
    for rule in formulation.ruled.rules.curves:
        columns = formulation.totals.curves.get((rule.kpi_key, rule.market))
        if rule.smooth is not None and columns is not None:
            yield rule, rule.smooth, columns


def _bend(curve: ResponseCurve, columns: CurveColumns, model: Model) -> Bend | None:
    main = max(columns.segments, key=lambda column: abs(columns.counted[column]), default=None)
    if main is None or not columns.counted[main]:
        return None
    scale, kind, shape, height = _function(curve)
    start = 0.0 if columns.fixed is None else float(columns.counted[columns.fixed])
    unit = float(columns.unit) / scale
    most = (columns.start + sum(model.upper[column] for column in columns.segments)) * unit
    return Bend(
        column=main,
        gain=float(columns.counted[main]),
        start=start,
        height=height,
        kind=kind,
        shape=shape,
        form=LinearForm(tuple(columns.raw), tuple(columns.raw.values())),
        unit=unit,
        most=MARGIN * most,
    )


def _function(curve: ResponseCurve) -> tuple[float, BendKind, float, float]:
    """What a raw total is divided by, the function of that, its shape, and how high it is."""

    def of(name: str) -> float:
        number = getattr(curve, name)
        assert isinstance(number, Decimal)
        return float(number)

    match curve.shape:
        case Shape.SATURATING:
            return of("half_at") / math.log(2), BendKind.EXPONENTIAL, 0.0, of("limit")
        case Shape.LOGARITHMIC:
            return of("at"), BendKind.LOGARITHM, 0.0, of("scale")
        case Shape.POWER:
            return of("at"), BendKind.POWER, of("exponent"), of("scale")
        case Shape.HILL:
            return of("half_at"), BendKind.HILL, of("slope"), of("limit")
        case _:
            return of("width"), BendKind.LOGISTIC, of("mid") / of("width"), of("limit")
