from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest
from websockets.sync.client import ClientConnection

from domain.errors import ParameterError
from domain.storage.tokens_and_roles import ApiToken, Role
from graphql_api.app import create_app
from graphql_api.server import gate_for, is_loopback
from graphql_api.settings import ApiSettings
from graphql_api.transport.auth.gate import LoopbackGate, RateLimiter, TokenGate, bearer
from graphql_api.transport.auth.tokens import new_secret, token_hash
from graphql_api.transport.errors.codes import HttpError
from graphql_api.transport.http import watching
from tests.graphql_api.sample_schema import schema
from tests.graphql_api.server import serving
from tests.graphql_api.transport.http.test_websocket import closed_with, hear, opened, say, subscribe

NOW = datetime.now(UTC)


class Tokens:
    def __init__(self, *tokens: ApiToken) -> None:
        self.kept = {token.token_hash: token for token in tokens}
        self.asked = 0

    def by_hash(self, token_hash: str) -> ApiToken | None:
        self.asked += 1
        return self.kept.get(token_hash)

    def exists(self) -> bool:
        return bool(self.kept)


def token(secret: str, role: Role = Role.VIEWER, number: int = 1) -> ApiToken:
    return ApiToken(f"token {number}", token_hash(secret), f"{role}@example.org", role, NOW, id=number)


SECRETS = {role: new_secret() for role in Role}
STORE = Tokens(
    *(token(secret, role, number) for number, (role, secret) in enumerate(SECRETS.items())),
    replace(token("oe_expired", number=7), expires_at=NOW - timedelta(seconds=1)),
    replace(token("oe_revoked", number=8), revoked_at=NOW),
    token("oe_busy", number=9),
    token("oe_eager", number=10),
)


@pytest.fixture(scope="module")
def guarded() -> Iterator[str]:
    settings = ApiSettings(allowed_origins=("https://plan.example",), websocket_init_seconds=2)
    with serving(create_app(schema, settings, gate=TokenGate(STORE, 60))) as url:
        yield f"{url}/graphql"


def ask(url: str, query: str, secret: str | None) -> httpx.Response:
    headers = {"authorization": f"Bearer {secret}"} if secret else {}
    return httpx.post(url, json={"query": query}, headers=headers)


def code(response: httpx.Response) -> str:
    return str(response.json()["errors"][0]["extensions"]["code"])


@pytest.mark.parametrize("secret", [None, "oe_unknown", "oe_expired", "oe_revoked"])
def test_nobody_gets_in_without_a_token_that_holds(guarded: str, secret: str | None) -> None:
    response = ask(guarded, "{ hello }", secret)
    assert (response.status_code, code(response)) == (401, "UNAUTHENTICATED")
    assert response.headers["www-authenticate"].startswith("Bearer")
    assert httpx.get(guarded.replace("/graphql", "/metrics")).status_code == 401


@pytest.mark.parametrize("header", ["", "Bearer", "Basic abc", "Bearer a b", "bearer  ", "oe_x"])
def test_what_is_no_bearer_token_is_none(header: str) -> None:
    assert bearer(header) is None
    assert bearer("bearer  oe_x ") == "oe_x"


def test_the_caller_is_the_owner_of_the_token(guarded: str) -> None:
    assert ask(guarded, "{ who }", SECRETS[Role.PLANNER]).json()["data"] == {"who": "planner@example.org"}


@pytest.mark.parametrize(
    ("query", "allowed"),
    [
        ("{ hello }", {Role.VIEWER, Role.PLANNER, Role.ADMIN}),
        ("mutation { bump }", {Role.PLANNER, Role.ADMIN}),
        ("mutation { reset }", {Role.ADMIN}),
        ("mutation { bump ...on Mutation { a: reset } }", {Role.ADMIN}),
        ("mutation { ...f } fragment f on Mutation { ...g } fragment g on Mutation { reset }", {Role.ADMIN}),
    ],
)
def test_what_each_role_may_do(guarded: str, query: str, allowed: set[Role]) -> None:
    for role, secret in SECRETS.items():
        response = ask(guarded, query, secret)
        if role in allowed:
            assert "errors" not in response.json()
        else:
            assert (response.status_code, code(response)) == (403, "FORBIDDEN")


