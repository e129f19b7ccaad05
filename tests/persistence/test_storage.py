import sqlite3
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from threading import Barrier

import pytest
from sqlalchemy import Engine, event, insert, select, text
from sqlalchemy.exc import IntegrityError, StatementError

from domain.errors import ConflictingStateError, DatabaseError, NotFoundError, ParameterError
from persistence import tables
from persistence.database.column_types import numeric_value
from persistence.database.connection import _write_ahead, for_writing, open_database
from persistence.runs.log import storable
from persistence.unit_of_work import SqlStorage, open_storage
from tests.persistence.records import LATER, NOW, add_constraint_set, add_run, add_scenario, initiative_record


def test_nothing_is_stored_when_the_block_raises(storage: SqlStorage) -> None:
    with pytest.raises(NotFoundError), storage.writing() as uow:
        uow.scenarios.delete(add_scenario(uow).id + 1)
    with storage.reading() as uow:
        assert uow.scenarios.all() == []


def test_names_are_taken_once(storage: SqlStorage) -> None:
    with storage.writing() as uow:
        add_constraint_set(uow)
    with pytest.raises(ConflictingStateError, match="already with the same name"), storage.writing() as uow:
        add_constraint_set(uow)


def test_what_is_in_use_stays(storage: SqlStorage) -> None:
    with storage.writing() as uow:
        run = add_run(uow)
    with pytest.raises(ConflictingStateError, match="in use"), storage.writing() as uow:
        uow.scenarios.delete(run.scenario_id)


def test_what_does_not_exist_is_said(storage: SqlStorage) -> None:
    with storage.reading() as uow:
        with pytest.raises(NotFoundError, match="scenario 9"):
            uow.scenarios.get(9)
        with pytest.raises(NotFoundError, match="run x"):
            uow.runs.get("x")
        with pytest.raises(NotFoundError, match="initiative I-1"):
            uow.initiatives.get("I-1")
        with pytest.raises(NotFoundError, match="portfolio 9"):
            uow.portfolios.get(9)
        assert uow.scenarios.by_name("x") is None


def test_the_database_holds_to_closed_sets(storage: SqlStorage) -> None:
    with storage.writing() as uow:
        add_run(uow)
    for change in ("status = 'done'", "solution_status = 'great'", "status = 'success'", "status = 'running'"):
        with pytest.raises(IntegrityError), for_writing(storage.engine).begin() as connection:
            connection.execute(text(f"UPDATE optimization_runs SET {change}"))


def test_a_scenario_is_updated(storage: SqlStorage) -> None:
    with storage.writing() as uow:
        record = add_scenario(uow)
        changed = replace(record, scenario=replace(record.scenario, name="Other"), updated_at=LATER)
        uow.scenarios.update(replace(changed, created_at=LATER))
        assert uow.scenarios.get(record.id) == replace(changed, version=2)


def test_saving_initiatives_takes_few_statements(storage: SqlStorage) -> None:
    statements: list[str] = []

    def note(*args: object) -> None:
        statements.append(str(args[2]))

    records = [initiative_record(f"I-{n:03}") for n in range(300)]
    event.listen(storage.engine, "before_cursor_execute", note)
    try:
        with storage.writing() as uow:
            first = uow.initiatives.save(records)
        with storage.writing() as uow:
            changed = [replace(record, notes="new", created_at=LATER, updated_at=LATER) for record in records]
            assert uow.initiatives.save([*changed, initiative_record("I-new")]) | first == {
                **first,
                "I-new": max(first.values()) + 1,
            }
        with storage.reading() as uow:
            stored = uow.initiatives.all()
    finally:
        event.remove(storage.engine, "before_cursor_execute", note)
    assert len([s for s in statements if not s.startswith(("BEGIN", "PRAGMA"))]) <= 12
    assert [record.key for record in stored] == [*(r.key for r in records), "I-new"]
    assert (stored[0].notes, stored[0].created_at, stored[0].updated_at) == ("new", NOW, LATER)


