"""Every mutation, in every role and several forms of a document, answers as docs/api-and-command-line.md says."""

from __future__ import annotations

import argparse
import asyncio
import re
from pathlib import Path

import pytest

from cli.main import COMMANDS, build_parser
from domain.storage.tokens_and_roles import Role
from graphql_api.context import Context
from graphql_api.schema import build_schema
from graphql_api.services import Services
from graphql_api.settings import ApiSettings
from graphql_api.transport.auth.principal import Principal
from graphql_api.transport.execution.engine import GraphQLEngine
from graphql_api.transport.execution.request import GraphQLRequest

PAGE = Path(__file__).resolve().parents[2] / "docs" / "api-and-command-line.md"
ROWS = {
    found["mutation"]: (Role(found["role"]), found["command"])
    for found in re.finditer(
        r"^\| `(?P<mutation>\w+)` \| (?P<role>\w+) \| (?P<command>.*) \|$", PAGE.read_text("utf-8"), re.MULTILINE
    )
}
SCHEMA = build_schema()
ENGINE = GraphQLEngine(SCHEMA, ApiSettings())
MUTATIONS = SCHEMA._schema.mutation_type
assert MUTATIONS is not None
FORMS = (
    "mutation M($i: {kind}) {{ {name}(input: $i) {{ __typename }} }}",
    "query Q {{ __typename }} mutation M($i: {kind}) {{ x: {name}(input: $i) {{ __typename }} }}",
    "mutation M($i: {kind}) {{ ...F }} fragment F on Mutation {{ {name}(input: $i) {{ __typename }} }}",
    "mutation M($i: {kind}) {{ __typename ... {{ ... on Mutation {{ {name}(input: $i) {{ __typename }} }} }} }}",
)


def test_every_mutation_stands_in_the_table() -> None:
    assert sorted(ROWS) == sorted(MUTATIONS.fields)


@pytest.mark.parametrize("name", sorted(MUTATIONS.fields))
def test_who_may_call_it(name: str) -> None:
    """Without its input, so that nothing is done: who may not call it is refused before that is looked at."""
    kind = str(MUTATIONS.fields[name].args["input"].type)
    needed, _ = ROWS[name]
    for role in Role:
        for form in FORMS:
            request = GraphQLRequest(form.format(name=name, kind=kind), operation_name="M")
            answer = asyncio.run(ENGINE.execute(request, Context(Services(), Principal(role))))
            (error,) = answer.errors
            expected = "BAD_USER_INPUT" if role.includes(needed) else "FORBIDDEN"
            assert error["extensions"] == {"code": expected} | ({"role": needed} if expected == "FORBIDDEN" else {})


def test_every_command_in_the_table_is_there() -> None:
    known = {name for group in COMMANDS.values() for name in group}
    for _, cell in ROWS.values():
        for command in re.findall(r"`([^`]+)`", cell):
            name, *rest = [word for word in command.split() if not word.startswith("-")]
            assert name in known, command
            if rest:
                assert rest[0] in _actions(name), command


def _actions(command: str) -> set[str]:
    parser = _choices(build_parser([command]))[command]
    return set(_choices(parser))


def _choices(parser: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    found = next(each for each in parser._actions if isinstance(each, argparse._SubParsersAction))
    return dict(found.choices)
