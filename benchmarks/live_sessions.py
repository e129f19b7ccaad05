"""Live sessions over a real socket: ``python -m benchmarks.live_sessions``.

A server of its own (``optengine serve`` with one worker) holds the sample organisation. Measured are, from the moment
that an edit is sent to the event on the socket: the first answer to it (proven, or between two figures), the proof of
its value, and the last answer, which is that of a cold solve. Edits follow one another as soon as the one before has
its last answer: one session by itself, then five at once. Then the same runs are queued with and without a session that
is edited all the time, and sessions are opened, dragged and dropped, with a look at the memory of the server.

BENCH_EDITS: edits of each session (40). BENCH_RUNS: runs that are queued (24). BENCH_DROPPED: sessions that are opened,
dragged and dropped (500). 0 leaves a part out.
"""

from __future__ import annotations

import asyncio
import json
import os
import random
import statistics
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import psutil
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Subprotocol

from benchmarks.graphql_load import START, ask, serving
from cli.wiring.bootstrap import sample_path
from persistence.problem_files.problem_file import read_problem

EDITS = int(os.environ.get("BENCH_EDITS", "40"))
RUNS = int(os.environ.get("BENCH_RUNS", "24"))
DROPPED = int(os.environ.get("BENCH_DROPPED", "500"))
WANTED, WANTED_OF_FIVE, WANTED_MB, WANTED_SHARE = 0.25, 0.8, 200.0, 0.5
PAUSE = 0.1
FOLLOW = """subscription ($id: ID!) { sessionAnswers(id: $id) {
  seq isFinal status canonical value { value bound proven } stages { name value bound proven } boundSource
  entered { initiativeKey } left { initiativeKey } moved { initiativeKey } selected { initiativeKey periodKey }
  usage { ruleId used limit slack } targets { ruleId achieved gap } conflict { rules } milliseconds } }"""
OPEN = "mutation ($input: SessionOpenInput!) { sessionOpen(input: $input) { ... on SessionOpened { id } } }"
EDIT = "mutation ($input: SessionEditInput!) { sessionEdit(input: $input) { __typename } }"
CLOSE = "mutation ($input: SessionCloseInput!) { sessionClose(input: $input) { __typename } }"


