"""Many clients at once while solves run: ``python -m benchmarks.graphql_load``.

A server of its own (``optengine serve`` with one worker of two slots) solves all the time. Meanwhile clients ask
for the runs again and again, and others follow them as server-sent events; then a hundred connections send a small
query as soon as the one before is answered. Printed are the errors, of which there must be none, and the 99th
percentile of the answers beside their median.
"""

from __future__ import annotations

import asyncio
import json
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

POLLERS, SUBSCRIBERS = 50, 20
SECONDS = float(os.environ.get("BENCH_LOAD_SECONDS", "20"))
PAUSE = 0.5
RUNS = 24
LONGEST = 60.0
CONNECTIONS, SMALL_QUERIES = 100, 5_000
SMALL = "{ scenarios(first: 1) { nodes { id name } } }"
POLL = "query ($id: ID!) { run(id: $id) { status progress { incumbent bound elapsedSeconds } } }"
FOLLOW = "subscription ($id: ID!) { runProgress(id: $id) { status progress { incumbent bound elapsedSeconds } } }"
START = """mutation ($input: RunStartInput!) { runStart(input: $input) {
  ... on RunStarted { runs { id } } ... on MutationFailed { errors { message } } } }"""


@dataclass
class Seen:
    """What the clients saw: seconds of each answer, events of the subscriptions, and whatever went wrong."""

    latencies: list[float] = field(default_factory=list)
    events: int = 0
    errors: list[str] = field(default_factory=list)

    @property
    def median(self) -> float:
        """The median of the seconds."""
        return statistics.median(self.latencies)

    @property
    def p99(self) -> float:
        """Their 99th percentile."""
        return sorted(self.latencies)[int(len(self.latencies) * 0.99)]


async def load(url: str, run_ids: list[str], seconds: float, pollers: int, subscribers: int) -> Seen:
    """Let clients ask for runs and follow them for some seconds, and until each of them was answered."""
    seen, ends = Seen(), time.monotonic() + seconds
    asking = [_poll(url, run_ids[n % len(run_ids)], seen, ends, n * PAUSE / pollers) for n in range(pollers)]
    following = [_follow(url, run_ids[n % len(run_ids)], seen, ends) for n in range(subscribers)]
    await asyncio.gather(*asking, *following)
    return seen


async def _poll(url: str, run_id: str, seen: Seen, ends: float, delay: float) -> None:
    await asyncio.sleep(delay)
    try:
        async with _connected(url) as (reader, writer):
            is_answered = False
            while not is_answered or time.monotonic() < ends:
                asked = time.perf_counter()
                _send(writer, url, POLL, run_id, "application/json")
                head, body = await _answer(reader)
                seen.latencies.append(time.perf_counter() - asked)
                if not head.startswith(b"HTTP/1.1 200") or b'"errors"' in body or b'"status":' not in body:
                    seen.errors.append(body[:300].decode("utf-8", "replace"))
                is_answered = True
                await asyncio.sleep(PAUSE)
    except (OSError, EOFError) as error:
        seen.errors.append(f"poll: {error!r}")


async def hammer(url: str, query: str, count: int, connections: int) -> Seen:
    """Ask so many times over so many connections, each as soon as it was answered."""
    seen, left = Seen(), iter(range(count))

    async def connection() -> None:
        async with _connected(url) as (reader, writer):
            for _ in left:
                asked = time.perf_counter()
                _send(writer, url, query, "", "application/json")
                head, body = await _answer(reader)
                seen.latencies.append(time.perf_counter() - asked)
                if not head.startswith(b"HTTP/1.1 200") or b'"errors"' in body:
                    seen.errors.append(body[:300].decode("utf-8", "replace"))

    await asyncio.gather(*(connection() for _ in range(connections)))
    return seen


async def _answer(reader: asyncio.StreamReader) -> tuple[bytes, bytes]:
    head = await reader.readuntil(b"\r\n\r\n")
    return head, await reader.readexactly(int(_header(head, b"content-length")))


async def _follow(url: str, run_id: str, seen: Seen, ends: float) -> None:
    try:
        async with _connected(url) as (reader, writer):
            _send(writer, url, FOLLOW, run_id, "text/event-stream")
            head = await reader.readuntil(b"\r\n\r\n")
            if not head.startswith(b"HTTP/1.1 200"):
                seen.errors.append(f"follow: {head[:60]!r}")
            is_told = False
            while (left := ends - time.monotonic()) > 0 or not is_told:
                try:
                    line = await asyncio.wait_for(reader.readline(), left if is_told else LONGEST)
                except TimeoutError:
                    if not is_told:
                        seen.errors.append(f"follow: nothing in {LONGEST} s")
                    return
                if b'"errors"' in line or not line:
                    seen.errors.append(f"follow: {line[:300]!r}")
                    return
                if line.startswith(b"event: next"):
                    is_told = True
                    seen.events += 1
                if line.startswith(b"event: complete"):
                    return
    except (OSError, EOFError) as error:
        seen.errors.append(f"follow: {error!r}")


