"""The best transfer of tokens between two departments, markets or teams, the sum of their capacities staying as it is.

Who gives and who takes are decisions of the model itself: beside every use of a capacity stand the tokens that its key
gives away or is given. So one solve compares all pairs, and its proof is for all of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from functools import partial
from math import floor

from domain.analyses.frontiers.capacity_limits import Capacity, capacities_of, uses_of, with_limit
from domain.analyses.nearly_best.near_best import with_column
from domain.analyses.session.exactness import refuse_inexact
from domain.analyses.session.gains import Gain, gain_of
from domain.analyses.session.request_checks import refused
from domain.analyses.session.session import PlanningSession
from domain.analyses.session.terms import Answer, ExtraRow, Listener, Proven, Step, ignore, proven_figure
from domain.errors import Fault, InputError, VerificationError
from domain.formulation.scaling import decimals_of
from domain.integer_model.builder import rebuilt
from domain.integer_model.model import NO_LOWER, LinearForm, Model, Sense, Stage, StageRole
from domain.integer_model.result import SolutionStatus
from domain.numbers import ONE, ZERO, exact_arithmetic
from domain.optimization.preparation import PreparedProblem, prepare
from domain.problem.constraints import Dimension
from domain.problem.problem import PortfolioProblem

GIVERS = (Dimension.MARKET, Dimension.DEPARTMENT, Dimension.TEAM)


@dataclass(frozen=True, slots=True)
class TransfersRequest:
    """Which transfers of tokens to look for.

    dimension: between what tokens move: ``department``, ``market`` or ``team``.
    tokens: how many tokens to move in each period, above zero.
    every_pair: whether to price every pair, not only the best one.
    """

    dimension: Dimension = Dimension.DEPARTMENT
    tokens: Decimal = ONE
    every_pair: bool = False


@dataclass(frozen=True, slots=True)
class Transfer:
    """Tokens moved from one capacity to another, and what that gains.

    giver: the name of the capacity that gives tokens.
    taker: the name of the capacity that gets them.
    gain: what the transfer gains; a loss is a gain below zero.
    """

    giver: str
    taker: str
    gain: Gain


@dataclass(frozen=True, slots=True)
class TransfersResult:
    """The best transfer of tokens between two capacities of a dimension.

    status: what is known of the best portfolio without a transfer.
    value: the value of that portfolio; None where there is none.
    dimension: between what tokens move: ``department``, ``market`` or ``team``.
    tokens: how many tokens are moved in each period.
    best: the transfer that gains most; None where none was found that helps.
    none_helps: whether it is proven that no transfer helps.
    proven: whether it is proven that no pair does better than ``best``.
    pairs: every pair that can be made, by gain; empty unless every pair was asked for.
    complete: whether the best transfer and every pair are proven.
    notes: what has to be known to read the result, a sentence each.
    """

    status: SolutionStatus
    value: Proven | None
    dimension: Dimension
    tokens: Decimal
    best: Transfer | None
    none_helps: bool
    proven: bool
    pairs: tuple[Transfer, ...]
    complete: bool
    notes: tuple[str, ...]


def faults(problem: PortfolioProblem, request: TransfersRequest) -> Iterator[Fault]:
    """What is wrong with a request, as far as that is known without solving."""
    place = "tokens" if request.dimension in GIVERS else "dimension"
    yield from refused(place, partial(movable, prepare(problem), request))


def transfers(session: PlanningSession, request: TransfersRequest, listen: Listener = ignore) -> TransfersResult:
    """Find the best transfer, and price each pair where asked for. Raises ``InputError`` for another dimension."""
    refuse_inexact(session)
    capacities = movable(session.prepared, request)
    base = session.base()
    nothing = _why_nothing_moves(capacities, request)
    best, settled = (None, True) if nothing else _best(session, base, capacities, request.tokens)
    pairs: list[Transfer] = []
    if request.every_pair and not nothing:
        wanted = [(a, b) for a in capacities for b in capacities if a is not b and _limit(a) >= request.tokens]
        for giver, taker in wanted:
            pairs.append(_pair(session, base, giver, taker, request.tokens))
            listen(Step(len(pairs), len(wanted), pairs[-1]))
    proven = base.proven and settled
    main = base.main if base.solution is not None else None
    return TransfersResult(
        status=base.status,
        value=None if main is None else proven_figure(main),
        dimension=request.dimension,
        tokens=request.tokens,
        best=best,
        none_helps=proven and best is None,
        proven=proven,
        pairs=tuple(sorted(pairs, key=lambda pair: -(pair.gain.at_least or ZERO))),
        complete=proven and all(pair.gain.settled for pair in pairs),
        notes=(nothing or "the tokens are moved in every period; all other capacities and rules stay as they are",),
    )


def movable(prepared: PreparedProblem, request: TransfersRequest) -> list[Capacity]:
    """Capacities that tokens may move between. Raises ``InputError`` for another dimension or no tokens."""
    names = ", ".join(GIVERS)
    if request.dimension not in GIVERS:
        raise InputError(f"tokens cannot be moved between {request.dimension.value!r}; choose one of {names}")
    if request.tokens <= 0:
        raise InputError(f"{request.tokens} tokens are none to move")
    whole = len(prepared.rules.periods)
    return [
        capacity
        for capacity in capacities_of(prepared)
        if capacity.dimension == request.dimension and len(capacity.periods) == whole
    ]


def _why_nothing_moves(capacities: Sequence[Capacity], request: TransfersRequest) -> str | None:
    """Why no pair exists, so that nothing can be gained; None where one does."""
    if len(capacities) < 2:
        return f"tokens move between two capacities by {request.dimension}; this problem has {len(capacities)}"
    if not any(_limit(capacity) >= request.tokens for capacity in capacities):
        return f"no {request.dimension} has {request.tokens} tokens to give"
    return None


def _limit(capacity: Capacity) -> Decimal:
    assert capacity.limit is not None
    return capacity.limit


def _pair(session: PlanningSession, base: Answer, giver: Capacity, taker: Capacity, tokens: Decimal) -> Transfer:
    other = session.with_prepared(_moved(session.prepared, giver, taker, tokens))
    return Transfer(giver.key or "", taker.key or "", gain_of(base, other.ask(stages=other.objective_stages)))


def _moved(prepared: PreparedProblem, giver: Capacity, taker: Capacity, tokens: Decimal) -> PreparedProblem:
    with exact_arithmetic():
        less, more = _limit(giver) - tokens, _limit(taker) + tokens
    return with_limit(with_limit(prepared, giver, less), taker, more)


def _best(
    session: PlanningSession, base: Answer, capacities: Sequence[Capacity], tokens: Decimal
) -> tuple[Transfer | None, bool]:
    """The best transfer, where one is better than none, and whether that is proven over all pairs."""
    lifted = session.prepared
    for capacity in capacities:
        lifted = with_limit(lifted, capacity, None)
    moving = _Moving.over(lifted, capacities, tokens)
    other = session.with_prepared(lifted)
    moves = LinearForm(moving.gives, (-1,) * len(moving.gives))
    idle = Stage("transfers", Sense.MINIMIZE, StageRole.TIE_BREAK, moves, Fraction(1))
    answer = other.ask_model(moving.model, stages=(*other.objective_stages, idle))
    if answer.values is None or answer.solution is None:
        return None, answer.proven
    giver = next((c for c, column in zip(capacities, moving.gives, strict=True) if answer.values[column]), None)
    taker = next((c for c, column in zip(capacities, moving.takes, strict=True) if answer.values[column]), None)
    gain = gain_of(base, answer)
    if giver is None or taker is None or (base.solution is not None and not gain.helps):
        return None, answer.proven
    pair = _moved(session.prepared, giver, taker, tokens)
    violations = pair.judged(answer.solution).violations
    if violations:
        raise VerificationError([str(violation) for violation in violations])
    return Transfer(giver.key or "", taker.key or "", gain), answer.proven


@dataclass(frozen=True, slots=True)
class _Moving:
    """A model whose capacities may give and take: a column of each for every key, at most one of all being 1."""

    model: Model
    gives: tuple[int, ...]
    takes: tuple[int, ...]

    @staticmethod
    def over(prepared: PreparedProblem, capacities: Sequence[Capacity], tokens: Decimal) -> _Moving:
        model = prepared.formulation.plan.model
        gives, takes = [], []
        for capacity in capacities:
            model, give = with_column(model, 1 if _limit(capacity) >= tokens else 0)
            model, take = with_column(model, 1)
            gives.append(give)
            takes.append(take)
        model = replace(model, implied=bytes(model.implied[: gives[0]]) + bytes(2 * len(capacities)))
        rows: list[ExtraRow] = [
            ("", LinearForm(tuple(gives), (1,) * len(gives)), NO_LOWER, 1),
            ("", LinearForm((*gives, *takes), (1,) * len(gives) + (-1,) * len(takes)), 0, 0),
        ]
        for capacity, give, take in zip(capacities, gives, takes, strict=True):
            rows.append(("", LinearForm((give, take), (1, 1)), NO_LOWER, 1))
            for use in uses_of(prepared, capacity):
                rows.append(_within(capacity, use, tokens, give, take))
        return _Moving(rebuilt(model, extra=rows), tuple(gives), tuple(takes))


def _within(capacity: Capacity, use: Mapping[int, Decimal], tokens: Decimal, give: int, take: int) -> ExtraRow:
    """``use + tokens * give - tokens * take <= limit``, exactly."""
    with exact_arithmetic():
        places = decimals_of([*use.values(), tokens])
        coefs = [int(amount.scaleb(places)) for amount in use.values()]
        moved = int(tokens.scaleb(places))
        limit = floor(_limit(capacity).scaleb(places))
    return capacity.name, LinearForm((*use, give, take), (*coefs, moved, -moved)), NO_LOWER, limit
