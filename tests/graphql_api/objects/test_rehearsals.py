"""``validateOnly``: a mutation says what it would change, as it would change it, and nothing is changed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import graphql
import pytest
from sqlalchemy import MetaData, select

from graphql_api.schema import build_schema
from graphql_api.transport.relay.ids import encode_id
from tests.databases import POSTGRESQL, SQLITE
from tests.graphql_api.planned import Planned, planned
from tests.graphql_api.stored import Api, served

EFFECT = "... on Outcome { effect { changes { kind action id name fields { field before after } } } }"
ENDING = {
    "runStop", "runCancel", "jobCancel", "analysisCancel", "batchCancel", "batchResume", "objectsCancel",
    "sessionOpen", "sessionEdit", "sessionClose",
}  # fmt: skip
"""What ends work, goes on with it, or stores nothing."""


def contents(api: Api) -> dict[str, list[tuple[Any, ...]]]:
    """All rows of the database but those of the audit log."""
    known = MetaData()
    with api.storage.engine.connect() as connection:
        known.reflect(connection)
        return {
            table.name: [tuple(row) for row in connection.execute(select(table).order_by(*table.primary_key))]
            for table in known.sorted_tables
            if "audit" not in table.name
        }


def rehearsed(api: Api, mutation: str, fields: str = "__typename", **given: Any) -> tuple[dict[str, Any], list[Any]]:
    """The answer and the effect of a mutation that changes nothing."""
    before = contents(api)
    answer = api.change(mutation, f"{fields} {EFFECT}", **given, validateOnly=True)
    assert "effect" in answer, answer
    assert contents(api) == before
    return answer, answer["effect"]["changes"]


def brief(changes: list[Any]) -> list[tuple[str, str, str | None]]:
    return sorted((each["kind"], each["action"], each["name"]) for each in changes)


def differences(change: dict[str, Any]) -> dict[str, tuple[Any, Any]]:
    return {each["field"]: (each["before"], each["after"]) for each in change["fields"]}


@pytest.fixture(scope="module", params=[SQLITE, POSTGRESQL])
def api(request: pytest.FixtureRequest) -> Iterator[Api]:
    with served(kind=request.param) as api:
        api.change("initiativeUpsert", "__typename", initiative={"initiativeKey": "A", "title": "Old", "market": "UK"})
        yield api


def test_every_mutation_that_changes_what_is_stored_can_be_rehearsed() -> None:
    schema = build_schema()._schema
    assert schema.mutation_type is not None
    outcome: Any = schema.type_map["Outcome"]
    for name, field in schema.mutation_type.fields.items():
        taken: Any = graphql.get_named_type(field.args["input"].type)
        union: Any = graphql.get_named_type(field.type)
        told = any(outcome in kind.interfaces for kind in union.types)
        assert (("validateOnly" in taken.fields), told) == ((name not in ENDING,) * 2), name


def test_a_bulk_upsert_says_what_would_become_of_each_row_and_field(api: Api) -> None:
    rows = [
        {"initiativeKey": "A", "title": "New", "market": "UK", "engineeringTokens": 3},
        {"initiativeKey": "B", "market": "DE"},
        {"initiativeKey": "C", "scores": [{"key": "RICE", "value": 1}, {"key": "RICE", "value": 2}]},
    ]
    fields = "... on InitiativesBulkUpserted { added changed failed rows { initiativeKey outcome errors { field } } }"
    answer, changes = rehearsed(api, "initiativesBulkUpsert", fields, initiatives=rows)
    assert (answer["added"], answer["changed"], answer["failed"]) == (1, 1, 1)
    assert [row["outcome"] for row in answer["rows"]] == ["CHANGED", "ADDED", "FAILED"]
    assert brief(changes) == [("INITIATIVE", "CREATED", "B"), ("INITIATIVE", "UPDATED", "A")]
    old, new = sorted(changes, key=lambda each: each["name"])
    assert differences(old) == {"title": ("Old", "New"), "engineeringTokens": (None, "3")}
    assert (old["id"], new["id"]) == (api.ask('{ initiative(initiativeKey: "A") { id } }')["initiative"]["id"], None)
    assert differences(new) == {"initiativeKey": (None, "B"), "market": (None, "DE")}
    _, nothing = rehearsed(api, "initiativesBulkUpsert", initiatives=[])
    assert nothing == []


def test_what_was_rehearsed_is_done_alike_and_an_idempotency_key_is_not_used_up(api: Api) -> None:
    scenario = {"name": "Rehearsed", "periodKey": "2026-Q1", "objectiveMode": "NORTH_STAR"}
    shown = "... on ScenarioSaved { scenario { name version } }"
    first, changes = rehearsed(api, "scenarioCreate", shown, **scenario, idempotencyKey="once")
    assert brief(changes) == [("SCENARIO", "CREATED", "Rehearsed")]
    done = api.change("scenarioCreate", f"{shown} {EFFECT}", **scenario, idempotencyKey="once")
    assert (done["scenario"], done["effect"]) == (first["scenario"], None)
    assert api.change("scenarioCreate", f"{shown} {EFFECT}", **scenario, idempotencyKey="once") == done
    again, known = rehearsed(api, "scenarioCreate", shown, **scenario, idempotencyKey="once")
    assert (again["scenario"], known) == (done["scenario"], [])


def test_updates_copies_and_archives_say_what_would_change(api: Api) -> None:
    made = api.change("constraintSetCreate", "... on ConstraintSetSaved { constraintSet { id } }", name="Rules")
    rules = made["constraintSet"]["id"]
    cap = {"dimension": "MARKET", "key": "UK", "maxTokens": 5}
    answer, (change,) = rehearsed(
        api,
        "constraintSetEdit",
        "... on ConstraintSetSaved { constraintSet { version caps { maxTokens } } }",
        id=rules,
        add={"caps": [cap]},
    )
    assert answer["constraintSet"] == {"version": 2, "caps": [{"maxTokens": "5"}]}
    assert list(differences(change)) == ["caps"]
    _, (change,) = rehearsed(api, "constraintSetUpdate", id=rules, notes="why", ifVersion=1)
    assert differences(change) == {"notes": ("", "why")}
    _, (change,) = rehearsed(api, "constraintSetClone", id=rules, name="Copy")
    assert (change["action"], change["name"], change["id"]) == ("CREATED", "Copy", None)
    _, (change,) = rehearsed(api, "objectsArchive", ids=[rules])
    assert (change["action"], list(differences(change))) == ("ARCHIVED", ["archivedAt"])
    api.change("objectsArchive", "__typename", ids=[rules])
    _, (change,) = rehearsed(api, "objectsPurge", ids=[rules])
    assert (change["action"], change["name"]) == ("REMOVED", "Rules")
    _, (change,) = rehearsed(api, "objectsRestore", ids=[rules])
    assert change["action"] == "RESTORED"


def test_what_is_at_fault_is_refused_as_it_would_be(api: Api) -> None:
    errors = api.errors("scenarioCreate", name=" ", periodKey="x", objectiveMode="NORTH_STAR", validateOnly=True)
    assert errors == api.errors("scenarioCreate", name=" ", periodKey="x", objectiveMode="NORTH_STAR")
    missing = encode_id("Scenario", 99)
    assert api.errors("scenarioUpdate", id=missing, name="x", validateOnly=True) == [("input.id", "NOT_FOUND")]


def test_a_rehearsal_is_logged_as_one_and_tells_nobody_of_changes(api: Api) -> None:
    since = api.ask("{ changes { cursor } }")["changes"]["cursor"]
    rehearsed(api, "initiativeUpsert", initiative={"initiativeKey": "A", "title": "Newer"})
    log = api.ask("{ auditLog(first: 1) { nodes { operation succeeded objectId input } } }")["auditLog"]["nodes"][0]
    assert (log["operation"], log["succeeded"], log["objectId"]) == ("initiativeUpsert", True, None)
    assert log["input"]["validateOnly"] is True
    assert (
        api.ask("query ($s: String) { changes(since: $s) { changes { kind } } }", s=since)["changes"]["changes"] == []
    )


def test_a_token_that_is_only_rehearsed_has_no_secret(api: Api) -> None:
    given = {"name": "ci", "email": "ci@example.org"}
    answer, changes = rehearsed(api, "tokenCreate", "... on TokenCreated { secret token { name role } }", **given)
    assert (answer["secret"], answer["token"], changes) == (None, {"name": "ci", "role": "VIEWER"}, [])


@pytest.fixture(scope="module")
def working() -> Iterator[Planned]:
    with planned() as api:
        api.worker()
        yield api


def test_an_override_says_what_it_would_break_and_cost(working: Planned) -> None:
    run = working.until(working.start()[0]["id"])["id"]
    portfolio = working.run(run, "portfolio { id version items { nodes { initiativeKey selected } } }")["portfolio"]
    key = portfolio["items"]["nodes"][0]["initiativeKey"]
    fields = "... on PortfolioItemChanged { portfolio { version } item { selected source } review { tokens } }"
    answer, (change,) = rehearsed(
        working, "portfolioOverrideItem", fields, id=portfolio["id"], initiativeKey=key, selected=True
    )
    assert answer["item"] == {"selected": True, "source": "MANUAL_OVERRIDE"}
    assert answer["portfolio"]["version"] == portfolio["version"] + 1
    assert float(answer["review"]["tokens"]) > 0
    assert differences(change)[f"items[{key}].selected"] == (False, True)
    _, (change,) = rehearsed(working, "portfolioSetBaseline", id=portfolio["id"])
    assert differences(change) == {"isBaseline": (False, True)}
    _, (change,) = rehearsed(working, "portfolioRename", id=portfolio["id"], name="Better")
    assert change["name"] == "Better"


def test_work_is_looked_at_and_not_begun(working: Planned) -> None:
    scenario = working.scenario_id
    answer, changes = rehearsed(working, "runStart", "... on RunStarted { runs { id } findings { valid } }",
                                scenarioId=scenario, solvers=["busy", "crashing"])  # fmt: skip
    assert (answer["runs"], answer["findings"]["valid"]) == ([], True)
    assert brief(changes) == [("RUN", "CREATED", None)] * 2
    run = working.until(working.start()[0]["id"])["id"]
    for mutation, given, kind in (
        ("runClone", {"id": run}, "RUN"),
        ("whyStart", {"scenarioId": scenario}, "ANALYSIS"),
        ("batchStart", {"scenarioIds": [scenario], "solvers": ["busy"]}, "BATCH"),
        ("jobRun", {"job": "PM_OPTIMIZE_RUN_ALL_CANDIDATES", "workbook": "plan.xlsx", "solver": "busy"}, "JOB"),
    ):
        answer, changes = rehearsed(working, mutation, **given)
        assert (answer["__typename"], brief(changes)) == ("StartRehearsed", [(kind, "CREATED", None)]), mutation
    refused = working.errors("runStart", scenarioId=scenario, solvers=["abacus"], validateOnly=True)
    assert refused[0][1] == "INVALID"
