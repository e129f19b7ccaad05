"""How fast answers are, beside stock Strawberry and raw Starlette with orjson: ``python -m benchmarks.graphql_lists``.

Every contestant runs in a server of its own (uvicorn, one worker, uvloop and httptools) and is asked the same, one
request after the other. Compared is the processor time of the server for each request, so that a busy machine does
not blur the ratios much: contestants take short turns, each round begins with another one, and a share is the median
over the rounds of what was measured within one.
"""

from __future__ import annotations

import http.client
import json
import os
import platform
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from decimal import Decimal
from enum import Enum
from statistics import median
from typing import Annotated, Any

import psutil
import strawberry
from rich.console import Console
from rich.table import Table
from strawberry.schema.config import StrawberryConfig

from graphql_api.scalars import SCALARS

SECONDS = float(os.environ.get("BENCH_SECONDS", "0.25"))
ROUNDS, WARM_UP = int(os.environ.get("BENCH_ROUNDS", "21")), 3
SCHEDULED = 2
"""Of the clocks that Linux keeps for each process, the one of the scheduler."""
OURS, STOCK = "this API", "stock Strawberry"
FIELDS = "id initiativeKey title market category tokens rank selected source gain"
QUERIES = {
    "small query": "{ portfolio { id name status } }",
    "1,000 rows x 10 fields": f"{{ items(count: 1000) {{ {FIELDS} }} }}",
    "10,000 rows x 10 fields": f"{{ items(count: 10000) {{ {FIELDS} }} }}",
}


@strawberry.enum
class Source(Enum):
    """Who chose an item."""

    OPTIMIZER = "optimizer"
    MANUAL_OVERRIDE = "manual_override"


@strawberry.type
class Item:
    """A row of ten plain fields."""

    id: strawberry.ID
    initiative_key: str
    title: str
    market: str
    category: str
    tokens: Decimal
    rank: int
    selected: bool
    source: Source
    gain: float


@strawberry.type
class Portfolio:
    """A small object."""

    id: strawberry.ID
    name: str
    status: str


def _item(n: int) -> Item:
    return Item(
        id=strawberry.ID(f"item-{n}"), initiative_key=f"INIT-{n:05}", title=f"Initiative number {n}",
        market="UK", category="Growth", tokens=Decimal(n) / 4, rank=n, selected=n % 3 == 0,
        source=Source.OPTIMIZER, gain=n / 7,
    )  # fmt: skip


ITEMS = [_item(n) for n in range(10_000)]
PORTFOLIO = Portfolio(id=strawberry.ID("p1"), name="Baseline", status="active")
Count = Annotated[int, strawberry.argument(description="How many rows.")]


@strawberry.type
class Query:
    """What every contestant answers."""

    @strawberry.field
    def items(self, count: Count) -> list[Item]:
        """The first rows."""
        return ITEMS[:count]

    @strawberry.field
    def portfolio(self) -> Portfolio:
        """The small object."""
        return PORTFOLIO


def _schema(*extensions: Any) -> strawberry.Schema:
    return strawberry.Schema(Query, extensions=extensions, config=StrawberryConfig(scalar_map=SCALARS))


def _stock() -> Any:
    from strawberry.asgi import GraphQL

    return GraphQL[Any, Any](_schema())


def _cached() -> Any:
    from strawberry.asgi import GraphQL
    from strawberry.extensions import ParserCache, ValidationCache

    return GraphQL[Any, Any](_schema(ParserCache, ValidationCache))


def _ours() -> Any:
    from graphql_api.app import create_app

    return create_app(_schema())


def _raw() -> Any:
    import orjson
    from starlette.applications import Starlette
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import Route

    def row(item: Item) -> dict[str, Any]:
        return {
            "id": item.id, "initiativeKey": item.initiative_key, "title": item.title, "market": item.market,
            "category": item.category, "tokens": format(item.tokens, "f"), "rank": item.rank,
            "selected": item.selected, "source": item.source.name, "gain": item.gain,
        }  # fmt: skip

    async def answer(request: Request) -> Response:
        query = orjson.loads(await request.body())["query"]
        if "portfolio" in query:
            data: dict[str, Any] = {"portfolio": vars(PORTFOLIO)}
        else:
            data = {"items": [row(item) for item in ITEMS[: 10_000 if "10000" in query else 1_000]]}
        return Response(orjson.dumps({"data": data}), media_type="application/json")

    return Starlette(routes=[Route("/graphql", answer, methods=["POST"])])


