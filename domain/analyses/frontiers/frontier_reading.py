"""A traced frontier as people read it: by rising x, each point against the one before it, and what is left open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from domain.analyses.frontiers.frontier_measures import VALUE, Measure
from domain.analyses.frontiers.frontier_results import FrontierGap, FrontierPoint, FrontierResult
from domain.analyses.frontiers.frontier_trace import TracePoint, Tracing, reached_between
from domain.analyses.session.session import PlanningSession
from domain.analyses.session.terms import Answer, Proven, StageFigure, proven_figure
from domain.numbers import to_decimal
from domain.portfolio.evaluation import GOAL_SHORTFALL

NEVER_FALLS = "a portfolio that fits a capacity fits any larger one, so the value never falls as it grows"
NEVER_WORSE = (
    "the goals come first: at each capacity the value is the best with the goals missed least; as it grows fewer are "
    "missed, which may cost value, or the same with no less value"
)


@dataclass(frozen=True, slots=True)
class Reading:
    """The two measures (first: y, second: x), the range asked for, and the limit on x that the problem sets."""

    first: Measure
    second: Measure
    x_from: Decimal | None
    x_to: Decimal | None
    x_now: Decimal | None
    is_step: bool

    def point(self, found: TracePoint, before: TracePoint | None) -> FrontierPoint:
        """A point of the result, with its changes against another one."""
        selected = found.answer.selected
        former = selected if before is None else before.answer.selected
        goals = _figure(found.answer, GOAL_SHORTFALL)
        told = self.first.axis.key == VALUE and goals is not None
        return FrontierPoint(
            x=_exact(found, self.second, found.second),
            y=_exact(found, self.first, found.first),
            goal_shortfall=proven_figure(goals) if told and goals is not None else None,
            selected=selected,
            entered=tuple(key for key in selected if key not in former),
            dropped=tuple(key for key in former if key not in selected),
        )

    def gap(self, points: tuple[TracePoint, ...], thresholds: tuple[int, int]) -> FrontierGap:
        """An open range of thresholds, in the units of the two measures."""
        stage = self.second.stage
        ends = sorted(stage.in_unit(end) for end in (thresholds[0] - 1, thresholds[1] + 1))
        near = reached_between(points, thresholds)
        heights = sorted(point.first for point in near if point is not None)
        known = len(heights) == 2 and len(self.first.stages) == 1
        return FrontierGap(
            to_decimal(ends[0]),
            to_decimal(ends[1]),
            to_decimal(heights[0]) if known else None,
            to_decimal(heights[1]) if known else None,
        )


def read_frontier(session: PlanningSession, reading: Reading, found: Tracing) -> FrontierResult:
    """The result of a trace."""
    points = sorted(found.points, key=lambda point: point.second)
    former: list[TracePoint | None] = [None, *points]
    return FrontierResult(
        x=reading.second.axis,
        y=reading.first.axis,
        points=tuple(reading.point(point, before) for point, before in zip(points, former, strict=False)),
        x_from=reading.x_from,
        x_to=reading.x_to,
        x_now=reading.x_now,
        is_step=reading.is_step,
        complete=not found.open and all(point.proven for point in points),
        gaps=tuple(
            sorted((reading.gap(found.points, each) for each in _joined(found.open)), key=lambda gap: gap.x_from or 0)
        ),
        notes=tuple(_notes(session, reading, found)),
    )


def _joined(ranges: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Ranges in order, those that touch as one."""
    joined: list[tuple[int, int]] = []
    for low, high in ranges:
        if joined and low <= joined[-1][1] + 1:
            joined[-1] = joined[-1][0], max(high, joined[-1][1])
        else:
            joined.append((low, high))
    return joined


def _notes(session: PlanningSession, reading: Reading, found: Tracing) -> list[str]:
    notes = [*session.prepared.formulation.notes]
    for measure in (reading.first, reading.second):
        if measure.stage.rounding:
            share = float(measure.stage.rounding)
            notes.append(
                f"{measure.axis.key}: its figures do not fit 2^53; points nearer than {share:.3g} may be missing"
            )
    if not found.feasible:
        where = "" if reading.x_to is None else f" within {reading.x_to} tokens"
        notes.append(f"no portfolio keeps all rules{where}")
    elif reading.is_step:
        notes.append(NEVER_WORSE if len(reading.first.stages) > 1 else NEVER_FALLS)
    elif reading.first.axis.key != VALUE:
        notes.append("all rules hold at every point; the objective of the scenario and its goals play no part")
    return notes


def _figure(answer: Answer, name: str) -> StageFigure | None:
    return next((figure for figure in answer.stages if figure.name == name), None)


def _exact(found: TracePoint, measure: Measure, exact: Fraction) -> Proven:
    """The exact figure; its bound is the solver's where the proof is missing."""
    figure = _figure(found.answer, measure.stage.name)
    assert figure is not None
    value = to_decimal(exact)
    return Proven(value, value if figure.proven else figure.bound, figure.proven, figure.proof)
