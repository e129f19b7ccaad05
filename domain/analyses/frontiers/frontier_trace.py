"""Traces a frontier exactly: the best of one measure for every requirement on another, until nothing is left open.

A requirement is an integer threshold on the form of the second measure. Each question asks for the best of the first
measure at or above a threshold and, among its equals, for the best of the second one. Its answer settles all
thresholds from the one asked up to the one reached, so what lies between two settled ranges is open, and nothing else.
The widest open range is halved first, which covers the whole range evenly should a limit come first; ranges narrower
than the points still allowed are walked end to end, one question a point.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import ceil

from domain.analyses.frontiers.frontier_limits import CapacityQuestions
from domain.analyses.frontiers.frontier_measures import Measure
from domain.analyses.session.session import PlanningSession
from domain.analyses.session.terms import Answer
from domain.errors import VerificationError
from domain.integer_model.builder import rebuilt
from domain.integer_model.model import NO_UPPER, Model, Sense, Stage
from domain.integer_model.result import Proof, SolutionStatus
from domain.portfolio.evaluation import Evaluation

WORTH_OF_HARD, MOST_HARD = 0.125, 5
"""What an open range counts for, by its width, where what lies at one of its ends could not be proven. After so many
such ends, a range in which one more is met is left open as a whole."""
SHARE_OF_ONE = 0.25
"""Of what is left, time and work, for any other question: the first one may be the hardest of all."""
Heard = Callable[["Tracing", "TracePoint"], None]


@dataclass(frozen=True, slots=True)
class TracePoint:
    """A portfolio of the frontier with its exact measures. reached: the threshold that it attains.

    rank: what it attains of each stage of the first measure, goals before value; more is better.
    """

    answer: Answer
    first: Fraction
    second: Fraction
    rank: tuple[Fraction, ...]
    reached: int
    proven: bool


@dataclass(frozen=True, slots=True)
class Tracing:
    """What is known so far. points: by rising threshold; open: ranges of thresholds where further points may lie."""

    points: tuple[TracePoint, ...]
    open: tuple[tuple[int, int], ...]
    feasible: bool


def trace(
    session: PlanningSession,
    model: Model,
    first: Measure,
    second: Measure,
    ends: tuple[int | None, int | None],
    max_points: int,
    heard: Heard,
    limited: CapacityQuestions | None = None,
) -> Tracing:
    """Every point between two thresholds; None leaves an end to what is possible.

    limited: where the second measure is a limit that the model's own rules can say: they are easier to prove with.
    """
    return _Tracer(session, model, first, second, max_points, heard, limited).run(*ends)


class _Tracer:
    def __init__(
        self,
        session: PlanningSession,
        model: Model,
        first: Measure,
        second: Measure,
        max_points: int,
        heard: Heard,
        limited: CapacityQuestions | None,
    ) -> None:
        self._session, self._model, self._first, self._second = session, model, first, second
        self._limited = limited
        self._max_points, self._heard = max_points, heard
        self._points: dict[int, TracePoint] = {}
        self._open: list[tuple[int, int]] = []
        self._given_up: list[tuple[int, int]] = []
        self._hard: set[int] = set()

    def run(self, low: int | None, high: int | None) -> Tracing:
        start = self._ask(low)
        if start.status is SolutionStatus.INFEASIBLE:
            return Tracing((), (), feasible=False)
        if not self._settles(start) and (self._limited is None or start.solution is None):
            self._give_up(start, (_reach(self._second.stage, self._model, min) if low is None else low, high))
            return self._state()
        begin = self._take(start)
        if not self._settles(start):
            self._give_up(start, (begin.reached if low is None else low, begin.reached))
        if high is None:
            session = self._session.with_time_share(SHARE_OF_ONE)
            last = session.ask_model(self._model, stages=(*self._second.stages, *self._first.stages))
            if not last.proven:
                self._give_up(last, (begin.reached + 1, None))
                return self._state()
            self._open = _ranges((begin.reached + 1, self._take(last).reached - 1))
        elif begin.reached < high:
            self._probe((begin.reached + 1, high), high)
        self._refine()
        self._show_the_least()
        self._make_way()
        return self._state()

    def _proven(self) -> int:
        return sum(self._settles(point.answer) for point in self._points.values())

    def _make_way(self) -> None:
        """Leave away what could not be proven where proven points are enough; the range that it lies in stays open."""
        if self._proven() >= self._max_points:
            self._points = {reached: each for reached, each in self._points.items() if self._settles(each.answer)}

    def _refine(self) -> None:
        total = sum(b - a + 1 for a, b in self._open)
        while self._open and self._proven() < self._max_points and not self._session.is_over:
            gap = max(self._open, key=self._worth)
            self._open.remove(gap)
            narrow = (gap[1] - gap[0]) * self._max_points <= total
            self._probe(gap, gap[0] if narrow else (gap[0] + gap[1]) // 2)

    def _worth(self, gap: tuple[int, int]) -> float:
        """How wide an open range is; one next to what nobody could prove is as hard, so that it comes later."""
        return (gap[1] - gap[0]) * (1 if self._hard.isdisjoint((gap[0] - 1, gap[1] + 1)) else WORTH_OF_HARD)

    def _show_the_least(self) -> None:
        """Prove of the points how far they reach, where what is known beyond them says it, or bounds can."""
        for reached, point in list(self._points.items()):
            if self._limited is not None and not point.proven and self._is_better_than_beyond(point):
                *first, second = point.answer.stages
                known = replace(second, exact_bound=second.exact, proven=True, proof=Proof.EXACT)
                answer = replace(point.answer, stages=(*first, known))
                self._points[reached] = replace(point, answer=answer, proven=True)
        open_ = ((reached, point.answer) for reached, point in self._points.items() if not point.proven)
        answers = {reached: answer for reached, answer in open_ if self._settles(answer)}
        for reached, answer in self._limited.shown_to_need(answers).items() if self._limited else ():
            self._points[reached] = replace(self._points[reached], answer=answer, proven=True)

    def _is_better_than_beyond(self, point: TracePoint) -> bool:
        """Whether the best at the threshold just beyond a point is proven and worse, so that the point reaches its end.

        Where that threshold is settled, it is by the next point that is: the best of all thresholds up to it.
        """
        beyond = point.reached + 1
        open_ = any(low <= beyond <= high for low, high in (*self._open, *self._given_up))
        settled = [other for other in self._points.values() if other.reached >= beyond and self._settles(other.answer)]
        if open_ or not settled or not self._settles(point.answer) or any(s.rounding for s in self._first.stages):
            return False
        return min(settled, key=lambda other: other.reached).rank < point.rank

    def _probe(self, gap: tuple[int, int], threshold: int) -> None:
        """Settle part of an open range with one solve."""
        low, high = gap
        answer = self._ask(threshold)
        if answer.status is SolutionStatus.INFEASIBLE:
            self._open = _ranges(*((a, min(b, threshold - 1)) for a, b in (*self._open, gap)))
            self._given_up = _ranges(*((a, min(b, threshold - 1)) for a, b in self._given_up))
        elif not self._settles(answer):
            alone = self._limited is not None and len(self._hard) < MOST_HARD
            self._give_up(answer, (threshold, threshold) if alone else gap)
            self._open += _ranges((low, threshold - 1), (threshold + 1, high)) if alone else []
        else:
            reached = self._take(answer).reached
            self._open += _ranges((low, threshold - 1), (reached + 1, high))

    def _ask(self, threshold: int | None) -> Answer:
        model, hint = self._model, None
        if self._limited is not None:
            fitting = [reached for reached in self._points if threshold is None or reached >= threshold]
            known = self._points[min(fitting)].answer.values if fitting else None
            return self._limited.ask(threshold, known, is_first=not self._points)
        if threshold is not None:
            model = rebuilt(model, extra=[("threshold", self._second.stage.form, threshold, NO_UPPER)])
            nearest = min((reached for reached in self._points if reached >= threshold), default=None)
            hint = None if nearest is None else self._points[nearest].answer.values
        session = self._session.with_time_share(SHARE_OF_ONE)
        return session.ask_model(model, stages=(*self._first.stages, *self._second.stages), hint=hint)

    def _evaluation(self, answer: Answer) -> Evaluation:
        assert answer.solution is not None
        return self._session.prepared.judged(answer.solution).figures

    def _settles(self, answer: Answer) -> bool:
        """Whether the best of the first measure is proven; how far its portfolio reaches in the second may be more."""
        best = {figure.name: figure.proven for figure in answer.stages}
        return answer.solution is not None and all(best.get(stage.name) for stage in self._first.stages)

    def _take(self, answer: Answer) -> TracePoint:
        """Add a point, unless it is known already."""
        point = self._read(answer)
        known = self._points.get(point.reached)
        if known is None or not known.proven:
            self._points[point.reached] = point
            self._heard(self._state(), point)
        return point

    def _give_up(self, answer: Answer, gap: tuple[int, int | None]) -> None:
        """Leave a range open for good; a portfolio found there stays as an unproven point."""
        low, high = gap
        top = _reach(self._second.stage, self._model, max) if high is None else high
        self._given_up.append((low, max(low, top)))
        self._hard.add(self._given_up[-1][1])
        if answer.solution is not None:
            point = self._read(answer)
            self._points.setdefault(point.reached, point)

    def _is_beaten(self, point: TracePoint) -> bool:
        """Whether another point is at least as good as an unproven one in both measures, goals before value."""
        return not point.proven and any(
            other is not point and other.reached >= point.reached and other.rank >= point.rank
            for other in self._points.values()
        )

    def _rank(self, evaluation: Evaluation, first: Fraction) -> tuple[Fraction, ...]:
        """What a portfolio attains of the first measure, stage by stage and exactly; more is better in each."""
        stages = self._first.stages
        values = evaluation.stage_values() if len(stages) > 1 else {}
        attained = (*(values[stage.name] for stage in stages[:-1]), first)
        return tuple(
            value if stage.sense is Sense.MAXIMIZE else -value for value, stage in zip(attained, stages, strict=True)
        )

    def _read(self, answer: Answer) -> TracePoint:
        evaluation = self._evaluation(answer)
        first, second = self._first.read(evaluation), self._second.read(evaluation)
        rank = self._rank(evaluation, first)
        proven = answer.status is SolutionStatus.OPTIMAL and all(figure.proven for figure in answer.stages)
        for measure, exact in ((self._first, first), (self._second, second)):
            self._check(answer, measure.stage, exact)
        stage = self._second.stage
        signed = second * stage.scale if self._second.axis.more_is_better else -second * stage.scale
        assert answer.values is not None
        if self._limited is not None:
            return TracePoint(answer, first, second, rank, ceil(signed), proven)
        reached = stage.form.value(answer.values)
        if not stage.rounding:  # an unproven answer may count less than there is
            reached = max(reached, ceil(signed))
        return TracePoint(answer, first, second, rank, reached, proven)

    def _check(self, answer: Answer, stage: Stage, exact: Fraction) -> None:
        figure = next(figure for figure in answer.stages if figure.name == stage.name)
        if figure.proven and abs(figure.exact - exact) > stage.rounding:
            raise VerificationError([f"{stage.name}: the model counts {figure.exact}, recomputed it is {exact}"])

    def _state(self) -> Tracing:
        points = tuple(point for _, point in sorted(self._points.items()) if not self._is_beaten(point))
        return Tracing(points, tuple(sorted([*self._open, *self._given_up])), feasible=True)


def _ranges(*ranges: tuple[int, int]) -> list[tuple[int, int]]:
    """Those that are not empty."""
    return [(a, b) for a, b in ranges if a <= b]


def _reach(stage: Stage, model: Model, end: Callable[[int, int], int]) -> int:
    """Least (min) or greatest (max) value of a stage's form within the column bounds alone."""
    form = stage.form
    return sum(end(c * model.lower[j], c * model.upper[j]) for j, c in zip(form.columns, form.coefs, strict=True))


def reached_between(points: Sequence[TracePoint], gap: tuple[int, int]) -> tuple[TracePoint | None, TracePoint | None]:
    """The nearest proven points below and above a range of thresholds."""
    below = [point for point in points if point.proven and point.reached < gap[0]]
    above = [point for point in points if point.proven and point.reached > gap[1]]
    return (below[-1] if below else None), (above[0] if above else None)
