"""When a command brings a worker along."""

from __future__ import annotations

import subprocess
import sys

import pytest

from cli.wiring import local_worker
from domain.errors import DatabaseError


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[subprocess.Popen[bytes]]:
    """The processes that stand for workers, in the order in which they were started; each waits for its end."""
    processes: list[subprocess.Popen[bytes]] = []

    def start(_url: str) -> subprocess.Popen[bytes]:
        waiting = [sys.executable, "-c", "import sys; sys.stdin.read()"]
        processes.append(subprocess.Popen(waiting, stdin=subprocess.PIPE))
        return processes[-1]

    monkeypatch.setattr(local_worker, "_start", start)
    monkeypatch.setattr(local_worker, "LOOK_SECONDS", -1.0)
    return processes


def test_none_is_started_while_another_works_and_one_as_soon_as_that_has_ended(
    started: list[subprocess.Popen[bytes]],
) -> None:
    others = [True, True, False]
    with local_worker.some_worker("sqlite:///plan.db", lambda: others.pop(0)) as ensure:
        ensure()
        ensure()
        assert started == []
        ensure()
        ensure()
        assert len(started) == 1
        assert started[0].poll() is None
    assert started[0].poll() is not None


def test_a_worker_that_ends_before_its_time_is_said(started: list[subprocess.Popen[bytes]]) -> None:
    with local_worker.some_worker("sqlite:///plan.db", lambda: False, always=True) as ensure:
        ensure()
        started[0].kill()
        started[0].wait()
        with pytest.raises(DatabaseError, match="goes on with any worker"):
            ensure()
