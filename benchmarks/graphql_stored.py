"""The items of stored portfolios, beside a stock Strawberry view: ``python -m benchmarks.graphql_stored``.

All contestants read the same database: this API; stock Strawberry's view over the same schema, resolvers and loaders;
and a bare Starlette route that reads the same rows by one statement each and writes them with orjson.
"""

from __future__ import annotations

import itertools
import os
import sys
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from benchmarks.graphql_lists import OURS, STOCK, compare, serve_one
from domain.portfolio.portfolio import Placement, Portfolio, PortfolioItem
from domain.portfolio.report import Decision
from domain.problem.constraints import ConstraintSet
from domain.problem.initiative import Initiative
from domain.problem.problem import PortfolioProblem
from domain.problem.scenario import ObjectiveMode, Scenario
from domain.storage.records import InitiativeRecord, ScenarioRecord
from graphql_api.transport.relay.ids import decode_int_id, pack
from migrations import commands
from persistence.database.connection import open_database
from persistence.unit_of_work import SqlStorage, open_storage

DATABASE = "BENCH_DATABASE_URL"
PORTFOLIOS, ITEMS = 10, 100
FIELDS = "id initiativeKey title market allocatedTokens rank selected source decision value"
ITEMS_QUERY = f"{{ portfolios(first: %d) {{ nodes {{ items(first: 100) {{ nodes {{ {FIELDS} }} }} }} }} }}"
COLUMNS = ("allocatedTokens", "rank", "selected", "value", "initiativeKey", "title", "source", "decision")
READ_IN_COLUMNS = f"/columns/portfolios/{pack('Portfolio:1')}/items?columns="
QUERIES: dict[str, str | tuple[str, ...]] = {
    "small query": "{ portfolios(first: 1) { nodes { id name isActive } } }",
    "100 items x 10 fields": ITEMS_QUERY % 1,
    "1,000 items x 10 fields": ITEMS_QUERY % PORTFOLIOS,
    "100 items in 8 columns": tuple(  # in more orders than the API keeps written
        READ_IN_COLUMNS + ",".join((*order, *COLUMNS[4:])) for order in itertools.permutations(COLUMNS[:4])
    ),
    "the same ones again": READ_IN_COLUMNS + ",".join(COLUMNS),
}


def _ours() -> Any:
    from graphql_api.app import create_app
    from graphql_api.schema import build_schema
    from graphql_api.services import Services

    return create_app(build_schema(), services=Services(storage=_storage()))


def _stock() -> Any:
    from strawberry.asgi import GraphQL

    from graphql_api.context import Context
    from graphql_api.schema import build_schema
    from graphql_api.services import Services

    services = Services(storage=_storage())

    class Stock(GraphQL[Context, None]):
        async def get_context(self, request: Any, response: Any) -> Context:
            return Context(services)

    return Stock(build_schema())


