"""The sessions of docs/api.md and of the README do what they show, each against a server of its own on a free port."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import httpx
import pytest

from tests.cli.service.test_serve import served
from tests.docs.test_docs import SEPARATOR, check_shown, steps

ROOT = Path(__file__).resolve().parents[2]
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
PORT = "127.0.0.1:8000"
SECONDS = 120


def blocks(page: str, language: str, section: str) -> list[str]:
    """The blocks of a language in one section of a page."""
    text = (ROOT / page).read_text("utf-8")
    _, heading, rest = text.partition(f"\n{section}\n")
    assert heading, f"{page} has no {section}"
    level = section.partition(" ")[0]
    return [body for kind, body in BLOCK.findall(rest.partition(f"\n{level} ")[0]) if kind == language]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def environment(**more: str) -> dict[str, str]:
    path = os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"]))
    ours = {name: value for name, value in os.environ.items() if not name.startswith("OPTENGINE_")}
    return {**ours, "PATH": path, "COLUMNS": "120", "PYTHONIOENCODING": "utf-8", **more}


def bash(script: str, folder: Path, port: int) -> str:
    """What a script says; whatever it has started ends with it."""
    shell = subprocess.Popen(
        ["bash", "-c", script],
        cwd=folder,
        env=environment(OPTENGINE_PORT=str(port)),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )
    try:
        return shell.communicate(timeout=SECONDS)[0].decode("utf-8")
    finally:
        with suppress(ProcessLookupError):
            os.killpg(shell.pid, signal.SIGKILL)
        shell.wait()


def run_session(page: str, section: str, folder: Path, language: str = "console") -> None:
    """Run the blocks of a section as one session of a shell, and compare what each command says."""
    if shutil.which("curl") is None:
        pytest.skip("curl is not installed")
    port = free_port()
    wanted = [step for block in blocks(page, language, section) for step in steps(block)]
    lines = []
    for step in wanted:
        lines += [step.command.replace(PORT, f"127.0.0.1:{port}"), f"printf '{SEPARATOR}%s{SEPARATOR}' $?"]
    parts = bash("\n".join(lines), folder, port).split(SEPARATOR)
    assert len(parts) == 2 * len(wanted) + 1, parts
    for step, output, code in zip(wanted, parts[::2], parts[1::2], strict=False):
        assert code == "0", f"$ {step.command}\nended with {code}:\n{output}"
        check_shown(step, output)


@pytest.mark.solver
def test_the_session_in_curl(tmp_path: Path) -> None:
    run_session("docs/api.md", "## A session in curl", tmp_path)
    log = (tmp_path / "serve.log").read_text("utf-8")
    assert "Traceback" not in log


@pytest.mark.solver
def test_the_session_of_jobs_and_analyses(tmp_path: Path) -> None:
    run_session("docs/api.md", "## Jobs and analyses", tmp_path)


@pytest.mark.solver
def test_the_session_of_files(tmp_path: Path) -> None:
    run_session("docs/api.md", "## Files of plans", tmp_path)
    assert "Traceback" not in (tmp_path / "serve.log").read_text("utf-8")


@pytest.mark.solver
def test_the_session_of_the_readme(tmp_path: Path) -> None:
    run_session("README.md", "## Serve it", tmp_path, "shell-session")


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server over the sample organisation."""
    folder = tmp_path_factory.mktemp("served")
    database = f"sqlite:///{folder / 'plan.db'}"
    for step in ("upgrade", "seed"):
        command = [sys.executable, "-m", "cli.main", "db", step, "--database", database]
        subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL, timeout=60)
    with served(folder) as (_, address):
        deadline = time.monotonic() + 60
        while httpx.get(f"{address}/readyz", timeout=20).status_code != 200:
            assert time.monotonic() < deadline, "the server is not ready"
            time.sleep(0.2)
        yield f"{address}/graphql"


@pytest.mark.solver
def test_the_session_in_javascript(url: str, tmp_path: Path) -> None:
    node = shutil.which("node")
    if node is None:
        pytest.skip("node is not installed")
    (program,) = blocks("docs/api.md", "js", "## The same in JavaScript")
    (tmp_path / "session.mjs").write_text(program, "utf-8")
    said = _said([node, "session.mjs"], tmp_path, url)
    assert [line.split()[:2] for line in said.splitlines()] == [["cp-sat", "OPTIMAL"], ["highs", "OPTIMAL"]]


@pytest.mark.solver
def test_the_live_session_in_javascript(url: str, tmp_path: Path) -> None:
    node = shutil.which("node")
    if node is None:
        pytest.skip("node is not installed")
    (program,) = blocks("docs/api.md", "js", "## Live sessions")
    (tmp_path / "live.mjs").write_text(program, "utf-8")
    said = _said([node, "live.mjs"], tmp_path, url).splitlines()
    assert [line.split()[:2] for line in said] == [[str(seq), "OPTIMAL"] for seq in range(3)]
    assert "CHK-04" in said[2].partition("+")[2].partition(" -")[0], "it enters"


@pytest.mark.solver
def test_the_live_session_in_python(url: str, tmp_path: Path) -> None:
    (program,) = blocks("docs/api.md", "python", "## Live sessions")
    said = _said([sys.executable, "-c", program], tmp_path, url).splitlines()
    assert "'status': 'SUCCESS'" in said[-1] and "'portfolio': {'name': 'A hundred tokens'}" in said[-1]


@pytest.mark.solver
def test_the_session_in_python(url: str, tmp_path: Path) -> None:
    (program,) = blocks("docs/api.md", "python", "## The same in Python")
    said = _said([sys.executable, "-c", program], tmp_path, url)
    assert said.split()[0] in ("OPTIMAL", "FEASIBLE")


def _said(command: list[str], folder: Path, url: str) -> str:
    done = subprocess.run(
        command,
        cwd=folder,
        env=environment(OPTENGINE_URL=url),
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout
