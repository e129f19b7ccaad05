"""The whole API over a database, behind a real server."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import httpx
from sqlalchemy import Engine, event

from domain.live_sessions.runner import LiveSessions
from domain.runs.runs import Runs
from graphql_api.app import create_app
from graphql_api.schema import build_schema
from graphql_api.services import Services
from graphql_api.settings import ApiSettings
from graphql_api.transport.auth.gate import Gate
from migrations import commands
from persistence.unit_of_work import SqlStorage
from tests.databases import SQLITE, fresh_database
from tests.graphql_api.server import serving


@dataclass
class Api:
    """A client of the API, and the database behind it."""

    url: str
    storage: SqlStorage
    headers: dict[str, str] = field(default_factory=dict)

    def send(self, query: str, **variables: Any) -> httpx.Response:
        body = json.dumps({"query": query, "variables": variables})
        headers = {"content-type": "application/json", **self.headers}
        return httpx.post(f"{self.url}/graphql", content=body, headers=headers, timeout=30)

    def ask(self, query: str, **variables: Any) -> dict[str, Any]:
        answer: dict[str, Any] = self.send(query, **variables).json()
        assert "errors" not in answer, answer["errors"]
        data: dict[str, Any] = answer["data"]
        return data

    def reasons(self, query: str, **variables: Any) -> list[str]:
        """The reasons, or else the codes, of the errors."""
        shown = [error["extensions"] for error in self.send(query, **variables).json()["errors"]]
        return [extensions.get("reason", extensions["code"]) for extensions in shown]

    def change(self, mutation: str, answer: str, **given: Any) -> dict[str, Any]:
        """Send one mutation with its input; ``answer`` are the fields of the good answer."""
        kind = mutation[0].upper() + mutation[1:]
        failed = "... on MutationFailed { errors { field message code } }"
        query = f"mutation ($input: {kind}Input!) {{ {mutation}(input: $input) {{ __typename {failed} {answer} }} }}"
        found: dict[str, Any] = self.ask(query, input=given)[mutation]
        return found

    def errors(self, mutation: str, **given: Any) -> list[tuple[str | None, str]]:
        """The places and codes of the faults of an input."""
        answer = self.change(mutation, "", **given)
        assert answer["__typename"] == "MutationFailed"
        return [(error["field"], error["code"]) for error in answer["errors"]]


@contextmanager
def served(
    gate: Callable[[SqlStorage], Gate] | None = None,
    kind: str = SQLITE,
    live: LiveSessions | None = None,
    runs: Callable[[SqlStorage], Runs] | None = None,
    settings: ApiSettings | None = None,
) -> Iterator[Api]:
    """The API over a fresh database."""
    with fresh_database(kind) as engine:
        commands.upgrade(engine)
        storage = SqlStorage(engine)
        door = gate(storage) if gate else None
        services = Services(storage=storage, live=live, runs=runs(storage) if runs else None)
        with serving(create_app(build_schema(), settings, services, door)) as url:
            yield Api(url, storage)


@contextmanager
def counted(engine: Engine) -> Iterator[list[str]]:
    """The statements that are run meanwhile."""
    found: list[str] = []

    def note(*arguments: Any) -> None:
        found.append(arguments[2])

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield found
    finally:
        event.remove(engine, "before_cursor_execute", note)


def by_key(entries: list[Mapping[str, Any]]) -> dict[str, Any]:
    """Numbers by key as they were meant."""
    return {entry["key"]: entry["value"] for entry in entries}
