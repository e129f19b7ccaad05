"""The figures of a portfolio, as an answer tells them: what is used, reached, counted and missed."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum

from domain.integer_model.result import Proof, SolutionStatus
from domain.lean import dataclass
from domain.problem.constraints import TargetKind
from domain.problem.totals import CurvePoint


class Severity(StrEnum):
    """How far a target is missed.

    none: it is met.
    low: by less than 10 %.
    medium: by less than 50 %.
    high: by 50 % or more.
    critical: it is a floor, and must not be missed.
    """

    NONE = "none"
    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
    CRITICAL = "critical"


@dataclass(frozen=True, slots=True)
class UsageReport:
    """Tokens used under one capacity, floor or cap.

    rule_id: the rule, such as ``capacity:market:UK``.
    used: tokens that the portfolio uses.
    limit: tokens that are allowed, or that a floor asks for.
    slack: distance to the limit in tokens; negative where the rule is broken.
    binding: whether there is no slack.
    """

    rule_id: str
    used: Decimal
    limit: Decimal
    slack: Decimal
    binding: bool


@dataclass(frozen=True, slots=True)
class KpiReport:
    """The total of one KPI over a portfolio.

    kpi_key: the key of the KPI.
    total: contributions and synergies together.
    contributions: what the initiatives contribute by themselves.
    synergies: what groups of them add or take away.
    """

    kpi_key: str
    total: Decimal
    contributions: Decimal
    synergies: Decimal


@dataclass(frozen=True, slots=True)
class CurveReport:
    """Where the portfolio stands on a response curve.

    rule_id: the curve, such as ``curve:uk-conversion``.
    kpi_key: the KPI whose total it bends.
    market: the market whose total that is; None: the sum of what all markets count.
    raw: what contributions and synergies add up to.
    counted: what that counts for.
    slope: what one more of the raw total would count for; at a point of the curve, beyond it.
    distance: how far the points are off the shape that they stand for, at most; None where no shape was drawn.
    points: the points of the curve.
    """

    rule_id: str
    kpi_key: str
    market: str | None
    raw: Decimal
    counted: Decimal
    slope: Decimal
    distance: Decimal | None
    points: tuple[CurvePoint, ...]


@dataclass(frozen=True, slots=True)
class OverheadReport:
    """What an overhead takes in a period, beside the tokens of the initiatives.

    rule_id: the overhead, such as ``overhead:switching``.
    period: the period in which it is paid.
    selected: how many of those that it counts it is paid for: in that period, or in all where it is paid once.
    tokens: what they take besides their own.
    next: what one more of them would take besides its own; less than nothing where it takes away.
    """

    rule_id: str
    period: str
    selected: int
    tokens: Decimal
    next: Decimal


@dataclass(frozen=True, slots=True)
class SmoothReport:
    """What a solver of nonlinear models finds where curves follow their shapes instead of their points.

    rule_ids: the curves that follow their shapes.
    status: what the solver says of its portfolio.
    value: what its portfolio is worth along the shapes, recomputed with 50 digits, in the unit of the main stage; None
    without a portfolio.
    bound: nothing is better along the shapes than this, as the solver says; None where it says nothing.
    proof: what that rests on: ``numerical``, floating point that nothing confirms, or ``none``.
    selected: keys of the initiatives of its portfolio.
    drawn: what the portfolio of this report is worth along the shapes.
    solver: which solver that was.
    seconds: how long it took.
    notes: what else is to be known, a sentence each.
    """

    rule_ids: tuple[str, ...]
    status: SolutionStatus
    value: Decimal | None
    bound: Decimal | None
    proof: Proof
    selected: tuple[str, ...]
    drawn: Decimal
    solver: str
    seconds: float
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RatioReport:
    """A ratio that is asked for, and the one that the portfolio reaches.

    rule_id: the rule, such as ``ratio:score-per-token``.
    numerator: the KPI above.
    denominator: the KPI below; ``tokens`` for all tokens.
    at_least: what is asked for.
    above: the total of the numerator.
    below: the total of the denominator.
    reached: the one divided by the other; None where there is nothing to divide by.
    """

    rule_id: str
    numerator: str
    denominator: str
    at_least: Decimal
    above: Decimal
    below: Decimal
    reached: Decimal | None


@dataclass(frozen=True, slots=True)
class FactorReport:
    """A factor of a formula.

    kpi_key: the KPI.
    base: what there is without any of the initiatives.
    raw: what contributions and synergies add up to.
    slope: what one more of the raw total would count for in the KPI of the formula.
    """

    kpi_key: str
    base: Decimal
    raw: Decimal
    slope: Decimal


@dataclass(frozen=True, slots=True)
class FormulaReport:
    """What a formula makes of the totals that it multiplies.

    rule_id: the formula, such as ``formula:gmv``.
    kpi_key: the KPI.
    counted: what it counts for.
    factors: the two totals.
    """

    rule_id: str
    kpi_key: str
    counted: Decimal
    factors: tuple[FactorReport, ...]


@dataclass(frozen=True, slots=True)
class TargetReport:
    """One target and how far a portfolio reaches it.

    rule_id: the rule of the target, such as ``target:UK:revenue``.
    market: the market whose initiatives count; None for all.
    kpi_key: the KPI whose total counts.
    period: the period it applies to; None for the whole horizon.
    floor_or_goal: whether it must be reached or may be missed.
    target: the total that is asked for, in the unit of the KPI.
    achieved: the total that the portfolio reaches.
    gap: target less achieved; zero where it is met.
    severity: how far it is missed.
    """

    rule_id: str
    market: str | None
    kpi_key: str
    period: str | None
    floor_or_goal: TargetKind
    target: Decimal
    achieved: Decimal
    gap: Decimal
    severity: Severity
