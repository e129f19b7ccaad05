from __future__ import annotations

from typing import Any

import pytest

from domain.services.planning.frontiers.capacity_values import CapacityValuesRequest
from domain.services.planning.pricing.price_results import PricesRequest
from domain.services.planning.request_faults import request_faults
from domain.services.planning.trading.trade_results import TradeRequest
from domain.services.planning.what_if.edits import Edit
from domain.services.planning.what_if.whatif_results import WhatIfRequest
from tests.domain.builders import d, initiative, problem

QUESTION = problem(initiative("A", 5, 90), initiative("B", 4, 50), capacity_total_tokens=d(9))


@pytest.mark.parametrize(
    ("request_", "fault"),
    [
        (TradeRequest(("a",)), "force_in[0]: there is no initiative 'a' in this problem; did you mean A?"),
        (TradeRequest(("A",), ("B", "A")), "force_out[1]: A cannot be forced in and out at once"),
        (PricesRequest(exact=-1), "exact: is -1; give 0 or more"),
        (CapacityValuesRequest(step=d(0)), "step: is 0; give more than 0"),
        (WhatIfRequest((Edit("mandatory:A"), Edit("mandatory:Z"))), "edits[1]: mandatory:Z: there is no initiative"),
    ],
)
def test_a_fault_is_found_without_solving_and_has_its_place(request_: Any, fault: str) -> None:
    (found,) = request_faults(QUESTION, request_)
    assert str(found).startswith(fault)


def test_a_sound_request_has_none() -> None:
    assert request_faults(QUESTION, TradeRequest(("A",), ("B",), max_changes=1)) == ()
