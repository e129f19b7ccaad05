"""Journeys through the explorer, in a real browser before a real server."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

WEB = Path(__file__).resolve().parents[3] / "web"
JOURNEYS = sorted(path.stem for path in (WEB / "tests" / "journeys").glob("*.mjs"))
BROWSERS = ("chromium", "chromium-browser", "google-chrome")

pytestmark = [
    pytest.mark.skipif(shutil.which("node") is None, reason="node is not installed"),
    pytest.mark.skipif(not any(map(shutil.which, BROWSERS)), reason="chromium is not installed"),
    pytest.mark.skipif(
        not (WEB / "node_modules" / "playwright-core").is_dir(), reason="playwright is not installed (npm ci in web)"
    ),
    pytest.mark.slow,
]


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address of ``optengine serve`` over a new database in a folder."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("OPTENGINE_")}
    command = [sys.executable, "-m", "cli.main", "serve", "--port", "0"]
    environment = {**kept, "PYTHONPATH": str(WEB.parent)}
    with (folder / "log").open("w") as log:
        process = subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, stderr=log, text=True, env=environment)
        try:
            assert process.stdout
            found = re.search(r"http://127\.0\.0\.1:\d+", process.stdout.readline())
            assert found, (folder / "log").read_text()
            yield found[0]
        finally:
            process.terminate()
            process.wait(30)


@pytest.mark.parametrize("journey", JOURNEYS)
def test_journey(journey: str, tmp_path: Path) -> None:
    with served(tmp_path) as url:
        script = str(WEB / "tests" / "journeys" / f"{journey}.mjs")
        done = subprocess.run(["node", script, url, sys.executable], capture_output=True, text=True, timeout=240)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.skipif(not Path("/proc/self/stat").is_file(), reason="what the server has started is found in /proc")
def test_a_draft_survives_a_lost_socket_solver_and_server_in_the_middle_of_a_drag(tmp_path: Path) -> None:
    script = str(WEB / "tests" / "lost.mjs")
    command = ["node", script, sys.executable, str(tmp_path), str(WEB.parent)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=280)
    assert done.returncode == 0, done.stdout + done.stderr
