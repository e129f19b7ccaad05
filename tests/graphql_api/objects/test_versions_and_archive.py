"""Changes that are refused where somebody else was quicker, and objects that are archived, restored and purged."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import pytest

from domain.storage.tokens_and_roles import Role
from graphql_api.transport.auth.gate import TokenGate
from graphql_api.transport.auth.stored_tokens import StoredTokens
from graphql_api.transport.relay.ids import encode_id
from persistence.unit_of_work import SystemClock
from tests.databases import POSTGRESQL, SQLITE
from tests.graphql_api.planned import Planned, planned
from tests.graphql_api.stored import Api, served
from tests.graphql_api.transport.auth.test_auth import SECRETS, token

WANTED = {"periodKey": "2026-Q1", "objectiveMode": "NORTH_STAR"}
UPDATE = """mutation ($input: ScenarioUpdateInput!) { scenarioUpdate(input: $input) { __typename
  ... on ScenarioSaved { scenario { version } }
  ... on MutationFailed { errors { field code } current { id ... on Scenario { version name } } } } }"""
BULK = """mutation ($input: InitiativesBulkUpsertInput!) { initiativesBulkUpsert(input: $input) {
  ... on InitiativesBulkUpserted { rows { outcome errors { field code } initiative { version title } } } } }"""
UPSERT = """mutation ($input: InitiativeUpsertInput!) { initiativeUpsert(input: $input) { __typename
  ... on InitiativeUpserted { initiative { version title } }
  ... on MutationFailed { errors { field code } current { ... on Initiative { version title } } } } }"""
COUNTS = "{ scenarios { totalCount } constraintSets { totalCount } initiatives { totalCount } }"


@pytest.fixture(params=[SQLITE, POSTGRESQL])
def api(request: pytest.FixtureRequest) -> Iterator[Api]:
    with served(kind=request.param) as api:
        yield api


def _made(api: Api, name: str = "S") -> str:
    answer = api.change("scenarioCreate", "... on ScenarioSaved { scenario { id version } }", name=name, **WANTED)
    assert answer["scenario"]["version"] == 1
    found: str = answer["scenario"]["id"]
    return found


def _rules(api: Api) -> dict[str, Any]:
    made = api.change("constraintSetCreate", "... on ConstraintSetSaved { constraintSet { id version } }", name="R")
    found: dict[str, Any] = made["constraintSet"]
    return found


def test_of_those_who_change_the_same_version_one_is_the_first(api: Api) -> None:
    scenario = _made(api)

    def change(number: int) -> dict[str, Any]:
        found: dict[str, Any] = api.ask(UPDATE, input={"id": scenario, "ifVersion": 1, "name": f"N{number}"})
        return found["scenarioUpdate"]  # type: ignore[no-any-return]

    with ThreadPoolExecutor(6) as many:
        answers = list(many.map(change, range(6)))
    saved = [each for each in answers if each["__typename"] == "ScenarioSaved"]
    assert [each["scenario"]["version"] for each in saved] == [2]
    for refused in (each for each in answers if each["__typename"] != "ScenarioSaved"):
        assert refused["errors"] == [{"field": "input.ifVersion", "code": "CONFLICT"}]
        assert (refused["current"]["id"], refused["current"]["version"]) == (scenario, 2)
    assert api.ask(UPDATE, input={"id": scenario, "name": "any"})["scenarioUpdate"]["scenario"]["version"] == 3
    rules = _rules(api)
    for asked, code in ((2, "CONFLICT"), (1, None), (1, "CONFLICT")):
        answer = api.change("constraintSetUpdate", "", id=rules["id"], ifVersion=asked, notes="x")
        assert [each["code"] for each in answer.get("errors", [])] == ([code] if code else [])


def test_initiatives_are_changed_at_their_version_row_by_row(api: Api) -> None:
    new = {"initiativeKey": "A", "title": "first", "ifVersion": 0}
    assert api.ask(UPSERT, input={"initiative": new})["initiativeUpsert"]["initiative"]["version"] == 1
    refused = api.ask(UPSERT, input={"initiative": new})["initiativeUpsert"]
    assert refused["errors"] == [{"field": "input.initiative.ifVersion", "code": "CONFLICT"}]
    assert refused["current"] == {"version": 1, "title": "first"}
    rows = [
        {"initiativeKey": "A", "title": "second", "ifVersion": 1},
        {"initiativeKey": "B", "ifVersion": 3},
        {"initiativeKey": "C"},
    ]
    answers = api.ask(BULK, input={"initiatives": rows})["initiativesBulkUpsert"]["rows"]
    assert [each["outcome"] for each in answers] == ["CHANGED", "FAILED", "ADDED"]
    assert answers[0]["initiative"] == {"version": 2, "title": "second"}
    assert answers[1]["errors"] == [{"field": "input.initiatives[1].ifVersion", "code": "CONFLICT"}]
    stale = api.ask(BULK, input={"initiatives": [rows[0]]})["initiativesBulkUpsert"]["rows"][0]
    assert (stale["outcome"], stale["initiative"]["version"]) == ("FAILED", 2)


def test_what_is_archived_is_left_out_until_it_is_asked_for_or_restored(api: Api) -> None:
    scenario, other, rules = _made(api), _made(api, "T"), _rules(api)["id"]
    api.ask(UPSERT, input={"initiative": {"initiativeKey": "A", "isOptimizationCandidate": True}})
    initiative = api.ask("{ initiatives { nodes { id } } }")["initiatives"]["nodes"][0]["id"]
    ids = [scenario, rules, initiative]
    assert api.change("objectsArchive", "... on ObjectsArchived { ids }", ids=ids)["ids"] == ids
    left = {"scenarios": {"totalCount": 1}, "constraintSets": {"totalCount": 0}, "initiatives": {"totalCount": 0}}
    assert api.ask(COUNTS) == left
    for wanted, names in ((True, ["S"]), (False, ["T"]), (None, ["S", "T"])):
        found = api.ask(
            "query ($a: Boolean) { scenarios(filter: {archived: $a}) { nodes { name archivedAt } } }", a=wanted
        )["scenarios"]["nodes"]
        assert [each["name"] for each in found] == names
        assert [each["archivedAt"] is not None for each in found] == [name == "S" for name in names]
    assert api.ask("query ($i: ID!) { node(id: $i) { id } }", i=scenario)["node"] == {"id": scenario}
    text = api.ask("query ($s: ID!) { scenarioProblem(scenarioId: $s) { initiatives } }", s=other)
    assert text["scenarioProblem"]["initiatives"] == 0
    assert api.reasons("query ($s: ID!) { scenarioProblem(scenarioId: $s) { text } }", s=scenario) == ["CONFLICT"]
    api.change("objectsRestore", "", ids=ids)
    assert api.ask("{ scenarios { totalCount } initiatives { totalCount } }") == {
        "scenarios": {"totalCount": 2}, "initiatives": {"totalCount": 1},
    }  # fmt: skip
    refused = api.ask(UPDATE, input={"id": scenario, "ifVersion": 1, "name": "late"})["scenarioUpdate"]
    assert refused["current"]["version"] == 3


def test_all_are_archived_or_none(api: Api) -> None:
    scenario = _made(api)
    for wrong, fault in (
        (encode_id("Scenario", 99), ("input.ids[1]", "NOT_FOUND")),
        (encode_id("Run", "x"), ("input.ids[1]", "INVALID_ID")),
        ("nonsense", ("input.ids[1]", "INVALID_ID")),
    ):
        assert api.errors("objectsArchive", ids=[scenario, wrong]) == [fault]
    assert api.errors("objectsArchive", ids=[]) == [("input.ids", "INVALID")]
    for mutation in ("objectsArchive", "objectsRestore", "objectsArchive"):  # The last one is a replay, not done again.
        assert "errors" not in api.change(mutation, "", ids=[scenario], idempotencyKey="k")
    assert api.errors("objectsArchive", ids=[scenario] * 2, idempotencyKey="k") == [
        ("input.idempotencyKey", "CONFLICT")
    ]
    assert api.ask("{ scenarios { totalCount } }")["scenarios"]["totalCount"] == 1


def test_only_administrators_purge_and_only_what_is_archived_and_free() -> None:
    def gate(storage: Any) -> TokenGate:
        with storage.writing() as uow:
            for role, secret in SECRETS.items():
                uow.access.add_token(replace(token(secret, role), id=0, name=role.value))
        return TokenGate(StoredTokens(storage, SystemClock()), 0)

    with planned(gate) as api:
        as_role = {
            role: replace(api, headers={"authorization": f"Bearer {secret}"}) for role, secret in SECRETS.items()
        }
        admin, planner = as_role[Role.ADMIN], as_role[Role.PLANNER]
        used, free = api.scenario_id, _made(planner)
        assert planner.start()
        assert admin.errors("objectsPurge", ids=[free]) == [("input.ids[0]", "CONFLICT")]
        planner.change("objectsArchive", "", ids=[used, free])
        assert planner.errors("runStart", scenarioId=used, solvers=["busy"])[0][1] == "CONFLICT"
        forbidden = planner.reasons("mutation { objectsPurge(input: {ids: []}) { __typename } }")
        assert forbidden == ["FORBIDDEN"]
        assert admin.errors("objectsPurge", ids=[free, used]) == [("input.ids[1]", "CONFLICT")]
        for _ in range(2):
            purged = admin.change("objectsPurge", "... on ObjectsPurged { ids }", ids=[free], idempotencyKey="k")
            assert purged["ids"] == [free]
        assert admin.ask("query ($i: ID!) { node(id: $i) { id } }", i=free) == {"node": None}
        _is_logged(admin, free)


def _is_logged(admin: Planned, purged: str) -> None:
    log = "{ auditLog(first: 2) { nodes { operation succeeded input } } }"
    replay, entry = admin.ask(log)["auditLog"]["nodes"]
    assert "removed" not in replay["input"]
    assert (entry["operation"], entry["succeeded"], entry["input"]) == (
        "objectsPurge",
        True,
        {"ids": [purged], "idempotencyKey": "k", "validateOnly": False, "removed": ["Scenario S"]},
    )


def test_runs_of_a_time_that_has_not_come_are_not_purged() -> None:
    with planned() as api:
        api.start()
        assert api.errors("runsPurge", endedBefore="2099-01-01T00:00:00Z") == [("input.endedBefore", "INVALID")]
        given = {"endedBefore": "2020-01-01T00:00:00Z", "idempotencyKey": "k"}
        purged = api.change("runsPurge", "... on RunsPurged { runs portfolios more }", **given)
        assert purged == api.change("runsPurge", "... on RunsPurged { runs portfolios more }", **given)
        assert purged == {"__typename": "RunsPurged", "runs": 0, "portfolios": 0, "more": False}
