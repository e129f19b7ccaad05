from __future__ import annotations

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import fields
from typing import Any

import pytest

from domain.backlog.graduation_rules import required_field_names
from domain.problem.initiative import Initiative
from domain.storage.records import InitiativeRecord
from graphql_api.initiatives.types import INITIATIVE, InitiativeField
from graphql_api.records.mirrors import SERVER_KEEPS
from graphql_api.transport.relay.ids import encode_id
from tests.databases import POSTGRESQL, SQLITE
from tests.graphql_api.stored import Api, by_key, counted, served
from tests.persistence.records import initiative_record

FULL = {
    "initiativeKey": "I-full",
    "title": "One-page checkout",
    "market": "UK",
    "engineeringTokens": "5.50",
    "engineeringTokensMvp": 3.125,
    "scopeMode": "MVP",
    "teamTokens": [{"key": "back end", "value": "0.10"}],
    "isMandatory": True,
    "prerequisiteKeys": ["I-1"],
    "deadlineDate": "2026-03-01",
    "metricChain": {"edges": [{"source": "conversion_rate", "target": "gmv"}]},
    "kpiContribution": [{"key": "north_star", "value": 1200}, {"key": "gmv", "value": "100000.000000000000000001"}],
    "notes": "for now",
}
PAGE = """
query ($filter: InitiativeFilter, $orderBy: InitiativeOrder, $first: Int, $after: String, $last: Int, $before: String) {
  initiatives(filter: $filter, orderBy: $orderBy, first: $first, after: $after, last: $last, before: $before) {
    totalCount nodes { initiativeKey engineeringTokens deadlineDate } pageInfo { endCursor startCursor hasNextPage }
  }
}
"""


@pytest.fixture(scope="module", params=[SQLITE, POSTGRESQL])
def api(request: pytest.FixtureRequest) -> Iterator[Api]:
    with served(kind=request.param) as api:
        with api.storage.writing() as uow:
            uow.initiatives.save(_backlog(60))
        yield api


def _backlog(size: int) -> list[InitiativeRecord]:
    return [
        initiative_record(
            f"I-{n:03}",
            None if n % 7 == 0 else n % 10,
            title=f"Title 100%_{n % 5}",
            market=("UK", "DE", None)[n % 3],
            is_mandatory=n % 20 == 0,
            is_optimization_candidate=n % 2 == 0,
            candidate_period_key="2026-Q1" if n % 4 == 0 else None,
        )
        for n in range(size)
    ]


def _keys(api: Api, **arguments: Any) -> list[str]:
    return [node["initiativeKey"] for node in api.ask(PAGE, **arguments)["initiatives"]["nodes"]]


def test_the_fields_of_an_initiative_are_those_of_the_domain() -> None:
    own = {field.name for field in (*fields(Initiative), *fields(InitiativeRecord))}
    assert own - SERVER_KEEPS - {"initiative", "id"} == set(INITIATIVE.written)
    assert {field.value for field in InitiativeField} == required_field_names()


@pytest.mark.parametrize("direction", ["ASC", "DESC"])
@pytest.mark.parametrize(
    "field",
    ["INITIATIVE_KEY", "TITLE", "ENGINEERING_TOKENS", "ACTIVE_OVERALL_SCORE", "DEADLINE_DATE", "CREATED_AT"],
)
def test_pages_make_up_the_list_in_every_order(api: Api, field: str, direction: str) -> None:
    sorting: dict[str, Any] = {"orderBy": {"field": field, "direction": direction}, "filter": {"search": "title"}}
    whole = _keys(api, first=100, **sorting)
    assert len(whole) == len(set(whole)) == 60
    walked, after = [], None
    while True:
        page = api.ask(PAGE, first=25, after=after, **sorting)["initiatives"]
        walked += [node["initiativeKey"] for node in page["nodes"]]
        after = page["pageInfo"]["endCursor"]
        if not page["pageInfo"]["hasNextPage"]:
            break
    assert walked == whole
    back = api.ask(PAGE, last=20, before=after, **sorting)["initiatives"]["nodes"]
    assert [node["initiativeKey"] for node in back] == whole[39:59]


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ({"initiativeKeys": ["I-003", "I-004", "none"]}, {3, 4}),
        ({"initiativeKeys": []}, set()),
        ({"search": "100%_1"}, {n for n in range(60) if n % 5 == 1}),
        ({"search": "i-01"}, set(range(10, 20))),
        ({"search": "%"}, set(range(60))),
        ({"search": "\\"}, set()),
        ({"markets": ["UK"], "isMandatory": True}, {0}),
        ({"isMandatory": False, "minEngineeringTokens": 9}, {n for n in range(60) if n % 10 == 9 and n % 7}),
        ({"maxEngineeringTokens": "0.5"}, {n for n in range(60) if n % 10 == 0 and n % 7}),
        ({"candidatePeriodKeys": ["2026-Q1"]}, set(range(0, 60, 4))),
        ({"candidateFor": ["2026-Q1"]}, set(range(0, 60, 2))),
        ({"candidateFor": ["2026-Q2"]}, {n for n in range(0, 60, 2) if n % 4}),
        ({"isOptimizationCandidate": False, "updatedSince": "2000-01-01T00:00:00Z"}, set(range(1, 60, 2))),
        ({"deadlineFrom": "2026-01-01"}, set()),
    ],
)
def test_filters(api: Api, wanted: dict[str, Any], expected: set[int]) -> None:
    kept = {**wanted, "initiativeKeys": wanted.get("initiativeKeys", [f"I-{n:03}" for n in range(60)])}
    page = api.ask(PAGE, filter=kept, first=100)["initiatives"]
    assert {int(node["initiativeKey"][2:]) for node in page["nodes"]} == expected
    assert page["totalCount"] == len(expected)


