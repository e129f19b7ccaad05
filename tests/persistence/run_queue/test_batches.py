"""Batches of roadmaps over real databases: what is stored, made, given up, resumed and compared."""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

import pytest

from cli.wiring.runs import known_actions
from domain.actions.execution import ActionExecution
from domain.actions.requests import Actions
from domain.backlog.constraint_sets import create_constraint_set
from domain.batches.compared import BatchComparison
from domain.batches.requests import Batches, BatchRequest
from domain.errors import ConflictingStateError, DatabaseError, InputError, NotFoundError
from domain.integer_model.model import SolveParameters
from domain.integer_model.solver import SolveControl
from domain.problem.constraints import ConstraintSet
from domain.problem.scenario import ObjectiveMode
from domain.problem.variants import Axes, CapacityChange, WeightSet
from domain.storage.run import RunStatus
from persistence.report_json import loads
from persistence.unit_of_work import SqlStorage, SystemClock
from tests.databases import POSTGRESQL, SQLITE
from tests.persistence.run_queue.run_queues import Bench, add_backlog, bench, kill, runs_over, solvers_of, until
from tests.persistence.run_queue.test_run_service import FakeQueue, Solvers

CAPACITIES = tuple(CapacityChange(tokens=Decimal(tokens)) for tokens in (3, 4, 7, 11, 12, 13, 20))


@dataclass
class Shop:
    """Batches over a database whose queue only remembers; ``work`` carries out what waits there."""

    storage: SqlStorage
    scenario_id: int
    queue: FakeQueue = field(default_factory=FakeQueue)

    def __post_init__(self) -> None:
        self.registry = known_actions()
        self.runs = runs_over(self.storage, self.queue)
        self.actions = Actions(self.storage, self.queue, SystemClock(), self.registry, self.runs)
        self.batches = Batches(self.storage, SystemClock(), self.runs, self.actions)

    def request(self, **changes: Any) -> BatchRequest:
        axes = Axes(capacities=CAPACITIES, solvers=("tiny",))
        return replace(BatchRequest((self.scenario_id,), axes, requested_by_email="ada@plan.example"), **changes)

    def work(self, most: int = 100, solvers: Solvers | None = None) -> None:
        execute = ActionExecution(
            self.storage, SystemClock(), self.registry, self.runs, lambda: nullcontext(solvers or Solvers())
        )
        for run_id in list(self.queue.known)[:most]:
            execute(run_id, SolveControl())


@pytest.fixture
def shop(storage: SqlStorage) -> Shop:
    return Shop(storage, add_backlog(storage))


def test_every_roadmap_becomes_a_run_of_its_own(shop: Shop) -> None:
    batch = shop.batches.start(shop.request(name="Capacities", parameters=SolveParameters(seed=3)))
    assert shop.batches.view(batch.batch_id).status is RunStatus.QUEUED
    shop.work()
    view = shop.batches.view(batch.batch_id)
    assert (view.status, view.count.total, view.count.ended, view.count.failed) == (RunStatus.SUCCESS, 7, 7, 0)
    items = shop.batches.items(batch.batch_id)
    assert [item.name for item in items] == [f"capacity {change.tokens}" for change in CAPACITIES]
    assert [item.run.objective for item in items if item.run] == [0, 4, 7, 11, 11, 11, 11]
    with shop.storage.reading() as uow:
        for item, change in zip(items, CAPACITIES, strict=True):
            assert item.run is not None
            assert item.run.parameters["seed"] == 3
            assert item.run.requested_by_email == "ada@plan.example"
            assert uow.runs.problem(item.run_id).scenario.capacity_total_tokens == change.tokens
            assert [step.name for step in uow.runs.steps(item.run_id)][:2] == ["batch", "formulate"]
            portfolio = uow.portfolios.by_run(item.run.id)
            assert portfolio is not None
            assert portfolio.allocated_tokens == item.run.objective