CONTESTANTS: dict[str, Callable[[], Any]] = {
    STOCK: _stock,
    "stock with both caches": _cached,
    OURS: _ours,
    "raw Starlette with orjson": _raw,
}


@contextmanager
def contestant(module: str, name: str) -> Iterator[tuple[int, psutil.Process]]:
    """The port and the process of one contestant of a benchmark, while it is served."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    server = subprocess.Popen([sys.executable, "-m", module, name, str(port)])
    try:
        for _ in range(1200):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)
        yield port, psutil.Process(server.pid)
    finally:
        server.terminate()
        server.wait(10)


class Client:
    """Asks one contestant and counts the processor time of its server."""

    def __init__(self, port: int, process: psutil.Process) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self._process = process

    def ask(self, query: str) -> bytes:
        """The body of an answer. What begins with a slash is an address of its own, and no query."""
        headers = {"Content-Type": "application/json", "Accept": "*/*"}
        if query.startswith("/"):
            self._connection.request("GET", query, headers=headers)
        else:
            self._connection.request("POST", "/graphql", json.dumps({"query": query}).encode(), headers)
        return self._connection.getresponse().read()

    def rate(self, queries: Sequence[str]) -> float:
        """Requests for each second of the server's processor, of queries that take turns."""
        before, asked, end = self._used(), 0, time.monotonic() + SECONDS
        while time.monotonic() < end:
            self.ask(queries[asked % len(queries)])
            asked += 1
        return asked / (self._used() - before)

    def _used(self) -> float:
        """Seconds of processor time of the server, all of its threads; on Linux in nanoseconds and not in ticks."""
        if platform.system() == "Linux":
            return time.clock_gettime(~self._process.pid << 3 | SCHEDULED)
        times = self._process.cpu_times()
        return times.user + times.system


def compare(
    module: str, contestants: Mapping[str, Callable[[], Any]], queries: Mapping[str, str | tuple[str, ...]]
) -> None:
    """Measure all contestants of a module and print the table, also as shares of the last one.

    Shown are the medians of the rounds.
    """
    cells: dict[str, dict[str, str]] = {name: {} for name in contestants}
    with ExitStack() as served:
        clients = {name: Client(*served.enter_context(contestant(module, name))) for name in contestants}
        for label, found in queries.items():
            asked = (found,) if isinstance(found, str) else found
            able = {name: client for name, client in clients.items() if name != STOCK or not asked[0].startswith("/")}
            answers = [json.loads(client.ask(asked[0])) for client in able.values() for _ in range(WARM_UP)]
            told = [answer.get("data", answer) for answer in answers]
            assert all(answer == told[0] for answer in told), f"the answers to {label} differ"
            names, best = list(able), list(able)[-1]
            rounds = []
            for turn in range(ROUNDS):
                order = names[turn % len(names) :] + names[: turn % len(names)]
                rounds.append({name: able[name].rate(asked) for name in order})
            for name in names:
                rate, share = (
                    median(found) for found in zip(*((r[name], r[name] / r[best]) for r in rounds), strict=True)
                )
                cells[name][label] = f"{rate:,.1f} ({share:.0%})"
    table = Table("requests a second of processor time", *queries, title="All contestants give equal answers")
    for name, row in cells.items():
        table.add_row(name, *(row.get(label, "-") for label in queries))
    Console(width=150).print(table)


def serve_one(contestants: Mapping[str, Callable[[], Any]]) -> None:
    """Serve the contestant that the command line names, on the port that it names; this API as its users serve it."""
    import uvicorn

    from graphql_api.server import serve
    from graphql_api.settings import ApiSettings

    name, port = sys.argv[1], int(sys.argv[2])
    if name == OURS:
        serve(contestants[name](), ApiSettings(), socket.create_server(("127.0.0.1", port)))
    else:
        uvicorn.run(contestants[name](), host="127.0.0.1", port=port, log_level="warning")


if __name__ == "__main__":
    if len(sys.argv) == 3:
        serve_one(CONTESTANTS)
    else:
        compare("benchmarks.graphql_lists", CONTESTANTS, QUERIES)
