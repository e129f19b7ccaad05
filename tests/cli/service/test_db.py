"""``optengine db``: set up, bring forward and back, and fill a database."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from cli.wiring.databases import VARIABLE
from persistence.database import connection
from persistence.run_queue.client import DbosRunQueue
from tests.cli.conftest import Optengine


@pytest.fixture(autouse=True)
def _own_database(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)


def test_from_nothing_to_the_sample_and_back(optengine: Optengine, tmp_path: Path) -> None:
    assert optengine("db", "current").out.startswith("empty; the newest revision is ")
    assert "was empty, is now" in optengine("db", "upgrade").out
    assert "the database is at" in optengine("db", "upgrade").out
    seeded = optengine("db", "seed")
    assert (seeded.code, seeded.err) == (0, "")
    assert "71 initiatives added" in seeded.out
    assert "scenario added: First half of 2026, targets first" in seeded.out
    assert optengine("db", "seed").out == "0 initiatives added\n"
    assert "(newest)" in optengine("db", "current").out
    assert "is now 0002" in optengine("db", "downgrade", "0002").out
    assert "is now empty" in optengine("db", "downgrade", "base").out
    assert (tmp_path / "optengine.db").exists()


def test_the_database_is_chosen(optengine: Optengine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, "sqlite:///from_environment.db")
    assert optengine("db", "upgrade", "0001").code == 0
    assert optengine("db", "upgrade", "--database", "sqlite:///from_option.db").code == 0
    assert {file.name for file in tmp_path.glob("*.db")} == {"from_environment.db", "from_option.db"}


def test_what_cannot_be_done_is_said(optengine: Optengine) -> None:
    unseeded = optengine("db", "seed")
    assert (unseeded.code, "run `optengine db upgrade`" in unseeded.err) == (2, True)
    unknown = optengine("db", "upgrade", "9999")
    assert (unknown.code, "no such revision" in unknown.err) == (2, True)
    foreign = optengine("db", "current", "--database", "mysql://host/name")
    assert (foreign.code, "use sqlite or postgresql" in foreign.err) == (2, True)
    assert optengine("db").code == 2


@pytest.mark.parametrize("words", [["db", "seed"], ["db", "upgrade"], ["db", "current"], ["run", "list"], ["serve"]])
def test_a_folder_that_is_not_there_is_said(optengine: Optengine, tmp_path: Path, words: list[str]) -> None:
    answer = optengine(*words, "--database", f"sqlite:///{tmp_path / 'gone' / 'plan.db'}")
    assert answer.code == 2
    assert f"there is no folder {tmp_path / 'gone'}" in answer.err


def test_a_locked_database_and_a_text_file_are_said(
    optengine: Optengine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "BUSY_TIMEOUT_MS", 50)
    assert optengine("db", "upgrade").code == 0
    other = sqlite3.connect("optengine.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    refused = optengine("db", "seed")
    other.close()
    assert refused.code == 2
    assert "optengine.db is locked by another program" in refused.err
    (tmp_path / "notes.db").write_text("no database\n" * 100)
    refused = optengine("db", "current", "--database", "sqlite:///notes.db")
    assert refused.code == 2
    assert "notes.db is a file that is no SQLite database" in refused.err
    assert "sqlalche.me" not in refused.err


def test_a_copy_is_put_back_while_a_server_has_the_database_open(optengine: Optengine, tmp_path: Path) -> None:
    assert optengine("db", "upgrade").code == 0
    assert optengine("db", "seed").code == 0
    made = optengine("db", "backup")
    copy = Path(made.out.removeprefix("copied to ").strip())
    assert (made.code, copy.stat().st_mode & 0o777) == (0, 0o600)
    run_id = _queued_run(tmp_path)
    with closing(sqlite3.connect(tmp_path / "optengine.db")) as server:
        server.execute("UPDATE optimization_scenarios SET name = 'Lost ' || id")
        server.commit()
        restored = optengine("db", "restore", str(copy))
        assert (restored.code, restored.err) == (0, "")
        names = [name for (name,) in server.execute("SELECT name FROM optimization_scenarios ORDER BY id")]
        assert names[0] == "First half of 2026"
    kept = next(tmp_path.glob("optengine.before-restore-*.db"))
    with closing(sqlite3.connect(kept)) as before:
        assert before.execute("SELECT min(name) FROM optimization_scenarios").fetchone() == ("Lost 1",)
    assert optengine("db", "current").out.endswith("(newest)\n")
    queue = DbosRunQueue(f"sqlite:///{tmp_path / 'optengine.db'}")
    assert queue.states([run_id]) == {}
    queue.close()


def _queued_run(folder: Path) -> str:
    queue = DbosRunQueue(f"sqlite:///{folder / 'optengine.db'}")
    queue.enqueue("run-1")
    assert queue.states(["run-1"])
    queue.close()
    return "run-1"


def test_a_database_is_copied_before_every_migration_and_never_without_one(
    optengine: Optengine, tmp_path: Path
) -> None:
    def copies() -> list[str]:
        return sorted(file.name for file in tmp_path.glob("*before-migration*"))

    assert optengine("db", "upgrade").code == 0
    assert optengine("db", "upgrade").code == 0
    assert copies() == []
    assert optengine("db", "seed").code == 0
    down = optengine("db", "downgrade", "0006")
    assert "what the database held before is in optengine.before-migration-" in down.out
    assert optengine("db", "upgrade").code == 0
    assert len(copies()) == 2
    newest = next(name for name in copies() if "-0006-" not in name)
    assert optengine("db", "restore", newest).code == 0
    assert optengine("db", "seed").out == "0 initiatives added\n"
    for _ in range(4):
        optengine("db", "downgrade", "0006")
        optengine("db", "upgrade")
    assert len(copies()) == 5


def test_what_cannot_be_put_back_leaves_everything_as_it_is(
    optengine: Optengine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert optengine("db", "upgrade").code == 0
    assert optengine("db", "backup", "copy.db").code == 0
    again = optengine("db", "backup", "copy.db")
    assert (again.code, "exists already" in again.err) == (2, True)
    (tmp_path / "text.db").write_text("not a database at all, but long enough to be looked at " * 40)
    with closing(sqlite3.connect(tmp_path / "other.db")) as other:
        other.execute("CREATE TABLE t (a)")
    with closing(sqlite3.connect(tmp_path / "future.db")) as future:
        future.execute("CREATE TABLE alembic_version (version_num TEXT)")
        future.execute("INSERT INTO alembic_version VALUES ('9999')")
        future.commit()
    before = (tmp_path / "optengine.db").read_bytes()
    for name, words in (
        ("nothing.db", "there is no file"),
        ("text.db", "is no copy"),
        ("other.db", "is no copy"),
        ("future.db", "which a newer version has made"),
    ):
        refused = optengine("db", "restore", name)
        assert (refused.code, words in refused.err) == (2, True), refused.err
    queue = DbosRunQueue(f"sqlite:///{tmp_path / 'optengine.db'}")
    queue.workers()
    queue.close()
    monkeypatch.setattr(DbosRunQueue, "is_worked_on", lambda self: True)
    busy = optengine("db", "restore", "copy.db")
    assert (busy.code, "a worker is running" in busy.err) == (2, True)
    assert (tmp_path / "optengine.db").read_bytes() == before
    postgresql = optengine("db", "backup", "--database", "postgresql://nobody@localhost/nothing")
    assert (postgresql.code, "pg_dump" in postgresql.err) == (2, True)