@asynccontextmanager
async def _connected(url: str) -> AsyncIterator[tuple[asyncio.StreamReader, asyncio.StreamWriter]]:
    where = urlsplit(url)
    reader, writer = await asyncio.open_connection(where.hostname, where.port)
    try:
        yield reader, writer
    finally:
        writer.close()


def _send(writer: asyncio.StreamWriter, url: str, query: str, run_id: str, accept: str) -> None:
    body = json.dumps({"query": query, "variables": {"id": run_id}}).encode()
    head = f"POST /graphql HTTP/1.1\r\nHost: {urlsplit(url).netloc}\r\nContent-Type: application/json\r\n"
    writer.write(f"{head}Accept: {accept}\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body)


def _header(head: bytes, name: bytes) -> bytes:
    return next(line.partition(b":")[2].strip() for line in head.splitlines() if line.lower().startswith(name + b":"))


def ask(url: str, query: str, **variables: Any) -> Any:
    """The data of an answer."""
    body = json.dumps({"query": query, "variables": variables}).encode()
    headers = {"Content-Type": "application/json", "Accept": "application/json"}
    with urllib.request.urlopen(urllib.request.Request(f"{url}/graphql", body, headers), timeout=60) as answer:
        return json.load(answer)["data"]


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def _solving(url: str) -> list[str]:
    """Runs of the sample organisation that wait for the two slots, enough to keep both busy all the time."""
    scenarios = ask(url, "{ scenarios { nodes { id } } }")["scenarios"]["nodes"]
    ids = []
    for number in range(RUNS):
        wanted = {"scenarioId": scenarios[number % len(scenarios)]["id"], "solvers": ["highs"]}
        ids.append(str(ask(url, START, input=wanted)["runStart"]["runs"][0]["id"]))
    return ids


def _ready(url: str) -> None:
    for _ in range(600):
        try:
            urllib.request.urlopen(f"{url}/readyz", timeout=5).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise TimeoutError("the server does not get ready")


@contextmanager
def serving(**settings: str) -> Iterator[tuple[str, int]]:
    """The address and the process id of a server of its own, with the sample organisation and a worker of two slots."""
    with tempfile.TemporaryDirectory() as folder:
        port = _free_port()
        url, base = f"http://127.0.0.1:{port}", [sys.executable, "-m", "cli.main"]
        environment = {
            **os.environ,
            "OPTENGINE_DATABASE_URL": f"sqlite:///{Path(folder, 'load.db')}",
            "OPTENGINE_LOG_LEVEL": "WARNING",
            "OPTENGINE_RATE_LIMIT": "0",
            **{f"OPTENGINE_{name}": value for name, value in settings.items()},
        }
        for step in ("upgrade", "seed"):
            subprocess.run([*base, "db", step], env=environment, check=True, stdout=subprocess.DEVNULL)
        serve = [*base, "serve", "--port", str(port), "--slots", "2"]
        server = subprocess.Popen(serve, env=environment, stdout=subprocess.DEVNULL)
        try:
            _ready(url)
            yield url, server.pid
        finally:
            server.terminate()
            server.wait(30)


def main() -> None:
    """Load a server and print what its clients saw."""
    with serving() as (url, _):
        seen = asyncio.run(load(url, _solving(url), SECONDS, POLLERS, SUBSCRIBERS))
        hammered = asyncio.run(hammer(url, SMALL, SMALL_QUERIES, CONNECTIONS))
        waiting = ask(url, "{ runs(filter: {statuses: [QUEUED, RUNNING]}) { totalCount } }")["runs"]["totalCount"]
    print(f"{seen.events} events; {waiting} runs were still waiting or under way at the end (two at a time)")
    for name, each in (("clients with pauses", seen), (f"{CONNECTIONS} connections without", hammered)):
        print(f"{name}: {len(each.latencies)} answers, {len(each.errors)} errors", end=", ")
        print(f"median {each.median * 1000:.1f} ms, p99 {each.p99 * 1000:.1f} ms: {each.p99 / each.median:.1f} times")
    for error in (seen.errors + hammered.errors)[:10]:
        print(error)


if __name__ == "__main__":
    main()
