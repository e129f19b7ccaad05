"""What is wrong with a request before anything is computed: each fault with its place in the request."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from domain.analyses.frontiers.capacity_values import CapacityValuesRequest, wanted_capacities
from domain.analyses.frontiers.frontier import FrontierRequest, check_frontier
from domain.analyses.frontiers.transfers import GIVERS, TransfersRequest, movable
from domain.analyses.many_roadmaps.roadmaps import RoadmapsRequest, wanted_roadmaps
from domain.analyses.nearly_best.alternatives import AlternativesRequest
from domain.analyses.nearly_best.core import CoreRequest
from domain.analyses.pricing.price_results import PricesRequest
from domain.analyses.pricing.rule_prices import RulePricesRequest, wanted_rules
from domain.analyses.reasons.why_results import WhyRequest
from domain.analyses.session.known import why_no_candidate, why_unknown
from domain.analyses.trading.trade import NOTHING_TO_TRADE
from domain.analyses.trading.trade_results import TradeRequest
from domain.analyses.what_if.whatif import edited_problems
from domain.analyses.what_if.whatif_results import WhatIfRequest
from domain.errors import Fault, InputError
from domain.optimization.preparation import prepare
from domain.problem.candidates import judge_candidates
from domain.problem.problem import PortfolioProblem
from domain.rules.rulebook import ruled


def request_faults(problem: PortfolioProblem, request: Any) -> tuple[Fault, ...]:
    """The faults that are known without solving; what only the computation finds out is told by that."""
    return tuple(_faults(problem, request))


def _faults(problem: PortfolioProblem, request: Any) -> Iterator[Fault]:
    match request:
        case TradeRequest():
            if not (request.force_in or request.force_out or request.keep_close_to is not None):
                yield Fault("force_in", NOTHING_TO_TRADE)
            yield from _keys(problem, "force_in", request.force_in)
            yield from _keys(problem, "force_out", request.force_out)
            yield from _from(1, max_changes=request.max_changes)
            kept = tuple(item.initiative_key for item in request.keep_close_to or ())
            yield from _keys(problem, "keep_close_to", kept)
            for at, key in enumerate(request.force_out):
                if key in request.force_in:
                    yield Fault(f"force_out[{at}]", f"{key} cannot be forced in and out at once")
        case PricesRequest():
            yield from _keys(problem, "initiatives", request.initiatives)
            yield from _no_candidates(problem, "initiatives", request.initiatives)
            yield from _from(0, exact=request.exact, sharpen=request.sharpen)
        case WhyRequest():
            reason = None if request.initiative_key is None else why_unknown(problem, request.initiative_key)
            if reason is not None:
                yield Fault("initiative_key", reason)
            yield from _from(0, most=request.most)
        case WhatIfRequest():
            yield from _edits(problem, request)
        case FrontierRequest():
            yield from _from(2, max_points=request.max_points)
            place = "capacity" if request.capacity is not None else "measures"
            yield from _refused(place, partial(check_frontier, prepare(problem), request))
        case CapacityValuesRequest():
            yield from _capacities(problem, request)
            if request.step <= 0:
                yield Fault("step", f"is {request.step}; give more than 0")
        case TransfersRequest():
            place = "tokens" if request.dimension in GIVERS else "dimension"
            yield from _refused(place, partial(movable, prepare(problem), request))
        case RulePricesRequest():
            rules = ruled(problem).rules
            yield from _refused("rules", partial(wanted_rules, rules, request))
        case RoadmapsRequest():
            yield from _roadmaps(problem, request)
        case AlternativesRequest():
            yield from _from(2, count=request.count)
            yield from _loss(request)
        case CoreRequest():
            yield from _loss(request)


def _keys(problem: PortfolioProblem, name: str, keys: Sequence[str]) -> Iterator[Fault]:
    for at, key in enumerate(keys):
        reason = why_unknown(problem, key)
        if reason is not None:
            yield Fault(f"{name}[{at}]", reason)


def _from(least: int, **counts: int | None) -> Iterator[Fault]:
    for name, count in counts.items():
        if count is not None and count < least:
            yield Fault(name, f"is {count}; give {least} or more")


def _loss(request: AlternativesRequest | CoreRequest) -> Iterator[Fault]:
    if request.within < 0 or (request.relative and request.within > 1):
        allowed = "from 0 to 1, as a share" if request.relative else "0 or more"
        yield Fault("within", f"is {request.within}; give {allowed}")


def _edits(problem: PortfolioProblem, request: WhatIfRequest) -> Iterator[Fault]:
    """The first edit that cannot be made; those after it may build on it."""
    if not request.edits:
        yield Fault("edits", "there is nothing to change: give at least one edit")
    for at, edit in enumerate(request.edits):
        try:
            problem = edited_problems(problem, (edit,))[0].problem
        except InputError as error:
            yield Fault(f"edits[{at}]", str(error).removeprefix("edit 1: "))
            return


def _no_candidates(problem: PortfolioProblem, name: str, keys: Sequence[str]) -> Iterator[Fault]:
    """Initiatives of the problem that cannot be chosen, so that nothing can be said of them in a portfolio."""
    if not keys:
        return
    pool = judge_candidates(problem)
    for at, key in enumerate(keys):
        if key not in pool.candidates and why_unknown(problem, key) is None:
            yield Fault(f"{name}[{at}]", why_no_candidate(pool, key))


def _capacities(problem: PortfolioProblem, request: CapacityValuesRequest) -> Iterator[Fault]:
    if not request.capacities:
        return
    prepared = prepare(problem)
    for at, name in enumerate(request.capacities):
        alone = replace(request, capacities=(name,))
        yield from _refused(f"capacities[{at}]", partial(wanted_capacities, prepared, alone))


def _roadmaps(problem: PortfolioProblem, request: RoadmapsRequest) -> Iterator[Fault]:
    """The first list that cannot be used, each by itself before all of them together."""
    parts = {
        "frameworks": RoadmapsRequest(frameworks=request.frameworks),
        "capacities": RoadmapsRequest(capacities=request.capacities),
        "modes": replace(request, safe_rules=""),
        "safe_rules": request,
    }
    for place, part in parts.items():
        faults = tuple(_refused(place, partial(wanted_roadmaps, problem, part)))
        if faults:
            yield from faults
            return


def _refused(place: str, check: Callable[[], object]) -> Iterator[Fault]:
    """The fault of a part of the request that the computation itself would refuse."""
    try:
        check()
    except InputError as error:
        yield Fault(place, str(error))
