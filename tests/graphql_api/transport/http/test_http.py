from __future__ import annotations

import json
from typing import Any

import httpx
import pytest

from tests.graphql_api.sample_schema import STATE

GRAPHQL_JSON = "application/graphql-response+json"


def post(client: httpx.Client, query: str, accept: str = GRAPHQL_JSON, **body: Any) -> httpx.Response:
    return client.post("/graphql", json={"query": query, **body}, headers={"accept": accept})


def code(response: httpx.Response) -> str:
    return str(response.json()["errors"][0]["extensions"]["code"])


def test_variables_operation_name_and_extensions(client: httpx.Client) -> None:
    query = "query A($n: String) { hello(name: $n) } query B { __typename }"
    body = post(client, query, operationName="A", variables={"n": "Ada"}).json()
    assert body["data"] == {"hello": "hello Ada"}
    assert body["extensions"]["cost"]["allowed"] > 0


@pytest.mark.parametrize("name", [None, "", "C"])
def test_an_operation_that_is_not_singled_out_is_a_request_error(client: httpx.Client, name: str | None) -> None:
    response = post(client, "query A { __typename } query B { __typename }", operationName=name)
    assert response.status_code == 400
    assert "data" not in response.json()
    assert code(response) == "OPERATION_RESOLUTION_FAILURE"


@pytest.mark.parametrize("accept", ["application/json", "*/*", ""])
def test_data_is_left_out_when_nothing_ran(client: httpx.Client, accept: str) -> None:
    for query, variables in (("{", {}), ("{ nothing }", {}), ("query ($n: Int!) { leaves(count: $n) { name } }", {})):
        response = post(client, query, accept, variables=variables)
        assert response.status_code == 200
        assert response.headers["content-type"] == "application/json; charset=utf-8"
        assert list(response.json()) == ["errors"]


@pytest.mark.parametrize(
    "body", [b"1", b"null", b'"x"', b"true", b"[]", b"{}", b"", b"\xff", b"[" * 9_000, b'{"query":NaN}']
)
def test_a_body_that_is_no_request_is_a_json_error_400(client: httpx.Client, body: bytes) -> None:
    response = client.post("/graphql", content=body, headers={"content-type": "application/json"})
    assert response.status_code == 400
    assert code(response) in {"BAD_REQUEST", "BATCHING_DISABLED"}


def test_batches_are_refused(client: httpx.Client) -> None:
    response = client.post("/graphql", json=[{"query": "{ hello }"}] * 2)
    assert (response.status_code, code(response)) == (400, "BATCHING_DISABLED")


def test_a_query_by_its_hash_alone_is_refused_in_words_that_clients_know(client: httpx.Client) -> None:
    known = {"persistedQuery": {"version": 1, "sha256Hash": "ab"}}
    by_address = client.get("/graphql", params={"extensions": json.dumps(known)})
    for response in (client.post("/graphql", json={"extensions": known}), by_address):
        assert response.json()["errors"][0]["message"] == "PersistedQueryNotSupported"
        assert (response.status_code, code(response)) == (400, "PERSISTED_QUERY_NOT_SUPPORTED")
    whole = client.post("/graphql", json={"query": "{ hello }", "extensions": known})
    assert "errors" not in whole.json()


def test_the_size_of_a_body_is_limited_declared_or_not(client: httpx.Client) -> None:
    large = json.dumps({"query": "{ hello }", "extensions": {"x": "y" * 30_000}}).encode()
    chunks = (large[start : start + 1_000] for start in range(0, len(large), 1_000))
    for content in (large, chunks):
        response = client.post("/graphql", content=content, headers={"content-type": "application/json"})
        assert (response.status_code, code(response)) == (413, "PAYLOAD_TOO_LARGE")


@pytest.mark.parametrize(
    "kind",
    ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "application/graphql",
     "application/json; charset=latin-1", "text/plain; application/json", "application/jsonx"],
)  # fmt: skip
def test_only_json_is_taken_so_that_no_form_can_post(client: httpx.Client, kind: str) -> None:
    before = STATE["mutations"]
    response = client.post("/graphql", content=b'{"query":"mutation { bump }"}', headers={"content-type": kind})
    assert (response.status_code, code(response)) == (415, "UNSUPPORTED_MEDIA_TYPE")
    assert STATE["mutations"] == before


def test_a_query_may_be_sent_by_get_a_mutation_may_not(client: httpx.Client) -> None:
    assert client.get("/graphql", params={"query": "{ hello }"}).json()["data"] == {"hello": "hello world"}
    before = STATE["mutations"]
    for accept in ("*/*", GRAPHQL_JSON, "text/event-stream"):
        response = client.get("/graphql", params={"query": "mutation { bump }"}, headers={"accept": accept})
        assert (response.status_code, code(response)) == (405, "METHOD_NOT_ALLOWED")
    assert STATE["mutations"] == before


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "HEAD", "TRACE"])
def test_other_methods_are_405_in_json(client: httpx.Client, method: str) -> None:
    response = client.request(method, "/graphql")
    assert response.status_code == 405
    assert "POST" in response.headers["allow"]
    assert response.headers["content-type"].startswith("application/json")


def test_an_unknown_address_is_404_in_json(server_url: str) -> None:
    response = httpx.get(f"{server_url}/nowhere")
    assert (response.status_code, code(response)) == (404, "NOT_FOUND")


def test_odd_text_does_not_break_the_answer(client: httpx.Client) -> None:
    raw = b'{"query":"query ($n: String) { hello(name: $n) }","variables":{"n":"\\ud800"}}'
    response = client.post("/graphql", content=raw, headers={"content-type": "application/json"})
    assert response.json()["data"]["hello"] == "hello \ud800"


def test_an_unexpected_error_is_known_by_an_id_in_the_log(client: httpx.Client, caplog: Any) -> None:
    for query in ("{ crash }", "{ crashAll }"):
        response = post(client, query)
        error = response.json()["errors"][0]
        assert response.status_code == 200
        assert error["extensions"]["code"] == "INTERNAL_SERVER_ERROR"
        assert "swordfish" not in response.text
        assert "Traceback" not in response.text
        assert error["extensions"]["errorId"] in caplog.text
    assert "swordfish" in caplog.text


def test_an_error_that_the_client_can_act_on_is_coded(client: httpx.Client) -> None:
    body = post(client, "{ refuse hello }").json()
    assert body["data"] == {"refuse": None, "hello": "hello world"}
    assert body["errors"] == [
        {
            "message": "this is taken",
            "locations": [{"line": 1, "column": 3}],
            "path": ["refuse"],
            "extensions": {"code": "CONFLICT", "taken": "name"},
        }
    ]


@pytest.mark.parametrize(
    "accept",
    [
        "application/json, text/event-stream",
        "text/event-stream, application/json;q=0.5",
        "application/graphql-response+json, application/json, text/event-stream",
    ],
)
def test_a_plain_query_is_answered_in_json_also_when_events_are_listed(client: httpx.Client, accept: str) -> None:
    response = post(client, "{ hello }", accept)
    assert "json" in response.headers["content-type"]
    assert response.json()["data"] == {"hello": "hello world"}


def test_the_request_id_of_the_client_is_kept_only_when_decent(client: httpx.Client, caplog: Any) -> None:
    client.post("/graphql", json={"query": "{ crash }"}, headers={"x-request-id": "job-17"})
    client.post("/graphql", json={"query": "{ crash }"}, headers={"x-request-id": "bad id; drop"})
    assert "in request job-17" in caplog.text
    assert "drop" not in caplog.text
