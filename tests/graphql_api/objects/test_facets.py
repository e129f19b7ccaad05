from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from graphql_api.transport.relay.ids import encode_id
from tests.databases import POSTGRESQL, SQLITE
from tests.graphql_api.planned import planned
from tests.graphql_api.stored import Api, counted, served

SHOWN = "{ field total values { value count } }"
BACKLOG = [
    {"initiativeKey": "A", "market": "UK", "category": "Growth", "status": "idea", "isMandatory": True},
    {"initiativeKey": "B", "market": "UK", "category": "Infra", "status": "idea"},
    {"initiativeKey": "C", "market": "DE", "category": "Growth", "status": "100%_done"},
    {"initiativeKey": "D", "category": "Growth"},
]


def of(found: list[dict[str, Any]]) -> dict[str, dict[str | None, int]]:
    return {each["field"]: {one["value"]: one["count"] for one in each["values"]} for each in found}


@pytest.fixture(scope="module", params=[SQLITE, POSTGRESQL])
def api(request: pytest.FixtureRequest) -> Iterator[Api]:
    with served(kind=request.param) as api:
        api.change("initiativesBulkUpsert", "__typename", initiatives=BACKLOG)
        yield api


def initiatives(api: Api, by: list[str], **wanted: Any) -> list[dict[str, Any]]:
    query = "query ($by: [InitiativeFacet!]!, $filter: InitiativeFilter) { initiativeFacets(by: $by, filter: $filter) "
    found: list[dict[str, Any]] = api.ask(query + SHOWN + " }", by=by, filter=wanted)["initiativeFacets"]
    return found


def test_a_facet_counts_the_rows_of_each_value_the_most_frequent_first(api: Api) -> None:
    found = initiatives(api, ["MARKETS", "IS_MANDATORY"])
    assert [each["field"] for each in found] == ["markets", "isMandatory"]
    markets = found[0]
    assert markets["total"] == 3
    assert markets["values"] == [{"value": "UK", "count": 2}, {"value": "DE", "count": 1}, {"value": None, "count": 1}]
    assert of(found)["isMandatory"] == {"false": 3, "true": 1}


def test_a_facet_passes_over_its_own_condition_and_keeps_all_others(api: Api) -> None:
    found = of(initiatives(api, ["MARKETS", "CATEGORIES"], markets=["UK"], categories=["Growth"]))
    assert found == {"markets": {"UK": 1, "DE": 1, None: 1}, "categories": {"Growth": 1, "Infra": 1}}
    assert of(initiatives(api, ["STATUSES"], markets=[]))["statuses"] == {}


def test_every_value_of_a_facet_is_one_that_its_filter_takes(api: Api) -> None:
    for each in initiatives(api, ["MARKETS", "STATUSES", "CATEGORIES"]):
        for one in each["values"]:
            if one["value"] is None:
                continue
            query = f"query ($v: [String!]) {{ initiatives(filter: {{{each['field']}: $v}}) {{ totalCount }} }}"
            assert api.ask(query, v=[one["value"]])["initiatives"]["totalCount"] == one["count"], one


def test_all_facets_of_a_list_are_one_statement(api: Api) -> None:
    with counted(api.storage.engine) as statements:
        initiatives(api, ["MARKETS", "DEPARTMENTS", "CATEGORIES", "STATUSES", "IS_MANDATORY", "COUNTRIES"])
    assert len([each for each in statements if each.startswith("SELECT")]) == 1, statements


def test_archived_ones_are_left_out_unless_asked_for_and_are_a_facet_themselves(api: Api) -> None:
    made = api.change(
        "initiativeUpsert", "... on InitiativeUpserted { initiative { id } }", initiative={"initiativeKey": "Z"}
    )
    api.change("objectsArchive", "__typename", ids=[made["initiative"]["id"]])
    try:
        found = of(initiatives(api, ["STATUSES", "ARCHIVED"]))
        assert (sum(found["statuses"].values()), found["archived"]) == (4, {"false": 4, "true": 1})
    finally:
        api.change("objectsPurge", "__typename", ids=[made["initiative"]["id"]])


