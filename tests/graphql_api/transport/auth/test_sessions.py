"""Web pages that trade a token for a cookie, and pages of others that cannot use it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import httpx
import pytest

from domain.storage.tokens_and_roles import Role
from graphql_api.app import create_app
from graphql_api.transport.auth import gate as gates
from graphql_api.transport.auth.gate import TokenGate
from graphql_api.transport.auth.stored_tokens import StoredTokens
from persistence.unit_of_work import SqlStorage, SystemClock
from tests.graphql_api.sample_schema import schema
from tests.graphql_api.server import serving
from tests.graphql_api.stored import Api, served
from tests.graphql_api.transport.auth.test_auth import SECRETS, token
from tests.graphql_api.transport.http.test_websocket import closed_with, hear, opened, say, subscribe

CREATE = {
    "query": 'mutation { scenarioCreate(input: {name: "S", periodKey: "2026-Q1", objectiveMode: NORTH_STAR}) '
    "{ __typename } }"
}
WHO = {"query": "{ viewer { email expiresAt } }"}
OWN = {"x-optengine-session": "1"}


def _gate(storage: SqlStorage) -> TokenGate:
    with storage.writing() as uow:
        uow.access.add_token(replace(token(SECRETS[Role.PLANNER], Role.PLANNER), id=0))
    return TokenGate(StoredTokens(storage, SystemClock()), 0)


@pytest.fixture
def api(monkeypatch: pytest.MonkeyPatch) -> Iterator[Api]:
    monkeypatch.setattr(gates, "REMEMBERED_SECONDS", 0.0)
    with served(_gate) as api:
        yield api


@pytest.fixture
def page(api: Api) -> Iterator[httpx.Client]:
    """A browser on a page of the server, with a session."""
    with httpx.Client(base_url=api.url) as browser:
        begun = browser.post(
            "/session", headers={"authorization": f"Bearer {SECRETS[Role.PLANNER]}", "origin": api.url}
        )
        assert begun.status_code == 200
        assert begun.json().items() >= {"email": "planner@example.org", "role": "PLANNER"}.items()
        assert begun.json()["expiresAt"]
        yield browser


def test_no_script_reads_the_cookie_and_no_other_site_sends_it(api: Api) -> None:
    headers = {"authorization": f"Bearer {SECRETS[Role.PLANNER]}"}
    plain = httpx.post(f"{api.url}/session", headers=headers).headers["set-cookie"]
    assert plain.startswith("optengine_session=oes_")
    assert {"HttpOnly", "Path=/", "SameSite=strict", "Max-Age=43200"} <= set(plain.split("; "))
    behind = httpx.post(f"{api.url}/session", headers=headers | {"x-forwarded-proto": "https"}).headers["set-cookie"]
    assert behind.startswith("__Host-optengine_session=oes_")
    assert "Secure" in behind.split("; ")


def test_a_page_reads_and_changes_with_its_session(api: Api, page: httpx.Client) -> None:
    who = page.post("/graphql", json=WHO, headers=OWN | {"origin": api.url}).json()["data"]["viewer"]
    assert who["email"] == "planner@example.org"
    assert who["expiresAt"]
    assert page.get("/graphql", params=WHO).json()["data"]["viewer"] == who
    changed = page.post("/graphql", json=CREATE, headers=OWN | {"origin": api.url})
    assert changed.json() == {"data": {"scenarioCreate": {"__typename": "ScenarioSaved"}}, **_cost(changed)}


def _cost(response: httpx.Response) -> dict[str, Any]:
    return {"extensions": response.json()["extensions"]}


@pytest.mark.parametrize(
    "headers",
    [
        {},
        OWN,
        {"origin": "OWN"},
        OWN | {"origin": "https://evil.example"},
        OWN | {"origin": "null"},
        OWN | {"origin": "https://127.0.0.1"},
    ],
)
def test_a_page_of_somebody_else_changes_nothing(api: Api, page: httpx.Client, headers: dict[str, str]) -> None:
    sent = {name: value.replace("OWN", api.url) for name, value in headers.items()}
    refused = page.post("/graphql", json=CREATE, headers=sent)
    assert (refused.status_code, refused.json()["errors"][0]["extensions"]["code"]) == (403, "FORBIDDEN")
    assert page.delete("/session", headers=sent).status_code == 403
    assert page.get("/graphql", params={"query": "{ scenarios { totalCount } }"}).json()["data"] == {
        "scenarios": {"totalCount": 0}
    }


def test_a_session_ends_when_it_is_given_back_and_with_its_token(api: Api, page: httpx.Client) -> None:
    cookies = {"cookie": "; ".join(f"{name}={value}" for name, value in page.cookies.items())}
    assert page.delete("/session", headers=OWN | {"origin": api.url}).status_code == 204
    assert not page.cookies
    assert httpx.get(f"{api.url}/graphql", params=WHO, headers=cookies).status_code == 401
    assert page.delete("/session").status_code == 204
    secret = f"Bearer {SECRETS[Role.PLANNER]}"
    page.post("/session", headers={"authorization": secret})
    assert page.get("/graphql", params=WHO).status_code == 200
    with api.storage.writing() as uow:
        operations = [entry.operation for entry in uow.access.audit_log()]
        uow.access.revoke_token("token 1", SystemClock().now())
    assert page.get("/graphql", params=WHO).status_code == 401
    assert operations == ["session begin", "session end", "session begin"]


def test_cookies_of_ended_sessions_shut_nobody_out_and_are_taken_back(api: Api, page: httpx.Client) -> None:
    stale = {"cookie": "optengine_session=oes_long-gone"}
    for _ in range(gates.WRONG_TOKENS_A_MINUTE + 2):
        assert httpx.get(f"{api.url}/graphql", params=WHO, headers=stale).status_code == 401
    good = {"authorization": f"Bearer {SECRETS[Role.PLANNER]}"}
    assert httpx.post(f"{api.url}/graphql", json=WHO, headers=good).status_code == 200
    assert page.get("/graphql", params=WHO).status_code == 200
    ended = httpx.delete(f"{api.url}/session", headers=stale | OWN | {"origin": api.url})
    assert ended.status_code == 401
    assert "Max-Age=0" in ended.headers["set-cookie"].split("; ")


def test_a_session_is_no_token_and_a_token_is_no_session(api: Api, page: httpx.Client) -> None:
    (session,) = page.cookies.values()
    assert httpx.post(f"{api.url}/graphql", json=WHO, headers={"authorization": f"Bearer {session}"}).status_code == 401
    swapped = {"cookie": f"optengine_session={SECRETS[Role.PLANNER]}"}
    assert httpx.get(f"{api.url}/graphql", params=WHO, headers=swapped).status_code == 401


def test_a_session_is_begun_by_a_good_token_on_an_own_page_only(api: Api, page: httpx.Client) -> None:
    good = {"authorization": f"Bearer {SECRETS[Role.PLANNER]}"}
    assert httpx.post(f"{api.url}/session").status_code == 401
    assert httpx.post(f"{api.url}/session", headers={"authorization": "Bearer oe_wrong"}).status_code == 401
    assert httpx.post(f"{api.url}/session", headers=good | {"origin": "https://evil.example"}).status_code == 403
    assert page.post("/session", headers=OWN | {"origin": api.url}).status_code == 401, "a session begets no other"
    assert httpx.get(f"{api.url}/session").status_code == 405


def test_a_websocket_is_opened_by_the_cookie_from_an_own_page_only(api: Api, page: httpx.Client) -> None:
    cookie = "; ".join(f"{name}={value}" for name, value in page.cookies.items())
    with opened(f"{api.url}/graphql", additional_headers={"Cookie": cookie, "Origin": api.url}) as socket:
        subscribe(socket, WHO["query"])
        assert hear(socket)["payload"]["data"]["viewer"]["email"] == "planner@example.org"
    with opened(f"{api.url}/graphql", greet=False, additional_headers={"Cookie": cookie}) as socket:
        say(socket, type="connection_init")
        assert closed_with(socket) == 4403


def test_without_tokens_there_is_nothing_to_begin() -> None:
    with serving(create_app(schema)) as url:
        begun = httpx.post(f"{url}/session")
        assert begun.json() == {"email": None, "role": "ADMIN", "expiresAt": None}
        assert "set-cookie" not in begun.headers
        assert httpx.delete(f"{url}/session").status_code == 204