def test_all_that_is_varied_is_kept_until_a_worker_takes_it(shop: Shop) -> None:
    with shop.storage.writing() as uow:
        strict = create_constraint_set(uow, ConstraintSet("strict", forced_out=("I-2",)), SystemClock())
        loose = create_constraint_set(uow, ConstraintSet("loose"), SystemClock())
    axes = Axes(
        modes=(ObjectiveMode.NORTH_STAR, ObjectiveMode.WEIGHTED_KPIS),
        weight_sets=(WeightSet("sales", {"north_star": Decimal("1.5")}),),
        capacities=(CapacityChange(share=Decimal("0.5")), CapacityChange(tokens=Decimal(30))),
        solvers=("tiny",),
    )
    with shop.storage.writing() as uow:
        record = uow.scenarios.get(shop.scenario_id)
        uow.scenarios.update(replace(record, scenario=replace(record.scenario, capacity_total_tokens=Decimal(9))))
    batch = shop.batches.start(shop.request(axes=axes, rule_ids=(strict.id, loose.id)))
    shop.work()
    items = shop.batches.items(batch.batch_id)
    assert [item.name for item in items[:2]] == [f"north_star · capacity 50% · {name}" for name in ("strict", "loose")]
    assert [item.run.objective for item in items[:4] if item.run] == [4, 4, 4, 11]
    assert [item.run.constraint_set_id for item in items if item.run] == [strict.id, loose.id] * 4
    with shop.storage.reading() as uow:
        assert uow.runs.problem(items[4].run_id).scenario.objective_weights == {"north_star": Decimal("1.5")}


def test_the_same_key_starts_one_batch(shop: Shop) -> None:
    first = shop.batches.start(shop.request(idempotency_key="k"))
    assert shop.batches.start(shop.request(idempotency_key="k")).batch_id == first.batch_id
    with pytest.raises(ConflictingStateError):
        shop.batches.start(shop.request(idempotency_key="k", name="another"))
    assert len(shop.batches.newest()) == 1


def test_what_makes_no_sense_is_refused_and_nothing_is_stored(shop: Shop) -> None:
    for changes in (
        {"scenario_ids": ()},
        {"axes": Axes(solvers=())},
        {"axes": Axes(frameworks=("nobody",), solvers=("tiny",))},
        {"axes": Axes(capacities=CAPACITIES * 200, solvers=tuple(f"s{n}" for n in range(200)))},
    ):
        with pytest.raises(InputError):
            shop.batches.start(shop.request(**changes))
    with pytest.raises(NotFoundError):
        shop.batches.start(shop.request(scenario_ids=(99,)))
    assert shop.batches.newest() == []
    with pytest.raises(NotFoundError):
        shop.batches.view("nobody")


