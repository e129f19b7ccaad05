from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import httpx
import pytest
from sqlalchemy import text

from domain.storage.tokens_and_roles import Role
from graphql_api.transport.auth.gate import TokenGate
from graphql_api.transport.auth.stored_tokens import StoredTokens
from graphql_api.transport.relay.ids import encode_id
from persistence.unit_of_work import SqlStorage, SystemClock
from tests.databases import POSTGRESQL, SQLITE
from tests.graphql_api.stored import Api, served
from tests.graphql_api.transport.auth.test_auth import SECRETS, token

LOG = """query ($filter: AuditFilter, $first: Int, $after: String) {
  auditLog(filter: $filter, first: $first, after: $after) {
    totalCount pageInfo { endCursor }
    nodes { operation actorEmail succeeded errorCode objectType objectId input requestId } } }"""
REFUSED = {
    SQLITE: "CREATE TRIGGER full BEFORE INSERT ON audit_entries BEGIN SELECT RAISE(ABORT, 'the log is full'); END",
    POSTGRESQL: "ALTER TABLE audit_entries ADD CONSTRAINT log_is_full CHECK (id < 0) NOT VALID",
}
SAVED = "... on ScenarioSaved { scenario { id } }"
WANTED = {"periodKey": "2026-Q1", "objectiveMode": "NORTH_STAR"}


@pytest.fixture(params=[SQLITE, POSTGRESQL])
def kind(request: pytest.FixtureRequest) -> str:
    found: str = request.param
    return found


@pytest.fixture
def api(kind: str) -> Iterator[Api]:
    with served(kind=kind) as api:
        yield api


def _log(api: Api, **given: Any) -> dict[str, Any]:
    found: dict[str, Any] = api.ask(LOG, **given)["auditLog"]
    return found


def test_the_log_says_who_did_what_and_how_it_went(api: Api) -> None:
    first = api.change("scenarioCreate", SAVED, name="First", **WANTED)["scenario"]["id"]
    api.errors("scenarioCreate", name="First", **WANTED)
    api.change("scenarioCreate", SAVED, name="Second", **WANTED)
    entries = _log(api)
    assert entries["totalCount"] == 3
    newest, refused, oldest = entries["nodes"]
    assert newest["input"].items() >= {"name": "Second", "periodKey": "2026-Q1", "objectiveMode": "north_star"}.items()
    assert (refused["succeeded"], refused["errorCode"], refused["objectId"]) == (False, "CONFLICT", None)
    assert (oldest["succeeded"], oldest["errorCode"]) == (True, None)
    by_name = "{ auditLog(orderBy: {field: OPERATION}, first: 1) { nodes { operation } } }"
    assert api.ask(by_name)["auditLog"]["nodes"] == [{"operation": "scenarioCreate"}]
    by_person = "{ auditLog(orderBy: {field: ACTOR_EMAIL, direction: DESC}) { nodes { actorEmail } } }"
    assert len(api.ask(by_person)["auditLog"]["nodes"]) == 3
    assert (oldest["objectType"], oldest["objectId"], oldest["operation"]) == ("Scenario", first, "scenarioCreate")
    assert all(entry["requestId"] and entry["actorEmail"] is None for entry in entries["nodes"])


def test_the_log_is_filtered_and_read_page_by_page(api: Api) -> None:
    ids = [api.change("scenarioCreate", SAVED, name=name, **WANTED)["scenario"]["id"] for name in "ABC"]
    api.errors("scenarioUpdate", id=encode_id("Scenario", 999), name="D")
    page = _log(api, first=2)
    rest = _log(api, first=2, after=page["pageInfo"]["endCursor"])
    assert [entry["objectId"] for entry in page["nodes"] + rest["nodes"]] == [None, *reversed(ids)]
    for wanted, count in (
        ({"succeeded": False}, 1),
        ({"operations": ["scenarioUpdate"]}, 1),
        ({"objectId": ids[1]}, 1),
        ({"actorEmails": ["a@b.c"]}, 0),
        ({"occurredFrom": "2000-01-01T00:00:00Z", "occurredTo": "2000-01-02T00:00:00Z"}, 0),
    ):
        assert _log(api, filter=wanted)["totalCount"] == count
    assert api.reasons(LOG, filter={"objectId": "nonsense"}) == ["INVALID_ID"]