def test_a_token_may_not_ask_too_often(guarded: str) -> None:
    refused: list[httpx.Response] = []
    with httpx.Client(headers={"authorization": "Bearer oe_busy"}) as client:
        for _ in range(500):
            response = client.post(guarded, json={"query": "{ hello }"})
            if response.status_code == 429:
                refused.append(response)
                break
    assert code(refused[0]) == "RATE_LIMITED"
    assert int(refused[0].headers["retry-after"]) >= 1
    assert ask(guarded, "{ hello }", SECRETS[Role.ADMIN]).status_code == 200


def test_the_bucket_fills_steadily() -> None:
    now = [0.0]
    limiter = RateLimiter(60, lambda: now[0])
    assert [limiter.seconds_to_wait("a") for _ in range(60)] == [0.0] * 60
    assert limiter.seconds_to_wait("a") == pytest.approx(1.0)
    assert limiter.seconds_to_wait("b") == 0
    now[0] += 1
    assert limiter.seconds_to_wait("a") == 0
    assert limiter.seconds_to_wait("a") > 0
    assert RateLimiter(0).seconds_to_wait("a") == 0


def test_a_revoked_token_is_believed_for_a_moment_only() -> None:
    now = [0.0]
    store, now = Tokens(token("oe_x")), [0.0]
    gate = TokenGate(store, 0, lambda: now[0])
    headers = {"authorization": "Bearer oe_x"}
    assert asyncio.run(gate.admit(headers)).email == "viewer@example.org"
    asyncio.run(gate.admit(headers))
    assert store.asked == 1
    store.kept = {digest: replace(kept, revoked_at=NOW) for digest, kept in store.kept.items()}
    now[0] += 6
    with pytest.raises(HttpError):
        asyncio.run(gate.admit(headers))


def test_addresses_that_guess_tokens_are_held_off_and_those_with_a_known_one_are_not() -> None:
    now, store = [0.0], Tokens(token("oe_x"), token("oe_new", number=2))
    gate = TokenGate(store, 0, lambda: now[0])

    def status(secret: str, address: str) -> int:
        try:
            asyncio.run(gate.admit({"authorization": f"Bearer {secret}"}, address=address))
        except HttpError as error:
            return error.status if error.status != 429 or int(error.headers["Retry-After"]) else 0
        return 200

    assert status("oe_x", "10.0.0.1") == 200
    answers = [status(f"oe_guess{number}", "10.0.0.1") for number in range(700)]
    assert answers == [401] * 30 + [429] * 670
    assert store.asked == 31, "what is held off is not looked up"
    now[0] += 1
    assert [status("oe_x", "10.0.0.1"), status("oe_new", "10.0.0.1"), status("oe_new", "10.0.0.2")] == [200, 429, 200]
    now[0] += 60
    assert status("oe_guess", "10.0.0.1") == 401


def test_a_websocket_is_opened_by_a_token_in_its_greeting_or_its_handshake(guarded: str) -> None:
    header = f"Bearer {SECRETS[Role.VIEWER]}"
    with opened(guarded, greet=False) as socket:
        say(socket, type="connection_init", payload={"Authorization": header})
        assert hear(socket)["type"] == "connection_ack"
        subscribe(socket, "mutation { bump }")
        assert hear(socket)["payload"][0]["extensions"]["code"] == "FORBIDDEN"
    with opened(guarded, additional_headers={"Authorization": header}) as socket:
        subscribe(socket, "{ who }")
        assert hear(socket)["payload"]["data"] == {"who": "viewer@example.org"}
    with opened(guarded, greet=False) as socket:
        say(socket, type="connection_init")
        assert closed_with(socket) == 4403


def test_a_token_that_is_revoked_starts_nothing_more_on_an_open_connection() -> None:
    store, now = Tokens(token("oe_x")), [0.0]
    gate = TokenGate(store, 0, lambda: now[0])
    header = {"Authorization": "Bearer oe_x"}
    with serving(create_app(schema, gate=gate)) as url, opened(f"{url}/graphql", additional_headers=header) as socket:
        assert hear_of(socket)["type"] == "next"
        store.kept.clear()
        now[0] += 6
        assert hear_of(socket)["type"] == "error"


