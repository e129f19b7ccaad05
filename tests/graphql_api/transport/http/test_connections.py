"""Connections that send too much, too slowly, or no HTTP at all."""

from __future__ import annotations

import json
import socket
import time
from collections.abc import Iterator
from urllib.parse import urlsplit

import httpx
import pytest
from websockets.sync.client import connect as websocket
from websockets.typing import Subprotocol

from graphql_api.app import create_app
from graphql_api.settings import ApiSettings
from graphql_api.transport.http.protocol import HEADER_BYTES, BoundedProtocol
from tests.graphql_api.sample_schema import schema
from tests.graphql_api.server import serving

PROTOCOL = Subprotocol("graphql-transport-ws")


@pytest.fixture(scope="module")
def impatient() -> Iterator[str]:
    """A server whose times are short."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(BoundedProtocol, "header_seconds", 0.5)
        patched.setattr(BoundedProtocol, "body_seconds", 0.7)
        with serving(create_app(schema, ApiSettings())) as url:
            yield url


def opened(url: str) -> socket.socket:
    parts = urlsplit(url)
    assert parts.hostname and parts.port
    return socket.create_connection((parts.hostname, parts.port), timeout=10)


def heard(connection: socket.socket) -> bytes:
    """All that comes until the other side hangs up."""
    parts = []
    try:
        while part := connection.recv(65536):
            parts.append(part)
    except ConnectionResetError:
        pass
    return b"".join(parts)


def refusal(answer: bytes) -> tuple[int, str]:
    head, _, body = answer.partition(b"\r\n\r\n")
    assert b"content-type: application/json" in head
    return int(head.split()[1]), json.loads(body)["errors"][0]["message"]


def test_what_is_no_http_is_refused_in_json(impatient: str) -> None:
    with opened(impatient) as connection:
        connection.sendall(b"\x16\x03\x01 hello\r\n\r\n")
        assert refusal(heard(connection))[0] == 400


@pytest.mark.parametrize("begin", [b"X-Long: ", b"X: y\r\n"])
def test_headers_without_end_are_cut_off(impatient: str, begin: bytes) -> None:
    sent = 0
    with opened(impatient) as connection:
        connection.sendall(b"POST /graphql HTTP/1.1\r\nHost: localhost\r\n" + begin)
        part = begin if begin.endswith(b"\n") else b"x"
        try:
            while sent < 100 * HEADER_BYTES:
                sent += connection.send(part * (4096 // len(part)))
        except (ConnectionResetError, BrokenPipeError):
            pass
    assert sent < 60 * HEADER_BYTES  # what the system's own buffers hold is not read


def test_headers_that_are_too_long_are_said_to_be(impatient: str) -> None:
    with opened(impatient) as connection:
        connection.sendall(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\nX: " + b"x" * (HEADER_BYTES - 20))
        assert refusal(heard(connection))[0] == 431


def test_long_headers_within_the_bound_and_large_bodies_pass(impatient: str) -> None:
    padded = {"query": "{ hello }", "extensions": {"padding": "x" * 2 * HEADER_BYTES}}
    answer = httpx.post(f"{impatient}/graphql", json=padded, headers={"x-long": "x" * (HEADER_BYTES // 2)})
    assert answer.json()["data"] == {"hello": "hello world"}


@pytest.mark.parametrize("begin", [b"", b"GET", b"GET /healthz HTTP/1.1\r\nHost: loc"])
def test_a_request_that_never_comes_is_waited_for_no_longer(impatient: str, begin: bytes) -> None:
    with opened(impatient) as connection:
        connection.sendall(begin)
        assert refusal(heard(connection))[0] == 408


def test_a_body_that_never_comes_is_waited_for_no_longer(impatient: str, caplog: pytest.LogCaptureFixture) -> None:
    with opened(impatient) as connection:
        head = (
            b"POST /graphql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 99\r\n\r\n"
        )
        connection.sendall(head + b"{")
        assert b"200 OK" not in heard(connection)
    assert httpx.post(f"{impatient}/graphql", json={"query": "{ hello }"}).status_code == 200
    assert "Traceback" not in caplog.text


def test_blank_lines_after_an_answer_keep_no_connection_open(impatient: str) -> None:
    with opened(impatient) as connection:
        connection.sendall(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n")
        assert b"200 OK" in connection.recv(65536)
        connection.sendall(b"\r\n")
        assert refusal(heard(connection))[0] == 408


def test_a_websocket_may_stay(impatient: str) -> None:
    with websocket(impatient.replace("http", "ws", 1) + "/graphql", subprotocols=[PROTOCOL], proxy=None) as connection:
        connection.send('{"type": "connection_init"}')
        assert "ack" in str(connection.recv(timeout=5))
        time.sleep(1.0)
        connection.send('{"type": "ping"}')
        assert "pong" in str(connection.recv(timeout=5))


def test_answers_and_streams_may_take_longer_than_requests(impatient: str) -> None:
    headers = {"accept": "text/event-stream"}
    with httpx.Client(base_url=impatient) as client:
        for _ in range(2):
            asked = {"query": "subscription { count(to: 3) }"}
            assert "complete" in client.post("/graphql", json=asked, headers=headers).text
