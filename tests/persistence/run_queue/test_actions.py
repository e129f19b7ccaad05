import signal
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from domain.actions.requests import Actions
from domain.errors import ConflictingStateError, DatabaseError, InputError, NotFoundError
from domain.ports import WorkKind
from domain.storage.run import ActionRun, RunStatus
from persistence.unit_of_work import SystemClock
from tests.databases import POSTGRESQL, SQLITE
from tests.persistence.run_queue.action_worker import registry
from tests.persistence.run_queue.run_queues import Bench, bench, until

WORKER = "tests.persistence.run_queue.action_worker"


@pytest.fixture(params=[SQLITE, POSTGRESQL], scope="module")
def shop(request: pytest.FixtureRequest) -> Iterator[Bench]:
    """One worker with one slot, for all tests that leave it alive."""
    with bench(request.param) as made:
        made.worker("one", slots=1, module=WORKER)
        yield made


@pytest.fixture
def lonely() -> Iterator[Bench]:
    with bench(SQLITE) as made:
        yield made


def actions_of(shop: Bench) -> Actions:
    return Actions(shop.storage, shop.queue, SystemClock(), registry(), shop.runs)


def ended(shop: Bench, run_id: str, seconds: float = 60) -> ActionRun:
    actions = actions_of(shop)
    until(lambda: actions.view(run_id).run.status.is_final, seconds)
    return actions.view(run_id).run


def test_an_action_is_carried_out_with_progress_and_a_step_log(shop: Bench) -> None:
    actions = actions_of(shop)
    started = actions.start("test.count", {"to": 3}, "ada@plan.example")
    done = ended(shop, started.run_id)
    assert done.status is RunStatus.SUCCESS
    assert done.result == {"counted": 3}
    assert done.requested_by_email == "ada@plan.example"
    assert done.progress["done"] == done.progress["total"] == 3
    assert done.progress["parts"] == [{"number": 1}, {"number": 2}, {"number": 3}]
    steps = actions.steps(started.run_id)
    assert [(step.name, step.status, step.message) for step in steps] == [
        ("begin", RunStatus.SUCCESS, "attempt 1"),
        ("count", RunStatus.SUCCESS, "counted to 3"),
    ]
    assert all(step.finished_at is not None for step in steps)


def test_an_action_that_waits_for_its_run_needs_no_second_slot(shop: Bench) -> None:
    actions = actions_of(shop)
    payload = {"scenario": shop.scenario_id, "seconds": 0.3}
    started = [actions.start("test.solve", payload).run_id for _ in range(6)]
    done = [ended(shop, run_id) for run_id in started]
    assert [action.result["status"] for action in done] == ["success"] * 6
    assert len({action.result["run_id"] for action in done}) == 6
    with shop.storage.reading() as uow:
        assert {uow.runs.numbered(action.optimization_run_id or 0).run_id for action in done} == {
            action.result["run_id"] for action in done
        }


def test_analyses_take_the_places_of_runs(shop: Bench) -> None:
    actions = actions_of(shop)
    busy = shop.start(1.0)
    shop.executing(busy)
    analysis = actions.start("test.compute", {"to": 1}).run_id
    job = actions.start("test.count", {"to": 1}).run_id
    assert ended(shop, job).status is RunStatus.SUCCESS
    assert not shop.run(busy).status.is_final or actions.view(analysis).run.started_at is not None
    assert ended(shop, analysis).status is RunStatus.SUCCESS
    run, action = shop.ended(busy), actions.view(analysis).run
    assert run.finished_at is not None
    assert action.started_at is not None
    assert action.started_at >= run.finished_at


def test_what_fails_says_why_and_at_which_step(shop: Bench) -> None:
    actions = actions_of(shop)
    refused = ended(shop, actions.start("test.refuse", {}).run_id)
    assert (refused.status, refused.error_text) == (RunStatus.FAILED, "the row is bad")
    assert actions.steps(refused.run_id)[-1].status is RunStatus.FAILED
    assert actions.steps(refused.run_id)[-1].message == "the row is bad"
    stumbled = ended(shop, actions.start("test.stumble", {}).run_id)
    assert stumbled.status is RunStatus.FAILED
    assert stumbled.error_text == "an unexpected KeyError; the worker's log has it"


