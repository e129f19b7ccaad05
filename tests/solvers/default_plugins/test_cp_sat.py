"""CP-SAT keeps the contract of a backend, and takes its own options by name."""

from __future__ import annotations

import subprocess
import sys

import pytest

from domain.errors import ParameterError
from domain.integer_model.model import OptionValue, SolveParameters
from domain.integer_model.result import SolutionStatus
from solvers.conformance.models import plan_of
from solvers.conformance.suite import SolverConformance
from solvers.default_plugins.cp_sat import CpSat
from solvers.processes.worker import Worker

pytestmark = pytest.mark.solver

LEVELS = """
from domain.integer_model.model import SolveParameters
from solvers.default_plugins.cp_sat import _core, settings_of

for packing in (False, True):
    print(settings_of(_core(), SolveParameters(), packing).linearization_level)
"""


class TestCpSat(SolverConformance):
    backend = CpSat

    @pytest.mark.parametrize(
        ("name", "value", "complaint"),
        [
            ("num_workers", 2, "set through threads"),
            ("max_time_in_seconds", 2.0, "set through time_limit"),
            ("linearization_level", "high", "must be an integer"),
            ("cp_model_presolve", 1, "must be true or false"),
            ("search_branching", "SOMEHOW", "one of AUTOMATIC_SEARCH"),
            ("AUTOMATIC_SEARCH", 1, "no option"),
            ("__class__", 1, "no option"),
        ],
    )
    def test_options_are_checked(self, worker: Worker, name: str, value: int | str, complaint: str) -> None:
        with pytest.raises(ParameterError, match=complaint):
            worker.solve(plan_of([(0, 1)], [], [1]), SolveParameters(options={name: value}))

    def test_packing_is_searched_and_everything_else_relaxed(self) -> None:
        # In a process of its own, as always: its library and that of HiGHS do not bear each other.
        told = subprocess.run([sys.executable, "-c", LEVELS], check=True, capture_output=True, text=True).stdout
        assert told.split() == ["2", "0"]

    def test_options_are_taken(self, worker: Worker) -> None:
        options: dict[str, OptionValue] = {
            "linearization_level": 1,
            "search_branching": "PORTFOLIO_SEARCH",
            "cp_model_presolve": False,
        }
        result = worker.solve(plan_of([(0, 1)], [], [1]), SolveParameters(options=options))
        assert result.status is SolutionStatus.OPTIMAL

    def test_several_threads_are_deterministic(self, worker: Worker) -> None:
        plan = plan_of([(0, 1)] * 12, [([3, 5, 7, 2] * 3, None, 25)], [1] * 12)
        results = [worker.solve(plan, SolveParameters(threads=2)) for _ in range(3)]
        assert all(result.reproducible for result in results)
        assert len({tuple(result.values or ()) for result in results}) == 1

    def test_numbers_beyond_64_bits_are_answered_in_digits(self, worker: Worker) -> None:
        big = 2**61
        result = worker.solve(plan_of([(0, 1)] * 6, [([big] * 6, None, big)], [big + 1] * 6), SolveParameters())
        assert result.is_proof
        assert result.stages[0].value == big + 1

    def test_options_of_its_own_may_change_what_it_proves(self, worker: Worker) -> None:
        options: dict[str, OptionValue] = {"absolute_gap_limit": 100.0}
        result = worker.solve(
            plan_of([(0, 1)] * 3, [([2, 3, 4], None, 5)], [3, 4, 6]), SolveParameters(options=options)
        )
        assert not result.is_proof
