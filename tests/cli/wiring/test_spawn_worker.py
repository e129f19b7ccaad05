"""How workers are started: with the code of whoever starts them, and nothing secret in their arguments."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from cli.wiring.runs import spawn_worker


def test_a_folder_of_the_working_directory_is_not_run_as_code(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for package in ("cli", "persistence", "dbos"):
        (tmp_path / package).mkdir()
        (tmp_path / package / "__init__.py").write_text(f"open({str(tmp_path / 'ran')!r}, 'w')\nraise SystemExit(99)\n")
    (tmp_path / "cli" / "main.py").write_text("")
    monkeypatch.chdir(tmp_path)
    worker = spawn_worker(f"sqlite:///{tmp_path / 'new.db'}", output=subprocess.DEVNULL)
    assert worker.stdin is not None
    worker.stdin.close()
    worker.wait(60)
    assert worker.returncode != 99
    assert not (tmp_path / "ran").exists()


def test_a_worker_finds_the_code_that_is_not_installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    worker = spawn_worker("mysql://nowhere/plan", output=subprocess.PIPE)
    assert b"mysql is not supported" in worker.communicate(timeout=60)[1]


def test_the_address_of_the_database_is_in_no_argument(monkeypatch: pytest.MonkeyPatch) -> None:
    started: dict[str, Any] = {}

    def popen(command: list[str], **options: Any) -> None:
        started.update(options, command=command)

    monkeypatch.setattr(subprocess, "Popen", popen)
    spawn_worker("postgresql://plan:s3cret@db.example/plan", "--slots", "2")
    assert "s3cret" not in " ".join(started["command"])
    assert started["env"]["OPTENGINE_DATABASE_URL"] == "postgresql://plan:s3cret@db.example/plan"
    assert started["command"][0] == sys.executable
    assert started["command"][-3:] == ["--with-parent", "--slots", "2"]