def test_a_start_that_was_cut_off_is_finished_by_a_worker(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    def dead(*_: Any, **__: Any) -> None:
        raise DatabaseError("gone")

    with monkeypatch.context() as patched:
        patched.setattr(shop.actions, "start", dead)
        with pytest.raises(DatabaseError):
            shop.batches.start(shop.request(idempotency_key="k"))
    (view,) = shop.batches.newest()
    assert view.status is RunStatus.QUEUED
    shop.batches.start_parts()
    shop.batches.start_parts()
    assert len(shop.queue.known) == 2
    shop.work()
    assert shop.batches.view(view.batch.batch_id).status is RunStatus.SUCCESS


def test_a_part_that_is_begun_anew_repeats_nothing(shop: Shop) -> None:
    batch = shop.batches.start(shop.request())
    shop.work(most=1)
    before = {item.run_id: item.run for item in shop.batches.items(batch.batch_id)}
    assert sum(run is not None for run in before.values()) == 5
    action = shop.actions.start("batch.part", {"batch": batch.batch_id, "part": 9, "first": 3, "end": 7})
    ActionExecution(shop.storage, SystemClock(), shop.registry, shop.runs, lambda: nullcontext(Solvers()))(
        action.run_id, SolveControl()
    )
    assert shop.actions.view(action.run_id).run.result == {"made": 2}
    after = {item.run_id: item.run for item in shop.batches.items(batch.batch_id)}
    assert all(after[run_id] == run for run_id, run in before.items() if run is not None)


def test_a_solver_that_fails_spoils_its_own_roadmaps_only(shop: Shop) -> None:
    batch = shop.batches.start(shop.request())
    shop.work(most=1, solvers=Solvers(InputError("no licence")))
    shop.work()
    view = shop.batches.view(batch.batch_id)
    assert (view.status, view.count.ended, view.count.failed) == (RunStatus.SUCCESS, 7, 5)
    first = shop.batches.items(batch.batch_id)[0].run
    assert first is not None
    assert (first.status, first.error_text) == (RunStatus.FAILED, "no licence")


def test_given_up_it_keeps_what_is_made(shop: Shop) -> None:
    batch = shop.batches.start(shop.request())
    shop.work(most=1)
    assert shop.batches.view(batch.batch_id).status is RunStatus.RUNNING
    assert shop.batches.cancel(batch.batch_id).cancelled_at is not None
    shop.work()
    view = shop.batches.view(batch.batch_id)
    assert (view.status, view.count.ended) == (RunStatus.CANCELLED, 5)
    assert shop.batches.cancel(batch.batch_id).batch_id == batch.batch_id
    with pytest.raises(ConflictingStateError):
        shop.batches.resume(batch.batch_id)


def test_what_is_missing_can_be_resumed(shop: Shop) -> None:
    batch = shop.batches.start(shop.request())
    lost = list(shop.queue.known)[1]
    shop.actions.cancel(lost)
    shop.work()
    assert shop.batches.view(batch.batch_id).status is RunStatus.FAILED
    shop.batches.resume(batch.batch_id)
    assert shop.batches.view(batch.batch_id).status is RunStatus.RUNNING
    shop.work()
    assert shop.batches.view(batch.batch_id).status is RunStatus.SUCCESS
    with pytest.raises(ConflictingStateError):
        shop.batches.cancel(batch.batch_id)


def test_what_is_made_can_be_compared_at_any_time(shop: Shop) -> None:
    batch = shop.batches.start(shop.request())
    comparison = BatchComparison(shop.storage, loads)
    assert comparison.compare(batch.batch_id).comparison.roadmaps == ()
    shop.work()
    result = comparison.compare(batch.batch_id)
    assert [each.value for each in result.comparison.roadmaps] == [0, 4, 7, 11, 11, 11, 11]
    assert {row.initiative_key: row.count for row in result.comparison.matrix} == {"I-1": 5, "I-2": 5}
    assert result.regret.comparable
    assert len(result.regret.cells) == 49


@pytest.mark.solver
@pytest.mark.slow
@pytest.mark.parametrize("kind", [SQLITE, POSTGRESQL])
def test_a_worker_killed_in_the_middle_loses_nothing_and_repeats_only_what_was_under_way(kind: str) -> None:
    with bench(kind) as made:
        batches = batches_of(made)
        batch = batches.start(busy(made, 0.3, 16))
        worker = made.worker("one")
        until(lambda: batches.view(batch.batch_id).count.ended >= 5)
        kill(worker)
        before = {item.run_id: item.run for item in batches.items(batch.batch_id) if item.run is not None}
        assert len(before) < 16
        made.worker("one")
        until(lambda: batches.view(batch.batch_id).status.is_final, 90)
        view = batches.view(batch.batch_id)
        assert (view.status, view.count.ended, view.count.failed) == (RunStatus.SUCCESS, 16, 0)
        after = {item.run_id: item.run for item in batches.items(batch.batch_id)}
        assert all(after[run_id] == run for run_id, run in before.items())


@pytest.mark.solver
@pytest.mark.slow
def test_a_batch_that_is_given_up_frees_its_solvers() -> None:
    with bench(SQLITE) as made:
        batches = batches_of(made)
        batch = batches.start(busy(made, 60, 12))
        worker = made.worker("one")
        until(lambda: len(solvers_of(worker)) == 2)
        until(lambda: batches.view(batch.batch_id).status is RunStatus.RUNNING)
        batches.cancel(batch.batch_id)
        quick = batches.start(busy(made, 0.1, 2))
        until(lambda: batches.view(quick.batch_id).status.is_final)
        assert batches.view(quick.batch_id).status is RunStatus.SUCCESS
        assert batches.view(batch.batch_id).status is RunStatus.CANCELLED


def batches_of(made: Bench) -> Batches:
    registry = known_actions()
    actions = Actions(made.storage, made.queue, SystemClock(), registry, made.runs)
    return Batches(made.storage, SystemClock(), made.runs, actions)


def busy(made: Bench, seconds: float, count: int) -> BatchRequest:
    capacities = tuple(CapacityChange(tokens=Decimal(100 + number)) for number in range(count))
    parameters = SolveParameters(options={"seconds": seconds})
    return BatchRequest((made.scenario_id,), Axes(capacities=capacities, solvers=("busy",)), parameters=parameters)
