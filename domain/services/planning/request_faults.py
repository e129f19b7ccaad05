"""What is wrong with a request before anything is computed: each fault with its place in the request."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from domain.errors import Fault, InputError
from domain.problem import PortfolioProblem
from domain.services.planning.frontiers.capacity_limits import find_capacity
from domain.services.planning.frontiers.capacity_values import CapacityValuesRequest
from domain.services.planning.frontiers.frontier import FrontierRequest
from domain.services.planning.frontiers.transfers import TransfersRequest
from domain.services.planning.known import why_unknown
from domain.services.planning.nearly_best.alternatives import AlternativesRequest
from domain.services.planning.nearly_best.core import CoreRequest
from domain.services.planning.pricing.price_results import PricesRequest
from domain.services.planning.reasons.why_results import WhyRequest
from domain.services.planning.trading.trade_results import TradeRequest
from domain.services.planning.what_if.whatif import edited_problems
from domain.services.planning.what_if.whatif_results import WhatIfRequest
from domain.services.preparation import prepare


def request_faults(problem: PortfolioProblem, request: Any) -> tuple[Fault, ...]:
    """The faults that are known without solving; what only the computation finds out is told by that."""
    return tuple(_faults(problem, request))


def _faults(problem: PortfolioProblem, request: Any) -> Iterator[Fault]:
    match request:
        case TradeRequest():
            yield from _keys(problem, "force_in", request.force_in)
            yield from _keys(problem, "force_out", request.force_out)
            yield from _from(1, max_changes=request.max_changes)
            for at, key in enumerate(request.force_out):
                if key in request.force_in:
                    yield Fault(f"force_out[{at}]", f"{key} cannot be forced in and out at once")
        case PricesRequest():
            yield from _keys(problem, "initiatives", request.initiatives)
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
            if request.capacity is not None:
                yield from _capacities(problem, {"capacity": request.capacity})
        case CapacityValuesRequest():
            names = {f"capacities[{at}]": name for at, name in enumerate(request.capacities)}
            yield from _capacities(problem, names)
            if request.step <= 0:
                yield Fault("step", f"is {request.step}; give more than 0")
        case TransfersRequest():
            if request.tokens <= 0:
                yield Fault("tokens", f"is {request.tokens}; give more than 0")
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


def _capacities(problem: PortfolioProblem, names: dict[str, str]) -> Iterator[Fault]:
    if not names:
        return
    prepared = prepare(problem)
    for place, name in names.items():
        try:
            find_capacity(prepared, name)
        except InputError as error:
            yield Fault(place, str(error))
