"""A plan that starts from a point never ends with less, whenever it is cut short."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import replace

import pytest

from domain.integer_model.model import LinearForm, Plan, Sense, SolveParameters, Stage, StageRole
from domain.integer_model.result import PlanResult, Progress, SolutionStatus, Termination
from domain.integer_model.solver import SolveControl
from solvers.backend import Backend
from solvers.conformance.models import plan_of
from solvers.processes.exchange import Graces
from solvers.processes.starts import Foreknown, Patience, known_at_start
from solvers.processes.worker import Worker
from tests.solvers import faulty

EITHER = plan_of([(0, 1)] * 2, [([1, 1], None, 1)], [-1, -1])


def started(plan: Plan, hint: Sequence[int]) -> Plan:
    return replace(plan, model=replace(plan.model, hint=hint))


def solved(backend: type[Backend], plan: Plan, limit: float | None, control: SolveControl | None = None) -> PlanResult:
    worker = Worker(backend, Graces(overrun=0.3, stop=0.5))
    try:
        return worker.solve(plan, SolveParameters(time_limit=limit), control)
    finally:
        worker.close()


def assert_start(result: PlanResult, termination: Termination) -> None:
    assert (result.status, result.termination) == (SolutionStatus.FEASIBLE, termination)
    assert list(result.values or ()) == [1, 0]
    assert result.stages[0].value == -1
    assert not result.stages[0].proven
    assert not result.reproducible


@pytest.mark.solver
def test_a_process_that_is_not_ready_within_the_limit_leaves_the_start() -> None:
    result = solved(faulty.Late, started(EITHER, [1, 0]), 0.2)
    assert_start(result, Termination.TIME_LIMIT)
    assert "late was not ready within the time limit" in result.notes[0]


@pytest.mark.solver
def test_without_a_start_that_holds_a_late_process_is_waited_for() -> None:
    assert solved(faulty.Late, EITHER, 0.5).status is SolutionStatus.OPTIMAL
    assert solved(faulty.Late, started(EITHER, [1, 1]), 0.5).status is SolutionStatus.OPTIMAL


@pytest.mark.solver
def test_a_process_that_overruns_before_it_reports_anything_leaves_the_start() -> None:
    result = solved(faulty.Hanging, started(EITHER, [1, 0]), 2)
    assert_start(result, Termination.TIME_LIMIT)
    assert "was ended by force" in result.detail


@pytest.mark.solver
@pytest.mark.parametrize("backend", [faulty.Late, faulty.Hanging])
def test_what_is_stopped_at_once_leaves_the_start(backend: type[Backend]) -> None:
    control = SolveControl()
    control.stop()
    assert_start(solved(backend, started(EITHER, [1, 0]), None, control), Termination.STOPPED)


@pytest.mark.solver
def test_what_is_cancelled_leaves_nothing() -> None:
    control = SolveControl()
    threading.Timer(0.3, control.cancel).start()
    result = solved(faulty.Late, started(EITHER, [1, 0]), None, control)
    assert (result.status, result.values, result.termination) == (SolutionStatus.UNKNOWN, None, Termination.CANCELLED)


def test_a_hint_that_does_not_hold_is_not_known() -> None:
    assert known_at_start(EITHER).values is None
    assert known_at_start(started(EITHER, [1, 1])).values is None
    assert known_at_start(started(EITHER, [1])).values is None
    assert list(known_at_start(started(EITHER, [0, 1])).values or ()) == [0, 1]


def test_waiting_is_taken_off_the_limit_only_where_a_point_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    moments = iter([100.0, 101.5, 100.0, 101.5, 100.0, 109.0])
    monkeypatch.setattr("solvers.processes.starts.time.monotonic", lambda: next(moments))
    limited = SolveParameters(time_limit=2.0)
    assert Patience(started(EITHER, [1, 0]), limited).left().time_limit == 0.5
    assert Patience(EITHER, limited).left() == limited
    assert Patience(started(EITHER, [1, 0]), SolveParameters()).left() == SolveParameters()


@pytest.mark.parametrize(
    ("sense", "sign", "told", "shown"),
    [
        (Sense.MAXIMIZE, 1, None, 4),
        (Sense.MAXIMIZE, 1, 3, 4),
        (Sense.MAXIMIZE, 1, 5, 5),
        (Sense.MINIMIZE, -1, None, 4),
        (Sense.MINIMIZE, -1, 3, 3),
        (Sense.MINIMIZE, -1, 5, 4),
    ],
)
def test_progress_never_shows_less_than_the_start(sense: Sense, sign: int, told: float | None, shown: float) -> None:
    stage = Stage("first", sense, StageRole.OBJECTIVE, LinearForm((0, 1), (4 * sign, 7 * sign)))
    foreknown = Foreknown(replace(started(EITHER, [1, 0]), stages=(stage, replace(stage, name="second"))))
    assert foreknown.completed(Progress("first", 0.5, told)).incumbent == shown
    assert foreknown.completed(Progress("second", 0.5, told)).incumbent == told
