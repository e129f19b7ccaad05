from __future__ import annotations

import asyncio
from typing import Any

import pytest
from graphql import get_introspection_query

from graphql_api.context import Context
from graphql_api.services import Services
from graphql_api.settings import ApiSettings
from graphql_api.transport.execution.engine import GraphQLEngine
from graphql_api.transport.execution.request import Answer, GraphQLRequest
from graphql_api.transport.limits.query_limits import QueryLimits
from solvers.plugins.registry import SolverRegistry
from tests.graphql_api.sample_schema import schema
from tests.work import lines_run

SERVICES = Services(solvers=SolverRegistry())


def run(query: str, settings: ApiSettings | None = None, **variables: Any) -> Answer:
    engine = GraphQLEngine(schema, settings or ApiSettings())
    return asyncio.run(engine.execute(GraphQLRequest(query, variables), Context(SERVICES)))


def codes(answer: Answer) -> list[str]:
    return [error["extensions"]["code"] for error in answer.errors]  # type: ignore[index]


def limits_named(answer: Answer) -> set[str]:
    return {error["extensions"].get("limit") for error in answer.errors}  # type: ignore[index, attr-defined]


def doubling(levels: int) -> str:
    """Each fragment spreads the next one twice: a few hundred bytes that stand for 2 ** levels fields."""
    parts = ["{branch{...a0}}"]
    for level in range(levels):
        parts.append(f"fragment a{level} on Branch{{...a{level + 1} ...a{level + 1}}}")
    parts.append(f"fragment a{levels} on Branch{{name}}")
    return "".join(parts)


@pytest.mark.parametrize("levels", [18, 21, 60])
def test_doubling_fragments_are_refused_at_once(levels: int) -> None:
    engine = GraphQLEngine(schema, ApiSettings())
    engine.prepared(doubling(1))  # what is done once for all is not counted
    prepared = engine.prepared(doubling(levels))
    assert {error["extensions"]["limit"] for error in prepared.errors} >= {"fields"}  # type: ignore[index]
    work = lines_run(lambda: engine.prepared(doubling(levels) + "#"))
    assert work < 100_000  # 2 ** levels fields would be more, and take longer than a person waits


def test_a_doubling_chain_without_any_field_costs_no_time() -> None:
    query = doubling(60).replace("{name}", "{...b}") + "fragment b on Branch{__typename @skip(if:true)}"
    assert lines_run(lambda: refused(query)) < 200_000


def refused(query: str) -> None:
    assert run(query).request_error


@pytest.mark.parametrize(
    ("limit", "query"),
    [
        ("aliases", "{" + " ".join(f"a{n}: hello" for n in range(101)) + "}"),
        ("directives", "{ hello " + "@skip(if: false) " * 101 + "}"),
        ("directives", "{ hello " + "@aa " * 101 + "}"),
        ("repeats", "{" + "__typename " * 500 + "}"),
        ("repeats", "{...a ...a} fragment a on Query {" + "hello " * 40 + "}"),
        ("depth", "{branch{" + "branches{" * 30 + "name" + "}" * 32),
        ("fields", "{branch{" + "".join(f"a{n}: branches{{name}} " for n in range(600)) + "}}"),
    ],
)
def test_each_limit_refuses_what_is_over_it(limit: str, query: str) -> None:
    answer = run(query)
    assert answer.request_error
    assert limit in limits_named(answer)


def test_tokens_are_limited_while_parsing() -> None:
    assert codes(run("{" + "hello " * 5_000 + "}")) == ["GRAPHQL_PARSE_FAILED"]


@pytest.mark.parametrize("query", ["{a" * 900, "{branch(x:" + "[" * 900 + "]" * 900 + "){name}}", "{" * 3_000])
def test_deep_nesting_is_an_error_of_the_client(query: str) -> None:
    assert codes(run(query))[0] in {"GRAPHQL_PARSE_FAILED", "LIMIT_EXCEEDED", "GRAPHQL_VALIDATION_FAILED"}


