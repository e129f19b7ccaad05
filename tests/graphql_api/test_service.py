"""Who asks, what the server allows, and the tokens that administrators make and revoke."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from domain.runs.limits import SolveLimits
from domain.storage.tokens_and_roles import Role
from graphql_api.transport.auth import gate as gates
from graphql_api.transport.auth.gate import TokenGate
from graphql_api.transport.auth.stored_tokens import StoredTokens
from graphql_api.transport.relay.ids import encode_id
from persistence.unit_of_work import SqlStorage, SystemClock
from tests.graphql_api.planned import Planned, planned
from tests.graphql_api.transport.auth.test_auth import SECRETS, token

VIEWER = "{ viewer { email role tokenName expiresAt queued } }"
TOKEN = "token { id name email role expiresAt revokedAt lastUsedAt isValid }"
LIMITS = SolveLimits(seconds=900, threads=2, memory_mb=0, queued=3)


def _gate(storage: SqlStorage) -> TokenGate:
    with storage.writing() as uow:
        for role, secret in SECRETS.items():
            uow.access.add_token(replace(token(secret, role), id=0, name=role.value))
    return TokenGate(StoredTokens(storage, SystemClock()), 0)


def _as(api: Planned, secret: str) -> Planned:
    return replace(api, headers={"authorization": f"Bearer {secret}"})


@pytest.fixture
def admin() -> Iterator[Planned]:
    with planned(_gate, limits=LIMITS) as api:
        yield _as(api, SECRETS[Role.ADMIN])


def test_everybody_learns_who_they_are_and_what_the_server_allows(admin: Planned) -> None:
    planner = _as(admin, SECRETS[Role.PLANNER])
    me = planner.ask(VIEWER)["viewer"]
    assert me == {
        "email": "planner@example.org", "role": "PLANNER", "tokenName": "planner", "expiresAt": None, "queued": 0,
    }  # fmt: skip
    server = planner.ask(
        "{ server { version limits { page depth cost requestsPerMinute solveSeconds solveThreads queued }"
        " workers { name host silentSeconds } } }"
    )["server"]
    assert server["version"]
    assert server["workers"] == []
    assert server["limits"] == {
        "page": 100, "depth": 16, "cost": 50000, "requestsPerMinute": 600, "solveSeconds": "900", "solveThreads": 2,
        "queued": 3,
    }  # fmt: skip
    admin.worker()
    assert [each["name"] for each in planner.ask("{ server { workers { name } } }")["server"]["workers"]] == ["w"]


def test_a_server_without_tokens_takes_everybody_for_its_administrator() -> None:
    with planned() as api:
        assert api.ask(VIEWER)["viewer"] == {
            "email": None, "role": "ADMIN", "tokenName": None, "expiresAt": None, "queued": 0,
        }  # fmt: skip


def test_nobody_has_more_work_waiting_than_the_server_allows(admin: Planned) -> None:
    planner = _as(admin, SECRETS[Role.PLANNER])
    runs = planner.start() + planner.start()
    core = planner.change("coreStart", "... on AnalysisStarted { analysis { id } }", scenarioId=admin.scenario_id)
    assert core["__typename"] == "AnalysisStarted"
    assert planner.ask(VIEWER)["viewer"]["queued"] == 3
    refused = planner.change("runStart", "", scenarioId=admin.scenario_id, solvers=["busy"])["errors"]
    assert [(each["code"], "has 3" in each["message"]) for each in refused] == [("LIMIT_REACHED", True)]
    assert planner.errors("coreStart", scenarioId=admin.scenario_id) == [(None, "LIMIT_REACHED")]
    assert planner.errors("runRetry", id=runs[0]["id"])[0][1] == "CONFLICT"
    assert planner.errors("batchStart", scenarioIds=[admin.scenario_id], solvers=["busy"]) == [(None, "LIMIT_REACHED")]
    assert admin.start(), "others are not held up"
    planner.change("runCancel", "", id=runs[0]["id"])
    assert planner.start()


def test_who_says_no_time_gets_what_is_allowed_and_who_says_too_much_is_refused() -> None:
    with planned(limits=SolveLimits(seconds=60)) as api:
        (run,) = api.start()
        assert api.run(run["id"], "parameters { timeLimit }")["parameters"] == {"timeLimit": 60.0}
        (run,) = api.start(parameters={"timeLimit": None, "seed": 1})
        assert api.run(run["id"], "parameters { timeLimit }")["parameters"] == {"timeLimit": None}
        api.change("coreStart", "... on AnalysisStarted { analysis { id } }", scenarioId=api.scenario_id)
        batch = "... on BatchStarted { batch { id } }"
        assert api.change("batchStart", batch, scenarioIds=[api.scenario_id], parameters={"seed": 1})["batch"]
        again = api.change("runClone", "... on RunCloned { run { id } }", id=run["id"], parameters={"seed": 2})["run"]
        assert api.run(again["id"], "parameters { timeLimit }")["parameters"] == {"timeLimit": 60.0}
        asked = {"scenarioId": api.scenario_id, "solvers": ["tests"], "parameters": {"timeLimit": 61}}
        refused = api.change("runStart", "", **asked)
        assert "solves.seconds" in str(refused)


def test_administrators_make_list_and_revoke_tokens(admin: Planned, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gates, "REMEMBERED_SECONDS", 0.0)
    made = admin.change(
        "tokenCreate", f"... on TokenCreated {{ secret {TOKEN} }}", name="page", email="a@plan.example", role="PLANNER"
    )
    page = _as(admin, made["secret"])
    assert page.ask(VIEWER)["viewer"]["email"] == "a@plan.example"
    listed = admin.ask(f"{{ tokens {{ {TOKEN.removeprefix('token { ').removesuffix(' }')} }} }}")["tokens"]
    assert [each["name"] for each in listed] == ["admin", "page", "planner", "viewer"]
    assert listed[1]["lastUsedAt"]
    assert (listed[1] | {"lastUsedAt": None}) == made["token"]
    revoked = admin.change("tokenRevoke", f"... on TokenRevoked {{ {TOKEN} }}", id=made["token"]["id"])["token"]
    assert revoked["revokedAt"]
    assert not revoked["isValid"]
    assert page.send(VIEWER).status_code == 401
    entries = admin.ask("{ auditLog(first: 2) { nodes { operation objectType objectId input } } }")["auditLog"]["nodes"]
    assert [(each["operation"], each["objectId"]) for each in entries] == [
        ("tokenRevoke", revoked["id"]), ("tokenCreate", revoked["id"]),
    ]  # fmt: skip
    assert made["secret"] not in str(entries)


def test_the_secret_of_a_token_is_shown_to_nobody_who_asks_again(admin: Planned) -> None:
    made = f"... on TokenCreated {{ secret {TOKEN} }}"
    given = {"name": "once", "email": "a@b.example", "expiresAt": "2099-01-01T00:00:00Z", "idempotencyKey": "k"}
    with ThreadPoolExecutor(5) as many:
        answers = list(many.map(lambda _: admin.change("tokenCreate", made, **given), range(5)))
    secrets = [each["secret"] for each in answers if each["secret"] is not None]
    assert len(secrets) == 1, "shown once, whoever asks at the same time"
    assert [each["token"] for each in answers] == [answers[0]["token"]] * 5
    assert _as(admin, secrets[0]).ask(VIEWER)["viewer"]["email"] == "a@b.example"
    assert admin.errors("tokenCreate", **given, role="ADMIN") == [("input.idempotencyKey", "CONFLICT")]
    with admin.storage.reading() as uow:
        assert secrets[0] not in str(uow.access.audit_log())


def test_tokens_that_make_no_sense_are_refused(admin: Planned) -> None:
    good = {"name": "t", "email": "a@b.example"}
    for given, fault in (
        ({"name": "viewer"}, ("input.name", "CONFLICT")),
        ({"name": " "}, (None, "INVALID")),
        ({"email": "nobody"}, (None, "INVALID")),
        ({"expiresAt": "2000-01-01T00:00:00Z"}, ("input.expiresAt", "INVALID")),
    ):
        assert admin.errors("tokenCreate", **good | given) == [fault]
    assert admin.errors("tokenRevoke", id=encode_id("ApiToken", 99)) == [("input.id", "NOT_FOUND")]
    planner = _as(admin, SECRETS[Role.PLANNER])
    assert planner.reasons("{ tokens { name } }") == ["FORBIDDEN"]
    assert planner.reasons("mutation { tokenRevoke(input: {id: 1}) { __typename } }") == ["FORBIDDEN"]
