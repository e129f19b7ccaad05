from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import fields
from typing import Any

import pytest

from domain.problem.scenario import Scenario
from domain.storage.records import ScenarioRecord
from graphql_api.scenarios.types import SCENARIO
from graphql_api.transport.relay.ids import encode_id
from tests.graphql_api.stored import Api, by_key, counted, served

FIELDS = "id name description periodKey horizon periods objectiveMode objectiveWeights { key value } "
FIELDS += "objectiveNormalization capacityTotalTokens capacityByMarket { key value } capacityByTeam { key } "
FIELDS += "timeSensitivityWeight strictDeadlines tieBreaks delivered northStarKpiKey createdByUserId createdAt "
FIELDS += "updatedAt"
SAVED = f"... on ScenarioSaved {{ scenario {{ {FIELDS} }} }}"
LEAST = {"periodKey": "2026-Q1", "objectiveMode": "NORTH_STAR"}
FULL = {
    "name": "UK push",
    "periodKey": "2026-H1",
    "objectiveMode": "WEIGHTED_KPIS",
    "description": "More of the UK",
    "horizon": ["2026-Q1", "2026-Q2"],
    "objectiveWeights": [{"key": "gmv", "value": "0.10"}, {"key": "score:RICE", "value": 2}],
    "objectiveNormalization": "NONE",
    "capacityTotalTokens": "120.500",
    "capacityByMarket": [{"key": "UK", "value": 60}],
    "timeSensitivityWeight": "0.2",
    "strictDeadlines": True,
    "tieBreaks": ["TOKENS"],
    "delivered": ["I-1"],
}


@pytest.fixture(scope="module")
def api() -> Iterator[Api]:
    with served() as api:
        yield api


def create(api: Api, **given: Any) -> dict[str, Any]:
    saved: dict[str, Any] = api.change("scenarioCreate", SAVED, **{**LEAST, **given})["scenario"]
    return saved


def test_the_fields_of_a_scenario_are_those_of_the_domain() -> None:
    own = {field.name for field in (*fields(Scenario), *fields(ScenarioRecord))}
    assert own - {"scenario", "id", "created_at", "updated_at", "created_by_user_id", "version", "archived_at"} == set(
        SCENARIO.written
    )


def test_a_scenario_comes_back_as_it_was_made(api: Api) -> None:
    found = create(api, **FULL)
    assert found["capacityTotalTokens"] == "120.500"
    assert by_key(found["objectiveWeights"]) == {"gmv": "0.10", "score:RICE": "2"}
    assert by_key(found["capacityByMarket"]) == {"UK": "60"}
    assert (found["periods"], found["tieBreaks"], found["delivered"]) == (["2026-Q1", "2026-Q2"], ["TOKENS"], ["I-1"])
    query = f"query ($id: ID!) {{ scenario(id: $id) {{ {FIELDS} }} node(id: $id) {{ __typename id }} "
    query += f'scenarioByName(name: "UK push") {{ {FIELDS} }} gone: scenarioByName(name: "x") {{ id }} }}'
    again = api.ask(query, id=found["id"])
    assert again["scenario"] == again["scenarioByName"] == found
    assert again["node"] == {"__typename": "Scenario", "id": found["id"]}
    assert again["gone"] is None
    assert api.reasons("query ($id: ID!) { scenario(id: $id) { id } }", id=encode_id("Initiative", 1)) == ["INVALID_ID"]


def test_an_update_changes_what_is_given_and_null_sets_it_back(api: Api) -> None:
    before = create(api, name="to change", horizon=["2026-Q1"], capacityTotalTokens=5, tieBreaks=[], description="d")
    given = {"id": before["id"], "capacityTotalTokens": None, "tieBreaks": None, "strictDeadlines": True}
    after = api.change("scenarioUpdate", SAVED, **given)["scenario"]
    changed = {"capacityTotalTokens": None, "tieBreaks": ["SCORE", "TOKENS"], "strictDeadlines": True}
    assert after == {**before, **changed, "updatedAt": after["updatedAt"]}
    assert after["updatedAt"] > before["updatedAt"]
    renamed = api.change("scenarioUpdate", SAVED, id=before["id"], name="changed", horizon=None)["scenario"]
    assert (renamed["name"], renamed["horizon"], renamed["periods"]) == ("changed", [], ["2026-Q1"])


def test_a_copy_has_everything_but_the_name(api: Api) -> None:
    first = create(api, **{**FULL, "name": "first"})
    copy = api.change("scenarioClone", SAVED, id=first["id"], name="second")["scenario"]
    own = ("id", "name", "createdAt", "updatedAt")
    assert {name: value for name, value in copy.items() if name not in own} == {
        name: value for name, value in first.items() if name not in own
    }
    assert copy["name"] == "second"
    assert api.errors("scenarioClone", id=first["id"], name="second") == [("input.name", "CONFLICT")]
    assert api.errors("scenarioClone", id=first["id"], name=" first ") == [("input.name", "CONFLICT")]


