from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from typing import Any

import pytest

from domain.problem.constraints import ConstraintSet
from graphql_api.constraint_sets.mutations import ConstraintSetCreateInput
from graphql_api.transport.relay.ids import encode_id
from tests.graphql_api.stored import Api, counted, served

FIELDS = "id name notes floors { dimension key minTokens periodKey } caps { dimension key maxTokens } "
FIELDS += "targets { kpiKey targetValue floorOrGoal market periodKey } mandatoryInitiatives forcedOut "
FIELDS += "prerequisites { initiativeKey requires lagPeriods } exclusions { firstKey secondKey } "
FIELDS += "pins { initiativeKey periodKey scope } "
FIELDS += "fairShares { kpiKey over } "
FIELDS += "ratios { ratioKey numerator denominator atLeast } "
FIELDS += "responseCurves { curveKey kpiKey market points { raw counted } } "
FIELDS += "bundles { bundleKey initiativeKeys } synergies { synergyGroupKey kpiKey bonus bonusByCount } updatedAt"
SAVED = f"... on ConstraintSetSaved {{ constraintSet {{ {FIELDS} }} }}"
FULL = {
    "name": "Board rules",
    "notes": "as agreed",
    "floors": [{"dimension": "MARKET", "key": "UK", "minTokens": "10.50", "periodKey": "2026-Q1"}],
    "caps": [{"dimension": "GLOBAL", "maxTokens": 30}],
    "targets": [{"kpiKey": "gmv", "targetValue": "250000.000000000000000001", "floorOrGoal": "GOAL", "market": "UK"}],
    "mandatoryInitiatives": ["I-7"],
    "forcedOut": ["I-9"],
    "prerequisites": [{"initiativeKey": "I-3", "requires": "I-1"}],
    "pins": [{"initiativeKey": "I-3", "scope": "MVP"}],
    "fairShares": [{"kpiKey": "gmv", "over": "MARKET"}],
    "ratios": [{"ratioKey": "spt", "numerator": "score", "denominator": "tokens", "atLeast": "4"}],
    "responseCurves": [
        {
            "curveKey": "uk",
            "kpiKey": "gmv",
            "market": "UK",
            "points": [{"raw": "0", "counted": "0"}, {"raw": "80", "counted": "60.5"}],
        }
    ],
    "exclusions": [{"firstKey": "I-2", "secondKey": "I-5"}],
    "bundles": [{"bundleKey": "B1", "initiativeKeys": ["I-3", "I-4"]}],
    "synergies": [{"synergyGroupKey": "checkout", "kpiKey": "north_star", "bonus": -3}],
}


@pytest.fixture(scope="module")
def api() -> Iterator[Api]:
    with served() as api:
        yield api


def create(api: Api, **given: Any) -> dict[str, Any]:
    saved: dict[str, Any] = api.change("constraintSetCreate", SAVED, **given)["constraintSet"]
    return saved


def test_every_rule_of_the_domain_can_be_given() -> None:
    own = {field.name for field in fields(ConstraintSet)}
    assert {field.name for field in fields(ConstraintSetCreateInput)} - own == {"notes", "idempotency_key"}
    assert own <= {field.name for field in fields(ConstraintSetCreateInput)}


def test_a_constraint_set_comes_back_as_it_was_made(api: Api) -> None:
    found = create(api, **FULL)
    expected: dict[str, Any] = {
        **FULL,
        "caps": [{"dimension": "GLOBAL", "key": None, "maxTokens": "30"}],
        "synergies": [{"synergyGroupKey": "checkout", "kpiKey": "north_star", "bonus": "-3", "bonusByCount": []}],
    }
    expected["prerequisites"] = [{"initiativeKey": "I-3", "requires": "I-1", "lagPeriods": 0}]
    expected["pins"] = [{"initiativeKey": "I-3", "periodKey": None, "scope": "MVP"}]
    expected["targets"] = [{**expected["targets"][0], "periodKey": None}]
    assert {name: value for name, value in found.items() if name not in ("id", "updatedAt", "floors")} == {
        name: value for name, value in expected.items() if name != "floors"
    }
    (floor,) = found["floors"]
    assert (floor["dimension"], floor["key"], floor["periodKey"]) == ("MARKET", "UK", "2026-Q1")
    assert float(floor["minTokens"]) == 10.5
    query = f"query ($id: ID!) {{ constraintSet(id: $id) {{ {FIELDS} }} node(id: $id) {{ __typename }} "
    query += f'constraintSetByName(name: "Board rules") {{ {FIELDS} }} }}'
    again = api.ask(query, id=found["id"])
    assert again["constraintSet"] == again["constraintSetByName"] == found
    assert again["node"] == {"__typename": "ConstraintSet"}


