"""The log of changes: complete, in the order of commits, and forgotten from its beginning."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from random import Random
from threading import Event

from sqlalchemy import update

from domain.backlog.snapshots import snapshot
from domain.errors import NotFoundError
from domain.problem.variants import Axes
from domain.runs.upkeep import KEPT, Forgetting
from domain.storage.changes import LogBounds
from domain.storage.roadmap_batch import BatchItem, BatchPart, BatchPlan, RoadmapBatch
from domain.storage.run import ActionRun, RunOutcome, RunStatus
from domain.storage.tokens_and_roles import IdempotencyKey
from persistence.purging import purge_runs
from persistence.tables import Change
from persistence.unit_of_work import SqlStorage
from tests.persistence.records import NOW, add_constraint_set, add_scenario, initiative_record
from tests.persistence.test_purging import _run


def _told(storage: SqlStorage, position: int = 0) -> list[tuple[str, str, str]]:
    with storage.reading() as uow:
        return [(each.kind.value, each.key, each.action.value) for each in uow.changes.after(position, 1_000)]


def _newest(storage: SqlStorage) -> int:
    with storage.reading() as uow:
        return uow.changes.bounds().newest


def _initiatives(storage: SqlStorage, *keys: str) -> list[str]:
    """The numbers of initiatives, as changes name them."""
    with storage.reading() as uow:
        numbers = {record.initiative.initiative_key: str(record.id) for record in uow.initiatives.all()}
    return [numbers[key] for key in keys]


def test_everything_that_is_stored_is_told_once_for_each_transaction(storage: SqlStorage) -> None:
    with storage.writing() as uow:
        scenario = add_scenario(uow)
        uow.scenarios.update(scenario)
        rules = add_constraint_set(uow).id
        uow.initiatives.save([initiative_record("A"), initiative_record("B")])
        uow.runs.add(_run("r", scenario.id, NOW), snapshot(uow, scenario.id))
    a, b = _initiatives(storage, "A", "B")
    first = [
        ("scenario", str(scenario.id), "created"), ("constraint_set", str(rules), "created"),
        ("initiative", a, "created"), ("initiative", b, "created"), ("run", "r", "created"),
    ]  # fmt: skip
    assert _told(storage) == first
    at = _newest(storage)
    with storage.writing() as uow:
        uow.initiatives.save([initiative_record("B"), initiative_record("C")])
        uow.archives["ConstraintSet"].archive(rules, NOW)
        uow.runs.mark_running("r", NOW)
        uow.runs.set_progress("r", {"x": 1})
    (c,) = _initiatives(storage, "C")
    assert _told(storage, at) == [
        ("initiative", b, "updated"), ("initiative", c, "created"), ("constraint_set", str(rules), "archived"),
        ("run", "r", "updated"),
    ]  # fmt: skip
    at = _newest(storage)
    with storage.writing() as uow:
        assert uow.runs.finish("r", RunOutcome(RunStatus.FAILED, NOW, error_text="x"))
        assert not uow.runs.finish("r", RunOutcome(RunStatus.FAILED, NOW, error_text="y"))
        uow.archives["ConstraintSet"].archive(rules, NOW)
        assert uow.archives["ConstraintSet"].purge(rules) == "Rules"
    with storage.writing() as uow:
        purge_runs(uow, NOW + timedelta(days=1))
    assert _told(storage, at) == [
        ("run", "r", "updated"), ("constraint_set", str(rules), "removed"), ("run", "r", "removed"),
    ]  # fmt: skip


def test_work_is_told_when_it_is_asked_for_begun_and_ended(storage: SqlStorage) -> None:
    batch = RoadmapBatch("b", "Roadmaps", NOW)
    actions = [
        ActionRun("j", "pm.save_selected", NOW),
        ActionRun("a", "plan.trade", NOW),
        ActionRun("p", "batch.part", NOW, payload={"batch": "b"}),
        ActionRun("other", "x.y", NOW),
    ]
    with storage.writing() as uow:
        item = BatchItem(0, "one", "S", "auto", "r", None)
        uow.batches.add(batch, BatchPlan((), Axes()), [item], [BatchPart(1, 0, 1)])
        for action in actions:
            uow.action_runs.add(action)
    told = [("batch", "b", "created"), ("job", "j", "created"), ("analysis", "a", "created")]
    assert _told(storage) == told
    for step in ("begin", "tell", "end", "end again", "cancel", "cancel again", "resume"):
        at = _newest(storage)
        with storage.writing() as uow:
            for action in actions:
                if step == "begin":
                    uow.action_runs.mark_running(action.run_id, NOW)
                elif step == "tell":
                    uow.action_runs.set_progress(action.run_id, {"done": 1})
                elif step.startswith("end"):
                    uow.action_runs.finish(action.run_id, RunStatus.FAILED, NOW, error_text="x")
            if step.startswith("cancel"):
                uow.batches.cancel("b", NOW)
            elif step == "resume":
                uow.batches.add_part("b", BatchPart(2, 0, 1))
        alone, all_of_them = [("batch", "b", "updated")], [
            ("job", "j", "updated"), ("analysis", "a", "updated"), ("batch", "b", "updated"),
        ]  # fmt: skip
        expected = {"begin": all_of_them, "end": all_of_them, "cancel": alone, "resume": alone}
        assert _told(storage, at) == expected.get(step, []), step


def test_what_is_undone_is_not_told(storage: SqlStorage) -> None:
    try:
        with storage.writing() as uow:
            add_scenario(uow)
            raise NotFoundError("x", 1)
    except NotFoundError:
        pass
    assert _told(storage) == []


def test_a_reader_who_goes_on_from_its_last_position_misses_nothing_however_writers_overtake(
    storage: SqlStorage,
) -> None:
    """Transactions take a while between their first statement and their end, so they commit in another order."""
    done = Event()

    def write(worker: int) -> None:
        random = Random(worker)
        for number in range(12):
            with storage.writing() as uow:
                names = [f"I-{worker}-{number}-{n}" for n in range(random.randint(1, 3))]
                uow.initiatives.save([initiative_record(name) for name in names])
                time.sleep(random.random() / 100)

    def follow() -> list[int]:
        seen: list[int] = []
        while True:
            last = done.is_set()
            with storage.reading() as uow:
                found = uow.changes.after(seen[-1] if seen else 0, 7)
            seen += [each.id for each in found]
            if last and not found:
                return seen

    with ThreadPoolExecutor(9) as threads:
        readers = [threads.submit(follow) for _ in range(3)]
        list(threads.map(write, range(6)))
        done.set()
        with storage.reading() as uow:
            everything = [each.id for each in uow.changes.after(0, 10_000)]
        assert all(reader.result() == everything for reader in readers)
    with storage.reading() as uow:
        assert {each.key for each in uow.changes.after(0, 10_000)} == {
            str(record.id) for record in uow.initiatives.all()
        }


def test_old_changes_and_keys_are_forgotten_and_the_log_says_how_far_it_reaches(storage: SqlStorage) -> None:
    for name in ("A", "B", "C", "D"):
        with storage.writing() as uow:
            uow.initiatives.save([initiative_record(name)])
            old = IdempotencyKey("x", "", name, "0", NOW - KEPT * (2 if name < "C" else 0))
            uow.access.remember(old)
    with storage.writing() as uow:
        first, second, third, last = (each.id for each in uow.changes.after(0, 9))
        table = Change.__table__
        uow.connection.execute(update(table).where(table.c.id <= third).values(occurred_at=NOW - KEPT * 2))
        uow.connection.execute(update(table).where(table.c.id > third).values(occurred_at=NOW))

    class Clock:
        at = NOW

        def now(self) -> object:
            return self.at

    clock = Clock()
    forget = Forgetting(storage, clock)  # type: ignore[arg-type]
    forget()
    with storage.writing() as uow:
        bounds = uow.changes.bounds()
        assert bounds == LogBounds(third, last)
        reached = [bounds.reaches(each) for each in (first - 1, first, second, third, last, last + 1)]
        assert reached == [False, False, True, True, True, False]
        assert uow.access.forget_requests(NOW + KEPT) == 2
        uow.access.remember(IdempotencyKey("x", "", "E", "0", NOW - KEPT * 2))
    forget()
    with storage.writing() as uow:
        assert uow.access.forget_requests(NOW) == 1
        uow.access.remember(IdempotencyKey("x", "", "E", "0", NOW - KEPT * 2))
    clock.at = NOW + timedelta(hours=1)
    forget()
    with storage.writing() as uow:
        assert uow.access.forget_requests(NOW) == 0
    assert LogBounds().reaches(0) and not LogBounds().reaches(1)


def test_a_key_goes_with_the_runs_that_it_was_answered_with(storage: SqlStorage) -> None:
    with storage.writing() as uow:
        scenario = add_scenario(uow).id
        for run_id in ("a", "b", "c"):
            uow.runs.add(_run(run_id, scenario, NOW), snapshot(uow, scenario))
        for run_id in ("a", "b"):
            uow.runs.finish(run_id, RunOutcome(RunStatus.FAILED, NOW, error_text="x"))
        for key, answer in (("one", "a"), ("several", ["b", "c"]), ("open", ["c"]), ("number", 7), ("none", None)):
            claim = uow.access.remember(IdempotencyKey("runStart", "", key, "0", NOW))
            if answer is not None:
                uow.access.answer(claim.id, answer)
        purge_runs(uow, NOW + timedelta(days=1))
        left = [
            key
            for key in ("one", "several", "open", "number", "none")
            if uow.access.remember(replace(claim, key=key, input_hash="1", id=0)).input_hash == "0"
        ]
    assert left == ["open", "number", "none"]
