"""Which origins may be set, and under which names a server without tokens answers."""

from __future__ import annotations

import asyncio

import pytest

from domain.errors import ParameterError
from graphql_api.settings import ApiSettings
from graphql_api.transport.auth.gate import LoopbackGate
from graphql_api.transport.errors.codes import HttpError
from graphql_api.transport.http.websocket import origin_allowed


@pytest.mark.parametrize(
    "origin",
    [
        "https://plan.example/",
        "https://plan.example/app",
        "https://plan.example?x",
        "https://plan.example#x",
        "plan.example",
        "plan.example:8080",
        "//plan.example",
        "https://Plan.example",
        "HTTPS://plan.example",
        "https://plan.example:443",
        "http://plan.example:80",
        "https://plan.example:0443",
        "https://plan.example:",
        "https://plan.example:99999",
        "https://me@plan.example",
        "https://plän.example",
        "https://plan example",
        "https://",
        "https://*.plan.example",
        "null",
        "",
    ],
)
def test_an_origin_that_no_browser_sends_is_refused_at_the_start(origin: str) -> None:
    with pytest.raises(ParameterError, match="allowed_origins"):
        ApiSettings(allowed_origins=("https://plan.example", origin))


@pytest.mark.parametrize(
    "origin",
    [
        "*",
        "https://plan.example",
        "http://localhost:5173",
        "https://xn--pln-ula.example",
        "http://[::1]:8080",
        "http://127.0.0.1",
        "chrome-extension://abcdefghijklmnop",
    ],
)
def test_what_browsers_send_is_accepted(origin: str) -> None:
    assert ApiSettings(allowed_origins=(origin,)).allowed_origins == (origin,)


@pytest.mark.parametrize(
    "host",
    [
        "[::1].evil.example",
        "[::1]evil.example",
        "127.0.0.1:99999",
        "127.0.0.1:8101@evil.example",
        "localhost:x",
        "localhost:80:80",
        "localhost.evil.example",
        "127.0.0.1.evil.example",
        "::1",
        "localhost/",
        " localhost",
        "localhost:8000\n",
        "",
    ],
)
def test_a_host_that_only_begins_like_this_machine_is_refused(host: str) -> None:
    with pytest.raises(HttpError):
        asyncio.run(LoopbackGate().admit({"host": host}))


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:80", "127.0.0.1:8101", "[::1]", "[::1]:8101"])
def test_this_machine_is_let_in(host: str) -> None:
    assert asyncio.run(LoopbackGate().admit({"host": host})).role


def test_a_host_with_a_user_is_no_page_of_ours() -> None:
    headers = {"origin": "http://evil.example", "host": "127.0.0.1:8101@evil.example"}
    assert not origin_allowed(headers, ())
    assert origin_allowed({"origin": "http://localhost:8000", "host": "localhost:8000"}, ())
