from __future__ import annotations

import asyncio
import json
from typing import Any

import pytest

from graphql_api.context import Context
from graphql_api.services import Services
from graphql_api.settings import ApiSettings
from graphql_api.transport.execution.engine import GraphQLEngine
from graphql_api.transport.execution.request import Answer
from graphql_api.transport.http.messages import from_body
from graphql_api.transport.relay.ids import encode_id
from solvers.plugins.registry import SolverRegistry
from tests.graphql_api.transport.relay.kit_schema import kit_schema

ENGINE = GraphQLEngine(kit_schema, ApiSettings())


def run(query: str, raw_variables: str = "{}") -> Answer:
    request = from_body(f'{{"query": {json.dumps(query)}, "variables": {raw_variables}}}'.encode())
    return asyncio.run(ENGINE.execute(request, Context(Services(solvers=SolverRegistry()))))


def data(query: str, raw_variables: str = "{}") -> Any:
    answer = run(query, raw_variables)
    assert answer.errors == []
    assert answer.data is not None
    return answer.data


def codes(answer: Answer) -> list[Any]:
    shown: Any = [error["extensions"] for error in answer.errors]
    return [extensions.get("reason", extensions["code"]) for extensions in shown]


def test_nodes_by_id() -> None:
    first, gone, other = encode_id("Plan", 7), encode_id("Plan", 99), encode_id("Query", 1)
    query = "query ($id: ID!) { node(id: $id) { __typename id ... on Plan { number } } }"
    assert data(query, json.dumps({"id": first}))["node"] == {"__typename": "Plan", "id": first, "number": 7}
    assert data(query, json.dumps({"id": gone}))["node"] is None
    assert codes(run(query, json.dumps({"id": other}))) == ["INVALID_ID"]
    assert codes(run(query, '{"id": "nonsense"}')) == ["INVALID_ID"]
    many = "query ($ids: [ID!]!) { nodes(ids: $ids) { id } }"
    assert data(many, json.dumps({"ids": [first, gone]}))["nodes"] == [{"id": first}, None]
    assert codes(run(many, json.dumps({"ids": [first] * 101}))) == ["BAD_USER_INPUT"]


def test_a_connection_with_its_total_and_its_nodes() -> None:
    page = "plans(first: 2) { totalCount nodes { number } edges { cursor node { number } } pageInfo { hasNextPage } }"
    plans = data(f"{{ {page} }}")["plans"]
    assert plans["totalCount"] == 50
    assert plans["nodes"] == [{"number": 0}, {"number": 1}]
    assert plans["pageInfo"] == {"hasNextPage": True}
    after = plans["edges"][1]["cursor"]
    rest = data("query ($a: String) { plans(first: 1000, after: $a) { nodes { number } } }", json.dumps({"a": after}))
    assert [node["number"] for node in rest["plans"]["nodes"]] == list(range(2, 50))


def test_faults_of_paging_are_coded() -> None:
    shown: Any = run('{ node(id: "x") { id } }').errors[0]["extensions"]
    assert shown == {"code": "BAD_USER_INPUT", "reason": "INVALID_ID", "id": "x"}
    assert codes(run('{ plans(after: "x") { totalCount } }')) == ["INVALID_CURSOR"]
    assert codes(run("{ plans(first: -1) { totalCount } }")) == ["BAD_USER_INPUT"]
    assert codes(run("{ plans(first: 1, last: 1) { totalCount } }")) == ["BAD_USER_INPUT"]
    assert codes(run("{ plans(first: 9999999999) { totalCount } }")) == ["GRAPHQL_VALIDATION_FAILED"]


def test_the_cost_of_a_connection_follows_first() -> None:
    answer = run("query ($n: Int) { plans(first: $n) { nodes { number } edges { node { number } } } }", '{"n": 30}')
    assert answer.extensions["cost"] == {"estimated": 1 + 30 + 30 * 2, "allowed": 50_000}
    assert run("{ plans(last: 7) { nodes { number } } }").extensions["cost"]["estimated"] == 8  # type: ignore[index]
    assert run("query ($n: Int = 9) { plans(first: $n) { nodes { number } } }").extensions["cost"]["estimated"] == 10  # type: ignore[index]


