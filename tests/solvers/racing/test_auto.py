"""The race of all backends: the first proof wins, and whoever fails does not stop the others."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest

from domain.errors import ParameterError
from domain.integer_model.model import Plan, SolveParameters
from domain.integer_model.result import Progress, Proof, SolutionStatus, StageOutcome, Termination
from domain.integer_model.solver import SolveControl
from solvers.conformance.models import brute_force, hard_plan, plan_of
from solvers.default_plugins.cp_sat import CpSat
from solvers.default_plugins.highs.plugin import Highs
from solvers.pool import SolverPool
from solvers.processes.worker import Worker
from solvers.racing.auto import AutoSolver
from solvers.racing.merging import merged
from solvers.stages.outcome import without_point
from tests.solvers import faulty

pytestmark = pytest.mark.solver

PLAN = plan_of([(0, 5)] * 3, [([3, 4, 5], None, 17)], [4, 5, 7], [-1, -1, -1])


@pytest.fixture(scope="module")
def pool() -> Iterator[SolverPool]:
    with SolverPool() as pool:
        yield pool


def test_proves_and_says_who_won(pool: SolverPool) -> None:
    result = pool.solver("auto").solve(PLAN, SolveParameters())
    assert result.status is SolutionStatus.OPTIMAL
    assert tuple(stage.value for stage in result.stages) == brute_force(PLAN)
    assert result.solver_name in ("auto (cp-sat)", "auto (highs)")
    assert not result.reproducible
    assert "another run may end with an equal but different portfolio" in result.notes


def test_preferred_solvers_go_first_and_those_that_are_not_certain_last(pool: SolverPool) -> None:
    """On two cores, the built-in solvers whose proofs are exact are the ones that race."""
    names = [worker.name for worker in pool.solver("auto")._workers]  # type: ignore[attr-defined]
    assert names[:2] == ["highs", "cp-sat"]
    assert names[-1] == "scip"


def test_what_is_given_little_work_is_asked_of_the_first_alone() -> None:
    with SolverPool() as pool:
        solver = pool.solver("auto")
        result = solver.solve(hard_plan(), SolveParameters(deterministic_limit=0.6))
        assert result.termination is Termination.WORK_LIMIT
        assert result.solver_name == "auto (highs)"
        assert result.reproducible
        others = solver._workers[1:]  # type: ignore[attr-defined]
        assert not any(worker.pid for worker in others)


def test_infeasible_is_a_proof_too(pool: SolverPool) -> None:
    result = pool.solver("auto").solve(plan_of([(0, 9)] * 2, [([2, 4], 7, 7)], [1, 1]), SolveParameters())
    assert result.status is SolutionStatus.INFEASIBLE


def test_at_the_limit_the_best_of_all(pool: SolverPool) -> None:
    heard: list[Progress] = []
    plan = hard_plan()
    result = pool.solver("auto").solve(plan, SolveParameters(time_limit=1.5), SolveControl(heard.append))
    assert result.status is SolutionStatus.FEASIBLE
    assert result.termination is Termination.TIME_LIMIT
    assert result.values is not None
    assert plan.model.admits(result.values)
    assert all(progress.solver_name.startswith("auto (") for progress in heard)


@pytest.mark.parametrize("act", [SolveControl.stop, SolveControl.cancel])
def test_stop_and_cancel_reach_every_runner(pool: SolverPool, act: object) -> None:
    assert callable(act)
    control = SolveControl()
    timer = threading.Timer(1.0, act, [control])
    timer.start()
    result = pool.solver("auto").solve(hard_plan(), SolveParameters(), control)
    if control.cancel_requested:
        assert (result.termination, result.values) == (Termination.CANCELLED, None)
    else:
        assert (result.termination, result.status) == (Termination.STOPPED, SolutionStatus.FEASIBLE)


def test_a_runner_that_crashes_drops_out() -> None:
    workers = [Worker(faulty.Exiting), Worker(Highs)]
    try:
        result = AutoSolver(workers, at_once=2).solve(PLAN, SolveParameters())
    finally:
        for worker in workers:
            worker.close()
    assert result.status is SolutionStatus.OPTIMAL
    assert result.solver_name == "auto (highs)"


@pytest.mark.parametrize("plan", [plan_of([(0, 3)], [], [1]), plan_of([(0, 1)], [([3], None, 3)], [1])])
def test_who_is_not_exact_cannot_win_with_a_wrong_infeasible(plan: Plan) -> None:
    workers = [Worker(faulty.Denying), Worker(Highs)]
    try:
        result = AutoSolver(workers, at_once=2).solve(plan, SolveParameters())
    finally:
        for worker in workers:
            worker.close()
    assert result.status is SolutionStatus.OPTIMAL
    assert result.solver_name == "auto (highs)"


def test_what_means_something_else_to_each_backend_is_refused(pool: SolverPool) -> None:
    for parameters in (SolveParameters(options={"presolve": "off"}), SolveParameters(threads=2)):
        with pytest.raises(ParameterError):
            pool.solver("auto").solve(PLAN, parameters)


def test_bounds_are_shared_only_below_proven_stages() -> None:
    plan = plan_of([(0, 9)], [], [1], [-1])
    base = without_point(plan, Termination.TIME_LIMIT, "")

    def standing(*stages: tuple[int, int | None, bool]) -> tuple[StageOutcome, ...]:
        return tuple(
            StageOutcome(s.name, *each, proof=Proof.EXACT) for s, each in zip(plan.stages, stages, strict=True)
        )

    from dataclasses import replace

    low = replace(base, status=SolutionStatus.FEASIBLE, values=[6], stages=standing((6, 7, False), (-6, 0, False)))
    high = replace(base, status=SolutionStatus.FEASIBLE, values=[7], stages=standing((7, 9, False), (-7, 5, False)))
    worker, best = merged(plan, [(Worker(CpSat), low), (Worker(Highs), high)])
    assert worker.name == "highs"
    assert best.status is SolutionStatus.OPTIMAL
    assert (best.stages[0].value, best.stages[0].bound, best.stages[0].proven) == (7, 7, True)
    assert best.stages[1].bound is not None
    assert not best.stages[1].proven
