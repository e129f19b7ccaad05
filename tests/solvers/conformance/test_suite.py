"""The conformance suite catches a backend that declares more exactness than it has, and says where it goes wrong."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from solvers.backend import Backend
from solvers.conformance.exactness import ExactnessConformance
from solvers.conformance.models import brute_force
from solvers.conformance.near_ties import best_point, near_tie_in_column, near_tie_in_objective, near_tie_in_rows
from solvers.processes.worker import Worker
from tests.solvers.bold import BoldCoarse, BoldHighs, Coarse

Check = Callable[[ExactnessConformance, Worker], None]
ROWS: Check = ExactnessConformance.test_rows_are_exact_as_far_as_declared
OBJECTIVES: Check = ExactnessConformance.test_objectives_are_exact_as_far_as_declared
BEYOND: Check = ExactnessConformance.test_nothing_false_is_claimed_as_exact_of_wider_rows


@contextmanager
def suite(tested: type[Backend], count: int) -> Iterator[tuple[ExactnessConformance, Worker]]:
    class Suite(ExactnessConformance):
        backend = tested
        near_ties = count

    worker = Worker(tested)
    yield Suite(), worker
    worker.close()


@pytest.mark.solver
@pytest.mark.parametrize("check", [ROWS, OBJECTIVES, BEYOND], ids=["rows", "objectives", "beyond"])
def test_a_truthful_declaration_passes(check: Check) -> None:
    with suite(Coarse, 6) as (exactness, worker):
        check(exactness, worker)


@pytest.mark.solver
@pytest.mark.parametrize(("check", "declared"), [(ROWS, "rows_exact_up_to"), (OBJECTIVES, "exact_up_to")])
def test_a_declaration_that_is_too_bold_fails_and_says_from_where_on(check: Check, declared: str) -> None:
    with suite(BoldCoarse, 6) as (exactness, worker), pytest.raises(AssertionError) as failed:
        check(exactness, worker)
    said = str(failed.value)
    assert said.startswith(f"bold-coarse declares {declared}=1099511627776 (2^40.0), but answers wrongly within:")
    assert "2^20.0: 0 of 6 wrong" in said
    assert re.search(r"2\^(28|31|36|40)\.0: [1-6] of 6 wrong", said)
    assert f"Declare a {declared} well below" in said


@pytest.mark.solver
@pytest.mark.parametrize("check", [ROWS, OBJECTIVES], ids=["rows", "objectives"])
def test_the_limits_once_declared_for_highs_would_not_pass_today(check: Check) -> None:
    with (
        suite(BoldHighs, ExactnessConformance.near_ties) as (exactness, worker),
        pytest.raises(AssertionError, match="bold-highs declares"),
    ):
        check(exactness, worker)


@pytest.mark.parametrize("make", [near_tie_in_rows, near_tie_in_objective, near_tie_in_column])
def test_near_ties_are_as_wide_as_asked_and_judged_rightly(make: Callable[..., object]) -> None:
    absent = 0
    for seed in range(30):
        tie = make(random.Random(seed), 4000)
        best = best_point(tie.judged)  # type: ignore[attr-defined]
        absent += best is None
        assert (best[0],) == brute_force(tie.judged) if best else not brute_force(tie.judged)  # type: ignore[attr-defined]
    assert absent < 20
