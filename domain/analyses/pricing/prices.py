"""The price list: what each initiative of the best portfolio is worth there, and what each other would cost in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from itertools import islice

from domain.analyses.pricing.cheapest import cheapest
from domain.analyses.pricing.forced_solves import ForcedOptimum, forced_optima
from domain.analyses.pricing.price_bounds import LeastLoss, least_losses
from domain.analyses.pricing.price_results import Price, PriceKind, PricesRequest, PricesResult, PriceState
from domain.analyses.pricing.tokens_needed import tokens_needed
from domain.analyses.session.choices import ChoiceModel, choice_model
from domain.analyses.session.losses import first_loss, stage_losses
from domain.analyses.session.request_checks import too_small, unknown_keys, why_no_candidate, why_unknown
from domain.analyses.session.session import PlanningSession
from domain.analyses.session.terms import Answer, Listener, Proven, Step, ignore, proven_figure
from domain.analyses.trading.demands import check_known
from domain.errors import Fault, InputError
from domain.integer_model.result import SolutionStatus
from domain.numbers import ZERO, to_decimal
from domain.problem.candidates import judge_candidates
from domain.problem.problem import PortfolioProblem

CHEAPEST_SHARE = 0.6
"""Of the time and work, for the cheapest prices in their order; the rest is left for one candidate at a time."""


MOST_FREE = 3
"""After so many questions for changes that cost nothing, each of many equal ones is cheaper asked by itself."""


def faults(problem: PortfolioProblem, request: PricesRequest) -> Iterator[Fault]:
    """What is wrong with a request, as far as that is known without solving."""
    yield from unknown_keys(problem, "initiatives", request.initiatives)
    pool = judge_candidates(problem) if request.initiatives else None
    for at, key in enumerate(request.initiatives):
        if pool is not None and key not in pool.candidates and why_unknown(problem, key) is None:
            yield Fault(f"initiatives[{at}]", why_no_candidate(pool, key))
    yield from too_small(0, exact=request.exact, sharpen=request.sharpen)


def prices(session: PlanningSession, request: PricesRequest, listen: Listener = ignore) -> PricesResult:
    """All candidates ranked by bound at once, then the exact prices that are asked for, one by one.

    Hears first of the whole ranked list, then of each exact price. Raises ``InputError`` for keys that nobody bears or
    that are no valid candidates.
    """
    _check(session, request)
    base = session.base()
    if base.solution is None or base.values is None:
        return PricesResult(base.status, None, (), ("without a portfolio there are no prices",))
    notes = []
    if base.status is not SolutionStatus.OPTIMAL:
        notes.append("the portfolio is not proven best, so prices are told against the best one that was found")
    choice = choice_model(session)
    targets = {key: key not in base.solution.choices for key in session.prepared.pool.candidates}
    losses, told = least_losses(session, choice, base.values, targets, request.sharpen)
    if not told:
        notes.append(f"{session.solver.name} knows no bounds; those here ignore all rules, so their order says little")
    ranked = {
        key: _price(session, key, targets[key], losses[key], base.status is SolutionStatus.OPTIMAL)
        for key in sorted(targets, key=lambda key: losses[key].rank)
    }
    named = list(dict.fromkeys(request.initiatives))
    total = 1 + (len(named) or min(request.exact, len(ranked)))
    listed = PricesResult(base.status, _value(base), tuple(ranked.values()), tuple(notes))
    listen(Step(1, total, listed))
    done = 1
    for optimum in _optima(session, choice, base, ranked, targets, request, named):
        price = _exact(ranked[optimum.key], base, optimum)
        if request.tokens:
            price = replace(price, tokens=tokens_needed(session, optimum.key, base, optimum.answer))
        ranked[optimum.key] = price
        done += 1
        listen(Step(done, max(done, total), price))
    if session.is_over and done < total:
        notes.append("the time was up before all prices were exact")
    order = {stage.name: -index for index, stage in enumerate(session.objective_stages)}
    by_price = sorted(ranked.values(), key=lambda price: _order(price, order))  # stable: bounds stay as ranked
    return replace(listed, prices=tuple(by_price), notes=tuple(notes))


def _check(session: PlanningSession, request: PricesRequest) -> None:
    for key in request.initiatives:
        check_known(session, key)
        if not session.columns_of(key):
            raise InputError(f"{session.why_no_candidate(key)}, so it has no price")
    for name, count in (("exact", request.exact), ("sharpen", request.sharpen)):
        if count < 0:
            raise InputError(f"{name} is {count}; give 0 or more")


def _optima(
    session: PlanningSession,
    choice: ChoiceModel,
    base: Answer,
    ranked: dict[str, Price],
    targets: Mapping[str, bool],
    request: PricesRequest,
    named: Sequence[str],
) -> Iterator[ForcedOptimum]:
    """Forced optima of the named candidates, or else of the cheapest, which raise the bounds of all others."""
    assert base.values is not None
    exact: set[str] = set()
    if not named and request.exact and base.status is SolutionStatus.OPTIMAL:
        possible = {key: targets[key] for key, price in ranked.items() if price.state is not PriceState.IMPOSSIBLE}
        questions = cheapest(session.with_time_share(CHEAPEST_SHARE), choice, base.values, possible)
        for asked, found in enumerate(islice(questions, request.exact), start=1):
            for key in found.keys or (found.others if found.answer.status is SolutionStatus.INFEASIBLE else ()):
                exact.add(key)
                yield ForcedOptimum(key, None, found.answer)
            lost = stage_losses(base.stages, found.answer) if found.keys else ()
            stage = first_loss(lost)
            if stage is not None:
                least = next(loss.lost_at_least for loss in lost if loss.name == stage)
                for key in found.others:
                    ranked[key] = _raised(session, ranked[key], stage, least or ZERO)
            if len(exact) >= request.exact if stage else asked >= MOST_FREE:
                break
        named = [key for key in ranked if key not in exact][: max(0, request.exact - len(exact))]
    elif not named:
        named = list(ranked)[: request.exact]
    yield from forced_optima(
        session,
        choice,
        base.values,
        [(key, targets[key]) for key in named if request.tokens or ranked[key].state is not PriceState.IMPOSSIBLE],
    )


def _raised(session: PlanningSession, price: Price, stage: str, least: Decimal) -> Price:
    """A bound that is at least as much as what somebody cheaper loses, for certain."""
    order = [each.name for each in session.objective_stages]
    now = (-order.index(price.stage) if price.stage else -len(order), price.lost_at_least or ZERO)
    if price.state is not PriceState.BOUND or now >= (-order.index(stage), least):
        return price
    return replace(price, stage=stage, lost_at_least=least, sharp=False)


def _value(base: Answer) -> Proven | None:
    return None if base.main is None else proven_figure(base.main)


def _price(session: PlanningSession, key: str, inside: bool, least: LeastLoss, proven: bool) -> Price:
    """Price from the bounds. proven: nothing is better than the portfolio, so nothing can be gained."""
    kind = PriceKind.FORCING if inside else PriceKind.REPLACEMENT
    if least.impossible:
        return Price(key, kind, PriceState.IMPOSSIBLE, None, None, None, least.sharp)
    if least.stage is None and proven:
        return Price(key, kind, PriceState.BOUND, None, ZERO, None, least.sharp)
    stage = session.objective_stages[-1 if least.stage is None else least.stage]
    at_least = to_decimal(Fraction(least.amount) / stage.scale)
    name = None if least.stage is None else stage.name
    return Price(key, kind, PriceState.BOUND, name, at_least, None, least.sharp)


def _exact(price: Price, base: Answer, optimum: ForcedOptimum) -> Price:
    """Price from a forced optimum; a bound where that leaves it open."""
    answer = optimum.answer
    if answer.status is SolutionStatus.INFEASIBLE:
        return replace(price, state=PriceState.IMPOSSIBLE, stage=None, lost_at_least=None)
    if answer.solution is None:
        return replace(price, state=PriceState.OPEN)
    losses = stage_losses(base.stages, answer)
    if any(loss.lost is None for loss in losses):
        return replace(price, state=PriceState.OPEN, losses=losses)
    lost_in = first_loss(losses)
    lost = next((loss.lost for loss in losses if loss.name == lost_in), ZERO)
    main = losses[-1].name if losses else None
    needed = lost if price.kind is PriceKind.FORCING and lost_in in (None, main) else None
    return replace(
        price,
        state=PriceState.EXACT,
        stage=lost_in,
        lost_at_least=lost,
        lost_at_most=lost,
        losses=losses,
        value_needed=needed,
    )


def _order(price: Price, order: Mapping[str, int]) -> tuple[int, int, Decimal]:
    """Sort key: exact prices first, the cheapest in front (losses of later stages first), impossible ones last."""
    if price.state is PriceState.EXACT:
        return (0, order.get(price.stage or "", -len(order)), price.lost_at_least or ZERO)
    return (2 if price.state is PriceState.IMPOSSIBLE else 1, 0, ZERO)
