"""Words that claim no more than is known."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.integer_model.result import Proof, SolutionStatus
from domain.portfolio.certainty import share_at_most, status_text

EXACT, NUMERICAL = Proof.EXACT, Proof.NUMERICAL


@pytest.mark.parametrize(
    ("status", "proof", "gap", "text"),
    [
        (SolutionStatus.OPTIMAL, EXACT, Decimal(0), "optimal"),
        (SolutionStatus.OPTIMAL, NUMERICAL, Decimal(0), "optimal (not proven)"),
        (SolutionStatus.OPTIMAL, None, None, "optimal"),
        (SolutionStatus.INFEASIBLE, EXACT, None, "infeasible"),
        (SolutionStatus.INFEASIBLE, NUMERICAL, None, "infeasible (not proven)"),
        (SolutionStatus.FEASIBLE, Proof.NONE, Decimal("0.0004"), "feasible, within 0.04 %"),
        (SolutionStatus.FEASIBLE, Proof.NONE, None, "feasible"),
        (SolutionStatus.UNKNOWN, Proof.NONE, None, "unknown"),
    ],
)
def test_a_status_in_a_table(status: SolutionStatus, proof: Proof | None, gap: Decimal | None, text: str) -> None:
    assert status_text(status, proof, gap) == text


@given(st.decimals("1e-9", "1e6", allow_nan=False, places=12))
def test_a_share_is_never_told_smaller_than_it_is_and_hardly_larger(share: Decimal) -> None:
    told = Decimal(share_at_most(share).removesuffix(" %").replace(",", ""))
    assert told >= share * 100
    assert told <= share * 100 * 2 or told == Decimal("0.01")


def test_no_gap() -> None:
    assert share_at_most(Decimal(0)) == "0 %"
    assert share_at_most(Decimal("12.3456")) == "1,235 %"