@pytest.mark.parametrize(
    ("fault", "place", "code"),
    [
        ({"name": " "}, "name", "INVALID"),
        ({"periodKey": "2026-Q5"}, "periodKey", "INVALID"),
        ({"horizon": ["2026-Q2", "2026-Q1"]}, "horizon[1]", "INVALID"),
        ({"capacityByPeriod": [{"key": "soon", "value": 1}]}, 'capacityByPeriod["soon"]', "INVALID"),
        ({"objectiveWeights": [{"key": "a", "value": 1}] * 2}, "objectiveWeights[1].key", "INVALID"),
        ({"description": "a\0"}, "description", "INVALID"),
        ({"idempotencyKey": ""}, "idempotencyKey", "INVALID"),
    ],
)
def test_each_fault_of_a_scenario_has_its_place(api: Api, fault: dict[str, Any], place: str, code: str) -> None:
    given = {**LEAST, "name": "at fault", **fault}
    assert api.errors("scenarioCreate", **given) == [(f"input.{place}", code)]


def test_what_cannot_be_changed_says_why(api: Api) -> None:
    one, other = create(api, name="one"), create(api, name="other")
    assert api.errors("scenarioCreate", **LEAST, name="one") == [("input.name", "CONFLICT")]
    assert api.errors("scenarioUpdate", id=one["id"], name="other") == [("input.name", "CONFLICT")]
    assert api.errors("scenarioUpdate", id=other["id"], name=None) == [("input.name", "INVALID")]
    assert api.errors("scenarioUpdate", id=other["id"], periodKey=None, objectiveMode=None) == [
        ("input.periodKey", "INVALID"),
        ("input.objectiveMode", "INVALID"),
    ]
    assert api.errors("scenarioUpdate", id="x") == [("input.id", "INVALID_ID")]
    assert api.errors("scenarioUpdate", id=encode_id("ConstraintSet", 1)) == [("input.id", "INVALID_ID")]
    assert api.errors("scenarioUpdate", id=encode_id("Scenario", 999)) == [("input.id", "NOT_FOUND")]
    assert api.errors("scenarioClone", id=encode_id("Scenario", 999), name="copy") == [("input.id", "NOT_FOUND")]


def test_a_request_that_is_sent_again_gets_the_first_answer(api: Api) -> None:
    given = {**LEAST, "name": "once", "idempotencyKey": "k-1"}
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: create(api, **given), range(16)))
    assert len({answer["id"] for answer in answers}) == 1
    assert api.errors("scenarioCreate", **{**given, "name": "else"}) == [("input.idempotencyKey", "CONFLICT")]
    clone = {"id": answers[0]["id"], "name": "once more", "idempotencyKey": "k-1"}
    copies = [api.change("scenarioClone", SAVED, **clone)["scenario"]["id"] for _ in range(2)]
    assert copies[0] == copies[1] != answers[0]["id"]


def test_a_copy_is_changed_as_it_is_made(api: Api) -> None:
    original = create(api, **{**LEAST, "name": "before"})
    edits = [{"place": "scenario.capacity_total_tokens", "value": "140"}, {"place": "capacity:team:web", "value": "7"}]
    copy = api.change("scenarioClone", SAVED, id=original["id"], name="what if", edits=edits)["scenario"]
    assert copy["id"] != original["id"]
    faults = api.errors("scenarioClone", id=original["id"], name="no", edits=[*edits, {"place": "mandatory:I-7"}])
    assert [place for place, _ in faults] == ["input.edits[2]"]


def test_scenarios_are_filtered_sorted_and_counted_in_two_statements(api: Api) -> None:
    for number in range(12):
        create(api, name=f"list {number:02} {'x' * 3000}", periodKey=f"2027-{number + 1:02}")
    query = "query ($filter: ScenarioFilter, $orderBy: ScenarioOrder, $first: Int, $after: String) { "
    query += "scenarios(filter: $filter, orderBy: $orderBy, first: $first, after: $after) { totalCount "
    query += "edges { cursor node { name periodKey objectiveWeights { key } } } } }"
    wanted: dict[str, Any] = {"filter": {"search": "LIST"}, "orderBy": {"field": "NAME", "direction": "DESC"}}
    found = []
    for size in (2, 12):
        with counted(api.storage.engine) as statements:
            page = api.ask(query, first=size, **wanted)["scenarios"]
        found.append(len([text for text in statements if text.startswith("SELECT")]))
        assert page["totalCount"] == 12
    assert found == [2, 2]
    names = [edge["node"]["name"][:7] for edge in page["edges"]]
    assert names == [f"list {number:02}" for number in range(11, -1, -1)]
    rest = api.ask(query, first=100, after=page["edges"][8]["cursor"], **wanted)["scenarios"]["edges"]
    assert [edge["node"]["name"][:7] for edge in rest] == names[9:]
    narrow = {"periodKeys": ["2027-03", "2027-04"], "objectiveModes": ["NORTH_STAR"], "search": "list"}
    assert api.ask(query, filter=narrow)["scenarios"]["totalCount"] == 2
    assert api.ask(query, filter={"objectiveModes": ["LEXICOGRAPHIC"]})["scenarios"]["totalCount"] == 0
