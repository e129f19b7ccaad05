"""One worker on a queue in an SQLite file: what it does with runs, and with those that misbehave."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from domain.errors import ConflictingStateError, DatabaseError
from domain.integer_model.result import SolutionStatus, Termination
from domain.ports import QueuePhase, WorkKind
from domain.storage.run import RunStatus
from persistence.report_json import loads
from tests.databases import SQLITE
from tests.persistence.run_queue.run_queues import Bench, bench, gone, solvers_of, until

pytestmark = pytest.mark.solver


@pytest.fixture(scope="module")
def shop() -> Iterator[Bench]:
    with bench(SQLITE) as made:
        made.worker("one")
        yield made


def test_a_run_is_executed_once_and_kept_with_its_portfolio(shop: Bench) -> None:
    run_id = shop.start(0.1)
    run = shop.ended(run_id)
    assert (run.status, run.solution_status, run.solver_name) == (RunStatus.SUCCESS, SolutionStatus.OPTIMAL, "busy")
    assert run.gaps == {"bound": 0, "optimality": 0, "targets": []}
    assert run.timings["solve"] > 0
    with shop.storage.reading() as uow:
        assert uow.runs.result_text(run_id)
        assert [step.name for step in uow.runs.steps(run_id)] == ["begin", "formulate", "solve", "verify", "explain"]
        kept = uow.portfolios.by_run(run.id)
    assert kept is not None
    assert [item.initiative_key for item in kept.items] == ["I-1", "I-2"]
    until(lambda: shop.queue.states([run_id])[run_id].phase is QueuePhase.DONE)
    assert shop.runs.view(run_id).attempt == 1


def test_a_stopped_run_keeps_its_best(shop: Bench) -> None:
    run_id = shop.start(60)
    shop.executing(run_id)
    assert shop.run(run_id).status is RunStatus.RUNNING
    shop.runs.stop(run_id)
    run = shop.ended(run_id, 5)
    assert (run.status, run.termination_reason) == (RunStatus.SUCCESS, Termination.STOPPED)


def test_a_cancelled_run_frees_its_processor(shop: Bench) -> None:
    run_id = shop.start(60)
    shop.executing(run_id)
    solving = [process for process in solvers_of(shop.workers["one"]) if process.cpu_percent(0.2) > 20]
    assert solving
    assert shop.runs.cancel(run_id).status is RunStatus.CANCELLED
    assert until(lambda: gone(solving), 5) < 2.0
    assert shop.run(run_id).status is RunStatus.CANCELLED
    with pytest.raises(ConflictingStateError):
        shop.runs.stop(run_id)


def test_a_waiting_run_can_be_cancelled_and_tried_again(shop: Bench) -> None:
    blocking = [shop.start(60) for _ in range(2)]
    for run_id in blocking:
        shop.executing(run_id)
    waiting = shop.start(0)
    assert shop.run(waiting).status is RunStatus.QUEUED
    shop.runs.cancel(waiting)
    for run_id in blocking:
        shop.runs.cancel(run_id)
    again = shop.runs.retry(waiting)
    assert shop.ended(again.run_id).status is RunStatus.SUCCESS
    assert again.inputs_hash == shop.run(waiting).inputs_hash
    assert shop.run(waiting).status is RunStatus.CANCELLED


def test_a_backend_that_crashes_is_stood_in_for_and_harms_no_other_run(shop: Bench) -> None:
    other = shop.start(1.5)
    crashed = shop.ended(shop.start(0, "crashing"))
    assert crashed.status is RunStatus.SUCCESS
    with shop.storage.reading() as uow:
        answer = loads(uow.runs.result_text(crashed.run_id) or "")
    assert any("crashing failed" in note and "SIGSEGV" in note for note in answer.solver.notes), answer.solver.notes
    assert shop.ended(other).status is RunStatus.SUCCESS
    assert shop.workers["one"].poll() is None


def test_options_that_the_backend_refuses_fail_the_run_with_the_reason(shop: Bench) -> None:
    run = shop.ended(shop.start(0, "no-such-solver"))
    assert run.status is RunStatus.FAILED
    assert "no solver named 'no-such-solver'" in (run.error_text or "")


def test_a_run_that_missed_the_queue_is_found_in_the_database(shop: Bench) -> None:
    class OutOfReach:
        def enqueue(self, run_id: str, kind: WorkKind = WorkKind.RUN) -> None:
            raise DatabaseError("the queue is out of reach")

    run_id = shop.start(0, queue=OutOfReach())  # type: ignore[arg-type]
    assert shop.ended(run_id).status is RunStatus.SUCCESS


def test_each_worker_has_a_limit_of_its_own(shop: Bench) -> None:
    shop.worker("narrow", slots=1)
    runs = [shop.start(60) for _ in range(5)]
    until(lambda: sum(shop.run(run_id).progress is not None for run_id in runs) == 3)
    shop.worker("late", slots=1)
    until(lambda: sum(shop.run(run_id).progress is not None for run_id in runs) == 4)
    waiting = [run_id for run_id in runs if shop.run(run_id).status is RunStatus.QUEUED]
    assert len(waiting) == 1
    for run_id in [*waiting, *runs]:
        shop.runs.cancel(run_id)
