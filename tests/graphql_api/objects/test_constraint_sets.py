from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import fields
from typing import Any

import pytest

from domain.problem.constraints import ConstraintSet
from graphql_api.constraint_sets.mutations import ConstraintSetCreateInput
from graphql_api.transport.relay.ids import encode_id
from tests.databases import POSTGRESQL, SQLITE
from tests.graphql_api.stored import Api, counted, served

FIELDS = "id name notes floors { dimension key minTokens periodKey } caps { dimension key maxTokens } "
FIELDS += "targets { kpiKey targetValue floorOrGoal market periodKey } mandatoryInitiatives forcedOut "
FIELDS += "prerequisites { initiativeKey requires lagPeriods } exclusions { firstKey secondKey } "
FIELDS += "pins { initiativeKey periodKey scope } "
FIELDS += "fairShares { kpiKey over } "
FIELDS += "overheads { overheadKey dimension key initiativeKeys tokensByCount charge team } "
FIELDS += "kpiFormulas { kpiKey times multiply { kpiKey base } } "
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
    "overheads": [
        {
            "overheadKey": "platform",
            "dimension": None,
            "key": None,
            "initiativeKeys": ["I-3"],
            "tokensByCount": ["0", "2.5"],
            "charge": "EACH_PERIOD",
            "team": "web",
        }
    ],
    "kpiFormulas": [
        {"kpiKey": "ltv", "times": "40", "multiply": [{"kpiKey": "a", "base": "100000"}, {"kpiKey": "b", "base": "0"}]}
    ],
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
    assert {field.name for field in fields(ConstraintSetCreateInput)} - own == {
        "notes",
        "idempotency_key",
        "validate_only",
    }
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


EDIT = """mutation ($input: ConstraintSetEditInput!) { constraintSetEdit(input: $input) { __typename
  ... on ConstraintSetSaved { constraintSet { version caps { key maxTokens } entries { id version } } }
  ... on MutationFailed { errors { field code } current { ... on ConstraintSet { version caps { key } } } } } }"""


def _edit(api: Api, asked: str, **given: Any) -> dict[str, Any]:
    found: dict[str, Any] = api.ask(EDIT, input={"id": asked} | given)["constraintSetEdit"]
    return found


def _cap(key: str, tokens: int) -> dict[str, Any]:
    return {"caps": [{"dimension": "MARKET", "key": key, "maxTokens": tokens}]}


@pytest.mark.parametrize("kind", [SQLITE, POSTGRESQL])
def test_people_who_edit_other_entries_at_once_are_all_heard_and_of_the_same_entry_the_first(kind: str) -> None:
    with served(kind=kind) as api:
        rules = create(api, name="Edited", **_cap("UK", 1), forcedOut=["Z"])["id"]

        def edit(number: int) -> dict[str, Any]:
            return _edit(api, rules, ifVersion=1, add=_cap(f"M{number}", number))

        with ThreadPoolExecutor(6) as many:
            assert {each["__typename"] for each in many.map(edit, range(6))} == {"ConstraintSetSaved"}
            same = list(many.map(lambda n: _edit(api, rules, ifVersion=1, change=_cap("UK", 10 + n)), range(4)))
        saved = [each["constraintSet"] for each in same if each["__typename"] == "ConstraintSetSaved"]
        assert [each["version"] for each in saved] == [8]
        assert {each["key"] for each in saved[0]["caps"]} == {"UK", *(f"M{number}" for number in range(6))}
        entries = {each["id"]: each["version"] for each in saved[0]["entries"]}
        assert (entries["cap:market:UK"], entries["forced_out:Z"], max(entries.values())) == (8, 1, 8)
        for refused in (each for each in same if each["__typename"] != "ConstraintSetSaved"):
            assert refused["errors"] == [{"field": "input.change.caps[0]", "code": "CONFLICT"}]
            assert refused["current"]["version"] == 8
        gone = _edit(api, rules, ifVersion=8, remove=["cap:market:M0", "forced_out:Z"])["constraintSet"]
        assert (gone["entries"][0]["id"], len(gone["entries"])) == ("cap:market:UK", 6)
        late = _edit(api, rules, ifVersion=8, change=_cap("M0", 3), remove=["forced_out:Z", "cap:market:UK"])
        assert [each["field"] for each in late["errors"]] == ["input.change.caps[0]", "input.remove[0]"]
        whole = api.change("constraintSetUpdate", SAVED, id=rules, **_cap("UK", 99))
        assert len(whole["constraintSet"]["caps"]) == 1
        assert _edit(api, rules, ifVersion=9, change=_cap("UK", 3))["errors"][0]["code"] == "CONFLICT"
        assert _edit(api, rules, change=_cap("UK", 3))["constraintSet"]["version"] == 11