@pytest.mark.parametrize(
    ("fault", "expected"),
    [
        ("field", [{"field": "input.name", "message": "is taken", "code": "CONFLICT"}]),
        (
            "problem",
            [
                {"field": "initiatives[0].key", "message": "is empty", "code": "INVALID"},
                {"field": None, "message": "has no periods", "code": "INVALID"},
            ],
        ),
        ("parameter", [{"field": None, "message": "there is no solver named x", "code": "INVALID"}]),
        ("state", [{"field": None, "message": "the run has ended", "code": "CONFLICT"}]),
    ],
)
def test_what_the_client_can_mend_is_a_member_of_the_union(fault: str, expected: list[Any]) -> None:
    errors = "... on MutationFailed { errors { field message code } }"
    query = f'mutation {{ planRename(id: "x", fault: "{fault}") {{ {errors} }} }}'
    assert data(query)["planRename"] == {"errors": expected}


def test_a_wrong_id_is_a_member_of_the_union_and_the_rest_is_not() -> None:
    query = 'mutation {{ planRename(id: "{}"{}) {{ __typename ... on MutationFailed {{ errors {{ code }} }} }} }}'
    assert data(query.format("x", ""))["planRename"]["errors"] == [{"code": "INVALID_ID"}]
    assert data(query.format(encode_id("Plan", 3), ""))["planRename"] == {"__typename": "PlanRenamed"}
    crash = run(query.format("x", ', fault: "crash"'))
    assert codes(crash) == ["INTERNAL_SERVER_ERROR"]
    assert "swordfish" not in str(crash.errors)
    assert codes(run(query.format("x", ', fault: "limited"'))) == ["RATE_LIMITED"]


@pytest.mark.parametrize(
    ("written", "answered"),
    [("12.50", "12.50"), ('"12.50"', "12.50"), ("0.1234567890123456789", "0.1234567890123456789"), ("3", "3"),
     ("12345678901234567890123", "12345678901234567890123"), ("1e3", "1000"), ('"-0.10"', "-0.10")],
)  # fmt: skip
def test_decimals_keep_every_digit(written: str, answered: str) -> None:
    query = "query ($x: Decimal) { echo(decimal: $x) { decimal } }"
    assert data(query, f'{{"x": {written}}}')["echo"] == {"decimal": answered}
    if not written.startswith("1e"):
        assert data(f"{{ echo(decimal: {written}) {{ decimal }} }}")["echo"] == {"decimal": answered}


@pytest.mark.parametrize(
    ("argument", "value"),
    [("decimal: Decimal", value) for value in ('"NaN"', '"Infinity"', '"x"', "true", "[]", '"1e99999"', '""')]
    + [("moment: DateTime", value) for value in ('"2026-01-31"', '"2026-01-31T09:30:00"', "1", '"x"')]
    + [("moment: DateTime", '"0001-01-01T00:00:00+01:00"')]
    + [("day: Date", value) for value in ('"2026-02-31"', '"20260131"', "1", '"2026-01-31T00:00:00Z"')],
)
def test_what_is_no_value_of_a_scalar_is_a_fault_of_the_client(argument: str, value: str) -> None:
    name, kind = argument.split(": ")
    by_variable = run(f"query ($x: {kind}) {{ echo({name}: $x) {{ __typename }} }}", f'{{"x": {value}}}')
    assert codes(by_variable) == ["BAD_USER_INPUT"]
    assert by_variable.request_error
    assert codes(run(f"{{ echo({name}: {value}) {{ __typename }} }}")) == ["GRAPHQL_VALIDATION_FAILED"]


def test_moments_are_answered_in_utc_and_days_as_they_are() -> None:
    query = '{ echo(moment: "2026-01-31T09:30:00+02:00", day: "2026-01-31") { moment day } }'
    assert data(query)["echo"] == {"moment": "2026-01-31T07:30:00Z", "day": "2026-01-31"}


def test_json_goes_through_and_not_a_number_does_not() -> None:
    query = "query ($x: JSON) { echo(json: $x) { json } }"
    assert data(query, '{"x": {"a": [1, 2.5, null, "é", true]}}')["echo"]["json"] == {"a": [1, 2.5, None, "é", True]}
    assert data("{ echo(json: {a: [1, 2.5, null, true]}) { json } }")["echo"]["json"] == {"a": [1, 2.5, None, True]}
    assert codes(run("{ notANumber }")) == ["INTERNAL_SERVER_ERROR"]