def _raw() -> Any:
    import orjson
    from anyio.to_thread import run_sync
    from sqlalchemy import select
    from starlette.applications import Starlette
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import Route

    from persistence.portfolios.listing import INITIATIVES as BACKLOG
    from persistence.portfolios.listing import ITEMS as LINES
    from persistence.portfolios.listing import PORTFOLIOS as PLANS

    storage = _storage()
    named = select(PLANS.id, PLANS.name, PLANS.is_active).order_by(PLANS.created_at.desc(), PLANS.id)
    lines = (
        select(
            LINES.portfolio_id, LINES.id, BACKLOG.initiative_key, BACKLOG.title, BACKLOG.market,
            LINES.allocated_tokens, LINES.rank, LINES.selected, LINES.source, LINES.decision, LINES.value,
        )
        .join(BACKLOG.id.table, LINES.initiative_id == BACKLOG.id)
        .order_by(BACKLOG.initiative_key)
    )  # fmt: skip

    def node(row: Any) -> dict[str, Any]:
        return {
            "id": pack(f"PortfolioItem:{row[1]}"), "initiativeKey": row[2], "title": row[3], "market": row[4],
            "allocatedTokens": format(row[5], "f"), "rank": row[6], "selected": row[7], "source": row[8].name,
            "decision": row[9].name, "value": format(row[10], "f"),
        }  # fmt: skip

    def answer(request: Request) -> Response:
        first = 10 if b"first: 10)" in request.state.body else 1
        with storage.reading() as uow:
            plans = uow.connection.execute(named.limit(first)).all()
            if b"items" not in request.state.body:
                nodes: list[Any] = [
                    {"id": pack(f"Portfolio:{p.id}"), "name": p.name, "isActive": p.is_active} for p in plans
                ]
            else:
                found: dict[int, list[Any]] = {plan.id: [] for plan in plans}
                for row in uow.connection.execute(lines.where(LINES.portfolio_id.in_(list(found)))):
                    found[row[0]].append(node(row))
                nodes = [{"items": {"nodes": each}} for each in found.values()]
        return Response(orjson.dumps({"data": {"portfolios": {"nodes": nodes}}}), media_type="application/json")

    known = {
        "initiativeKey": BACKLOG.initiative_key, "title": BACKLOG.title, "allocatedTokens": LINES.allocated_tokens,
        "rank": LINES.rank, "selected": LINES.selected, "source": LINES.source, "decision": LINES.decision,
        "value": LINES.value,
    }  # fmt: skip

    def written(name: str, values: Any) -> Any:
        if name in ("allocatedTokens", "value"):
            return [format(value, "f") for value in values]
        return [value.name for value in values] if name in ("source", "decision") else values

    def columns_of(portfolio_id: int, names: list[str]) -> Response:
        statement = (
            select(*(known[name] for name in names))
            .join_from(LINES.id.table, BACKLOG.id.table, LINES.initiative_id == BACKLOG.id)
            .where(LINES.portfolio_id == portfolio_id)
            .order_by(BACKLOG.initiative_key)
        )
        with storage.reading() as uow:
            rows = uow.connection.execute(statement).all()
        columns = {name: written(name, values) for name, values in zip(names, zip(*rows, strict=True), strict=True)}
        return Response(orjson.dumps({"count": len(rows), "columns": columns}), media_type="application/json")

    async def in_columns(request: Request) -> Response:
        names = request.query_params["columns"].split(",")
        return await run_sync(columns_of, decode_int_id(request.path_params["portfolio"], "Portfolio"), names)

    async def endpoint(request: Request) -> Response:
        request.state.body = await request.body()
        return await run_sync(answer, request)

    return Starlette(
        routes=[
            Route("/graphql", endpoint, methods=["POST"]),
            Route("/columns/portfolios/{portfolio}/items", in_columns),
        ]
    )


CONTESTANTS: dict[str, Callable[[], Any]] = {
    STOCK: _stock,
    OURS: _ours,
    "raw Starlette with orjson": _raw,
}


def _storage() -> SqlStorage:
    return SqlStorage(open_database(os.environ[DATABASE]))


def fill(storage: SqlStorage, portfolios: int = PORTFOLIOS, items: int = ITEMS) -> None:
    """Store so many portfolios of so many items each, over one scenario."""
    now = datetime(2026, 1, 1, tzinfo=UTC)
    keys = [f"INIT-{number:05}" for number in range(items)]
    scenario = Scenario("Bench", "2026-Q1", ObjectiveMode.NORTH_STAR)
    pool = tuple(Initiative(key, title=f"Initiative {key}", market="UK") for key in keys)
    problem = PortfolioProblem(scenario, ConstraintSet("None"), pool)
    with storage.writing() as uow:
        uow.initiatives.save(InitiativeRecord(initiative, now, now) for initiative in pool)
        known = uow.scenarios.add(ScenarioRecord(scenario, now, now))
        for number in range(portfolios):
            rows = tuple(_item(key, rank) for rank, key in enumerate(keys, start=1))
            uow.portfolios.add(Portfolio(f"Bench {number}", known.id, now, now, items=rows), problem)


def _item(key: str, rank: int) -> PortfolioItem:
    selected = rank % 3 == 0
    placed = Placement(True, Decimal(rank) / 4, "2026-Q1") if selected else Placement(False)
    decision = Decision.SELECTED if selected else Decision.NOT_SELECTED
    return PortfolioItem(key, placed, decision, Decimal(rank), rank)


def main() -> None:
    """Measure all contestants and print the table."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder, 'bench.db')}"
        with open_storage(url) as storage:
            commands.upgrade(storage.engine)
            fill(storage)
        os.environ[DATABASE] = url
        compare("benchmarks.graphql_stored", CONTESTANTS, QUERIES)


if __name__ == "__main__":
    if len(sys.argv) == 3:
        serve_one(CONTESTANTS)
    else:
        main()
