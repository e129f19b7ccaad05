"""SCIP keeps the contract of a backend, and takes its own options by name."""

from __future__ import annotations

import pytest

from domain.errors import ParameterError
from domain.integer_model.model import OptionValue, SolveParameters
from domain.integer_model.result import Progress, SolutionStatus, Termination
from domain.integer_model.solver import SolveControl
from solvers.conformance.models import hard_plan, plan_of
from solvers.conformance.suite import SolverConformance
from solvers.default_plugins.scip.plugin import Scip
from solvers.processes.worker import Worker

pytestmark = pytest.mark.solver


class TestScip(SolverConformance):
    backend = Scip

    @pytest.mark.parametrize(
        ("name", "value", "complaint"),
        [
            ("limits/time", 2.0, "set through time_limit"),
            ("randomization/randomseedshift", 1, "set through seed"),
            ("separating/maxrounds", 1.5, "must be an integer"),
            ("misc/usesymmetry", True, "must be an integer"),
            ("branching/scorefunc", "?", "does not take '?'"),
            ("branching/scorefunc", "sum", "must be a letter"),
            ("visual/vbcfilename", "x", "cannot be set here"),
            ("separating/no_such", 1, "no option"),
        ],
    )
    def test_options_are_checked(self, worker: Worker, name: str, value: float | str, complaint: str) -> None:
        with pytest.raises(ParameterError, match=complaint):
            worker.solve(plan_of([(0, 1)], [], [1]), SolveParameters(options={name: value}))

    def test_options_are_taken(self, worker: Worker) -> None:
        options: dict[str, OptionValue] = {"separating/maxrounds": 0, "branching/scorefunc": "s"}
        result = worker.solve(plan_of([(0, 1)], [], [1]), SolveParameters(options=options))
        assert result.status is SolutionStatus.OPTIMAL

    def test_a_column_wrongly_marked_as_implied_is_still_answered_in_integers(self, worker: Worker) -> None:
        """Relaxed, the first column would be 1.5; neither that nor its rounding may come back."""
        plan = plan_of([(0, 5), (0, 1)], [([2, 1], None, 3)], [4, 1], implied=[0])
        result = worker.solve(plan, SolveParameters())
        assert (result.status, list(result.values or ())) == (SolutionStatus.OPTIMAL, [1, 1])
        assert result.stages[0].bound == 5

    def test_no_bound_is_told_before_there_is_one(self, worker: Worker) -> None:
        """SCIP's infinity is a number; the values of this model add up to less than a million."""
        heard: list[Progress] = []
        worker.solve(hard_plan(), SolveParameters(deterministic_limit=1.0), SolveControl(heard.append))
        assert all(progress.bound < 10**6 for progress in heard if progress.bound is not None)

    @pytest.mark.parametrize("work", [0.01, 0.1, 1.0])
    def test_a_limit_of_work_ends_at_the_same_point_every_time(self, worker: Worker, work: float) -> None:
        parameters = SolveParameters(deterministic_limit=work)
        first, second = (worker.solve(hard_plan(), parameters) for _ in range(2))
        assert first.reproducible and second.reproducible
        assert first.termination is Termination.WORK_LIMIT
        assert (first.values, first.stages) == (second.values, second.stages)