def test_an_update_replaces_the_lists_that_are_given(api: Api) -> None:
    before = create(api, **{**FULL, "name": "to change"})
    given = {"id": before["id"], "floors": [], "caps": None, "forcedOut": ["I-8"], "notes": None}
    after = api.change("constraintSetUpdate", SAVED, **given)["constraintSet"]
    changed = {"floors": [], "caps": [], "forcedOut": ["I-8"], "notes": "", "updatedAt": after["updatedAt"]}
    assert after == {**before, **changed}


def test_a_copy_has_everything_but_the_name(api: Api) -> None:
    first = create(api, **{**FULL, "name": "first"})
    given = {"id": first["id"], "name": "second", "idempotencyKey": "k"}
    copies = [api.change("constraintSetClone", SAVED, **given)["constraintSet"] for _ in range(2)]
    assert copies[0] == copies[1]
    own = {"id": copies[0]["id"], "name": "second", "updatedAt": copies[0]["updatedAt"]}
    assert copies[0] == {**first, **own}
    assert own["id"] != first["id"]


@pytest.mark.parametrize(
    ("fault", "place"),
    [
        ({"name": ""}, "name"),
        ({"floors": [{"dimension": "MARKET", "minTokens": 1}]}, "floors[0].key"),
        ({"caps": [{"dimension": "GLOBAL", "key": "x", "maxTokens": 1}]}, "caps[0].key"),
        ({"targets": [{"kpiKey": "", "targetValue": 1, "floorOrGoal": "GOAL"}]}, "targets[0].kpiKey"),
        ({"bundles": [{"bundleKey": "B", "initiativeKeys": [""]}]}, "bundles[0].initiativeKeys[0]"),
        ({"exclusions": [{"firstKey": "I-1", "secondKey": "I-1"}]}, "exclusions[0]"),
        ({"notes": "\0"}, "notes"),
    ],
)
def test_each_fault_of_a_constraint_set_has_its_place(api: Api, fault: dict[str, Any], place: str) -> None:
    assert api.errors("constraintSetCreate", **{"name": "at fault", **fault}) == [(f"input.{place}", "INVALID")]


def test_what_cannot_be_changed_says_why(api: Api) -> None:
    one = create(api, name="one")
    create(api, name="other")
    assert api.errors("constraintSetCreate", name="one") == [("input.name", "CONFLICT")]
    assert api.errors("constraintSetUpdate", id=one["id"], name="other") == [("input.name", "CONFLICT")]
    assert api.errors("constraintSetUpdate", id=one["id"], name=None) == [("input.name", "INVALID")]
    assert api.errors("constraintSetUpdate", id=encode_id("Scenario", 1)) == [("input.id", "INVALID_ID")]
    assert api.errors("constraintSetClone", id=encode_id("ConstraintSet", 99), name="x") == [("input.id", "NOT_FOUND")]


def test_constraint_sets_are_filtered_sorted_and_counted_in_two_statements(api: Api) -> None:
    for number in range(7):
        create(api, **{**FULL, "name": f"list {number}"})
    query = "query ($first: Int, $filter: ConstraintSetFilter) { constraintSets(first: $first, filter: $filter, "
    query += f"orderBy: {{field: NAME, direction: DESC}}) {{ totalCount nodes {{ {FIELDS} }} }} }}"
    found = []
    for size in (1, 7):
        with counted(api.storage.engine) as statements:
            page = api.ask(query, first=size, filter={"search": "list"})["constraintSets"]
        found.append(len([text for text in statements if text.startswith("SELECT")]))
        assert page["totalCount"] == 7
    assert found == [2, 2]
    assert [node["name"] for node in page["nodes"]] == [f"list {number}" for number in range(6, -1, -1)]
    assert api.ask(query, filter={"names": ["list 1", "none"]})["constraintSets"]["totalCount"] == 1
