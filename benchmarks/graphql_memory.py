"""What large answers leave behind in the server: ``python -m benchmarks.graphql_memory``.

A server of its own answers 5,000 lists of 900 items over 10 connections, then as many over 100. Printed is the resident
memory of its process before, at most and after, and what an answer takes of its processor.

BENCH_LISTS: how many (5000).
"""

from __future__ import annotations

import asyncio
import os
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil

from benchmarks.graphql_lists import OURS, contestant
from benchmarks.graphql_load import hammer
from benchmarks.graphql_stored import DATABASE, ITEMS_QUERY, fill
from migrations import commands
from persistence.unit_of_work import open_storage

LISTS = int(os.environ.get("BENCH_LISTS", "5000"))
PORTFOLIOS = 9
"""Of a hundred items each, which is as many as a page has."""
CONNECTIONS = (10, 100)
WANTED_MB = 200.0


@contextmanager
def watched(process: psutil.Process) -> Iterator[list[float]]:
    """The resident memory of a process in megabytes, ten times a second."""
    seen, over = [_megabytes(process)], threading.Event()

    def look() -> None:
        while not over.wait(0.1):
            seen.append(_megabytes(process))

    looking = threading.Thread(target=look)
    looking.start()
    try:
        yield seen
    finally:
        over.set()
        looking.join()
        seen.append(_megabytes(process))


def _megabytes(process: psutil.Process) -> float:
    return float(process.memory_info().rss) / 2**20


def main() -> int:
    """Measure; 1 when the server keeps more than it may, or answers with an error."""
    with tempfile.TemporaryDirectory() as folder:
        address = f"sqlite:///{Path(folder, 'memory.db')}"
        with open_storage(address) as storage:
            commands.upgrade(storage.engine)
            fill(storage, PORTFOLIOS)
        os.environ[DATABASE] = address
        is_well = True
        with contestant("benchmarks.graphql_stored", OURS) as (port, process):
            for connections in CONNECTIONS:
                before = process.cpu_times()
                with watched(process) as seen:
                    url = f"http://127.0.0.1:{port}"
                    found = asyncio.run(hammer(url, ITEMS_QUERY % PORTFOLIOS, LISTS, connections))
                after = process.cpu_times()
                spent = (after.user + after.system - before.user - before.system) / len(found.latencies)
                print(
                    f"{len(found.latencies)} lists of {100 * PORTFOLIOS} items at c = {connections}: {seen[0]:.0f} MB "
                    f"before, {max(seen):.0f} MB at most, {seen[-1]:.0f} MB after; {spent * 1000:.1f} ms of processor "
                    f"time each; {len(found.errors)} errors",
                    flush=True,
                )
                is_well = is_well and seen[-1] <= WANTED_MB and not found.errors
    return 0 if is_well else 1


if __name__ == "__main__":
    sys.exit(main())
