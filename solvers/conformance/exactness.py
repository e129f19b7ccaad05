"""Tests of what a backend declares of its exactness: a declaration that is too bold fails, and says by how much.

Whatever a backend claims that no point can show is believed within its declared limits. So these tests look for the
claims that go wrong first: they ask small models that the last unit decides (``solvers.conformance.near_ties``), as
wide as is declared and narrower, and compare with enumeration in whole numbers.
"""

from __future__ import annotations

import math
import random
from collections.abc import Iterable
from typing import ClassVar

from domain.integer_model.model import SolveParameters
from domain.integer_model.result import PlanResult, Proof, SolutionStatus
from solvers.backend import Backend
from solvers.conformance.near_ties import (
    Make,
    Tie,
    best_point,
    near_tie_in_column,
    near_tie_in_objective,
    near_tie_in_rows,
)
from solvers.processes.worker import Worker

WIDTHS = tuple(2**bits for bits in (16, 20, 24, 28, 31, 36, 44, 53, 60))
"""Totals at which some arithmetic ends: tolerances, 32 bits, the whole numbers of floating point."""
SECONDS = SolveParameters(time_limit=20)
"""Far more than a model of a dozen columns takes: one that is not answered by then has sent the backend astray."""


class ExactnessConformance:
    """A part of ``SolverConformance``. ``near_ties`` is how many models are asked at each width."""

    backend: ClassVar[type[Backend]]
    near_ties: ClassVar[int] = 40

    def test_rows_are_exact_as_far_as_declared(self, worker: Worker) -> None:
        limit = self.backend.capabilities.rows_exact_up_to
        self._right(worker, near_tie_in_rows, "rows_exact_up_to", "total of a row", _within(limit))

    def test_objectives_are_exact_as_far_as_declared(self, worker: Worker) -> None:
        limit = self.backend.capabilities.exact_up_to
        self._right(worker, near_tie_in_objective, "exact_up_to", "total of the objective", _within(limit))

    def test_columns_are_exact_as_far_as_declared(self, worker: Worker) -> None:
        can = self.backend.capabilities
        limit = min(can.columns_exact_up_to, can.rows_exact_up_to // 2, can.exact_up_to)
        self._right(worker, near_tie_in_column, "columns_exact_up_to", "bound of a column", _within(limit))

    def test_nothing_false_is_claimed_as_exact_of_wider_rows(self, worker: Worker) -> None:
        self._honest(worker, near_tie_in_rows, self.backend.capabilities.rows_exact_up_to)

    def test_nothing_false_is_claimed_as_exact_of_wider_objectives(self, worker: Worker) -> None:
        self._honest(worker, near_tie_in_objective, self.backend.capabilities.exact_up_to)

    def _ties(self, make: Make, width: int, count: int) -> Iterable[tuple[int, Tie]]:
        return ((seed, make(random.Random(f"{seed} of {width}"), width)) for seed in range(count))

    def _honest(self, worker: Worker, make: Make, limit: int) -> None:
        for width in (width + width // 8 for width in WIDTHS if width >= limit):
            for seed, tie in self._ties(make, width, max(1, self.near_ties // 4)):
                result = worker.solve(tie.asked, SECONDS)
                fault = _false_claim(tie, result) if _claims_exactly(result) else ""
                assert not fault, f"at 2^{math.log2(width):.1f}, model {seed}: {fault}"

    def _right(self, worker: Worker, make: Make, declared: str, measure: str, widths: Iterable[int]) -> None:
        """Ask at all widths, and tell at which of them the answers go wrong."""
        lines, first, wrong = [], "", 0
        for width in widths:
            faults = []
            for seed, tie in self._ties(make, width, self.near_ties):
                result = worker.solve(tie.asked, SECONDS)
                if fault := _false_claim(tie, result) or _no_answer(result):
                    faults.append(f"model {seed}: {fault}")
            wrong += len(faults)
            first = first or (f"at 2^{math.log2(width):.1f}, {faults[0]}" if faults else "")
            lines.append(f"  {measure} 2^{math.log2(width):.1f}: {len(faults)} of {self.near_ties} wrong")
        name, limit = self.backend.name, getattr(self.backend.capabilities, declared)
        assert not wrong, "\n".join(
            [
                f"{name} declares {declared}={limit} (2^{math.log2(limit):.1f}), but answers wrongly within:",
                *lines,
                f"First {first}",
                f"Declare a {declared} well below the first width with a wrong answer, or mend the backend.",
            ]
        )


def _within(limit: int) -> list[int]:
    """Widths to ask at: the known ones within a limit, the limit, and what is a little less."""
    return sorted({limit, limit // 2, limit // 8, *(width for width in WIDTHS if width < limit)})


def _claims_exactly(result: PlanResult) -> bool:
    return Proof.EXACT in (result.proof, *(stage.proof for stage in result.stages if stage.proven))


def _no_answer(result: PlanResult) -> str:
    if result.status in (SolutionStatus.OPTIMAL, SolutionStatus.INFEASIBLE):
        return ""
    return f"ends with {result.status}, {result.termination}: {result.detail or 'no reason given'}"


def _false_claim(tie: Tie, result: PlanResult) -> str:
    """What is wrong with what a result says, or nothing."""
    best = best_point(tie.judged)
    if result.status is SolutionStatus.INFEASIBLE:
        return "" if best is None else f"says that there is no point, but {best[1]} holds"
    (stage,) = result.stages
    if best is None:
        return "" if result.values is None else f"gives the point {tuple(result.values)}, which does not hold"
    value, point = best
    if result.status is SolutionStatus.OPTIMAL and stage.value != value:
        return f"calls {stage.value} the best value, but {point} reaches {value}"
    if stage.bound is not None and stage.bound < value:
        return f"proves that nothing exceeds {stage.bound}, but {point} reaches {value}"
    return ""
