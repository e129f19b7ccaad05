"""The frontier of two measures: value against one capacity, or any two of KPI totals, value and tokens."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import partial

from domain.analyses.frontiers.capacity_limits import (
    Capacity,
    find_capacity,
    level_of,
    partial_note,
    with_limit,
)
from domain.analyses.frontiers.frontier_limits import CapacityQuestions
from domain.analyses.frontiers.frontier_measures import (
    TOKENS,
    VALUE,
    Measure,
    feeling,
    kpi_measure,
    tokens_measure,
    value_measure,
)
from domain.analyses.frontiers.frontier_reading import Reading, read_frontier
from domain.analyses.frontiers.frontier_results import FrontierPoint, FrontierResult
from domain.analyses.frontiers.frontier_trace import Heard, TracePoint, Tracing, trace
from domain.analyses.session.exactness import refuse_inexact
from domain.analyses.session.request_checks import refused, too_small
from domain.analyses.session.session import PlanningSession
from domain.analyses.session.terms import Listener, Step, ignore
from domain.errors import Fault, InputError
from domain.optimization.preparation import PreparedProblem, prepare
from domain.problem.problem import PortfolioProblem
from domain.problem.sizing import kpi_value

MAX_POINTS = 30


@dataclass(frozen=True, slots=True)
class FrontierRequest:
    """What to draw a frontier over: a capacity or two measures.

    capacity: ``global``, ``market:UK``, ``department:Growth`` or ``team:backend``, with ``@PERIOD`` for one period;
    None where two measures are given.
    tokens_from: the least tokens of that capacity; from 0 where it is None.
    tokens_to: the most tokens of that capacity; up to twice its limit where it is None.
    measures: two of ``value``, ``tokens`` and KPI keys: the first is drawn upwards, the second to the right; empty
    where a capacity is given.
    max_points: how many points to find at most, 2 or more; gaps say what is left open.
    """

    capacity: str | None = None
    tokens_from: Decimal | None = None
    tokens_to: Decimal | None = None
    measures: tuple[str, ...] = ()
    max_points: int = MAX_POINTS


def faults(problem: PortfolioProblem, request: FrontierRequest) -> Iterator[Fault]:
    """What is wrong with a request, as far as that is known without solving."""
    yield from too_small(2, max_points=request.max_points)
    place = "capacity" if request.capacity is not None else "measures"
    yield from refused(place, partial(check_frontier, prepare(problem), request))


def frontier(session: PlanningSession, request: FrontierRequest, listen: Listener = ignore) -> FrontierResult:
    """Every point of the frontier, proven, within the limits of the session.

    Raises ``InputError`` for a request that names neither or both kinds, or something that is not there.
    """
    refuse_inexact(session)
    if request.max_points < 2:
        raise InputError(f"a frontier needs 2 points at least, not {request.max_points}")
    check_frontier(session.prepared, request)
    if request.capacity is not None:
        return _over_capacity(session, request, request.capacity, listen)
    return _between_measures(session, request, listen)


def check_frontier(prepared: PreparedProblem, request: FrontierRequest) -> None:
    """Raise ``InputError`` for a capacity, range or measures without a frontier, before anything is solved."""
    if (request.capacity is None) == (not request.measures):
        raise InputError("a frontier is drawn against one capacity or between two measures; name one of the two")
    if request.capacity is not None:
        _range(find_capacity(prepared, request.capacity), request)
        return
    if len(request.measures) != 2 or request.measures[0] == request.measures[1]:
        raise InputError(f"a frontier lies between two different measures, not {', '.join(request.measures)}")
    if request.tokens_from is not None or request.tokens_to is not None:
        raise InputError("a range of tokens belongs to a frontier over a capacity")
    for key in request.measures:
        if key not in (VALUE, TOKENS) and not _is_contributed(prepared, key):
            known = sorted({kpi for each in prepared.pool.candidates.values() for kpi in each.kpi_contribution})
            raise InputError(
                f"no candidate contributes to {key!r}, so there is no frontier of it; measures are {VALUE}, {TOKENS} "
                f"and the KPIs: {', '.join(known) or 'none'}"
            )


def _range(capacity: Capacity, request: FrontierRequest) -> tuple[Decimal, Decimal | None]:
    """The tokens from and to; None where there is no end. Raises ``InputError`` where nothing lies between them."""
    low = Decimal(0) if request.tokens_from is None else request.tokens_from
    high = request.tokens_to
    if high is None and capacity.limit is not None:
        high = max(2 * capacity.limit, low)
    if low < 0 or (high is not None and high < low):
        raise InputError(f"the range of {capacity.name} from {low} to {high} holds no capacity")
    return low, high


def _is_contributed(prepared: PreparedProblem, kpi_key: str) -> bool:
    candidates, options = prepared.pool.candidates, prepared.formulation.options
    if any(kpi_value(candidates[option.initiative_key], option.size, kpi_key) for option in options):
        return True
    return any(bonus.kpi_key == kpi_key for bonus in prepared.problem.constraint_set.synergies)


def _over_capacity(session: PlanningSession, request: FrontierRequest, name: str, listen: Listener) -> FrontierResult:
    capacity = find_capacity(session.prepared, name)
    low, high = _range(capacity, request)
    other = session.with_prepared(with_limit(session.prepared, capacity, high))
    level = level_of(other.prepared, capacity)
    first, second = value_measure(other), level.measure
    reading = Reading(first, second, low, high, capacity.limit, is_step=True)

    ends, heard, questions = (None, level.threshold(low)), _teller(reading, listen), None
    if len(session.prepared.rules.periods) > 1:
        free = with_limit(session.prepared, capacity, None).formulation.plan.model
        questions = CapacityQuestions(other, first, level, other.model, free)
    found = trace(other, level.model, first, second, ends, request.max_points, heard, questions)
    result = read_frontier(other, reading, found)
    note = partial_note(session.prepared, capacity)
    return result if note is None else replace(result, notes=(note, *result.notes))


def _between_measures(session: PlanningSession, request: FrontierRequest, listen: Listener) -> FrontierResult:
    keys = tuple(key for key in request.measures if key not in (VALUE, TOKENS))
    other = feeling(session, keys)
    first, second = (_measure(other, key) for key in request.measures)
    if len(second.stages) > 1:
        raise InputError("in lexicographic mode name value first: the goals come before it")
    reading = Reading(first, second, None, None, None, is_step=False)
    found = trace(other, other.model, first, second, (None, None), request.max_points, _teller(reading, listen))
    return read_frontier(other, reading, found)


def _measure(session: PlanningSession, key: str) -> Measure:
    if key == VALUE:
        return value_measure(session)
    if key == TOKENS:
        return tokens_measure(session.prepared)
    measure = kpi_measure(session.prepared, key)
    if not measure.stage.form.columns:
        raise InputError(f"no candidate contributes to {key!r}, so there is no frontier of it")
    return measure


def _teller(reading: Reading, listen: Listener) -> Heard:
    def heard(so_far: Tracing, newest: TracePoint) -> None:
        latest: FrontierPoint = reading.point(newest, None)
        listen(Step(len(so_far.points), len(so_far.points) + len(so_far.open), latest))

    return heard
