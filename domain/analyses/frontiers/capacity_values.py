"""The value of capacity: what one more token gains, and the next limit at which the portfolio improves at all.

Most single tokens gain nothing, so the next limit is sought first: the smallest one under which some portfolio is
better than the best of today, by one unit of the objective's own integers at least. It is exact, since a portfolio that
fits a limit fits every larger one, so the best value never falls as a limit grows. (Which initiatives are in may well
change back and forth.) When it lies beyond one more token, that token is proven to gain nothing without another solve.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from functools import partial

from domain.analyses.frontiers import capacity_limits as limits
from domain.analyses.session.exactness import refuse_inexact
from domain.analyses.session.gains import NOTHING, Gain, gain_of, looser
from domain.analyses.session.request_checks import refused
from domain.analyses.session.session import PlanningSession
from domain.analyses.session.terms import Answer, ExtraRow, Listener, Proven, Step, ignore, proven_figure
from domain.errors import Fault, InputError
from domain.integer_model.builder import rebuilt
from domain.integer_model.model import NO_UPPER, Stage
from domain.integer_model.result import Proof, SolutionStatus
from domain.numbers import ONE, exact_arithmetic, to_decimal
from domain.optimization.preparation import PreparedProblem, prepare
from domain.problem.problem import PortfolioProblem


@dataclass(frozen=True, slots=True)
class CapacityValuesRequest:
    """Which capacities to value, and by how many tokens more.

    capacities: names such as ``global`` or ``team:backend@2026-Q1``; empty takes all.
    step: how many tokens more to value, above zero.
    """

    capacities: tuple[str, ...] = ()
    step: Decimal = ONE


@dataclass(frozen=True, slots=True)
class CapacityValue:
    """What more tokens of one capacity are worth.

    name: which capacity, such as ``capacity:team:backend@2026-Q1``.
    limit: its tokens in each of its periods today.
    used: the most tokens that the best portfolio takes of it in one period; None without a portfolio.
    one_more: what ``step`` more tokens gain.
    next_limit: the smallest limit with a better portfolio, or with any where there is none today; its value is None
    where none is known.
    next_gain: what that limit gains; None where no such limit is known.
    never: whether it is proven that no limit helps.
    """

    name: str
    limit: Decimal
    used: Decimal | None
    one_more: Gain
    next_limit: Proven
    next_gain: Gain | None
    never: bool


@dataclass(frozen=True, slots=True)
class CapacityValuesResult:
    """What more tokens of each capacity are worth, one capacity at a time.

    status: what is known of the best portfolio today.
    value: the value of that portfolio; None where there is none.
    step: how many tokens more were valued.
    capacities: the capacities in the order of the problem.
    complete: whether every value is proven.
    notes: what has to be known to read the values, a sentence each.
    """

    status: SolutionStatus
    value: Proven | None
    step: Decimal
    capacities: tuple[CapacityValue, ...]
    complete: bool
    notes: tuple[str, ...]


def faults(problem: PortfolioProblem, request: CapacityValuesRequest) -> Iterator[Fault]:
    """What is wrong with a request, as far as that is known without solving."""
    prepared = prepare(problem) if request.capacities else None
    for at, name in enumerate(request.capacities):
        assert prepared is not None
        alone = replace(request, capacities=(name,))
        yield from refused(f"capacities[{at}]", partial(wanted_capacities, prepared, alone))
    if request.step <= 0:
        yield Fault("step", f"is {request.step}; give more than 0")


def capacity_values(
    session: PlanningSession, request: CapacityValuesRequest, listen: Listener = ignore
) -> CapacityValuesResult:
    """Value every capacity asked for, exactly, within the limits of the session."""
    refuse_inexact(session)
    if request.step <= 0:
        raise InputError(f"{request.step} tokens more are none")
    wanted = wanted_capacities(session.prepared, request)
    base = session.base()
    values: list[CapacityValue] = []
    useless: list[limits.Capacity] = []
    for capacity in wanted:
        in_vain = any(_covers(wider, capacity) for wider in useless)
        values.append(_value_of(session, base, capacity, request.step, in_vain))
        if values[-1].never:
            useless.append(capacity)
        listen(Step(len(values), len(wanted), values[-1]))
    main = base.main if base.solution is not None else None
    notes = ["each capacity by itself, all others as they are; the values do not add up"]
    notes += [note for each in wanted if (note := limits.partial_note(session.prepared, each)) is not None]
    if not base.proven:
        notes.append("the best of today is not proven, so what is called better is better than the best found")
    return CapacityValuesResult(
        status=base.status,
        value=None if main is None else proven_figure(main),
        step=request.step,
        capacities=tuple(values),
        complete=base.proven and all(_settled(each) for each in values),
        notes=tuple(notes),
    )


def wanted_capacities(prepared: PreparedProblem, request: CapacityValuesRequest) -> list[limits.Capacity]:
    """The requested capacities, by default all. Raises ``InputError`` for an unknown or unlimited one."""
    if not request.capacities:
        return list(limits.capacities_of(prepared))
    found = [limits.find_capacity(prepared, name) for name in request.capacities]
    unlimited = [capacity.name for capacity in found if capacity.limit is None]
    if unlimited:
        raise InputError(f"{', '.join(unlimited)} is unlimited in this problem, so more of it gains nothing")
    return found


def _covers(wider: limits.Capacity, capacity: limits.Capacity) -> bool:
    """Whether to lift one capacity is to lift the other as well."""
    same = (wider.dimension, wider.key) == (capacity.dimension, capacity.key)
    return same and set(capacity.periods) <= set(wider.periods)


def _value_of(
    session: PlanningSession, base: Answer, capacity: limits.Capacity, step: Decimal, in_vain: bool
) -> CapacityValue:
    """in_vain: it is proven that no limit helps."""
    assert capacity.limit is not None
    if in_vain:
        level, better = (
            limits.level_of(session.prepared, capacity),
            _NextBetter(None, None, None, proven=False, never=True),
        )
    else:
        lifted = session.with_prepared(limits.with_limit(session.prepared, capacity, None))
        level = limits.level_of(lifted.prepared, capacity)
        better = _next_better(lifted, base, level)
    next_gain = None if better.answer is None else gain_of(base, better.answer)
    with exact_arithmetic():
        more = capacity.limit + step
    if better.never or (better.proven and better.need is not None and better.need > more):
        one_more = NOTHING if base.solution is not None else Gain(SolutionStatus.INFEASIBLE, None, None, (), (), ())
    elif better.proven and better.need == more and next_gain is not None:
        one_more = next_gain
    else:
        wider = session.with_prepared(limits.with_limit(session.prepared, capacity, more))
        one_more = looser(base, gain_of(base, wider.ask(stages=wider.objective_stages, hint=base.values)))
    return CapacityValue(
        name=capacity.name,
        limit=capacity.limit,
        used=None if base.solution is None else to_decimal(_read(session, base, level)),
        one_more=one_more,
        next_limit=Proven(
            None if better.need is None else to_decimal(better.need),
            better.bound,
            better.proven,
            Proof.EXACT if better.proven else Proof.NONE,
        ),
        next_gain=next_gain,
        never=better.never and base.proven,
    )


@dataclass(frozen=True, slots=True)
class _NextBetter:
    """The better portfolio with the smallest need.

    bound: no better portfolio needs less. never: it is proven that there is none.
    """

    answer: Answer | None
    need: Fraction | None
    bound: Decimal | None
    proven: bool
    never: bool


def _next_better(lifted: PlanningSession, base: Answer, level: limits.Level) -> _NextBetter:
    stage = level.measure.stage
    asked = [
        lifted.ask_model(rebuilt(level.model, extra=rows), stages=(stage, *lifted.objective_stages))
        for rows in _improvements(lifted, base)
    ]
    possible = [answer for answer in asked if answer.status is not SolutionStatus.INFEASIBLE]
    found = [(_read(lifted, answer, level), answer) for answer in possible if answer.solution is not None]
    need, best = min(found, key=lambda each: each[0], default=(None, None))
    bounds = [figure.bound for answer in possible for figure in answer.stages if figure.name == stage.name]
    known = [bound for bound in bounds if bound is not None]
    bound = min(known) if known and len(known) == len(possible) else None
    proven = bool(possible) and all(answer.proven for answer in possible)
    return _NextBetter(best, need, bound, proven, never=not possible)


def _improvements(lifted: PlanningSession, base: Answer) -> Iterator[list[ExtraRow]]:
    """Every way of being better: one stage better by the least that counts, and those before it no worse."""
    if base.solution is None:
        yield []
        return
    held: list[ExtraRow] = []
    for stage in lifted.objective_stages:
        value = base.reached(stage)
        if value < _highest(lifted, stage):
            yield [*held, ("better", stage.form, value + 1, NO_UPPER)]
        held.append(("held", stage.form, value, NO_UPPER))


def _highest(session: PlanningSession, stage: Stage) -> int:
    model, form = session.model, stage.form
    return sum(max(c * model.lower[j], c * model.upper[j]) for j, c in zip(form.columns, form.coefs, strict=True))


def _read(session: PlanningSession, answer: Answer, level: limits.Level) -> Fraction:
    assert answer.solution is not None
    return level.measure.read(session.prepared.judged(answer.solution).figures)


def _settled(value: CapacityValue) -> bool:
    found = value.never or (value.next_limit.proven and value.next_gain is not None)
    return found and value.one_more.settled
