from __future__ import annotations

from typing import Any

import pytest

from domain.analyses.catalogue import ANALYSES
from domain.analyses.frontiers.capacity_values import CapacityValuesRequest
from domain.analyses.frontiers.frontier import FrontierRequest
from domain.analyses.frontiers.transfers import TransfersRequest
from domain.analyses.many_roadmaps.roadmaps import RoadmapsRequest
from domain.analyses.pricing.price_results import PricesRequest
from domain.analyses.pricing.rule_prices import RulePricesRequest
from domain.analyses.session.placed import PlannedItem
from domain.analyses.trading.trade_results import TradeRequest
from domain.analyses.what_if.whatif import WhatIfRequest
from domain.edits.edits import Edit
from domain.errors import Fault
from domain.problem.constraints import Dimension
from domain.problem.scenario import ObjectiveMode
from domain.problem.variants import CapacityChange
from tests.domain.builders import d, initiative, problem


def request_faults(request: Any) -> tuple[Fault, ...]:
    (known,) = (each for each in ANALYSES if each.request is type(request))
    return known.faults(QUESTION, request)


QUESTION = problem(
    initiative("A", 5, 90),
    initiative("B", 4, 50),
    initiative("SPENT", 4, -1, engineering_tokens=d(-4)),
    capacity_total_tokens=d(9),
)
MANY = tuple(CapacityChange(tokens=d(tokens)) for tokens in range(400))


@pytest.mark.parametrize(
    ("request_", "fault"),
    [
        (TradeRequest(("a",)), "force_in[0]: there is no initiative 'a' in this problem; did you mean A?"),
        (TradeRequest(("A",), ("B", "A")), "force_out[1]: A cannot be forced in and out at once"),
        (PricesRequest(exact=-1), "exact: is -1; give 0 or more"),
        (CapacityValuesRequest(step=d(0)), "step: is 0; give more than 0"),
        (CapacityValuesRequest(("global", "market:XX")), "capacities[1]: capacity 'market:XX': no candidate bears"),
        (TransfersRequest(tokens=d(0)), "tokens: 0 tokens are none to move"),
        (
            TransfersRequest(Dimension.GLOBAL),
            "dimension: tokens cannot be moved between 'global'; choose one of market,",
        ),
        (FrontierRequest(), "measures: a frontier is drawn against one capacity or between two measures"),
        (FrontierRequest("global", d(5), d(4)), "capacity: the range of capacity:global from 5 to 4 holds no capacity"),
        (FrontierRequest(measures=("value", "nps")), "measures: no candidate contributes to 'nps'"),
        (FrontierRequest(measures=("value", "value")), "measures: a frontier lies between two different measures"),
        (FrontierRequest("global", max_points=1), "max_points: is 1; give 2 or more"),
        (RulePricesRequest(("cap:market:UK",)), "rules: there is no rule cap:market:UK in this problem"),
        (RoadmapsRequest(frameworks=("RICE",)), "frameworks: no initiative has a score of the framework 'RICE'"),
        (RoadmapsRequest(safe_rules="later"), "safe_rules: there is no scenario 'later' to take the rules of"),
        (
            RoadmapsRequest(tuple(ObjectiveMode), capacities=MANY, safe_rules="any"),
            "modes: these lists make 1200 roadmaps; 1000 are the most at a time",
        ),
        (PricesRequest(("A", "SPENT")), "initiatives[1]: SPENT is no valid candidate: "),
        (TradeRequest(), "force_in: nothing to trade: name an initiative"),
        (TradeRequest(keep_close_to=(PlannedItem("Z", None),)), "keep_close_to[0]: there is no initiative 'Z'"),
        (WhatIfRequest((Edit("mandatory:A"), Edit("mandatory:Z"))), "edits[1]: mandatory:Z: there is no initiative"),
    ],
)
def test_a_fault_is_found_without_solving_and_has_its_place(request_: Any, fault: str) -> None:
    (found,) = request_faults(request_)
    assert str(found).startswith(fault)


def test_a_sound_request_has_none() -> None:
    assert request_faults(TradeRequest(("A",), ("B",), max_changes=1)) == ()
