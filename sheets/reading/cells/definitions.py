"""What one cell defines: a curve by points or a named shape, an overhead by its figures, a formula by its factors."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from typing import Any

from domain.problem.constraints import Charge, Overhead
from domain.problem.totals import PARAMETERS, CurvePoint, FormulaFactor, KpiFormula, ResponseCurve, Shape
from sheets.reading.cells.kinds import shown

CURVE_FORM = "write its points, as 0: 0, 40: 40, 80: 60, or a shape, as hill limit=100 half_at=40 slope=2 up_to=200"
FORMULA_FORM = "write it as 40 * (100000 + sessions) * (0.03 + conversion_rate)"
_FACTOR = re.compile(r"\(\s*([-+]?[0-9.]+(?:E[-+]?[0-9]+)?)\s*\+\s*([^()*]*[^()*\s])\s*\)", re.IGNORECASE)
OVERHEAD_FORM = (
    "write what none, one, two and so on take, as 0, 0, 2, 5, and behind it; once or; team=web where it is so"
)
_COUNTS = ("segments", "decimals")


def curve_of(text: str) -> dict[str, Any]:
    """The points or the shape of a curve, as fields of it. Raises ``ValueError`` for what is neither."""
    try:
        return _shape(text) if text.split()[0].casefold() in tuple(Shape) else _points(text)
    except InvalidOperation:
        raise ValueError(f"{shown(text)} holds what is no number") from None


def _points(text: str) -> dict[str, Any]:
    parts = text.replace(";", ",").replace("\n", ",").split(",")
    pairs = [part.split(":") for part in parts if part.strip()]
    if any(len(pair) != 2 for pair in pairs):
        raise ValueError(f"{shown(text)} is neither points nor a shape")
    return {"points": tuple(CurvePoint(Decimal(raw.strip()), Decimal(counted.strip())) for raw, counted in pairs)}


def _shape(text: str) -> dict[str, Any]:
    word, *parts = text.replace(",", " ").split()
    smooth = any(part.casefold() == "smooth" for part in parts)
    shape = Shape(word.casefold())
    given = dict(part.split("=", 1) for part in parts if "=" in part)
    wanted = (*PARAMETERS[shape], "up_to")
    if missing := [name for name in wanted if name not in given]:
        raise ValueError(f"{shape.value} needs {', '.join(wanted)}, and {', '.join(missing)} is missing")
    if strange := [name for name in given if name not in (*wanted, *_COUNTS)]:
        raise ValueError(f"{shape.value} has {', '.join(wanted)}, and no {', '.join(strange)}")
    counts = {name: int(given[name]) for name in _COUNTS if name in given}
    return (
        {"shape": shape}
        | {name: Decimal(given[name]) for name in wanted}
        | counts
        | ({"smooth": True} if smooth else {})
    )


def definition_of(curve: ResponseCurve) -> str:
    """The text of a curve: its points where it has any, else its shape."""
    if curve.shape is None or curve.points:
        return ", ".join(f"{point.raw:f}: {point.counted:f}" for point in curve.points)
    given = {name: getattr(curve, name) for name in (*PARAMETERS[curve.shape], "up_to")}
    told = [f"{name}={value:f}" for name, value in given.items() if value is not None]
    counts = [f"{name}={getattr(curve, name)}" for name in _COUNTS]
    return " ".join([curve.shape.value, *told, *counts, *(["smooth"] if curve.smooth else [])])


def overhead_of(text: str) -> dict[str, Any]:
    """The figures of an overhead, and when and by whom else they are paid. Raises ``ValueError`` for anything else."""
    first, *words = (part.strip() for part in text.split(";"))
    given: dict[str, Any] = {}
    try:
        given["tokens_by_count"] = tuple(Decimal(figure.strip()) for figure in first.split(","))
    except InvalidOperation:
        raise ValueError(f"{shown(first)} holds what is no number") from None
    figures = given["tokens_by_count"]
    if len(figures) < 2 or figures[0] or not all(figure.is_finite() and figure >= 0 for figure in figures):
        raise ValueError(f"{shown(first)} has to be two figures or more, the first 0 and none below it")
    for word in filter(None, words):
        name, equals, value = (part.strip() for part in word.partition("="))
        if equals and name.casefold() == "team" and value:
            given["team"] = value
        elif word.casefold() in tuple(Charge):
            given["charge"] = Charge(word.casefold())
        else:
            raise ValueError(f"{shown(word)} is none of {', '.join(Charge)} and team=")
    return given


def figures_of(overhead: Overhead) -> str:
    """The text of an overhead."""
    charge = [] if overhead.charge is None else [overhead.charge.value]
    team = [] if overhead.team is None else [f"team={overhead.team}"]
    return "; ".join([", ".join(f"{figure:f}" for figure in overhead.tokens_by_count), *charge, *team])


def formula_of(text: str) -> dict[str, Any]:
    """The factors of a formula, and what they are multiplied by. Raises ``ValueError`` for anything else."""
    head, *rest = (part.strip() for part in text.split("*"))
    try:
        times = [Decimal(head)] if rest and not head.startswith("(") else []
        factors = [_factor(part) for part in (rest if times else [head, *rest])]
    except InvalidOperation:
        raise ValueError(f"{shown(text)} holds what is no number") from None
    if len(factors) != 2:
        raise ValueError(f"{shown(text)} does not multiply two totals")
    return {"multiply": tuple(factors), "times": times[0] if times else Decimal(1)}


def _factor(text: str) -> FormulaFactor:
    found = _FACTOR.fullmatch(text)
    if found is None:
        raise ValueError(f"{shown(text)} is no total with its base in brackets")
    return FormulaFactor(found[2], Decimal(found[1]))


def product_of(formula: KpiFormula) -> str:
    """The text of a formula."""
    factors = (f"({factor.base:f} + {factor.kpi_key})" for factor in formula.multiply)
    return " * ".join([f"{formula.times:f}", *factors])