def test_of_very_many_values_the_most_frequent_come_and_how_many_there_are(api: Api) -> None:
    many = [{"initiativeKey": f"T{number:03}", "requestingTeam": f"team {number:03}"} for number in range(120)]
    made = api.change(
        "initiativesBulkUpsert", "... on InitiativesBulkUpserted { rows { initiative { id } } }", initiatives=many
    )
    try:
        (teams,) = initiatives(api, ["REQUESTING_TEAMS"])
        assert (teams["total"], len(teams["values"])) == (121, 100)
        assert teams["values"][0] == {"value": None, "count": 4}
    finally:
        ids = [row["initiative"]["id"] for row in made["rows"]]
        for verb in ("objectsArchive", "objectsPurge"):
            for chosen in (ids[:100], ids[100:]):
                api.change(verb, "__typename", ids=chosen)


def test_a_facet_that_is_asked_twice_or_not_at_all(api: Api) -> None:
    assert initiatives(api, []) == []
    assert len(initiatives(api, ["MARKETS", "MARKETS"])) == 1


def test_runs_portfolios_scenarios_and_what_else_is_listed_have_facets_alike() -> None:
    lists = {
        "runFacets": "STATUSES, SOLVER_NAMES, SOLUTION_STATUSES, SCENARIO_IDS, CONSTRAINT_SET_IDS",
        "portfolioFacets": "SCENARIO_IDS, IS_BASELINE, IS_ACTIVE, CREATED_BY_EMAILS",
        "scenarioFacets": "PERIOD_KEYS, OBJECTIVE_MODES, ARCHIVED",
        "constraintSetFacets": "ARCHIVED",
        "jobFacets": "NAMES, STATUSES",
        "analysisFacets": "NAMES, REQUESTED_BY_EMAILS",
        "batchFacets": "CANCELLED",
        "auditFacets": "OPERATIONS, SUCCEEDED",
    }
    with planned() as api:
        api.worker()
        run = api.until(api.start()[0]["id"])["id"]
        api.start(parameters={"options": {"seconds": 60}})
        analysis = "... on AnalysisStarted { analysis { id } }"
        assert "analysis" in api.change("whyStart", analysis, scenarioId=api.scenario_id)
        answer = api.ask(f"{{ {' '.join(f'{name}(by: [{by}]) {SHOWN}' for name, by in lists.items())} }}")
        found = {name: of(answer[name]) for name in lists}
        runs, own = found["runFacets"], {api.scenario_id: 2}
        assert (runs["solverNames"], sum(runs["statuses"].values())) == ({"busy": 2}, 2)
        assert runs["statuses"]["SUCCESS"] == 1
        assert (runs["solutionStatuses"], runs["scenarioIds"]) == ({"OPTIMAL": 1, None: 1}, own)
        assert runs["constraintSetIds"] == {None: 2}
        assert found["portfolioFacets"]["scenarioIds"] == {api.scenario_id: 1}
        assert list(found["scenarioFacets"]["archived"]) == ["false"]
        assert found["auditFacets"]["operations"]["runStart"] == 2
        assert found["jobFacets"] == {"names": {}, "statuses": {}}
        assert found["analysisFacets"]["names"] == {"WHY": 1}
        items = f"portfolio {{ itemFacets(by: [DECISIONS, SELECTED, SOURCES]) {SHOWN} }}"
        assert of(api.run(run, items)["portfolio"]["itemFacets"]) == {
            "decisions": {"NOT_SELECTED": 2},
            "selected": {"false": 2},
            "sources": {"OPTIMIZER": 2},
        }
        wrong = {"scenarioIds": [encode_id("Run", "x")]}
        query = "query ($f: RunFilter) { runFacets(by: [STATUSES], filter: $f) { total } }"
        assert api.reasons(query, f=wrong) == ["INVALID_ID"]
