"""HiGHS keeps the contract of a backend, and takes its own options by name."""

from __future__ import annotations

import pytest

from domain.errors import ParameterError
from domain.integer_model.model import OptionValue, SolveParameters
from domain.integer_model.result import SolutionStatus
from solvers.conformance.models import plan_of
from solvers.conformance.suite import SolverConformance
from solvers.default_plugins.highs.plugin import Highs
from solvers.processes.worker import Worker

pytestmark = pytest.mark.solver


class TestHighs(SolverConformance):
    backend = Highs

    @pytest.mark.parametrize(
        ("name", "value", "complaint"),
        [
            ("threads", 2, "set through threads"),
            ("mip_rel_gap", 0.1, "set through gap"),
            ("presolve", 1, "must be a text"),
            ("presolve", "perhaps", "does not take 'perhaps'"),
            ("mip_max_leaves", 1.5, "must be an integer"),
            ("log_file", "x", "no option"),
        ],
    )
    def test_options_are_checked(self, worker: Worker, name: str, value: float | str, complaint: str) -> None:
        with pytest.raises(ParameterError, match=complaint):
            worker.solve(plan_of([(0, 1)], [], [1]), SolveParameters(options={name: value}))

    def test_options_are_taken(self, worker: Worker) -> None:
        options: dict[str, OptionValue] = {"presolve": "off", "mip_heuristic_effort": 0.2}
        result = worker.solve(plan_of([(0, 1)], [], [1]), SolveParameters(options=options))
        assert result.status is SolutionStatus.OPTIMAL

    def test_a_column_wrongly_marked_as_implied_is_still_answered_in_integers(self, worker: Worker) -> None:
        """Relaxed, the first column would be 1.5; neither that nor its rounding may come back."""
        plan = plan_of([(0, 5), (0, 1)], [([2, 1], None, 3)], [4, 1], implied=[0])
        result = worker.solve(plan, SolveParameters())
        assert (result.status, list(result.values or ())) == (SolutionStatus.OPTIMAL, [1, 1])
        assert result.stages[0].bound == 5

    def test_threads_may_change_between_solves(self, worker: Worker) -> None:
        plan = plan_of([(0, 1)] * 12, [([3, 5, 7, 2] * 3, None, 25)], [1] * 12)
        for threads in (1, 2, 1):
            result = worker.solve(plan, SolveParameters(threads=threads))
            assert result.status is SolutionStatus.OPTIMAL
            assert result.stages[0].value == 8
