from __future__ import annotations

from collections.abc import Iterator

import pytest

from domain.storage.tokens_and_roles import Role
from graphql_api.transport.auth.gate import TokenGate
from graphql_api.transport.auth.stored_tokens import StoredTokens
from persistence.unit_of_work import SystemClock
from tests.graphql_api.stored import Api, served
from tests.graphql_api.transport.auth.test_auth import SECRETS, token

MUTATION = """
mutation ($name: String!) {
  scenarioCreate(input: {name: $name, periodKey: "2026-Q1", objectiveMode: NORTH_STAR, idempotencyKey: "k"}) {
    ... on ScenarioSaved { scenario { createdByUserId } }
  }
}
"""


@pytest.fixture(scope="module")
def api() -> Iterator[Api]:
    with served(gate=lambda storage: TokenGate(StoredTokens(storage, SystemClock()), 600)) as api:
        with api.storage.writing() as uow:
            for role, secret in SECRETS.items():
                uow.access.add_token(token(secret, role, 1 + list(SECRETS).index(role)))
        yield api


def test_viewers_read_planners_write_and_are_named(api: Api) -> None:
    read = "{ initiatives { totalCount } scenarios { totalCount } constraintSets { totalCount } }"
    assert api.send(read).status_code == 401
    for role, secret in SECRETS.items():
        api.headers = {"authorization": f"Bearer {secret}"}
        api.ask(read)
        answer = api.send(MUTATION, name=f"of {role}")
        if role is Role.VIEWER:
            assert (answer.status_code, answer.json()["errors"][0]["extensions"]["code"]) == (403, "FORBIDDEN")
        else:
            saved = answer.json()["data"]["scenarioCreate"]["scenario"]
            assert saved == {"createdByUserId": f"{role}@example.org"}
    with api.storage.reading() as uow:
        entries = uow.access.audit_log()
    assert [(entry.operation, entry.actor_email, entry.succeeded) for entry in entries] == [
        ("scenarioCreate", "admin@example.org", True),
        ("scenarioCreate", "planner@example.org", True),
        ("scenarioCreate", "viewer@example.org", False),
    ]
