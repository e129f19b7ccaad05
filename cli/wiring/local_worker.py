"""A worker for the length of one command, where no other works on the queue of a database."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from domain.errors import DatabaseError

END_SECONDS = 10.0
LOOK_SECONDS = 2.0


@contextmanager
def worker_here(url: str) -> Iterator[None]:
    """A worker in a process of its own. What it has not finished when the block ends, any later worker goes on with."""
    process = _start(url)
    try:
        yield
    finally:
        _end(process)


@contextmanager
def some_worker(url: str, is_worked_on: Callable[[], bool], always: bool = False) -> Iterator[Callable[[], None]]:
    """Sees to it that there is a worker: call what it yields again and again, as long as something is waited for.

    is_worked_on: whether some other worker is there. always: start one even so. What is called raises
    ``DatabaseError`` where the worker that it has started has ended before its time.
    """
    started: list[subprocess.Popen[bytes]] = []
    looked = float("-inf")

    def ensure() -> None:
        nonlocal looked
        if started:
            _check_alive(started[0])
        elif always or time.monotonic() - looked > LOOK_SECONDS:
            looked = time.monotonic()
            if always or not is_worked_on():
                started.append(_start(url))

    try:
        yield ensure
    finally:
        for process in started:
            _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    from cli.wiring.runs import end_worker

    end_worker(process, END_SECONDS)


def _start(url: str) -> subprocess.Popen[bytes]:
    from cli.wiring.runs import default_executor_id, spawn_worker

    name = f"{default_executor_id()}-command-{os.getpid()}"
    return spawn_worker(url, "--executor-id", name, "--slots", "2", output=subprocess.DEVNULL)


def _check_alive(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is not None:
        raise DatabaseError(
            f"the worker of this command ended with code {process.returncode}; `optengine worker` says why. "
            "The job is kept and goes on with any worker"
        )