def test_candidates_and_delivered_are_found(storage: SqlStorage) -> None:
    pool = {"is_optimization_candidate": True}
    with storage.writing() as uow:
        uow.initiatives.save(
            [
                initiative_record("A", **pool, candidate_period_key="2026-Q1"),
                initiative_record("B", **pool, candidate_period_key="2026-Q2"),
                initiative_record("C", **pool),
                initiative_record("D", status=" Done "),
            ]
        )
    with storage.reading() as uow:
        assert [record.key for record in uow.initiatives.candidates(["2026-Q1"])] == ["A", "C"]
        assert uow.initiatives.delivered_keys() == {"D"}
        assert set(uow.initiatives.by_keys(["A", "D", "X"])) == {"A", "D"}


def test_decimals_are_ordered_as_numbers(storage: SqlStorage) -> None:
    with storage.writing() as uow:
        uow.initiatives.save([initiative_record(f"I-{n}", n) for n in (9, 10, -1, 100)])
    number = numeric_value(tables.Initiative.engineering_tokens)
    with storage.engine.connect() as connection:
        statement = select(tables.Initiative.initiative_key).where(number >= 9).order_by(number)
        found = connection.scalars(statement).all()
    assert found == ["I-9", "I-10", "I-100"]


def test_readers_and_writers_wait_for_each_other(storage: SqlStorage) -> None:
    with storage.writing() as uow:
        number = add_scenario(uow).id
    together = Barrier(8)

    def rename(n: int) -> None:
        together.wait()
        with storage.writing() as uow:
            record = uow.scenarios.get(number)
            uow.scenarios.update(replace(record, description=record.description + str(n)))

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(rename, range(8)))
    with storage.reading() as uow:
        letters = uow.scenarios.get(number).description
    assert sorted(letters) == list("01234567")


def test_sqlite_is_set_up(tmp_path: Path) -> None:
    with open_storage(f"sqlite:///{tmp_path / 'plan.db'}") as storage:
        found = {name: _pragma(storage.engine, name) for name in ("journal_mode", "foreign_keys", "busy_timeout")}
        assert found == {"journal_mode": "wal", "foreign_keys": 1, "busy_timeout": 15000}
        with pytest.raises(DatabaseError, match="optengine db upgrade"), storage.reading() as uow:
            uow.scenarios.all()


@pytest.mark.parametrize("url", ["plan.db", "mysql://x/y", "", "sqlite+nothing:///x"])
def test_a_wrong_address_is_refused(url: str) -> None:
    with pytest.raises(ParameterError):
        open_database(url)


def test_column_types_refuse_what_they_cannot_keep(storage: SqlStorage) -> None:
    good = {"initiative_key": "I", "title": "", "is_optimization_candidate": False, "is_mandatory": False}
    times = {"created_at": NOW, "updated_at": NOW}
    for bad in (
        {"engineering_tokens": 1.5},
        {"engineering_tokens": float("nan")},
        {"updated_at": NOW.replace(tzinfo=None)},
        {"metric_chain_json": float("inf")},
    ):
        with pytest.raises((StatementError, TypeError, ValueError)), storage.engine.begin() as connection:
            connection.execute(insert(tables.Initiative).values(**(good | times | bad)))


def test_text_that_cannot_be_stored_is_made_storable() -> None:
    assert storable("a\0b\ud800") == "a\ufffdb?"
    assert storable(None) is None


def _pragma(engine: Engine, name: str) -> object:
    with engine.connect() as connection:
        return connection.execute(text(f"PRAGMA {name}")).scalar()


def test_a_file_that_others_open_at_the_same_moment_is_waited_for() -> None:
    class Busy:
        tries = 0

        def execute(self, statement: str) -> None:
            self.tries += 1
            if self.tries < 3:
                raise sqlite3.OperationalError("database is locked")
            if self.tries > 3:
                raise sqlite3.OperationalError("disk I/O error")

    busy = Busy()
    _write_ahead(busy)
    assert busy.tries == 3
    with pytest.raises(sqlite3.OperationalError, match="disk"):
        _write_ahead(busy)
