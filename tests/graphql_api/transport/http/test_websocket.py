from __future__ import annotations

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Subprotocol

from tests.graphql_api.sample_schema import STATE

PROTOCOL = Subprotocol("graphql-transport-ws")


@contextmanager
def opened(url: str, greet: bool = True, **options: Any) -> Iterator[ClientConnection]:
    options = {"subprotocols": [PROTOCOL], "proxy": None, **options}
    with connect(url.replace("http", "ws", 1), **options) as socket:
        if greet:
            say(socket, type="connection_init")
            assert hear(socket) == {"type": "connection_ack"}
        yield socket


def say(socket: ClientConnection, **message: Any) -> None:
    socket.send(json.dumps(message))


def hear(socket: ClientConnection) -> Any:
    frame = socket.recv(timeout=5)
    assert isinstance(frame, str)
    return json.loads(frame)


def subscribe(socket: ClientConnection, query: str, name: str = "1", **payload: Any) -> None:
    say(socket, type="subscribe", id=name, payload={"query": query, **payload})


def closed_with(socket: ClientConnection) -> int:
    try:
        while True:
            socket.recv(timeout=5)
    except ConnectionClosed as closed:
        return closed.rcvd.code if closed.rcvd else 0


def test_subscriptions_queries_and_mutations(url: str) -> None:
    with opened(url) as socket:
        subscribe(socket, "subscription S($to: Int) { count(to: $to) }", variables={"to": 2}, operationName="S")
        assert [hear(socket) for _ in range(3)] == [
            {"type": "next", "id": "1", "payload": {"data": {"count": 0}}},
            {"type": "next", "id": "1", "payload": {"data": {"count": 1}}},
            {"type": "complete", "id": "1"},
        ]
        subscribe(socket, "{ hello }")
        assert hear(socket)["payload"]["data"] == {"hello": "hello world"}
        assert hear(socket)["type"] == "complete"


def test_a_ping_is_answered(url: str) -> None:
    with opened(url) as socket:
        say(socket, type="ping")
        assert hear(socket) == {"type": "pong"}
        say(socket, type="pong")


@pytest.mark.parametrize(
    "query", ["{", "{ nothing }", "subscription { nothing }", "query A { hello } query B { hello }"]
)
def test_a_faulty_operation_is_an_error_message_and_the_connection_stays(url: str, query: str) -> None:
    with opened(url) as socket:
        subscribe(socket, query)
        message = hear(socket)
        assert (message["type"], message["id"]) == ("error", "1")
        subscribe(socket, "{ hello }")
        assert hear(socket)["type"] == "next"


def test_complete_ends_the_stream_and_so_does_closing(url: str) -> None:
    ended = STATE["ended"]
    with opened(url) as socket:
        subscribe(socket, "subscription { count(pause: 30) }", "a")
        subscribe(socket, "subscription { count(pause: 30) }", "b")
        time.sleep(0.1)
        say(socket, type="complete", id="a")
        wait_for_ended(ended + 1)
    wait_for_ended(ended + 2)


def wait_for_ended(count: int) -> None:
    deadline = time.monotonic() + 5
    while STATE["ended"] < count and time.monotonic() < deadline:
        time.sleep(0.02)
    assert STATE["ended"] == count


def test_operations_at_once_on_one_connection_are_limited(url: str) -> None:
    with opened(url) as socket:
        for number in range(51):
            subscribe(socket, "subscription { count(pause: 30) }", str(number))
        message = hear(socket)
        assert (message["type"], message["id"]) == ("error", "50")
        assert message["payload"][0]["extensions"]["code"] == "RATE_LIMITED"


def test_an_error_in_the_stream_is_masked(url: str) -> None:
    with opened(url) as socket:
        subscribe(socket, "subscription { broken }")
        assert hear(socket)["payload"] == {"data": {"broken": 1}}
        assert hear(socket)["payload"]["errors"][0]["extensions"]["code"] == "INTERNAL_SERVER_ERROR"
        assert hear(socket)["type"] == "complete"


def test_subscribing_before_the_greeting_is_unauthorized(url: str) -> None:
    with opened(url, greet=False) as socket:
        subscribe(socket, "{ hello }")
        assert closed_with(socket) == 4401


def test_a_client_that_never_greets_is_sent_away(url: str) -> None:
    with opened(url, greet=False) as socket:
        assert closed_with(socket) == 4408


def test_greeting_twice_is_too_often(url: str) -> None:
    with opened(url) as socket:
        say(socket, type="connection_init")
        assert closed_with(socket) == 4429


def test_an_id_in_use_is_refused(url: str) -> None:
    with opened(url) as socket:
        subscribe(socket, "subscription { count(pause: 30) }")
        subscribe(socket, "subscription { count(pause: 30) }")
        assert closed_with(socket) == 4409


@pytest.mark.parametrize(
    "frame",
    ["[]", "1", "null", "{", '{"type": 1}', '{"type": "start"}', b"\x00", '{"type":"subscribe","id":"1"}',
     '{"type":"subscribe","payload":{"query":"{ hello }"}}', '{"type":"subscribe","id":"1","payload":[]}',
     '{"type":"subscribe","id":"1","payload":{"query":"{ hello }","variables":[1]}}'],
)  # fmt: skip
def test_a_message_out_of_the_protocol_closes_the_connection(url: str, frame: str | bytes) -> None:
    with opened(url) as socket:
        socket.send(frame)
        assert closed_with(socket) == 4400


@pytest.mark.parametrize("protocols", [None, ["graphql-ws"]])
def test_no_other_protocol_is_spoken(url: str, protocols: list[Subprotocol] | None) -> None:
    with opened(url, greet=False, subprotocols=protocols) as socket:
        assert closed_with(socket) == 4406


def test_pages_of_other_origins_are_refused_in_the_handshake(url: str) -> None:
    with pytest.raises(InvalidStatus) as refused, opened(url, origin="https://evil.example"):
        pass
    assert refused.value.response.status_code == 403
    with opened(url, origin=url.removesuffix("/graphql")):
        pass