def hear_of(socket: ClientConnection) -> Any:
    subscribe(socket, "{ who }")
    first = hear(socket)
    if first["type"] == "next":
        assert hear(socket)["type"] == "complete"
    else:
        assert first["payload"][0]["extensions"]["code"] == "UNAUTHENTICATED"
    return first


def test_listed_pages_may_call_from_a_browser_and_others_may_not(guarded: str) -> None:
    ask_first = {
        "access-control-request-method": "POST",
        "access-control-request-headers": "authorization,content-type",
    }
    listed = httpx.options(guarded, headers={"origin": "https://plan.example", **ask_first})
    assert listed.headers["access-control-allow-origin"] == "https://plan.example"
    other = httpx.options(guarded, headers={"origin": "https://evil.example", **ask_first})
    assert "access-control-allow-origin" not in other.headers
    with opened(guarded, greet=False, origin="https://plan.example"):
        pass


@pytest.mark.parametrize("host", ["evil.example", "evil.example:80", "127.0.0.1.evil.example", "", "[::2]:80"])
def test_an_open_server_answers_under_local_names_only(host: str) -> None:
    with pytest.raises(HttpError) as raised:
        asyncio.run(LoopbackGate().admit({"host": host}))
    assert raised.value.status == 403
    for local in ("localhost", "127.0.0.1:8000", "[::1]:8000", "LOCALHOST:1"):
        assert asyncio.run(LoopbackGate().admit({"host": local})).role is Role.ADMIN


def test_without_tokens_only_loopback_is_listened_on() -> None:
    assert isinstance(gate_for("127.0.0.1", Tokens(), 60), LoopbackGate)
    assert isinstance(gate_for("0.0.0.0", STORE, 60), TokenGate)
    with pytest.raises(ParameterError, match="optengine token create"):
        gate_for("0.0.0.0", Tokens(), 60)
    assert [is_loopback(host) for host in ("::1", "127.8.8.8", "localhost", "::", "10.0.0.1", "host")] == [
        True, True, True, False, False, False,
    ]  # fmt: skip


def test_a_websocket_that_is_opened_too_often_may_try_again_later(guarded: str) -> None:
    """Clients of the protocol give up for good on 4429; 1013 they answer by connecting anew."""
    with httpx.Client(headers={"authorization": "Bearer oe_eager"}) as client:
        while client.post(guarded, json={"query": "{ hello }"}).status_code != 429:
            pass
    with opened(guarded, greet=False, additional_headers={"authorization": "Bearer oe_eager"}) as socket:
        say(socket, type="connection_init")
        assert closed_with(socket) == 1013


def test_streams_end_when_their_token_is_revoked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watching, "LOOK_SECONDS", 0.2)
    store, now = Tokens(token("oe_x"), token("oe_y", number=2)), [0.0]
    gate = TokenGate(store, 0, lambda: now[0])
    query = "subscription { count(to: 100000, pause: 0.05) }"
    kept = {"Authorization": "Bearer oe_y"}
    header = {"Authorization": "Bearer oe_x"}
    asked: dict[str, Any] = {"json": {"query": query}, "timeout": 10}
    with (
        serving(create_app(schema, gate=gate)) as url,
        opened(f"{url}/graphql", additional_headers=header) as socket,
        opened(f"{url}/graphql", additional_headers=kept) as other,
        httpx.stream("POST", f"{url}/graphql", headers=header | {"accept": "text/event-stream"}, **asked) as events,
    ):
        subscribe(socket, query)
        subscribe(other, query)
        assert hear(socket)["type"] == "next"
        store.kept.pop(token_hash("oe_x"))
        now[0] += 6
        said = "".join(events.iter_text())
        assert said.rstrip().endswith("event: complete\ndata:")
        assert "UNAUTHENTICATED" in said
        while (message := hear(socket))["type"] == "next":
            last = message
        assert last["payload"]["errors"][0]["extensions"]["code"] == "UNAUTHENTICATED"
        assert message["type"] == "complete"
        heard = [hear(other) for _ in range(20)]
        assert all(each["type"] == "next" and "errors" not in each["payload"] for each in heard)
