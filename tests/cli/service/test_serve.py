"""``optengine serve``: from an empty folder to an API with a worker behind it, and back without leaving processes."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import psutil
import pytest
from sqlalchemy import create_engine

from cli.wiring.runs import default_executor_id
from persistence.run_queue.locks import executor_lock
from tests.cli.conftest import ROOT, Optengine


@contextmanager
def served(folder: Path, *argv: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A server on a free port over a new database, and its address."""
    database = f"sqlite:///{folder / 'plan.db'}"
    command = [sys.executable, "-m", "cli.main", "serve", "--port", "0", "--database", database, *argv]
    with (folder / "log").open("w") as log:
        process = subprocess.Popen(
            command, cwd=ROOT, stdout=subprocess.PIPE, stderr=log, text=True, env={**os.environ, "NO_COLOR": "1"}
        )
    try:
        assert process.stdout is not None
        line = process.stdout.readline()
        assert "the API is at" in line, (folder / "log").read_text("utf-8")
        yield process, line.split()[-1].removesuffix("/graphql")
    finally:
        process.kill()
        process.wait()
        assert process.stdout is not None
        process.stdout.close()


def workers_of(process: subprocess.Popen[str]) -> list[psutil.Process]:
    children = psutil.Process(process.pid).children()
    return [each for each in children if each.status() != psutil.STATUS_ZOMBIE and "worker" in each.cmdline()]


def until_worker(process: subprocess.Popen[str], other_than: int = 0) -> psutil.Process:
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        found = [worker for worker in workers_of(process) if worker.pid != other_than]
        if found:
            return found[0]
        time.sleep(0.05)
    raise AssertionError("there is no worker")


def until_ready(url: str) -> httpx.Response:
    deadline = time.monotonic() + 60
    while (ready := httpx.get(f"{url}/readyz", timeout=20)).status_code != 200:
        assert time.monotonic() < deadline, ready.text
        time.sleep(0.1)
    return ready


def test_a_server_whose_workers_cannot_work_is_not_ready(tmp_path: Path) -> None:
    """The lock of the worker's name is held by somebody else, so that it ends whenever it is started."""
    lock = executor_lock(
        f"sqlite:///{tmp_path / 'plan.db'}", f"{default_executor_id()}-serve-1", create_engine("sqlite://")
    )
    assert lock.acquire()
    try:
        with served(tmp_path) as (process, url):
            until_worker(process)
            answer = httpx.get(f"{url}/readyz", timeout=20)
            assert (answer.status_code, answer.json()["checks"]["worker"]) == (503, False)
    finally:
        lock.release()


def test_the_api_alone_needs_no_worker_to_be_ready(tmp_path: Path) -> None:
    with served(tmp_path, "--workers", "0") as (_, url):
        assert until_ready(url).json()["checks"] == {"database": True, "queue": True}


def test_one_command_serves_and_ends_cleanly(tmp_path: Path) -> None:
    with served(tmp_path) as (process, url):
        assert process.stdout is not None
        assert process.stdout.readline().endswith(f"the page for planners is at {url}/\n")
        ready = until_ready(url)
        assert ready.json()["checks"] == {"database": True, "queue": True, "worker": True}
        assert httpx.post(f"{url}/graphql", json={"query": "{ solvers { name } }"}).json()["data"]["solvers"]
        worker = until_worker(process)
        worker.kill()
        again = until_worker(process, other_than=worker.pid)
        process.send_signal(signal.SIGTERM)
        assert process.wait(20) == 0
        assert not again.is_running()
    log = (tmp_path / "log").read_text("utf-8")
    assert "Traceback" not in log
    assert '"warning", "logger": "optengine.health"' not in log


def test_workers_end_when_the_server_is_killed(tmp_path: Path) -> None:
    with served(tmp_path) as (process, _):
        worker = until_worker(process)
        process.kill()
        process.wait()
        worker.wait(20)


def test_other_machines_need_a_token(optengine: Optengine, tmp_path: Path) -> None:
    refused = optengine("serve", "--host", "0.0.0.0", "--port", "0")
    assert refused.code == 2
    assert "there is no API token" in refused.err
    database = f"sqlite:///{tmp_path / 'plan.db'}"
    assert optengine("db", "upgrade", "--database", database).code == 0
    secret = optengine("token", "create", "me", "--email", "a@b.c", "--database", database).out.strip()
    with served(tmp_path, "--workers", "0") as (_, url):
        asked = {"query": "{ solvers { name } }"}
        assert httpx.post(f"{url}/graphql", json=asked).status_code == 401
        headers = {"authorization": f"Bearer {secret}"}
        assert httpx.post(f"{url}/graphql", json=asked, headers=headers).status_code == 200
    assert "never" not in optengine("token", "list", "--database", database).out


def test_a_database_that_is_behind_is_left_alone_unless_told(optengine: Optengine) -> None:
    assert optengine("db", "upgrade", "0003").code == 0
    refused = optengine("serve", "--port", "0")
    assert refused.code != 0
    assert "optengine db upgrade" in refused.err


def test_an_address_that_is_taken_is_said(tmp_path: Path, optengine: Optengine) -> None:
    with served(tmp_path, "--workers", "0") as (_, url):
        refused = optengine("serve", "--port", url.rpartition(":")[2])
    assert refused.code == 2
    assert "cannot listen on 127.0.0.1" in refused.err
    assert "--port" in refused.err


@pytest.mark.parametrize("argv", [["--port", "x"], ["--port", "70000"], ["--workers", "-1"]])
def test_options_that_cannot_be_used(optengine: Optengine, argv: list[str]) -> None:
    assert optengine("serve", *argv).code == 2


def test_a_bad_setting_is_refused_by_its_name(optengine: Optengine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPTENGINE_RATE_LIMIT", "many")
    refused = optengine("serve")
    assert refused.code == 2
    assert "OPTENGINE_RATE_LIMIT" in refused.err
