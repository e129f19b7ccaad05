"""A disk that fills up and is freed again: what was accepted is kept, and everything goes on by itself."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from domain.errors import DatabaseUnavailableError
from domain.storage.run import RunStatus
from graphql_api.app import create_app
from graphql_api.schema import build_schema
from graphql_api.services import Services
from persistence.database.connection import open_database
from persistence.run_queue.client import prepare_queue
from persistence.run_queue.membership import Membership, Patience
from tests.graphql_api.server import serving
from tests.persistence.run_queue.run_queues import Bench, bench_on, gone, solvers_of, until

COUNT = {"query": "{ scenarios { totalCount } }"}
CREATE = """mutation { scenarioCreate(input: {name: "S", periodKey: "2026-Q1", objectiveMode: NORTH_STAR}) {
  __typename ... on MutationFailed { errors { message } } } }"""
pytestmark = [pytest.mark.solver, pytest.mark.slow]


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 20 MB."""
    folder = tmp_path / "disk"
    folder.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=20m", "none", folder], capture_output=True).returncode:
        pytest.skip("only who may mount a file system can make a small disk")
    yield folder
    subprocess.run(["umount", "-l", folder], check=True)


@pytest.fixture
def bench(disk: Path) -> Iterator[Bench]:
    engine = open_database(f"sqlite:///{disk / 'plan.db'}")
    with bench_on(engine) as made:
        yield made
        made.storage.close()


def _fill(disk: Path) -> Path:
    ballast = disk / "ballast"
    with pytest.raises(OSError, match="No space left"):
        _write_on(ballast)
    return ballast


def _write_on(ballast: Path) -> None:
    with open(ballast, "ab", buffering=0) as file:
        while True:
            file.write(b"x" * 512)


def _ask(url: str, body: dict[str, str]) -> httpx.Response:
    return httpx.post(f"{url}/graphql", json=body, timeout=60)


def _takes_writes(made: Bench) -> bool:
    try:
        made.storage.require_writable()
    except DatabaseUnavailableError:
        return False
    return True


def test_a_server_and_a_worker_outlive_a_full_disk_and_lose_no_run(disk: Path, bench: Bench) -> None:
    services = Services(storage=bench.storage, runs=bench.runs)
    with serving(create_app(build_schema(), services=services)) as url:
        worker = bench.worker("one", slots=1, IMPATIENT="1")
        accepted = [bench.start(seconds) for seconds in (4, 0, 0)]
        bench.executing(accepted[0])
        solvers = solvers_of(worker)
        ballast = _fill(disk)
        until(lambda: not _takes_writes(bench))
        with pytest.raises(DatabaseUnavailableError, match="full"):
            bench.start(0)
        refused = _ask(url, {"query": CREATE})
        assert (refused.status_code, refused.json()["errors"][0]["extensions"]["code"]) == (503, "UNAVAILABLE")
        assert _ask(url, COUNT).json()["data"] == {"scenarios": {"totalCount": 1}}
        until(lambda: gone(solvers))
        assert worker.poll() is None
        ballast.unlink()
        until(lambda: _takes_writes(bench))
        assert "errors" not in _ask(url, {"query": CREATE}).json()
        accepted.append(bench.start(0))
        assert {bench.ended(each, 120).status for each in accepted} == {RunStatus.SUCCESS}
        assert worker.poll() is None


def test_a_heartbeat_that_finds_no_room_says_so_in_plain_words(
    disk: Path, bench: Bench, caplog: pytest.LogCaptureFixture
) -> None:
    prepare_queue(bench.url)
    membership = Membership(bench.url, "one", Patience(beat=0.05))
    membership.claim()
    membership.start()
    try:
        _fill(disk)
        until(lambda: "heartbeat could not be written: database or disk is full" in caplog.text)
        assert "sqlalche.me" not in caplog.text
    finally:
        membership.close()
