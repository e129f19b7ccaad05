"""Inputs made to hurt: nested beyond all measure, or too long to be said back."""

from __future__ import annotations

import asyncio
import json
import logging
from typing import Any

import pytest

from graphql_api.context import Context
from graphql_api.json_codec import dumps, loads
from graphql_api.schema import build_schema
from graphql_api.services import Services
from graphql_api.settings import ApiSettings
from graphql_api.transport.errors.codes import MOST_SAID
from graphql_api.transport.execution.engine import GraphQLEngine
from graphql_api.transport.execution.request import Answer, GraphQLRequest
from graphql_api.transport.http.messages import from_body
from solvers.plugins.registry import SolverRegistry

SCHEMA = build_schema()
SERVICES = Services(solvers=SolverRegistry())
VALIDATE = "query ($problem: JSON!) { problemValidate(problem: $problem) { faults { place message } } }"
LONG = "x" * 1_000_000
DIGITS = "9" * 5_000


def run(query: str, variables: dict[str, Any] | None = None, name: str | None = None) -> Answer:
    engine = GraphQLEngine(SCHEMA, ApiSettings())
    return asyncio.run(engine.execute(GraphQLRequest(query, variables, name), Context(SERVICES)))


def codes(answer: Answer) -> list[str]:
    return [error["extensions"]["code"] for error in answer.errors]  # type: ignore[index]


def nested(levels: int) -> str:
    return "[" * levels + "]" * levels


@pytest.mark.parametrize("levels", [65, 300, 900, 100_000])
def test_a_body_that_is_nested_too_deeply_is_bad_input(levels: int) -> None:
    body = f'{{"query": {json.dumps(VALIDATE)}, "variables": {{"problem": {nested(levels)}}}}}'
    with pytest.raises(Exception, match="nested") as caught:
        from_body(body.encode("ascii"))
    assert getattr(caught.value, "status", None) == 400


def test_objects_count_as_levels_like_lists_and_what_is_beside_does_not() -> None:
    with pytest.raises(ValueError, match="64"):
        loads('{"a":' * 65 + "1" + "}" * 65)
    assert loads("[" + "[[[]]]," * 10_000 + "1]")[-1] == 1
    assert loads(json.dumps("[" * 1_000)) == "[" * 1_000


@pytest.mark.parametrize("levels", [80, 150, 250, 320, 900])
@pytest.mark.parametrize("wrapped", ["{}", "{{rules: {}}}"])
def test_a_literal_that_is_nested_too_deeply_is_bad_input(
    levels: int, wrapped: str, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING):
        literal = wrapped.format(nested(levels))
        answer = run(f"{{ problemValidate(problem: {literal}) {{ faults {{ place message }} }} }}")
    assert codes(answer) in (["LIMIT_EXCEEDED"], ["GRAPHQL_PARSE_FAILED"])
    assert caplog.text == ""


def test_a_default_that_is_nested_too_deeply_is_bad_input() -> None:
    query = VALIDATE.replace("JSON!)", f"JSON! = {nested(200)})")
    assert codes(run(query)) in (["LIMIT_EXCEEDED"], ["GRAPHQL_PARSE_FAILED"])


@pytest.mark.parametrize(
    ("query", "variables"),
    [
        ("query ($n: Int) { initiatives(first: $n) { nodes { id } } }", {"n": LONG}),
        ("query ($n: Int) { initiatives(first: $n) { nodes { id } } }", {"n": [LONG]}),
        ("query ($d: DateTime) { auditLog(filter: {occurredFrom: $d}) { nodes { id } } }", {"d": LONG}),
        ("query ($s: [RunStatus!]) { runs(filter: {status: $s}) { nodes { id } } }", {"s": [LONG]}),
        (f'{{ initiatives(first: "{LONG}") {{ nodes {{ id }} }} }}', None),
        (f"{{ initiatives(first: {LONG}) {{ nodes {{ id }} }} }}", None),
        (f"{{ {LONG} }}", None),
        (f'{{ node(id: "{LONG}") {{ id }} }}', None),
    ],
)
def test_a_bad_literal_is_never_said_back_whole(
    query: str, variables: dict[str, Any] | None, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO):
        answer = run(query, variables)
    assert answer.errors
    assert "INTERNAL_SERVER_ERROR" not in codes(answer)
    assert len(dumps(answer.body())) < 6 * MOST_SAID
    assert len(caplog.text) < 6 * MOST_SAID


def test_the_name_of_an_operation_that_is_not_there_is_cut() -> None:
    assert len(dumps(run("{ __typename }", name=LONG).body())) < 2 * MOST_SAID


@pytest.mark.parametrize(
    "query",
    [
        f"{{ initiatives(first: {DIGITS}) {{ nodes {{ id }} }} }}",
        f"query ($n: Int = {DIGITS}) {{ initiatives(first: $n) {{ nodes {{ id }} }} }}",
        f"{{ problemValidate(problem: {DIGITS}) {{ faults {{ message }} }} }}",
        f"{{ problemValidate(problem: {DIGITS}.5) {{ faults {{ message }} }} }}",
        f"{{ problemValidate(problem: {{scenario: -{DIGITS}}}) {{ faults {{ message }} }} }}",
    ],
)
def test_a_number_of_thousands_of_digits_is_bad_input(query: str, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        answer = run(query)
    assert answer.errors
    assert "INTERNAL_SERVER_ERROR" not in codes(answer)
    assert caplog.text == ""