def test_nothing_is_changed_that_the_log_does_not_keep(api: Api, kind: str) -> None:
    with api.storage.engine.begin() as connection:
        connection.execute(text(REFUSED[kind]))
    answer = api.send(
        "mutation ($input: ScenarioCreateInput!) { scenarioCreate(input: $input) { __typename } }",
        input={"name": "Unseen", **WANTED},
    )
    assert answer.json()["data"] is None or answer.json()["data"]["scenarioCreate"]["__typename"] == "MutationFailed"
    assert api.ask("{ scenarios { totalCount } }")["scenarios"]["totalCount"] == 0


def test_only_administrators_read_the_log() -> None:
    with served(gate=lambda storage: TokenGate(StoredTokens(storage, SystemClock()), 600)) as api:
        with api.storage.writing() as uow:
            for number, (role, secret) in enumerate(SECRETS.items(), start=1):
                uow.access.add_token(token(secret, role, number))
        for role, secret in SECRETS.items():
            api.headers = {"authorization": f"Bearer {secret}"}
            answer = api.send("{ ...Log } fragment Log on Query { auditLog { totalCount } }")
            assert answer.status_code == (200 if role is Role.ADMIN else 403)


def test_what_was_refused_before_it_began_is_in_the_log_too(kind: str) -> None:
    create = "mutation ($input: ScenarioCreateInput!) { scenarioCreate(input: $input) { __typename } }"
    twice = "mutation { a: scenarioCreate(input: {}) { __typename } ...F } fragment F on Mutation { __typename }"

    def gate(storage: SqlStorage) -> TokenGate:
        with storage.writing() as uow:
            for role, secret in SECRETS.items():
                uow.access.add_token(replace(token(secret, role), id=0, name=role.value))
        return TokenGate(StoredTokens(storage, SystemClock()), 0)

    with served(gate, kind) as api:
        viewer = replace(api, headers={"authorization": f"Bearer {SECRETS[Role.VIEWER]}"})
        admin = replace(api, headers={"authorization": f"Bearer {SECRETS[Role.ADMIN]}"})
        assert viewer.reasons(create, input={"name": "S", **WANTED}) == ["FORBIDDEN"]
        assert admin.reasons(create, input={"name": 7, **WANTED}) == ["BAD_USER_INPUT"]
        assert admin.reasons(create, input={"name": "S" * 100_000, **WANTED, "nonsense": 1}) == ["BAD_USER_INPUT"]
        assert admin.reasons(twice) == ["GRAPHQL_VALIDATION_FAILED"] * 3
        assert viewer.reasons("{ auditLog { totalCount } }") == ["FORBIDDEN"]
        nodes = _log(admin)["nodes"]
        assert [(each["operation"], each["succeeded"], each["errorCode"], each["actorEmail"]) for each in nodes] == [
            ("scenarioCreate", False, "GRAPHQL_VALIDATION_FAILED", f"{Role.ADMIN}@example.org"),
            ("scenarioCreate", False, "BAD_USER_INPUT", f"{Role.ADMIN}@example.org"),
            ("scenarioCreate", False, "BAD_USER_INPUT", f"{Role.ADMIN}@example.org"),
            ("scenarioCreate", False, "FORBIDDEN", f"{Role.VIEWER}@example.org"),
        ]
        assert nodes[-1]["input"]["input"]["name"] == "S"
        assert len(nodes[1]["input"]["input"]["name"]) < 10_000


def test_a_document_that_is_refused_leaves_an_entry_for_each_mutation_that_it_names(api: Api) -> None:
    deep = "[" * 80 + "]" * 80
    aliases = " ".join(f"m{number}: runCancel(input: {{id: 1}}) {{ __typename }}" for number in range(200))
    for document in (
        "mutation A { nonsense scenarioCreate(input: {}) { __typename } } mutation B { runCancel { __typename } }",
        f"mutation A {{ scenarioClone(input: {{name: {deep}}}) {{ __typename }} }}",
        f"mutation A {{ {aliases} }}",
        "query A { scenarioCreate }",
        "mutation A { scenarioCreate(input: {",
    ):
        body = {"query": document, "operationName": "A"}
        assert httpx.post(f"{api.url}/graphql", json=body).json()["errors"]
    entries = [(each["operation"], each["errorCode"]) for each in _log(api)["nodes"]]
    assert entries == [
        ("runCancel", "LIMIT_EXCEEDED"),
        ("scenarioClone", "LIMIT_EXCEEDED"),
        ("scenarioCreate", "GRAPHQL_VALIDATION_FAILED"),
    ]
