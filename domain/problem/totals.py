"""What people state of totals: curves, ratios, products of totals, and how a total is shared."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from enum import StrEnum

from domain.lean import dataclass
from domain.numbers import ONE, ZERO
from domain.problem.keys import Count, Key


@dataclass(frozen=True, slots=True)
class CurvePoint:
    """A point of a curve.

    raw: what contributions and synergies add up to, in the unit of the KPI.
    counted: what that counts for, in the same unit.
    """

    raw: Decimal
    counted: Decimal


class Shape(StrEnum):
    """A named shape of a curve, 0 at 0; of the raw total s.

    saturating: limit (1 - 2^(-s / half_at)).
    logarithmic: scale ln(1 + s / at).
    power: scale (s / at)^exponent.
    hill: limit s^slope / (half_at^slope + s^slope).
    logistic: limit (1 / (1 + e^(-(s - mid) / width)) - 1 / (1 + e^(mid / width))).
    """

    SATURATING = "saturating"
    LOGARITHMIC = "logarithmic"
    POWER = "power"
    HILL = "hill"
    LOGISTIC = "logistic"


PARAMETERS: Mapping[Shape, tuple[str, ...]] = {
    Shape.SATURATING: ("limit", "half_at"),
    Shape.LOGARITHMIC: ("scale", "at"),
    Shape.POWER: ("scale", "at", "exponent"),
    Shape.HILL: ("limit", "half_at", "slope"),
    Shape.LOGISTIC: ("limit", "mid", "width"),
}
"""What each shape has to be given beside ``up_to``."""


@dataclass(frozen=True, slots=True)
class ResponseCurve:
    """What the raw total of a KPI counts for in targets, gaps and the objective: saturation, critical mass, overlap.

    curve_key: its key; its rule id is ``curve:KEY``.
    kpi_key: the KPI.
    market: the market whose total it bends; None: the sum of what all markets count.
    points: the raw totals rise; the curve is straight between its points, and on beyond the outer ones. Left out, a
    shape is drawn; where both are given, the points count.
    shape: a named shape to be drawn; None: points are given.
    limit: of saturating, hill and logistic, else None: what it comes near to.
    half_at: of saturating and hill, else None: the raw total at which it counts half its limit.
    scale: of logarithmic and power, else None: what it is a multiple of.
    at: of logarithmic and power, else None: the raw total that it is measured in.
    exponent: of power, else None.
    slope: of hill, else None: how steep; above 1 it is shaped like an S.
    mid: of logistic, else None: the raw total at which it rises most.
    width: of logistic, else None: the smaller, the steeper.
    up_to: the raw total up to which a shape is drawn, else None; beyond, one with a limit is flat, others go on
    straight.
    segments: about how many straight lines stand for a shape.
    decimals: of the counted totals of a shape.
    smooth: of a shape: whether a solver of nonlinear models is asked for the shape itself, too. What it says in
    floating point stands beside the exact answer, which is that of the points.
    """

    curve_key: Key
    kpi_key: Key
    market: Key | None = None
    points: tuple[CurvePoint, ...] = ()
    shape: Shape | None = None
    limit: Decimal | None = None
    half_at: Decimal | None = None
    scale: Decimal | None = None
    at: Decimal | None = None
    exponent: Decimal | None = None
    slope: Decimal | None = None
    mid: Decimal | None = None
    width: Decimal | None = None
    up_to: Decimal | None = None
    segments: Count = 16
    decimals: Count = 6
    smooth: bool = False


TOKENS = "tokens"
"""The denominator of a ratio that is no KPI."""


@dataclass(frozen=True, slots=True)
class Ratio:
    """A KPI total that has to be at least so many times another one, or the tokens, over the horizon and all markets.

    ratio_key: its key; its rule id is ``ratio:KEY``.
    numerator: the KPI, or ``score``.
    denominator: ``tokens``, or a KPI to which nothing contributes less than nothing.
    at_least: what the numerator has to be for each one of the denominator; a portfolio without any keeps it.
    """

    ratio_key: Key
    numerator: Key
    denominator: Key
    at_least: Decimal


@dataclass(frozen=True, slots=True)
class FormulaFactor:
    """A factor of a formula: what there is already, and what the portfolio brings.

    kpi_key: the KPI whose raw total is added; no score, and none that has a formula itself.
    base: what there is without any of the initiatives, in the unit of the KPI.
    """

    kpi_key: Key
    base: Decimal = ZERO


@dataclass(frozen=True, slots=True)
class KpiFormula:
    """A KPI that is a product of two others: ``times x (product of (base + raw total) - product of bases)``.

    It counts over the horizon and all markets, and what initiatives contribute to the KPI themselves is not counted.

    kpi_key: the KPI; its rule id is ``formula:KEY``.
    multiply: its two factors.
    times: what the product is multiplied by.
    """

    kpi_key: Key
    multiply: tuple[FormulaFactor, ...]
    times: Decimal = ONE


class ShareDimension(StrEnum):
    """Among whom a KPI is shared.

    market: among the markets that have candidates.
    """

    MARKET = "market"


@dataclass(frozen=True, slots=True)
class FairShare:
    """The smallest total of a KPI among markets is made as large as can be: in lexicographic mode, after the goals.

    kpi_key: the KPI.
    over: among whom it is shared.
    """

    kpi_key: Key
    over: ShareDimension = ShareDimension.MARKET
