"""What a frontier is made of: two measures, the points that nothing beats in both, and what was left unexplored."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from domain.analyses.session.terms import Proven


@dataclass(frozen=True, slots=True)
class FrontierAxis:
    """One of the two measures.

    key: ``value``, ``tokens``, a KPI key or the name of a capacity.
    label: the name to write beside the axis.
    more_is_better: whether a greater value is better.
    """

    key: str
    label: str
    more_is_better: bool


@dataclass(frozen=True, slots=True)
class FrontierPoint:
    """A portfolio that no other beats in both measures.

    x: its measure to the right.
    y: its measure upwards.
    goal_shortfall: the sum of the relative shortfalls of the goals; None unless y is the value in lexicographic mode.
    selected: keys of its initiatives in file order.
    entered: initiatives that the point before it, with less x, does not have.
    dropped: initiatives that only the point before it, with less x, has.
    """

    x: Proven
    y: Proven
    goal_shortfall: Proven | None
    selected: tuple[str, ...]
    entered: tuple[str, ...]
    dropped: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FrontierGap:
    """Where further points may lie because a limit stopped the search; the ends themselves are excluded.

    x_from: where it begins on the x axis; None where that is not known.
    x_to: where it ends on the x axis; None where that is not known.
    y_from: where it begins on the y axis; None where that is not known.
    y_to: where it ends on the y axis; None where that is not known.
    """

    x_from: Decimal | None
    x_to: Decimal | None
    y_from: Decimal | None
    y_to: Decimal | None


@dataclass(frozen=True, slots=True)
class FrontierResult:
    """The frontier of two measures.

    x: the measure drawn to the right.
    y: the measure drawn upwards.
    points: the portfolios of the frontier, by rising x.
    x_from: where the range of x begins that was asked for; None where it has no end there.
    x_to: where the range of x ends that was asked for; None where it has no end there.
    x_now: the limit that the problem sets on x today; None where it sets none.
    is_step: whether y stays the same from each point up to the next one, as over a capacity.
    complete: whether every point of the range is there, proven; otherwise gaps say where others may lie.
    gaps: where further points may lie; empty where the frontier is complete.
    notes: what has to be known to read the frontier, a sentence each.
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
