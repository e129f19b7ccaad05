"""``optengine db``: set up, bring forward and back, and fill a database."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from cli.wiring.databases import VARIABLE
from persistence.database import connection
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