@dataclass
class Times:
    """Seconds from edits to their first answer, their proof, and their last answer."""

    first: list[float] = field(default_factory=list)
    proven: list[float] = field(default_factory=list)
    last: list[float] = field(default_factory=list)

    def show(self, title: str, wanted: float) -> bool:
        """Print them; whether the first answers come in time."""
        print(f"\n{title}: {len(self.last)} edits")
        for name in ("first", "proven", "last"):
            found: list[float] = sorted(getattr(self, name))
            in_time = sum(each <= wanted for each in found) / len(self.last)
            p95 = found[max(0, -(-len(found) * 95 // 100) - 1)]
            print(
                f"  {name:<7} p50 {statistics.median(found) * 1000:6.0f} ms   p95 {p95 * 1000:6.0f} ms   "
                f"longest {found[-1] * 1000:6.0f} ms   within {wanted * 1000:.0f} ms: {in_time:.0%}"
            )
        found = sorted(self.first)
        return found[max(0, -(-len(found) * 95 // 100) - 1)] <= wanted


class Connection:
    """One WebSocket with operations by number."""

    def __init__(self, socket: ClientConnection) -> None:
        self._socket, self._count = socket, 0
        self.heard: dict[str, asyncio.Queue[Any]] = {}

    async def send(self, query: str, **variables: Any) -> asyncio.Queue[Any]:
        """What is answered, as it comes."""
        self._count += 1
        name = str(self._count)
        self.heard[name] = asyncio.Queue()
        payload = {"query": query, "variables": variables}
        await self._socket.send(json.dumps({"type": "subscribe", "id": name, "payload": payload}))
        return self.heard[name]

    async def ask(self, query: str, **given: Any) -> Any:
        """The answer of a mutation with its input."""
        _, data = await (await self.send(query, input=given)).get()
        return next(iter(data.values()))

    async def listen(self) -> None:
        """Hand on what comes, with the moment at which it came."""
        async for text in self._socket:
            message = json.loads(text)
            if message["type"] == "next":
                self.heard[message["id"]].put_nowait((time.perf_counter(), message["payload"]["data"]))
            elif message["type"] == "error":
                raise RuntimeError(message)


@asynccontextmanager
async def connected(url: str) -> AsyncIterator[Connection]:
    """A connection that is being listened to."""
    address = url.replace("http", "ws", 1) + "/graphql"
    async with connect(address, subprotocols=[Subprotocol("graphql-transport-ws")], proxy=None) as socket:
        await socket.send(json.dumps({"type": "connection_init"}))
        await socket.recv()
        connection = Connection(socket)
        listening = asyncio.create_task(connection.listen())
        try:
            yield connection
        finally:
            listening.cancel()


def drafts(seed: int, count: int) -> list[dict[str, Any]]:
    """Drafts as somebody makes them at a board: sliders dragged in steps, initiatives switched in and out."""
    problem, chance = read_problem(sample_path()), random.Random(seed)
    keys = [each.initiative_key for each in problem.initiatives]
    capacity, cap = 120, 54
    force_in: list[str] = []
    force_out: list[str] = []
    made: list[dict[str, Any]] = []
    while len(made) < count:
        kind, steps = chance.choice(("capacity", "cap", "in", "out")), chance.randint(2, 6)
        down = chance.random() < 0.6
        for _ in range(steps if kind in ("capacity", "cap") else 1):
            if kind == "capacity":
                capacity = min(160, max(60, capacity + (-2 if down else 2)))
            elif kind == "cap":
                cap = min(70, max(30, cap + (-1 if down else 1)))
            else:
                (force_in if kind == "in" else force_out)[:] = [chance.choice(keys)]
                force_out[:] = [key for key in force_out if key not in force_in]
            edits = [("capacity:global", capacity), ("cap:market:UK", cap)]
            made.append(
                {
                    "edits": [{"place": place, "value": str(value)} for place, value in edits],
                    "forceIn": list(force_in),
                    "forceOut": list(force_out),
                }
            )
    return made[:count]


async def edited(url: str, given: dict[str, Any], seed: int, times: Times) -> None:
    """One session that is edited step by step, each as soon as the one before has its last answer."""
    async with connected(url) as connection:
        session = (await connection.ask(OPEN, **given))["id"]
        answers = await connection.send(FOLLOW, id=session)
        while not (await answers.get())[1]["sessionAnswers"]["isFinal"]:
            pass
        for seq, draft in enumerate(drafts(seed, EDITS), start=1):
            sent, first, proven = time.perf_counter(), None, None
            await connection.send(EDIT, input={"id": session, "seq": seq, **draft})
            while True:
                at, data = await answers.get()
                answer = data["sessionAnswers"]
                if answer["seq"] != seq:
                    continue
                is_proof = answer["status"] in ("OPTIMAL", "INFEASIBLE")
                if is_proof or (answer["value"] and answer["value"]["bound"] is not None):
                    first = first or at - sent
                if is_proof:
                    proven = proven or at - sent
                if answer["isFinal"]:
                    break
            times.last.append(at - sent)
            times.first.append(first or at - sent)
            if proven:
                times.proven.append(proven)
        await connection.ask(CLOSE, id=session)


async def dragged_without_end(url: str, given: dict[str, Any], over: asyncio.Event) -> int:
    """A session that never comes to rest; how often it was edited."""
    async with connected(url) as connection:
        session = (await connection.ask(OPEN, **given))["id"]
        await connection.send(FOLLOW, id=session)
        seq = 0
        for seq, draft in enumerate(drafts(7, 100_000), start=1):
            await connection.send(EDIT, input={"id": session, "seq": seq, **draft})
            await asyncio.sleep(PAUSE)
            if over.is_set():
                break
        await connection.ask(CLOSE, id=session)
        return seq


def _run(url: str, given: dict[str, Any]) -> None:
    """Queue runs and wait until all have ended."""
    wanted = {**given, "solvers": ["cp-sat"]}
    ids = [ask(url, START, input=wanted)["runStart"]["runs"][0]["id"] for _ in range(RUNS)]
    while ids:
        time.sleep(0.1)
        if ask(url, "query ($id: ID!) { run(id: $id) { finishedAt } }", id=ids[0])["run"]["finishedAt"]:
            ids.pop(0)


def sample(url: str) -> dict[str, Any]:
    """The ids of the sample's scenario and rules."""
    problem = read_problem(sample_path())
    found = ask(url, "{ scenarios { nodes { id name } } constraintSets { nodes { id name } } }")
    named = {each["name"]: each["id"] for kind in found.values() for each in kind["nodes"]}
    return {"scenarioId": named[problem.scenario.name], "constraintSetId": named[problem.constraint_set.name]}


async def queued(url: str, given: dict[str, Any], with_session: bool) -> float:
    """Runs a second, of so many that are queued at once."""
    over = asyncio.Event()
    session = asyncio.create_task(dragged_without_end(url, given, over)) if with_session else None
    if session is not None:
        await asyncio.sleep(2.0)
    began = time.perf_counter()
    await asyncio.to_thread(_run, url, given)
    seconds = time.perf_counter() - began
    over.set()
    edits = await session if session is not None else 0
    print(f"  {RUNS} runs {'beside a session of ' + str(edits) + ' edits' if edits else 'alone'}: {seconds:.1f} s")
    return RUNS / seconds


async def dropped(url: str, given: dict[str, Any], server: psutil.Process) -> float:
    """Megabytes of the server after sessions that were opened, dragged and left."""
    before = server.memory_info().rss / 2**20
    for number in range(DROPPED):
        async with connected(url) as connection:
            session = (await connection.ask(OPEN, **given))["id"]
            await connection.send(FOLLOW, id=session)
            for seq, draft in enumerate(drafts(number, 4), start=1):
                await connection.send(EDIT, input={"id": session, "seq": seq, **draft})
                await asyncio.sleep(0.02)
            if number % 2:
                continue  # the socket drops, and the session is left to end by itself
            await connection.ask(CLOSE, id=session)
        if sys.stderr.isatty():
            print(f"\r{number + 1} of {DROPPED}", end="", file=sys.stderr)
    await asyncio.sleep(15.0)
    after = server.memory_info().rss / 2**20
    solvers = [each for each in server.children() if "worker_main" in " ".join(each.cmdline())]
    held = sum(each.memory_info().rss for each in solvers) / 2**20
    print(f"\n{DROPPED} sessions opened, dragged and dropped: server {before:.0f} MB before, {after:.0f} MB after")
    print(f"  its {len(solvers)} solver processes have {held:.0f} MB; the server may have {WANTED_MB:.0f} MB")
    return after


async def measured() -> int:
    """Measure; 1 when something takes longer than it should."""
    held = []
    with serving(LIVE_IDLE_SECONDS="10", LIVE_PER_TOKEN="1000", LIVE_MOST="1000") as (url, pid):
        given = await asyncio.to_thread(sample, url)
        if EDITS:
            times = Times()
            await edited(url, given, 1, times)
            held.append(times.show("one session", WANTED))
            times = Times()
            await asyncio.gather(*(edited(url, given, seed, times) for seed in range(2, 7)))
            held.append(times.show("five sessions at once", WANTED_OF_FIVE))
        if RUNS:
            print("\nqueued runs")
            alone = await queued(url, given, with_session=False)
            beside = await queued(url, given, with_session=True)
            print(f"  throughput beside a session: {beside / alone:.0%} (wanted: {WANTED_SHARE:.0%})")
            held.append(beside >= WANTED_SHARE * alone)
        if DROPPED:
            held.append(await dropped(url, given, psutil.Process(pid)) <= WANTED_MB)
    return 0 if all(held) else 1


if __name__ == "__main__":
    sys.exit(asyncio.run(measured()))