def test_what_no_list_can_be_asked_is_a_fault_of_the_client(api: Api) -> None:
    cursor = api.ask(PAGE, first=1)["initiatives"]["pageInfo"]["endCursor"]
    assert api.reasons(PAGE, after=cursor, orderBy={"field": "TITLE"}) == ["INVALID_CURSOR"]
    assert api.reasons(PAGE, after="nonsense") == ["INVALID_CURSOR"]
    assert api.reasons(PAGE, filter={"search": "x" * 201}) == ["BAD_USER_INPUT"]
    assert api.reasons(PAGE, filter={"markets": ["x"] * 501}) == ["BAD_USER_INPUT"]
    assert api.reasons(PAGE, filter={"markets": ["\ud800"]}) == ["BAD_USER_INPUT"]
    assert api.reasons(PAGE, filter={"markets": 1}) == ["BAD_USER_INPUT"]
    assert api.reasons('{ initiative(initiativeKey: "\\ud800") { id } }') in (
        ["BAD_USER_INPUT"],
        ["GRAPHQL_PARSE_FAILED"],
    )


def test_the_number_of_statements_does_not_grow_with_the_rows(api: Api) -> None:
    found = []
    for size in (1, 100):
        with counted(api.storage.engine) as statements:
            api.ask(PAGE, first=size)
        found.append(len([text for text in statements if text.startswith("SELECT")]))
    assert found == [2, 2]


def test_nodes_by_id_are_one_statement(api: Api) -> None:
    with api.storage.reading() as uow:
        numbers = [record.id for record in uow.initiatives.all()][:50]
    ids = [encode_id("Initiative", number) for number in [*numbers, 999_999]]
    query = "query ($ids: [ID!]!) { nodes(ids: $ids) { id ... on Initiative { initiativeKey } } }"
    with counted(api.storage.engine) as statements:
        nodes = api.ask(query, ids=ids)["nodes"]
    assert [node and node["id"] for node in nodes] == [*ids[:-1], None]
    assert len([text for text in statements if text.startswith("SELECT")]) == 1
    for broken in ("nonsense", encode_id("Initiative", "x"), encode_id("Initiative", 10**30), encode_id("Query", 1)):
        assert api.reasons(query, ids=[broken]) == ["INVALID_ID"]


def test_an_initiative_comes_back_as_it_was_written(api: Api) -> None:
    written = "outcome initiative { initiativeKey engineeringTokens engineeringTokensMvp scopeMode isMandatory title "
    written += "kpiContribution { key value } teamTokens { key value } deadlineDate metricChain { edges { source } } "
    written += "prerequisiteKeys notes market isDelivered }"
    answer = api.change("initiativeUpsert", f"... on InitiativeUpserted {{ {written} }}", initiative=FULL)
    found = answer["initiative"]
    assert answer["outcome"] == "ADDED"
    assert (found["engineeringTokens"], found["engineeringTokensMvp"], found["scopeMode"]) == ("5.50", "3.125", "MVP")
    assert by_key(found["kpiContribution"]) == {"north_star": "1200", "gmv": "100000.000000000000000001"}
    assert by_key(found["teamTokens"]) == {"back end": "0.10"}
    assert found["metricChain"]["edges"] == [{"source": "conversion_rate"}]
    change = {"initiativeKey": "I-full", "title": None, "market": "DE", "kpiContribution": [], "status": "Shipped"}
    answer = api.change("initiativeUpsert", f"... on InitiativeUpserted {{ {written} }}", initiative=change)
    assert answer["outcome"] == "CHANGED"
    kept = {**found, "title": "", "market": "DE", "kpiContribution": [], "isDelivered": True}
    assert answer["initiative"] == kept
    key = api.ask('{ initiative(initiativeKey: "I-full") { market } gone: initiative(initiativeKey: "x") { id } }')
    assert key == {"initiative": {"market": "DE"}, "gone": None}


