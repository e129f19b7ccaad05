"""A test class for backends: subclass it in one line, run pytest, and know whether the contract is kept.

    class TestMyBackend(SolverConformance):
        backend = MyBackend

Every test asks the backend through its own solver process, as the engine does, so its library is never
imported into the process of the tests. Needs pytest.
"""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Iterator
from typing import ClassVar

import pytest

from domain.errors import ParameterError
from domain.integer_model.bounding import BoundRequest, narrowed
from domain.integer_model.model import LinearForm, Plan, SolveParameters
from domain.integer_model.result import PlanResult, Progress, SolutionStatus, Termination
from domain.integer_model.solver import SolveControl
from solvers.backend import Backend
from solvers.conformance.exactness import ExactnessConformance
from solvers.conformance.models import brute_force, hard_plan, plan_of, random_plan
from solvers.processes.worker import Worker

QUIET = SolveParameters()


class SolverConformance(ExactnessConformance):
    """What every backend must do. ``seconds`` is how long the hard model may run in tests of limits."""

    backend: ClassVar[type[Backend]]
    seconds: ClassVar[float] = 1.0
    random_models: ClassVar[int] = 40

    @pytest.fixture(scope="class")
    @classmethod
    def worker(cls) -> Iterator[Worker]:
        """One warm process for all tests of the class."""
        worker = Worker(cls.backend)
        yield worker
        worker.close()

    def test_describes_itself(self) -> None:
        backend = self.backend()
        assert backend.name
        assert backend.name == backend.name.strip().lower()
        assert backend.unavailable_reason() is None
        assert backend.capabilities.exact_up_to >= 1

    def test_optimal(self, worker: Worker) -> None:
        plan = plan_of([(0, 1)] * 3, [([2, 3, 4], None, 5)], [3, 4, 6])
        self._optimum(worker, plan)

    def test_infeasible(self, worker: Worker) -> None:
        result = worker.solve(plan_of([(0, 1)] * 2, [([1, 1], 3, None)], [1, 1]), QUIET)
        assert (result.status, result.termination) == (SolutionStatus.INFEASIBLE, Termination.INFEASIBILITY)
        assert result.values is None

    def test_infeasible_only_for_integers(self, worker: Worker) -> None:
        result = worker.solve(plan_of([(0, 9)] * 2, [([2, 4], 7, 7)], [1, 1]), QUIET)
        assert result.status is SolutionStatus.INFEASIBLE

    def test_no_columns(self, worker: Worker) -> None:
        self._optimum(worker, plan_of([], [], []))

    def test_no_rows(self, worker: Worker) -> None:
        self._optimum(worker, plan_of([(0, 4), (-3, 2)], [], [2, -5]))

    def test_no_objective(self, worker: Worker) -> None:
        result = worker.solve(Plan(plan_of([(0, 5)], [([1], 3, None)], [0]).model), QUIET)
        assert result.status is SolutionStatus.OPTIMAL
        assert result.values is not None
        assert result.values[0] >= 3

    def test_rows_without_terms(self, worker: Worker) -> None:
        self._optimum(worker, plan_of([(0, 1)], [([0], 0, 5)], [1]))
        result = worker.solve(plan_of([(0, 1)], [([0], 1, None)], [1]), QUIET)
        assert result.status is SolutionStatus.INFEASIBLE

    def test_equality_rows(self, worker: Worker) -> None:
        self._optimum(worker, plan_of([(0, 9)] * 2, [([3, 5], 22, 22)], [1, 1]))

    def test_two_sided_rows(self, worker: Worker) -> None:
        self._optimum(worker, plan_of([(0, 9)] * 2, [([1, 1], 2, 4)], [-3, -2]))

    def test_negative_bounds_and_coefficients(self, worker: Worker) -> None:
        self._optimum(worker, plan_of([(-7, -2), (-5, 5)], [([2, -3], -12, 3)], [1, 2]))

    def test_fixed_columns(self, worker: Worker) -> None:
        self._optimum(worker, plan_of([(2, 2), (0, 9)], [([3, 2], None, 13)], [1, 1]))

    def test_general_integers(self, worker: Worker) -> None:
        self._optimum(worker, plan_of([(0, 40)] * 2, [([7, 11], None, 331), ([5, 2], None, 150)], [9, 12]))

    def test_ties_are_answered_alike(self, worker: Worker) -> None:
        plan = plan_of([(0, 1)] * 8, [([1] * 8, None, 4)], [1] * 8)
        points = {tuple(self._optimum(worker, plan).values or ()) for _ in range(3)}
        assert len(points) == 1

    def test_large_coefficients(self, worker: Worker) -> None:
        top = self.backend.capabilities.exact_up_to
        low = top // 8
        coefs = [top // 4, top // 4 - 1, low + 1, low, 3, 1]
        rows: list[tuple[list[int], int | None, int | None]] = [([5, 5, 3, 3, 1, 1], None, 9)]
        plan = plan_of([(0, 1)] * 6, rows, coefs)
        self._optimum(worker, plan)

    def test_random_models_against_enumeration(self, worker: Worker) -> None:
        for seed in range(self.random_models):
            plan = random_plan(random.Random(seed))
            best = brute_force(plan)
            result = worker.solve(plan, SolveParameters(seed=seed))
            if not best:
                assert result.status is SolutionStatus.INFEASIBLE, f"model {seed}"
                continue
            assert result.status is SolutionStatus.OPTIMAL, f"model {seed}: {result.detail}"
            assert tuple(stage.value for stage in result.stages) == best, f"model {seed}"
            assert all(stage.proven and stage.bound == stage.value for stage in result.stages), f"model {seed}"

    def test_implied_columns(self, worker: Worker) -> None:
        """A column marked as implied may be relaxed, but comes back as an integer."""
        rows: list[tuple[list[int], int | None, int | None]] = [([1, -3, -4], None, 0), ([0, 2, 3], None, 4)]
        self._optimum(worker, plan_of([(0, 9), (0, 1), (0, 1)], rows, [1, 0, 0], implied=[0]))

    @pytest.mark.parametrize("hint", [[1, 0, 0], [1, 1, 1], [0, 0, 0]])
    def test_hint_changes_nothing(self, worker: Worker, hint: list[int]) -> None:
        plan = plan_of([(0, 1)] * 3, [([2, 3, 4], None, 5)], [3, 4, 6])
        hinted = Plan(plan.model.with_objective(LinearForm(), hint), plan.stages)
        self._optimum(worker, hinted)

    def test_gap(self, worker: Worker) -> None:
        plan = plan_of([(0, 1)] * 3, [([2, 3, 4], None, 5)], [30, 40, 60])
        result = worker.solve(plan, SolveParameters(gap=0.5))
        proven = result.termination is Termination.OPTIMALITY
        assert result.status is (SolutionStatus.OPTIMAL if proven else SolutionStatus.FEASIBLE)
        assert proven or result.termination is Termination.GAP_REACHED
        stage = result.stages[0]
        assert stage.value is not None
        assert stage.value >= 35
        assert stage.bound is None or stage.bound >= 70

    def test_unknown_options_are_refused(self, worker: Worker) -> None:
        with pytest.raises(ParameterError, match="no_such_option"):
            worker.solve(plan_of([(0, 1)], [], [1]), SolveParameters(options={"no_such_option": 1}))

    def test_time_limit(self, worker: Worker) -> None:
        result = worker.solve(hard_plan(), SolveParameters(time_limit=self.seconds))
        self._sound(result, hard_plan())
        if result.termination is not Termination.OPTIMALITY:
            assert result.termination in (Termination.TIME_LIMIT, Termination.ERROR)
            assert not result.reproducible

    def test_deterministic_limit(self, worker: Worker) -> None:
        if not self.backend.capabilities.deterministic_limit_unit:
            with pytest.raises(ParameterError):
                worker.solve(hard_plan(), SolveParameters(deterministic_limit=1))
            return
        results = [worker.solve(hard_plan(), SolveParameters(deterministic_limit=0.5)) for _ in range(2)]
        assert results[0].reproducible
        assert results[0].values == results[1].values
        assert results[0].stages == results[1].stages

    def test_stop_keeps_the_best(self, worker: Worker) -> None:
        control, result = self._interrupted(worker, SolveControl.stop)
        self._sound(result, hard_plan())
        assert result.termination in (Termination.STOPPED, Termination.OPTIMALITY)
        assert control.stop_requested

    def test_cancel_keeps_none(self, worker: Worker) -> None:
        _, result = self._interrupted(worker, SolveControl.cancel)
        if result.termination is not Termination.OPTIMALITY:
            assert result.termination is Termination.CANCELLED
            assert result.values is None
        self._optimum(worker, plan_of([(0, 1)], [], [1]))

    def test_progress(self, worker: Worker) -> None:
        heard: list[Progress] = []
        worker.solve(hard_plan(), SolveParameters(time_limit=self.seconds), SolveControl(heard.append))
        assert heard
        if self.backend.capabilities.reports_progress:
            assert any(progress.incumbent is not None for progress in heard)
            assert any(progress.bound is not None for progress in heard)

    def test_no_bound_is_too_small(self, worker: Worker) -> None:
        """Bounds hold for every narrowing of a column; a narrowing that is said to have no point has none."""
        for seed in range(self.random_models):
            plan = random_plan(random.Random(seed))
            model = plan.model.with_objective(plan.stages[0].form)
            narrowings = [((column, model.upper[column], model.upper[column]),) for column in range(model.num_columns)]
            for sharpen in (0, len(narrowings)):
                bounds = worker.bounds(BoundRequest(model, narrowings, sharpen, leaving=True), QUIET)
                if not self.backend.capabilities.relaxation_bounds:
                    assert bounds is None
                    return
                assert bounds is not None
                for narrowing, bound in zip([(), *narrowings], [bounds.whole, *bounds.narrowed], strict=True):
                    best = brute_force(Plan(narrowed(model, narrowing), plan.stages[:1]))
                    assert not best or (bound is not None and bound >= best[0]), f"model {seed}, {narrowing}"

    def _optimum(self, worker: Worker, plan: Plan) -> PlanResult:
        (value,) = brute_force(plan)
        result = worker.solve(plan, QUIET)
        assert result.status is SolutionStatus.OPTIMAL, result.detail
        assert result.termination is Termination.OPTIMALITY
        assert result.values is not None
        assert plan.model.admits(result.values)
        assert [(s.value, s.bound, s.proven) for s in result.stages] == [(value, value, True)]
        return result

    def _sound(self, result: PlanResult, plan: Plan) -> None:
        if result.values is not None:
            assert plan.model.admits(result.values)
        for stage in result.stages:
            if stage.value is not None and stage.bound is not None:
                assert stage.bound >= stage.value

    def _interrupted(self, worker: Worker, act: object) -> tuple[SolveControl, PlanResult]:
        assert callable(act)
        control = SolveControl()
        timer = threading.Timer(self.seconds, act, [control])
        began = time.monotonic()
        timer.start()
        result = worker.solve(hard_plan(), QUIET, control)
        timer.cancel()
        # A second is promised; the slack is for a busy machine.
        assert time.monotonic() - began < self.seconds + 5
        return control, result
