from __future__ import annotations

import asyncio
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLSchema,
    GraphQLString,
    get_named_type,
    is_nullable_type,
    is_specified_scalar_type,
)

from graphql_api.context import Context
from graphql_api.schema import build_schema
from graphql_api.services import Services
from graphql_api.settings import ApiSettings
from graphql_api.transport.execution.engine import GraphQLEngine
from graphql_api.transport.execution.request import Answer
from graphql_api.transport.http.messages import from_body
from scripts import export_schema
from tests.graphql_api.transport.relay.kit_schema import kit_schema

ROOT = Path(__file__).resolve().parents[2]
SCHEMA = build_schema()
ENGINE = GraphQLEngine(SCHEMA, ApiSettings(max_body_bytes=10_000_000))


def run(query: str, variables: str = "{}") -> Answer:
    request = from_body(f'{{"query": {json.dumps(query)}, "variables": {variables}}}'.encode())
    return asyncio.run(ENGINE.execute(request, Context(Services())))


def described(schema: GraphQLSchema) -> Iterator[tuple[str, str, str]]:
    """Place, own name and description of everything in a schema but what GraphQL itself brings along."""
    for name, kind in schema.type_map.items():
        if name.startswith("__") or is_specified_scalar_type(kind):
            continue
        yield name, name, kind.description or ""
        if isinstance(kind, GraphQLEnumType):
            for key, value in kind.values.items():
                yield f"{name}.{key}", key, value.description or ""
        if isinstance(kind, GraphQLObjectType | GraphQLInterfaceType | GraphQLInputObjectType):
            for key, field in kind.fields.items():
                yield f"{name}.{key}", key, field.description or ""
                for argument, definition in getattr(field, "args", {}).items():
                    yield f"{name}.{key}({argument})", argument, definition.description or ""


def undescribed(schema: GraphQLSchema) -> list[str]:
    return [place for place, _, text in described(schema) if not text]


def letters(text: str) -> str:
    return re.sub(r"[^a-z0-9]", "", text.lower())


def test_the_exported_schema_is_up_to_date() -> None:
    assert export_schema.main(["--check"]) == 0, "run make schema"


def test_everything_in_the_schema_says_what_it_is() -> None:
    assert undescribed(SCHEMA._schema) == []


def test_descriptions_say_more_than_the_name() -> None:
    """Values of enums excepted, since of some the name says all there is to say."""
    schema = SCHEMA._schema
    members = {f"{name}.{key}" for name, kind in schema.type_map.items() for key in getattr(kind, "values", ())}
    repeated = [
        place for place, name, text in described(schema) if letters(text) == letters(name) and place not in members
    ]
    assert repeated == []


def test_what_may_be_null_says_when() -> None:
    silent = [
        f"{name}.{key}"
        for name, kind in SCHEMA._schema.type_map.items()
        if isinstance(kind, GraphQLObjectType) and not name.startswith("__")
        for key, field in kind.fields.items()
        if is_nullable_type(field.type) and "null" not in (field.description or "").lower()
    ]
    assert silent == []


def test_a_closed_set_is_an_enum() -> None:
    """A description that has to list what a text may be is one of an enum, but where keys of the plan are possible."""
    listed = [
        f"{name}.{key}"
        for name, kind in SCHEMA._schema.type_map.items()
        for key, field in getattr(kind, "fields", {}).items()
        if get_named_type(field.type) is GraphQLString
        and len(re.findall("`[a-z_]+`", field.description or "")) > 1
        and "KPI key" not in (field.description or "")
    ]
    assert listed == []


def test_every_mutation_that_does_more_when_it_is_sent_twice_takes_an_idempotency_key() -> None:
    kind = SCHEMA._schema.mutation_type
    assert kind is not None
    without = {
        name
        for name, field in kind.fields.items()
        if "idempotencyKey" not in getattr(get_named_type(field.args["input"].type), "fields", ())
    }
    ends = {
        "runStop",
        "runCancel",
        "jobCancel",
        "batchCancel",
        "batchResume",
        "analysisCancel",
        "tokenRevoke",
        "objectsCancel",
    }
    assert without == {*ends, "sessionOpen", "sessionEdit", "sessionClose"}


def test_descriptions_are_in_terms_of_clients() -> None:
    """No None, no empty default, no module: those are words of the source."""
    rooms = "domain|solvers|persistence|sheets|pictures|migrations|graphql_api|cli"
    source = re.compile(rf"\bNone\b|Left out: \.|\b(?:{rooms})[./][a-z_]+")
    assert [place for place, _, text in described(SCHEMA._schema) if source.search(text)] == []


def test_what_the_kit_adds_to_a_schema_says_what_it_is() -> None:
    ours = ("PageInfo", "PlanEdge", "PlanConnection", "Node", "MutationFailed", "UserError", "UserErrorCode")
    lacking = [name for name in undescribed(kit_schema._schema) if name.split(".")[0] in ours]
    assert lacking == []
    plans = kit_schema._schema.query_type.fields["plans"]  # type: ignore[union-attr]
    assert all(argument.description for argument in plans.args.values())


def test_the_solvers_with_what_they_can_do() -> None:
    fields = "name version available unavailableReason capabilities { exactUpTo deterministic }"
    answer = run(f"{{ solvers {{ {fields} }} brokenSolverPlugins {{ plugin }} }}")
    assert answer.errors == []
    assert answer.data is not None
    by_name = {solver["name"]: solver for solver in answer.data["solvers"]}
    assert by_name["cp-sat"]["available"] is True
    assert int(by_name["highs"]["capabilities"]["exactUpTo"]) >= 2**19


def test_a_problem_is_looked_at_without_being_solved() -> None:
    sample = (ROOT / "cli" / "sample" / "organisation.json").read_text("utf-8")
    fields = "valid initiatives candidates faults { place } rules { family count } infeasible { ruleId } warnings"
    query = f"query ($p: JSON!) {{ problemValidate(problem: $p) {{ {fields} }} }}"
    found: Any = run(query, f'{{"p": {sample}}}').data
    findings = found["problemValidate"]
    assert findings["valid"] is True
    assert findings["faults"] == []
    assert 0 < len(findings["candidates"]) <= findings["initiatives"]
    assert sum(rule["count"] for rule in findings["rules"]) > 0


def test_the_faults_of_a_problem_come_with_their_places() -> None:
    query = "query ($p: JSON!) { problemValidate(problem: $p) { valid faults { place message } } }"
    for problem in ("{}", "[]", "1", '{"initiatives": [{"engineering_tokens": "many"}]}', '{"x": 1e3}'):
        found: Any = run(query, f'{{"p": {problem}}}').data
        assert found["problemValidate"]["valid"] is False
        assert found["problemValidate"]["faults"]


def test_commands_that_only_solve_do_not_load_the_web_stack() -> None:
    code = (
        "import sys; from cli.main import main; main(['validate', 'cli/sample/organisation.json', '--json']);"
        "web = {'strawberry', 'graphql', 'starlette', 'uvicorn', 'graphql_api'};"
        "print(sorted(web & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.stderr.strip().splitlines()[-1] == "[]"