@pytest.mark.parametrize(
    ("fault", "place"),
    [
        ({"initiativeKey": " "}, "initiativeKey"),
        ({"initiativeKey": "x" * 201}, "initiativeKey"),
        ({"market": ""}, "market"),
        ({"engineeringTokens": "1234567890123456.5"}, "engineeringTokens"),
        ({"effortEngineeringDays": "1e-40"}, "effortEngineeringDays"),
        ({"scores": [{"key": "RICE", "value": "1e20"}]}, "scores[0].value"),
        ({"candidatePeriodKey": "2026-Q9"}, "candidatePeriodKey"),
        ({"teamTokens": [{"key": "a", "value": 1}, {"key": "a", "value": 2}]}, "teamTokens[1].key"),
        ({"kpiContribution": [{"key": "", "value": 1}]}, 'kpiContribution[""]'),
        ({"prerequisiteKeys": ["I-1", ""]}, "prerequisiteKeys[1]"),
        ({"notes": "a\0b"}, "notes"),
        ({"metricChain": {"nodes": ["a"], "edges": [{"source": "a", "target": "b"}]}}, "metricChain"),
    ],
)
def test_each_fault_of_an_initiative_has_its_place(api: Api, fault: dict[str, Any], place: str) -> None:
    found = api.errors("initiativeUpsert", initiative={"initiativeKey": "I-bad", **fault})
    assert found == [(f"input.initiative.{place}", "INVALID")]
    assert _keys(api, filter={"initiativeKeys": ["I-bad"]}) == []


ROWS = "... on InitiativesBulkUpserted { added changed failed rows { initiativeKey outcome initiative { title } "
ROWS += "errors { field message } } }"


def test_each_of_many_rows_is_judged_for_itself(api: Api) -> None:
    rows = [
        {"initiativeKey": "B-1", "title": "new"},
        {"initiativeKey": "I-001", "notes": "known"},
        {"initiativeKey": "B-2", "market": "", "candidatePeriodKey": "x"},
        {"initiativeKey": "B-1", "title": "again"},
    ]
    answer = api.change("initiativesBulkUpsert", ROWS, initiatives=rows)
    assert [answer[name] for name in ("added", "changed", "failed")] == [1, 1, 2]
    assert [row["outcome"] for row in answer["rows"]] == ["ADDED", "CHANGED", "FAILED", "FAILED"]
    assert answer["rows"][0]["initiative"] == {"title": "new"}
    assert answer["rows"][1]["initiative"] == {"title": "Title 100%_1"}
    places = [[error["field"] for error in row["errors"]] for row in answer["rows"]]
    assert places == [
        [],
        [],
        ["input.initiatives[2].market", "input.initiatives[2].candidatePeriodKey"],
        ["input.initiatives[3].initiativeKey"],
    ]


def test_all_or_nothing_means_nothing_where_one_row_is_at_fault(api: Api) -> None:
    rows = [{"initiativeKey": "N-1"}, {"initiativeKey": "N-2", "market": ""}]
    found = api.errors("initiativesBulkUpsert", initiatives=rows, allOrNothing=True)
    assert found == [("input.initiatives[1].market", "INVALID")]
    assert _keys(api, filter={"search": "N-"}) == []
    assert api.errors("initiativesBulkUpsert", initiatives=rows * 251) == [("input.initiatives", "INVALID")]


def test_many_rows_take_as_many_statements_as_few(api: Api) -> None:
    found = []
    for size in (2, 200):
        rows = [{"initiativeKey": f"S-{size}-{n}"} for n in range(size)] + [{"initiativeKey": "I-002"}]
        with counted(api.storage.engine) as statements:
            assert api.change("initiativesBulkUpsert", ROWS, initiatives=rows)["added"] == size
        found.append(len(statements))
    assert found[0] == found[1] <= 12


GRADUATED = "... on InitiativesGraduated { applied candidates entered left rejected { initiativeKey reasons } }"


def test_those_that_do_not_graduate_learn_every_reason(api: Api) -> None:
    rules = {"minScore": 10, "kpiChain": "PATH", "requiredFields": ["CATEGORY"], "markets": ["UK"]}
    given = {"periodKey": "2026-Q2", "rules": rules, "initiativeKeys": ["I-007", "I-001"]}
    answer = api.change("initiativeGraduate", GRADUATED, **given)
    rejected = {row["initiativeKey"]: row["reasons"] for row in answer["rejected"]}
    assert answer["candidates"] == []
    assert len(rejected["I-007"]) >= 5
    assert any("engineering_tokens" in reason for reason in rejected["I-007"])
    assert any("category" in reason for reason in rejected["I-001"])


