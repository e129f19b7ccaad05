"""An answer leaves nothing behind that only the collector of garbage would find: it looks too rarely to rely on it."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Iterator

import pytest

from graphql_api.context import Context
from graphql_api.schema import build_schema
from graphql_api.services import Services
from graphql_api.settings import ApiSettings
from graphql_api.transport.execution.engine import GraphQLEngine
from graphql_api.transport.execution.request import Answer, GraphQLRequest
from graphql_api.transport.relay.ids import encode_id
from persistence.unit_of_work import SqlStorage
from solvers.plugins.registry import SolverRegistry
from tests.graphql_api.stored import served

SCHEMA = build_schema()
ID = encode_id("Scenario", 1)
ROUNDS = 20


@pytest.fixture(scope="module")
def storage() -> Iterator[SqlStorage]:
    with served() as api:
        yield api.storage


@pytest.mark.parametrize(
    "query",
    [
        "{ initiatives(first: 60) { totalCount nodes { id title departments } pageInfo { hasNextPage } } }",
        "{ a: initiatives(first: 5) { nodes { id } } b: scenarios(first: 5) { nodes { id name } } }",
        f'{{ scenario(id: "{ID}") {{ id name }} }}',
        f'{{ a: node(id: "{ID}") {{ id }} b: nodes(ids: ["{ID}", "{ID}"]) {{ id }} }}',
        '{ node(id: "nonsense") { id } }',
        "{ auditLog(first: 5) { nodes { id } } }",
        "{ nothing }",
        "{ solvers { name } }",
        f'mutation {{ scenarioUpdate(input: {{id: "{ID}", name: "x"}}) {{ __typename }} }}',
        'mutation { scenarioUpdate(input: {id: "nonsense", name: "x"}) { __typename } }',
        'mutation { scenarioCreate(input: {name: "", periodKey: "x", objectiveMode: NORTH_STAR}) { __typename } }',
    ],
)
def test_nothing_is_left_for_the_collector(storage: SqlStorage, query: str) -> None:
    engine = GraphQLEngine(SCHEMA, ApiSettings())
    services = Services(solvers=SolverRegistry(), storage=storage)

    async def rounds() -> None:
        for _ in range(ROUNDS):
            await engine.execute(GraphQLRequest(query), Context(services))

    async def left() -> int:
        """The least of three looks: threads that are new leave something of their own once."""
        await rounds()
        found = []
        for _ in range(3):
            gc.collect()
            gc.disable()
            try:
                await rounds()
                found.append(gc.collect())
            finally:
                gc.enable()
        return min(found)

    # SQLAlchemy leaves circles of a few parameters; what counts is that no rows, frames or executors hang on them.
    assert asyncio.run(left()) < 20 * ROUNDS


def test_nor_by_a_subscription() -> None:
    from tests.graphql_api.sample_schema import schema

    engine = GraphQLEngine(schema, ApiSettings())
    services = Services(solvers=SolverRegistry())

    async def rounds() -> None:
        for _ in range(ROUNDS):
            answers = await engine.subscribe(GraphQLRequest("subscription { count(to: 3) }"), Context(services))
            assert not isinstance(answers, Answer)
            assert [answer.data async for answer in answers][-1] == {"count": 2}

    async def left() -> int:
        await rounds()
        gc.collect()
        gc.disable()
        try:
            await rounds()
            return gc.collect()
        finally:
            gc.enable()

    assert asyncio.run(left()) < ROUNDS
