"""Near-optimal alternatives: portfolios within a stated loss that differ from each other as much as possible.

The first one is the best. Each further one is, of all portfolios within the loss, as far as possible from the nearest
of those found before; two portfolios are as far apart as there are initiatives in one and not in the other. Walking to
the farthest point like this is within half of the best that can be had: no choice of as many portfolios within the loss
has its two closest more than twice as far apart (T. Gonzalez, Clustering to minimize the maximum intercluster
distance, Theoretical Computer Science 38, 1985).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from domain.analyses.nearly_best.near_best import NearBest, Threshold, Within, loss_faults, near_best, with_column
from domain.analyses.session.exactness import refuse_inexact
from domain.analyses.session.losses import StageLoss, stage_losses
from domain.analyses.session.request_checks import too_small
from domain.analyses.session.session import PlanningSession
from domain.analyses.session.terms import Answer, ExtraRow, Listener, Proven, Step, ignore
from domain.errors import Fault, InputError
from domain.integer_model.builder import rebuilt
from domain.integer_model.model import NO_UPPER, LinearForm, Model, Sense, Stage, StageRole
from domain.integer_model.result import SolutionStatus
from domain.problem.problem import PortfolioProblem

DISTANCE = "distance"
DEFAULT_LOSS = Decimal("0.02")


@dataclass(frozen=True, slots=True)
class AlternativesRequest:
    """How many nearly best portfolios to find, and within which loss.

    count: how many portfolios, the best one included; 2 or more.
    within: the loss in value: a share of the best value (0.02 is 2 %), or in the unit of the value where it is not
    ``relative``.
    relative: whether the loss is a share of the best value.
    """

    count: int = 5
    within: Decimal = DEFAULT_LOSS
    relative: bool = True


@dataclass(frozen=True, slots=True)
class Alternative:
    """One portfolio within the loss.

    selected: keys of its initiatives.
    distance: how many initiatives are in only one of this portfolio and the nearest one before it; None for the first.
    losses: what each stage of the objective loses against the best portfolio.
    entered: initiatives that the best portfolio does not have.
    dropped: initiatives of the best portfolio that it does not have.
    """

    selected: tuple[str, ...]
    distance: Proven | None
    losses: tuple[StageLoss, ...]
    entered: tuple[str, ...]
    dropped: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AlternativesResult:
    """Portfolios within a loss, each as far as possible from those before it.

    status: what is known of the best portfolio.
    threshold: what every portfolio within the loss attains; None without a portfolio.
    portfolios: the portfolios in the order in which they were found, the best one first.
    distances: a row and a column for each portfolio: how many initiatives are in only one of the two.
    exhausted: whether there is no further portfolio within the loss.
    apart_at_most: no choice of as many portfolios within the loss has every two farther apart than this; None where a
    distance is not proven.
    notes: what is guaranteed, a sentence each.
    """

    status: SolutionStatus
    threshold: Threshold | None
    portfolios: tuple[Alternative, ...]
    distances: tuple[tuple[int, ...], ...]
    exhausted: bool
    apart_at_most: int | None
    notes: tuple[str, ...]


def faults(problem: PortfolioProblem, request: AlternativesRequest) -> Iterator[Fault]:
    """What is wrong with a request, as far as that is known without solving."""
    yield from too_small(2, count=request.count)
    yield from loss_faults(request.within, request.relative)


def alternatives(
    session: PlanningSession, request: AlternativesRequest, listen: Listener = ignore
) -> AlternativesResult:
    """Find portfolios one after the other, each proven farthest, within the limits of the session."""
    refuse_inexact(session)
    if request.count < 2:
        raise InputError(f"alternatives begin with 2 portfolios, not {request.count}")
    near = near_best(session, Within(request.within, request.relative))
    if near is None:
        return AlternativesResult(session.base().status, None, (), (), session.base().proven, None, ())
    found, exhausted = [_first(near)], False
    while len(found) < request.count and not exhausted and not session.is_over:
        answer = _farthest(session, near, found)
        exhausted = answer.status is SolutionStatus.INFEASIBLE
        if answer.solution is None:
            break
        found.append(_alternative(near.base, answer, found))
        listen(Step(len(found), request.count, found[-1]))
    return _result(near, found, exhausted, request.count)


def _farthest(session: PlanningSession, near: NearBest, found: list[Alternative]) -> Answer:
    keys = tuple(session.prepared.pool.candidates)
    model, column = with_column(session.model, max(len(keys), 1))
    rows: list[ExtraRow] = [*near.rows]
    for other in found:
        rows.append(_farther_than(session, model, column, frozenset(other.selected)))
    distance = LinearForm((column,), (1,))
    rows.append(("different", distance, 1, NO_UPPER))
    stage = Stage(DISTANCE, Sense.MAXIMIZE, StageRole.OBJECTIVE, distance, Fraction(1))
    return session.ask_model(rebuilt(model, extra=rows), stages=(stage, *session.objective_stages))


def _farther_than(session: PlanningSession, model: Model, column: int, others: frozenset[str]) -> ExtraRow:
    """``initiatives in one and not in the other - column >= 0``."""
    columns: list[int] = []
    coefs: list[int] = []
    valid = 0
    for key in session.prepared.pool.candidates:
        own = session.columns_of(key)
        valid += key in others
        columns += own
        coefs += [-1 if key in others else 1] * len(own)
    return "", LinearForm((*columns, column), (*coefs, -1)), -valid, NO_UPPER


def _first(near: NearBest) -> Alternative:
    return Alternative(near.base.selected, None, stage_losses(near.base.stages, near.base), (), ())


def _alternative(base: Answer, answer: Answer, found: list[Alternative]) -> Alternative:
    figure = next(figure for figure in answer.stages if figure.name == DISTANCE)
    distance = min(_apart(answer.selected, other.selected) for other in found)
    bound = Decimal(distance) if figure.proven else figure.bound
    return Alternative(
        selected=answer.selected,
        distance=Proven(Decimal(distance), bound, figure.proven, figure.proof),
        losses=stage_losses(base.stages, answer),
        entered=tuple(key for key in answer.selected if key not in base.selected),
        dropped=tuple(key for key in base.selected if key not in answer.selected),
    )


def _apart(one: tuple[str, ...], other: tuple[str, ...]) -> int:
    return len(set(one) ^ set(other))


def _result(near: NearBest, found: list[Alternative], exhausted: bool, wanted: int) -> AlternativesResult:
    proven = all(each.distance is None or each.distance.proven for each in found)
    notes = [*near.notes]
    closest = min((int(each.distance.value) for each in found if each.distance and each.distance.value), default=None)
    bound = 2 * closest if proven and closest is not None else None
    if bound is not None and len(found) > 1:
        notes.append(
            f"each is proven to be as far as possible from those before it; no {len(found)} portfolios within the loss "
            f"are all more than {bound} initiatives apart"
        )
    elif len(found) > 1:
        notes.append("a limit came before it was proven that none lies farther away")
    if exhausted:
        these = "this one portfolio" if len(found) == 1 else f"these {len(found)} different portfolios"
        notes.append(f"there are no more than {these} within the loss")
    elif len(found) < wanted:
        notes.append(f"a limit came first; {wanted} were asked for")
    return AlternativesResult(
        status=near.base.status,
        threshold=near.threshold,
        portfolios=tuple(found),
        distances=tuple(tuple(_apart(a.selected, b.selected) for b in found) for a in found),
        exhausted=exhausted,
        apart_at_most=bound,
        notes=tuple(notes),
    )
