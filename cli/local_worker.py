"""A worker for the length of one command, where no other works on the queue of a database."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from domain.errors import DatabaseError

if TYPE_CHECKING:
    from persistence.run_queue.client import DbosRunQueue

END_SECONDS = 10.0
_MARK = "-command-"


def is_served(queue: DbosRunQueue) -> bool:
    """Whether a worker lives that stays. Workers of other commands do not count: they end with their command, and are
    reported as alive for some seconds longer.
    """
    return any(_MARK not in worker.executor_id for worker in queue.workers())


@contextmanager
def worker_here(url: str) -> Iterator[subprocess.Popen[bytes]]:
    """A worker in a process of its own. What it has not finished when the block ends, any later worker goes on with."""
    from cli.run_wiring import default_executor_id, spawn_worker

    name = f"{default_executor_id()}{_MARK}{os.getpid()}"
    process = spawn_worker(url, "--executor-id", name, "--slots", "2", output=subprocess.DEVNULL)
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(END_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        if process.stdin is not None:
            process.stdin.close()


def check_alive(process: subprocess.Popen[bytes] | None) -> None:
    """Raise ``DatabaseError`` where the worker of this command has ended before its time."""
    if process is not None and process.poll() is not None:
        raise DatabaseError(
            f"the worker of this command ended with code {process.returncode}; `optengine worker` says why. "
            "The job is kept and goes on with any worker"
        )
