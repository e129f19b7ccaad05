"""Horse trading: some initiatives in, some out; what else must change, and what it costs.

After the best value is found, a second objective keeps it and minimises the changes against the portfolio before, so
that only necessary changes are named; the tie-breaks of the problem decide among what is left.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from domain.analyses.session.losses import first_loss, stage_losses
from domain.analyses.session.placed import PlacedPortfolio, PlannedItem, changes_between, given_plan, plan_of
from domain.analyses.session.request_checks import too_small, unknown_keys
from domain.analyses.session.session import PlanningSession
from domain.analyses.session.terms import Answer, Listener, StageFigure, Step, ignore
from domain.analyses.trading.demands import Demands, check_known, read_demands
from domain.analyses.trading.nearness import CHANGES, RESIZED, Nearness, nearness
from domain.analyses.trading.trade_results import Deal, TradeRequest, TradeResult, WithinChanges
from domain.errors import Fault, InputError
from domain.integer_model.model import Stage, StageRole
from domain.integer_model.result import SolutionStatus
from domain.problem.problem import PortfolioProblem

NOTHING_TO_TRADE = "nothing to trade: name an initiative to force in or out, or a portfolio to stay near"


def faults(problem: PortfolioProblem, request: TradeRequest) -> Iterator[Fault]:
    """What is wrong with a request, as far as that is known without solving."""
    if not (request.force_in or request.force_out or request.keep_close_to is not None):
        yield Fault("force_in", NOTHING_TO_TRADE)
    yield from unknown_keys(problem, "force_in", request.force_in)
    yield from unknown_keys(problem, "force_out", request.force_out)
    yield from too_small(1, max_changes=request.max_changes)
    kept = tuple(item.initiative_key for item in request.keep_close_to or ())
    yield from unknown_keys(problem, "keep_close_to", kept)
    for at, key in enumerate(request.force_out):
        if key in request.force_in:
            yield Fault(f"force_out[{at}]", f"{key} cannot be forced in and out at once")


def trade(session: PlanningSession, request: TradeRequest, listen: Listener = ignore) -> TradeResult:
    """The best portfolio that meets the demands, its necessary changes and its price; or why there is none.

    Raises ``InputError`` for keys that nobody bears, and where there is nothing to trade.
    """
    demands = _checked(session, request)
    total = 2 + (request.max_changes or 0)
    start = _start(session, request)
    listen(Step(1, total))
    if start is None:
        return _without_base(session, request, demands)
    answer = session.ask(demands.rows, stages=start.stages(session))
    deal = start.deal(session, answer)
    listen(Step(2, total, deal))
    within: tuple[WithinChanges, ...] = ()
    fewest = None
    if deal is not None and request.max_changes is not None:
        within, fewest = _within(session, start, demands, request.max_changes, answer, listen)
    conflict = None
    if answer.status is SolutionStatus.INFEASIBLE:
        conflict = session.conflict(session.extended(demands.rows), demands.texts)
    notes = [f"{key} cannot stay: {session.why_no_candidate(key)}" for key in start.near.lost]
    return TradeResult(
        status=answer.status,
        base=start.items,
        base_given=request.keep_close_to is not None,
        base_proven=start.proven,
        deal=deal,
        within=within,
        fewest=fewest,
        conflict=conflict,
        notes=(*demands.notes, *notes),
    )


@dataclass(frozen=True, slots=True)
class _Start:
    """The portfolio before the trade. items: as it is known, places may be missing; figures: of its stages."""

    items: tuple[PlannedItem, ...]
    portfolio: PlacedPortfolio
    figures: tuple[StageFigure, ...]
    proven: bool
    near: Nearness

    def stages(self, session: PlanningSession) -> tuple[Stage, ...]:
        """The value first, then the fewest changes and resizings, then the tie-breaks, then the fewest moves.

        What is left is settled as in a plain solve: the selection before the moves, its placement after them.
        """
        tie_breaks = [stage for stage in session.stages if stage.role is StageRole.TIE_BREAK]
        which, how_early = session.settling()
        changing, moving = self.near.changing, self.near.moving
        return (*session.objective_stages, *changing, *tie_breaks, *which, moving, *how_early)

    def deal(self, session: PlanningSession, answer: Answer) -> Deal | None:
        """Deal of an answer; None where it has no portfolio."""
        if answer.solution is None or answer.values is None:
            return None
        losses = stage_losses(self.figures, answer)
        diff = changes_between(self.portfolio, plan_of(session.prepared, answer.solution))
        placed = {item.initiative_key for item in self.items if item.period_key is not None}
        sized = {item.initiative_key for item in self.items if item.scope is not None or item.tokens is not None}
        diff = replace(
            diff,
            moved=tuple(change for change in diff.moved if change.initiative_key in placed),
            resized=tuple(change for change in diff.resized if change.initiative_key in sized),
        )
        return Deal(
            status=answer.status,
            changes=self.near.changes_at(answer.values),
            moves=self.near.moves_at(answer.values),
            fewest_proven=all(figure.proven for figure in answer.stages if figure.name in (CHANGES, RESIZED)),
            losses=losses,
            lost_in=first_loss(losses),
            diff=diff,
            selected=plan_of(session.prepared, answer.solution).items,
        )


def _checked(session: PlanningSession, request: TradeRequest) -> Demands:
    if not (request.force_in or request.force_out or request.keep_close_to is not None):
        raise InputError(NOTHING_TO_TRADE)
    if request.max_changes is not None and request.max_changes < 1:
        raise InputError(f"max_changes is {request.max_changes}; give 1 or more")
    for item in request.keep_close_to or ():
        check_known(session, item.initiative_key)
    return read_demands(session, request.force_in, request.force_out)


def _start(session: PlanningSession, request: TradeRequest) -> _Start | None:
    """The portfolio to compare with; None where none is given and none is found."""
    if request.keep_close_to is not None:
        items = tuple(request.keep_close_to)
        portfolio = given_plan(session, items)
        values = {stage.name: stage.exact for stage in portfolio.assessment.stages}
        figures = [
            StageFigure(stage.name, stage.sense, stage.role, values[stage.name], values[stage.name], True)
            for stage in session.stages
        ]
        return _Start(items, portfolio, tuple(figures), False, nearness(session, items))
    base = session.base()
    if base.solution is None:
        return None
    portfolio = plan_of(session.prepared, base.solution)
    proven = base.status is SolutionStatus.OPTIMAL
    return _Start(portfolio.items, portfolio, base.stages, proven, nearness(session, portfolio.items))


def _without_base(session: PlanningSession, request: TradeRequest, demands: Demands) -> TradeResult:
    status = session.base().status
    conflict = session.conflict(session.model, {}) if status is SolutionStatus.INFEASIBLE else None
    note = "without the trade there is no portfolio either" if conflict else "no portfolio was found in time"
    return TradeResult(status, (), False, False, None, (), None, conflict, (*demands.notes, note))


def _within(
    session: PlanningSession, start: _Start, demands: Demands, most: int, best: Answer, listen: Listener
) -> tuple[tuple[WithinChanges, ...], int | None]:
    """The best portfolio within 1, 2, ... changes, up to where more gain nothing; and the fewest that do at all."""
    assert best.values is not None
    enough = start.near.changes_at(best.values)
    least = session.ask(demands.rows, stages=start.near.changing[:1])
    changes = least.stages[0] if least.stages else None
    proven = changes is not None and changes.proven
    fewest = start.near.changes_at(least.values) if least.values is not None and proven else None
    out: list[WithinChanges] = []
    hint: Sequence[int] | None = None
    for k in range(1, most + 1):
        if fewest is not None and k < fewest:
            entry = WithinChanges(k, SolutionStatus.INFEASIBLE, None)
        elif k >= enough and best.status is SolutionStatus.OPTIMAL:
            entry = WithinChanges(k, best.status, start.deal(session, best))
        else:
            answer = session.ask([*demands.rows, start.near.at_most(k)], stages=start.stages(session), hint=hint)
            hint = answer.values or hint
            entry = WithinChanges(k, answer.status, start.deal(session, answer))
        out.append(entry)
        listen(Step(2 + k, 2 + most, entry))
        if k >= enough and best.status is SolutionStatus.OPTIMAL:
            break
    return tuple(out), fewest
