"""``optengine worker``: what it logs can be searched by the id of a run."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import ROOT

PROGRAM = [sys.executable, "-m", "cli.main"]


@pytest.mark.solver
def test_every_line_of_the_log_is_json_and_names_its_run(tmp_path: Path) -> None:
    settings = {"OPTENGINE_DATABASE_URL": f"sqlite:///{tmp_path / 'plan.db'}", "OPTENGINE_LOG_FORMAT": "json"}
    environment = {**os.environ, **settings}

    def optengine(*argv: str) -> str:
        done = subprocess.run([*PROGRAM, *argv], cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120)
        return done.stdout

    optengine("db", "upgrade")
    optengine("db", "seed")
    with (tmp_path / "log").open("w") as log:
        worker = subprocess.Popen(
            [*PROGRAM, "worker"], cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=log
        )
        try:
            started = optengine(
                "run", "start", "First half of 2026", "--solver", "highs", "--time-limit", "1", "--wait"
            )
        finally:
            worker.terminate()
            worker.wait(20)
    lines = [json.loads(line) for line in (tmp_path / "log").read_text("utf-8").splitlines()]
    run_id = started.split()[0]
    told = [line["message"] for line in lines if line.get("run_id") == run_id]
    assert told[0] == f"run {run_id} begins with highs"
    assert told[-1].startswith(f"run {run_id} ends: ")


def test_a_bad_setting_is_named_before_anything_starts(tmp_path: Path) -> None:
    settings = {"OPTENGINE_DATABASE_URL": f"sqlite:///{tmp_path / 'plan.db'}", "OPTENGINE_LOG_FORMAT": "xml"}
    done = subprocess.run(
        [*PROGRAM, "worker"], cwd=ROOT, env={**os.environ, **settings}, capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 2
    assert "log_format" in done.stderr.lower()
