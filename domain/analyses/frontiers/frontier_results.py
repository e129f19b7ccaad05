"""What a frontier is made of: two measures, the points that nothing beats in both, and what was left unexplored."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from domain.analyses.session.terms import Proven


@dataclass(frozen=True, slots=True)
class FrontierAxis:
    """One of the two measures. key: ``value``, ``tokens``, a KPI key or a capacity's name; more is better, or less."""

    key: str
    label: str
    more_is_better: bool


@dataclass(frozen=True, slots=True)
class FrontierPoint:
    """A portfolio that no other beats in both measures.

    x, y: its two measures; goal_shortfall: sum of the relative shortfalls of the goals, where y is the value of a
    lexicographic problem. selected: keys in file order; entered, dropped: against the point before it (with less x).
    """

    x: Proven
    y: Proven
    goal_shortfall: Proven | None
    selected: tuple[str, ...]
    entered: tuple[str, ...]
    dropped: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FrontierGap:
    """Where further points may lie, because a limit came first: both ends excluded; None where the end is not known."""

    x_from: Decimal | None
    x_to: Decimal | None
    y_from: Decimal | None
    y_to: Decimal | None


@dataclass(frozen=True, slots=True)
class FrontierResult:
    """The frontier of two measures, by rising x.

    x_from, x_to: the range that was asked for; None is without end. x_now: the limit that the problem sets on x today.
    is_step: y stays as it is from each point up to the next one (x is a capacity). complete: every point of the
    range is there, proven; else gaps says where others may lie. notes: what has to be known to read it.
    """

    x: FrontierAxis
    y: FrontierAxis
    points: tuple[FrontierPoint, ...]
    x_from: Decimal | None
    x_to: Decimal | None
    x_now: Decimal | None
    is_step: bool
    complete: bool
    gaps: tuple[FrontierGap, ...]
    notes: tuple[str, ...]
