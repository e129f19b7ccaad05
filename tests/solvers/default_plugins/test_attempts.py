"""A proof from beyond the range of floating point counts only where a second look gives the same."""

from __future__ import annotations

from array import array

import pytest

from domain.integer_model.result import SolutionStatus, SolveResult, Termination
from solvers.default_plugins.highs.attempts import Agreement

INFEASIBLE = SolveResult(SolutionStatus.INFEASIBLE, Termination.INFEASIBILITY)
OUT_OF_TIME = SolveResult(SolutionStatus.UNKNOWN, Termination.TIME_LIMIT)
NO_ANSWER = SolveResult(SolutionStatus.UNKNOWN, Termination.ERROR, detail="no answer")


def optimal(value: int, bound: int | None = None) -> SolveResult:
    bound = value if bound is None else bound
    return SolveResult(SolutionStatus.OPTIMAL, Termination.OPTIMALITY, array("q", [value]), value, bound)


def answer(needed: int, *looks: tuple[SolveResult, bool], limit: Termination | None = None) -> SolveResult:
    agreement = Agreement(needed)
    for place, (result, sure) in enumerate(looks):
        if agreement.reached(result, sure):
            assert place == len(looks) - 1
    return agreement.result(limit)


def test_one_look_is_enough_where_numbers_are_small() -> None:
    assert answer(1, (INFEASIBLE, True)) is INFEASIBLE
    assert answer(1, (NO_ANSWER, False), (optimal(3), True)).objective == 3
    assert answer(1, (NO_ANSWER, False), (NO_ANSWER, False)) is NO_ANSWER


def test_two_looks_that_agree() -> None:
    assert answer(2, (INFEASIBLE, True), (INFEASIBLE, True)).status is SolutionStatus.INFEASIBLE
    assert answer(2, (optimal(3), True), (NO_ANSWER, False), (optimal(3), True)).status is SolutionStatus.OPTIMAL


def test_within_a_gap_answers_agree_while_no_point_refutes_them() -> None:
    assert answer(2, (optimal(3, 5), True), (optimal(4, 5), True)).objective == 4


@pytest.mark.parametrize("other", [optimal(3), NO_ANSWER])
def test_infeasible_that_another_look_does_not_confirm_is_an_error(other: SolveResult) -> None:
    result = answer(2, (INFEASIBLE, True), (other, other is not NO_ANSWER))
    assert result.termination is Termination.ERROR
    assert "scaled differently" in result.detail
    assert result.status is (SolutionStatus.UNKNOWN if other is NO_ANSWER else SolutionStatus.FEASIBLE)


def test_a_better_point_refutes_a_proof() -> None:
    result = answer(2, (optimal(3), True), (optimal(3), False), (optimal(4), True))
    assert (result.status, result.termination, result.objective) == (
        SolutionStatus.FEASIBLE,
        Termination.ERROR,
        4,
    )
    assert result.bound is None


def test_without_time_for_a_second_look_nothing_is_proven() -> None:
    first = answer(2, (optimal(3), True), limit=Termination.TIME_LIMIT)
    assert (first.status, first.termination) == (SolutionStatus.FEASIBLE, Termination.TIME_LIMIT)
    second = answer(2, (INFEASIBLE, True), (OUT_OF_TIME, True))
    assert (second.status, second.termination) == (SolutionStatus.UNKNOWN, Termination.TIME_LIMIT)
    assert answer(2, (OUT_OF_TIME, True)) is OUT_OF_TIME