def test_every_entry_of_a_full_set_can_be_taken_out_and_put_in_by_its_id(api: Api) -> None:
    rules = create(api, **FULL | {"name": "Whole"})
    ids = [each["id"] for each in _edit(api, rules["id"])["constraintSet"]["entries"]]
    assert _edit(api, rules["id"], remove=ids)["constraintSet"]["entries"] == []
    entries = {name: value for name, value in FULL.items() if name not in ("name", "notes")}
    back = _edit(api, rules["id"], add=entries)["constraintSet"]["entries"]
    assert [each["id"] for each in back] == ids
    shown = api.ask(f"query ($id: ID!) {{ constraintSet(id: $id) {{ {FIELDS} }} }}", id=rules["id"])["constraintSet"]
    assert {**shown, "updatedAt": ""} == {**rules, "updatedAt": ""}


def test_faults_of_entries_have_the_places_of_the_edits(api: Api) -> None:
    rules = create(api, name="Faulty", **_cap("UK", 1))["id"]
    wrong = {"caps": [{"dimension": "GLOBAL", "key": "UK", "maxTokens": 1}], "pins": [{"initiativeKey": "A"}]}
    for given, faults in (
        ({"add": wrong}, ["input.add.caps[0].key", "input.add.pins[0]"]),
        ({"add": _cap("FR", 1), "change": _cap("FR", 1)}, ["input.change.caps[0]"]),
        ({"remove": ["", "nonsense", "cap:market:UK"]}, ["input.remove[0]", "input.remove[1]"]),
        ({"remove": ["cap:market:UK", "cap:market:UK"]}, ["input.remove[1]"]),
        ({"ifVersion": 5, "remove": ["cap:market:UK"]}, ["input.ifVersion"]),
        ({"add": {"forcedOut": [""]}}, ["input.add.forcedOut[0]"]),
    ):
        assert [each["field"] for each in _edit(api, rules, **given)["errors"]] == faults, given
    assert _edit(api, rules, add=None, change={"caps": None}, remove=[])["__typename"] == "ConstraintSetSaved"
    unknown = _edit(api, encode_id("ConstraintSet", 999), remove=["cap:global"])
    assert unknown["errors"] == [{"field": "input.id", "code": "NOT_FOUND"}]


def test_edits_that_are_sent_again_are_made_once(api: Api) -> None:
    rules = create(api, name="Again", **_cap("UK", 1))["id"]
    asked = {"ifVersion": 1, "add": _cap("FR", 1), "idempotencyKey": "k-edit"}
    assert _edit(api, rules, **asked)["constraintSet"] == _edit(api, rules, **asked)["constraintSet"]
    other = _edit(api, rules, **asked | {"add": _cap("FR", 2)})
    assert other["errors"] == [{"field": "input.idempotencyKey", "code": "CONFLICT"}]
    update = {"id": rules, "ifVersion": 2, "notes": "x", "idempotencyKey": "k-update"}
    for _ in range(2):
        assert api.change("constraintSetUpdate", SAVED, **update)["constraintSet"]["notes"] == "x"
