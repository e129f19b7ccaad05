"""What scanners of GraphQL servers send, and graphql-cop among them: each is refused, or a policy that can be set."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from graphql_api.app import create_app
from graphql_api.schema import build_schema
from graphql_api.settings import ApiSettings
from tests.graphql_api.server import serving

CIRCULAR = (
    "{ __schema { types { fields { type { fields { type { fields { type { fields { type { name } } } } } } } } } } }"
)
FRAGMENTS = "query cop { ...A0 } " + " ".join(
    f"fragment A{n} on Query {{ ...A{n + 1} ...A{n + 1} }}" for n in range(30)
)
REFUSED = {
    "alias overloading": "query cop { " + " ".join(f"alias{n}: __typename" for n in range(101)) + " }",
    "directive overloading": "query cop { __typename " + "@include(if: true) " * 101 + "}",
    "field duplication": "query cop { " + "__typename " * 500 + "}",
    "fragment overloading": FRAGMENTS + " fragment A30 on Query { __typename }",
    "circular introspection": CIRCULAR,
}
CLOSED = ApiSettings(introspection=False, suggestions=False, graphiql=False)


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with serving(create_app(build_schema())) as base:
        yield f"{base}/graphql"


@pytest.fixture(scope="module")
def closed() -> Iterator[str]:
    with serving(create_app(build_schema(), CLOSED)) as base:
        yield f"{base}/graphql"


def _data(answer: httpx.Response) -> Any:
    body = answer.json()
    return body.get("data") if isinstance(body, dict) else body


@pytest.mark.parametrize("probe", REFUSED)
def test_overloading_is_refused_before_anything_runs(address: str, probe: str) -> None:
    answer = httpx.post(address, json={"query": REFUSED[probe]})
    assert _data(answer) is None
    assert answer.json()["errors"]
    assert len(answer.content) < 5_000


def test_unknown_directives_are_not_answered_one_by_one(address: str) -> None:
    for count in (10, 50):
        answer = httpx.post(address, json={"query": "query cop { __typename " + "@aa" * count + " }"})
        assert len(answer.json()["errors"]) < 10


def test_arrays_of_operations_are_refused(address: str) -> None:
    answer = httpx.post(address, json=[{"query": "query cop { __typename }"}] * 10)
    assert (answer.status_code, _data(answer)) == (400, None)


def test_a_mutation_by_get_is_refused(address: str) -> None:
    answer = httpx.get(address, params={"query": "mutation cop { __typename }"})
    assert (answer.status_code, _data(answer)) == (405, None)


@pytest.mark.parametrize("query", ["query cop { __typename }", "mutation cop { __typename }"])
def test_what_browsers_send_without_asking_is_refused(address: str, query: str) -> None:
    for answer in (
        httpx.post(address, data={"query": query}),
        httpx.post(address, content=query, headers={"content-type": "text/plain"}),
        httpx.post(address, files={"query": (None, query)}),
    ):
        assert (answer.status_code, _data(answer)) == (415, None)


def test_a_query_by_get_is_answered_as_it_changes_nothing(address: str) -> None:
    assert _data(httpx.get(address, params={"query": "query cop { __typename }"})) == {"__typename": "Query"}


def test_no_answer_carries_traces_or_exceptions(address: str) -> None:
    for query in ("query cop { __typename }", "qwerty cop { abc }", "query cop { nothing }"):
        body = httpx.post(address, json={"query": query}, headers={"x-apollo-tracing": "1"}).json()
        assert set(body.get("extensions", {})) <= {"cost"}
        for error in body.get("errors", ()):
            assert set(error) <= {"message", "locations", "path", "extensions"}
            assert not {"exception", "stacktrace", "debug"} & set(error["extensions"])


def test_introspection_suggestions_and_the_page_are_policy(address: str, closed: str) -> None:
    schema, misspelt = (
        {"query": "query cop { __schema { types { name } } }"},
        {"query": "query cop { solver { name } }"},
    )
    page = {"accept": "text/html"}
    assert _data(httpx.post(address, json=schema))
    assert "Did you mean" in httpx.post(address, json=misspelt).text
    assert "<html" in httpx.get(address, headers=page).text.lower()
    assert _data(httpx.post(closed, json=schema)) is None
    hidden = httpx.post(closed, json=misspelt).text
    assert not any(name in hidden for name in ("Did you mean", "solvers", "Query"))
    assert "<html" not in httpx.get(closed, headers=page).text.lower()