def test_graduation_changes_the_pool_only_when_it_is_applied(api: Api) -> None:
    rules = {"kpiChain": "NONE", "needsMarket": False}
    given = {"periodKey": "2026-H2", "rules": rules, "initiativeKeys": ["I-011", "I-013", "I-014"]}
    tried = api.change("initiativeGraduate", GRADUATED, **given, apply=False)
    assert (tried["applied"], tried["candidates"]) == (False, ["I-011", "I-013"])
    assert _keys(api, filter={"candidatePeriodKeys": ["2026-H2"]}) == []
    done = api.change("initiativeGraduate", GRADUATED, **given)
    assert {**done, "applied": False} == tried
    assert done["left"] == ["I-014"]
    assert _keys(api, filter={"candidatePeriodKeys": ["2026-H2"]}) == ["I-011", "I-013"]
    assert api.errors("initiativeGraduate", periodKey="soon") == [("input.periodKey", "INVALID")]
    missing = api.errors("initiativeGraduate", periodKey="2026", initiativeKeys=["I-001", "none"])
    assert missing == [("input.initiativeKeys[1]", "NOT_FOUND")]


def test_whoever_sends_the_same_again_gets_the_first_answer(api: Api) -> None:
    saved = "... on InitiativeUpserted { outcome initiative { id title version } }"
    new = {"initiative": {"initiativeKey": "K-1", "title": "first", "ifVersion": 0}, "idempotencyKey": "k"}
    with ThreadPoolExecutor(6) as many:
        answers = list(many.map(lambda _: api.change("initiativeUpsert", saved, **new), range(6)))
    assert answers[0]["outcome"] == "ADDED"
    assert answers == [answers[0]] * 6
    other = {**new, "initiative": {**new["initiative"], "title": "other"}}  # type: ignore[dict-item]
    assert api.errors("initiativeUpsert", **other) == [("input.idempotencyKey", "CONFLICT")]
    left_out = {"initiative": {"initiativeKey": "K-2"}, "idempotencyKey": "left out"}
    api.change("initiativeUpsert", saved, **left_out)
    empty = {**left_out, "initiative": {"initiativeKey": "K-2", "notes": ""}}
    assert api.errors("initiativeUpsert", **empty) == [("input.idempotencyKey", "CONFLICT")]

    strange = [{"initiativeKey": key} for key in ("K-\0", "K-\ud800", "K" * 10_000, "K-1", "K-3")]
    rows = {"initiatives": [*strange, {"initiativeKey": "K-1", "ifVersion": 9}], "idempotencyKey": "k"}
    first = api.change("initiativesBulkUpsert", ROWS, **rows)
    assert [each["outcome"] for each in first["rows"]] == ["FAILED"] * 3 + ["CHANGED", "ADDED", "FAILED"]
    assert api.change("initiativesBulkUpsert", ROWS, **rows) == first
    assert api.errors("initiativesBulkUpsert", **rows, allOrNothing=True) == [("input.idempotencyKey", "CONFLICT")]
    api.errors("initiativesBulkUpsert", initiatives=strange, allOrNothing=True, idempotencyKey="not done")
    again = api.change("initiativesBulkUpsert", ROWS, initiatives=strange[3:], idempotencyKey="not done")
    assert again["changed"] == 2, "what was refused claims no key"

    wanted = {"periodKey": "2026-Q4", "rules": {"markets": ["\ud800"]}, "initiativeKeys": ["I-001"]}
    judged = api.change("initiativeGraduate", GRADUATED, **wanted, idempotencyKey="k")
    assert api.change("initiativeGraduate", GRADUATED, **wanted, idempotencyKey="k") == judged
    assert api.errors("initiativeGraduate", **wanted, apply=False, idempotencyKey="k")[0][1] == "CONFLICT"


def test_what_was_changed_is_in_the_audit_log(api: Api) -> None:
    api.change("initiativeUpsert", "", initiative={"initiativeKey": "I-log", "engineeringTokens": "1.50"})
    api.errors("initiativeUpsert", initiative={"initiativeKey": ""})
    with api.storage.reading() as uow:
        failed, stored = uow.access.audit_log(limit=2)
        number = uow.initiatives.get("I-log").id
    assert (stored.operation, stored.object_type, stored.object_id) == ("initiativeUpsert", "Initiative", str(number))
    assert stored.succeeded
    assert "1.50" in json.dumps(stored.input, default=str)
    assert (failed.succeeded, failed.error_code, failed.object_id) == (False, "INVALID", None)