def test_fragments_that_spread_themselves_are_refused() -> None:
    assert codes(run("{branch{...a}} fragment a on Branch{...b} fragment b on Branch{...a name}"))[0] == (
        "GRAPHQL_VALIDATION_FAILED"
    )


def test_circular_introspection_is_refused_but_the_usual_one_is_not() -> None:
    circular = "{__schema{types{fields{type{fields{type{fields{type{fields{type{name}}}}}}}}}}}"
    assert codes(run(circular)) == ["GRAPHQL_VALIDATION_FAILED"]
    assert run(get_introspection_query(input_value_deprecation=True)).errors == []


def test_introspection_may_be_turned_off() -> None:
    closed = ApiSettings(introspection=False)
    assert set(codes(run("{ __schema { types { name } } }", closed))) == {"INTROSPECTION_DISABLED"}
    assert set(codes(run('{ __type(name: "Leaf") { name } }', closed))) == {"INTROSPECTION_DISABLED"}
    assert run("{ __typename }", closed).data == {"__typename": "Query"}
    for query in (
        "{ hell }",
        "{ hello(nam: 1) }",
        "{ branch { ... on Leef { name } } }",
        "{ branch }",
        "{ hello { x } }",
    ):
        shown = str(run(query, closed).errors)
        assert "GRAPHQL_VALIDATION_FAILED" in shown
        assert not any(name in shown for name in ("Query", "Branch", "Leaf", "String", "hello"))


@pytest.mark.parametrize("query", ["{ hell }", "{ hello(nam: 1) }", "{ branch { ... on Leef { name } } }"])
def test_suggestions_may_be_turned_off(query: str) -> None:
    assert "Did you mean" in str(run(query).errors)
    assert "Did you mean" not in str(run(query, ApiSettings(suggestions=False)).errors)


def test_the_cost_multiplies_along_the_lists() -> None:
    answer = run("{ branch { branches { branches { name } } } }")
    assert answer.extensions["cost"] == {"estimated": 1 + 20 + 20 * 20, "allowed": 50_000}
    assert run("{ hello who }").extensions["cost"]["estimated"] == 0  # type: ignore[index]


def test_what_costs_too_much_is_not_run() -> None:
    answer = run("{ branch { branches { branches { name } } } }", ApiSettings(limits=QueryLimits(cost=400)))
    assert answer.request_error
    assert limits_named(answer) == {"cost"}


def test_a_document_is_prepared_once() -> None:
    engine = GraphQLEngine(schema, ApiSettings())
    assert engine.prepared("{ hello }") is engine.prepared("{ hello }")
    long = "{ hello } #" + "x" * 30_000
    assert engine.prepared(long) is not engine.prepared(long)


def test_a_long_text_is_refused_before_it_is_read() -> None:
    for query in ("{ hello } #" + "x" * 100_000, "{ hello }" + " " * 100_000, "#" * 4_000_000):
        answer = run(query)
        assert (codes(answer), limits_named(answer)) == (["LIMIT_EXCEEDED"], {"characters"})
    assert lines_run(lambda: refused("{ hello } #" + "x" * 4_000_000)) < 3_000
    assert run("{ hello } #" + "x" * 99_000).data == {"hello": "hello world"}


def test_the_schema_is_not_for_nothing() -> None:
    many = "{" + " ".join(f"a{n}: __schema {{ types {{ name }} }}" for n in range(5)) + "}"
    assert limits_named(run(many)) == {"cost"}
    twice = "{ a: __schema { queryType { name } } b: __schema { queryType { name } } c: __typename }"
    assert not run(twice).errors
    assert not run(get_introspection_query()).errors
    types = "{" + " ".join(f'a{n}: __type(name: "Query") {{ name }}' for n in range(60)) + "}"
    assert not run(types).errors
