"""The Python client gql, by HTTP, by GET and over a WebSocket."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from gql import Client, gql
from gql.transport.exceptions import TransportQueryError
from gql.transport.httpx import HTTPXTransport
from gql.transport.websockets import WebsocketsTransport


def test_queries_mutations_and_errors_by_http(url: str) -> None:
    with Client(transport=HTTPXTransport(url=url), fetch_schema_from_transport=True) as session:
        assert session.execute(gql("{ hello }")) == {"hello": "hello world"}
        request = gql("query Greet($n: String!) { hello(name: $n) }")
        request.variable_values = {"n": "Ada"}
        assert session.execute(request) == {"hello": "hello Ada"}
        assert session.execute(gql("mutation { bump(by: 0) }"))["bump"] >= 0
        with pytest.raises(TransportQueryError) as raised:
            session.execute(gql("{ refuse }"))
        assert raised.value.errors
        assert raised.value.errors[0]["extensions"]["code"] == "CONFLICT"


def test_a_subscription_and_a_query_over_one_websocket(url: str) -> None:
    async def talk() -> tuple[list[Any], Any]:
        transport = WebsocketsTransport(url=url.replace("http", "ws", 1), connect_args={"proxy": None})
        async with Client(transport=transport) as session:
            numbers = [each["count"] async for each in session.subscribe(gql("subscription { count(to: 3) }"))]
            return numbers, await session.execute(gql("{ hello }"))

    assert asyncio.run(talk()) == ([0, 1, 2], {"hello": "hello world"})