def test_a_cancelled_action_takes_its_run_along(shop: Bench) -> None:
    actions = actions_of(shop)
    run_id = actions.start("test.solve", {"scenario": shop.scenario_id, "seconds": 60}).run_id
    until(lambda: actions.view(run_id).run.optimization_run_id is not None)
    number = actions.view(run_id).run.optimization_run_id
    actions.cancel(run_id)
    with shop.storage.reading() as uow:
        run = uow.runs.numbered(number or 0)
    assert shop.ended(run.run_id, 10).status is RunStatus.CANCELLED
    assert ended(shop, run_id).status is RunStatus.CANCELLED
    until(lambda: actions.steps(run_id)[-1].status is not RunStatus.RUNNING, 10)
    actions.cancel(run_id)
    done = actions.start("test.count", {"to": 1}).run_id
    ended(shop, done)
    with pytest.raises(ConflictingStateError, match="has ended already: success"):
        actions.cancel(done)


def test_a_counting_action_is_cancelled_between_two_parts(shop: Bench) -> None:
    actions = actions_of(shop)
    run_id = actions.start("test.count", {"to": 1000, "pause": 0.05}).run_id
    until(lambda: actions.view(run_id).run.progress is not None)
    actions.cancel(run_id)
    until(lambda: actions.steps(run_id)[-1].status is RunStatus.CANCELLED, 10)
    assert actions.view(run_id).run.error_text == "cancelled on request"


def test_the_same_key_at_once_starts_one_action(shop: Bench) -> None:
    found: list[str] = []
    payload = {"scenario": shop.scenario_id, "seconds": 0}

    def start() -> None:
        found.append(actions_of(shop).start("test.solve", payload, "ada@plan.example", "tuesday").run_id)

    threads = [threading.Thread(target=start) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 20
    assert len(set(found)) == 1
    with pytest.raises(ConflictingStateError, match="another input"):
        actions_of(shop).start("test.solve", {**payload, "seconds": 1}, "ada@plan.example", "tuesday")
    assert ended(shop, found[0]).status is RunStatus.SUCCESS


def test_what_is_not_known_is_refused(shop: Bench) -> None:
    with pytest.raises(InputError, match=r"there is no job 'test\.dance'; there are test\.compute, "):
        actions_of(shop).start("test.dance", {})
    with pytest.raises(NotFoundError):
        actions_of(shop).view("none")


def test_an_action_that_missed_the_queue_is_found_in_the_database(shop: Bench) -> None:
    class OutOfReach:
        def enqueue(self, run_id: str, kind: WorkKind = WorkKind.RUN) -> None:
            raise DatabaseError("the queue is out of reach")

    unlucky = Actions(shop.storage, OutOfReach(), SystemClock(), registry(), shop.runs)  # type: ignore[arg-type]
    run_id = unlucky.start("test.count", {"to": 2}).run_id
    assert ended(shop, run_id).status is RunStatus.SUCCESS


def test_a_killed_worker_begins_again_where_doing_it_twice_is_the_same(lonely: Bench, tmp_path: Path) -> None:
    lonely.worker("one", slots=1, module=WORKER)
    payload = {"marks": str(tmp_path), "writes": 3, "die_after": [0, 1]}
    run_id = actions_of(lonely).start("test.die", payload).run_id
    for _ in range(2):
        assert lonely.workers["one"].wait(60) == -signal.SIGKILL
        lonely.worker("one", slots=1, module=WORKER)
    assert ended(lonely, run_id).result == {"written": 3}
    messages = [step.message for step in actions_of(lonely).steps(run_id) if step.name == "begin"]
    assert messages == ["attempt 1", "attempt 2", "attempt 3"]
    assert not [step for step in actions_of(lonely).steps(run_id) if step.status is RunStatus.RUNNING]


def test_an_action_that_always_kills_its_worker_is_given_up(lonely: Bench, tmp_path: Path) -> None:
    actions = actions_of(lonely)
    run_id = actions.start("test.die", {"marks": str(tmp_path), "writes": 9, "die_after": list(range(9))}).run_id
    while not actions.view(run_id).run.status.is_final:
        worker = lonely.worker("one", attempts=2, slots=1, module=WORKER)
        until(lambda worker=worker: worker.poll() is not None or actions.view(run_id).run.status.is_final)  # type: ignore[misc]
    given_up = actions.view(run_id).run
    assert given_up.status is RunStatus.FAILED
    assert given_up.error_text == "given up after 2 attempts: each time the worker ended before the run did"


def test_a_run_awaited_when_its_worker_is_killed_is_not_started_twice(lonely: Bench) -> None:
    actions = actions_of(lonely)
    worker = lonely.worker("one", slots=1, module=WORKER)
    run_id = actions.start("test.solve", {"scenario": lonely.scenario_id, "seconds": 2}).run_id
    until(lambda: actions.view(run_id).run.optimization_run_id is not None)
    worker.kill()
    worker.wait()
    lonely.worker("one", slots=1, module=WORKER)
    assert ended(lonely, run_id).result["status"] == "success"
    with lonely.storage.reading() as uow:
        assert len(uow.runs.newest()) == 1
