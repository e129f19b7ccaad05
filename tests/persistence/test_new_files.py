"""The files of SQLite: seen by nobody else, and under the name that was given."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import text

from domain.errors import ParameterError
from persistence.database.connection import open_database
from persistence.run_queue.client import prepare_queue


def modes(folder: Path) -> set[int]:
    return {path.stat().st_mode & 0o777 for path in folder.iterdir()}


def test_new_database_files_are_for_their_owner_alone(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'plan.db'}"
    engine = open_database(url)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE t (x)"))
        assert len(list(tmp_path.iterdir())) == 3
        assert modes(tmp_path) == {0o600}
    engine.dispose()
    prepare_queue(url)
    assert (tmp_path / "plan.queue.db").exists()
    assert modes(tmp_path) == {0o600}


def test_a_database_that_is_there_keeps_its_permissions(tmp_path: Path) -> None:
    path = tmp_path / "plan.db"
    path.touch(0o640)
    path.chmod(0o640)
    engine = open_database(f"sqlite:///{path}")
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE t (x)"))
    engine.dispose()
    assert path.stat().st_mode & 0o777 == 0o640


def test_a_database_in_memory_makes_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for url in ("sqlite://", "sqlite:///:memory:", "sqlite:///file::memory:?cache=shared&uri=true"):
        engine = open_database(url)
        with engine.connect() as connection:
            connection.execute(text("SELECT 1"))
        engine.dispose()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("url", ["sqlite:///q?x.db", "sqlite:///q?x=1", "sqlite:///a?b?c.db"])
def test_a_file_name_with_a_question_mark_is_refused_and_no_other_file_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, url: str
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ParameterError, match=r"\?"):
        open_database(url).connect()
    assert list(tmp_path.iterdir()) == []


def test_the_options_of_an_address_pass(tmp_path: Path) -> None:
    open_database(f"sqlite:///{tmp_path / 'plan.db'}?timeout=5").dispose()
