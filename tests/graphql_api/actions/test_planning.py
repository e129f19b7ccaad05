"""Analyses through the API: started, watched, and answered in types that say just what was computed."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from decimal import Decimal
from enum import Enum, StrEnum
from typing import Any

import pytest
from graphql import get_named_type, is_object_type

from domain.analyses.catalogue import ANALYSES
from domain.analyses.session.session import PlanningSession
from domain.backlog.snapshots import snapshot
from domain.errors import InputError
from domain.integer_model.model import SolveParameters
from domain.records.descriptions import described
from graphql_api.records.generating import output
from graphql_api.schema import build_schema
from graphql_api.transport.relay.ids import encode_id
from persistence.typed_json import record_of
from tests.graphql_api.planned import Planned, planned
from tests.graphql_api.transport.http.test_websocket import opened, subscribe
from tests.tiny_solver import TinySolver

ANALYSIS = """
  id analysisId name status attempt progress { done total } errorText request parts { nodes { __typename } }
  steps { nodes { name status } } result { __typename }
"""
PARTS = """parts { totalCount pageInfo { endCursor } nodes {
  __typename ... on FrontierPoint { x { value proven } y { value } selected }
} }"""
STARTED = f"... on AnalysisStarted {{ analysis {{ {ANALYSIS} }} }}"


@pytest.fixture(scope="module")
def idle() -> Iterator[Planned]:
    with planned() as api:
        yield api


@pytest.fixture(scope="module")
def api() -> Iterator[Planned]:
    with planned() as api:
        api.bench.worker("w", slots=1, module="tests.graphql_api.tiny_worker")
        yield api


def start(api: Planned, name: str, **given: Any) -> dict[str, Any]:
    solver = {} if name == "compare" else {"solver": "tiny"}
    answer = api.change(f"{name}Start", STARTED, **{"scenarioId": api.scenario_id} | solver | given)
    assert answer["__typename"] == "AnalysisStarted", answer
    found: dict[str, Any] = answer["analysis"]
    return found


def ended(api: Planned, global_id: str, fields: str = ANALYSIS) -> dict[str, Any]:
    deadline = time.monotonic() + 60
    query = f"query ($id: ID!) {{ analysis(id: $id) {{ status {fields} }} }}"
    while (found := api.ask(query, id=global_id)["analysis"])["status"] not in ("SUCCESS", "FAILED", "CANCELLED"):
        assert time.monotonic() < deadline, found
        time.sleep(0.05)
    answer: dict[str, Any] = found
    return answer


ADDED = {"rule", "named", "broken", "isEmpty", "initiative", "Fact.initiativeKey", "Fact.ruleId"}
"""Fields that lead on from those of the records."""


def selection(kind: type[Any], depth: int = 6) -> str:
    """Every field of a record in the schema, to some depth."""
    schema = build_schema()._schema

    def of(named: Any, left: int) -> str:
        parts = []
        for name, entry in named.fields.items():
            inner = get_named_type(entry.type)
            if ADDED & {name, f"{named.name}.{name}"}:
                continue
            if not is_object_type(inner):
                parts.append(name)
            elif left:
                parts.append(f"{name} {{ {of(inner, left - 1)} }}")
        return " ".join(parts)

    return of(schema.type_map[kind.__name__], depth)


def shown(value: Any) -> Any:
    """A record as the API shows it."""
    if is_dataclass(value):
        return {camel(each.name): shown(getattr(value, each.name)) for each in fields(value)}
    if isinstance(value, Enum):
        return value.name
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    if isinstance(value, Mapping):
        return [{"key": key, "value": shown(value[key])} for key in sorted(value)]
    return [shown(each) for each in value] if isinstance(value, tuple) else value


def camel(name: str) -> str:
    first, *rest = name.split("_")
    return first + "".join(part.capitalize() for part in rest)


REQUESTS: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "trade": ({"forceIn": ["I-1"]}, {"force_in": ["I-1"]}),
    "frontier": ({"capacity": "global", "tokensTo": "12"}, {"capacity": "global", "tokens_to": 12}),
    "whatif": (
        {"edits": [{"place": "scenario.capacity_total_tokens", "value": "3"}]},
        {"edits": [{"place": "scenario.capacity_total_tokens", "value": "3"}]},
    ),
}
"""What is asked where a request cannot be empty: as the API takes it, and as the record has it."""


@pytest.mark.parametrize("known", ANALYSES, ids=lambda each: each.name)
def test_what_is_computed_is_answered_field_by_field(api: Planned, known: Any) -> None:
    name = camel(known.name.replace("-", "_"))
    given, plain = REQUESTS.get(known.name, ({}, {}))
    begun = start(api, name, **given)
    told = {"result": known.result, "requested": known.request}
    typed = (f"{part} {{ ... on {kind.__name__} {{ {selection(kind)} }} }}" for part, kind in told.items())
    done = ended(api, begun["id"], f"errorText {' '.join(typed)}")
    assert done["requested"] == shown(record_of(known.request, plain))
    with api.storage.reading() as uow:
        problem = snapshot(uow, api.bench.scenario_id)
    session = PlanningSession(problem, TinySolver(), SolveParameters())
    expected, refusal = None, None
    try:
        expected = shown(known.compute(session, record_of(known.request, plain), lambda step: None))
    except InputError as error:  # Of a computation that this small problem has nothing for.
        refusal = str(error)
    assert (done["status"], done["errorText"]) == ("FAILED" if refusal else "SUCCESS", refusal)
    assert timeless(done["result"]) == timeless(expected)


def timeless(value: Any) -> Any:
    """The same without wall-clock times."""
    if isinstance(value, dict):
        return {key: timeless(each) for key, each in value.items() if key != "seconds"}
    return [timeless(each) for each in value] if isinstance(value, list) else value


def test_an_analysis_over_a_run_has_its_inputs(api: Planned) -> None:
    (run,) = api.start()
    api.until(run["id"])
    begun = start(api, "core", scenarioId=None, runId=run["id"])
    done = ended(api, begun["id"])
    assert (done["status"], done["name"], done["result"]) == ("SUCCESS", "CORE", {"__typename": "CoreResult"})
    assert [step["name"] for step in done["steps"]["nodes"]] == ["begin", "read", "compute"]


def test_parts_are_heard_to_the_end(api: Planned) -> None:
    begun = start(api, "frontier", capacity="global", tokensTo="12")
    heard = []
    with opened(f"{api.url}/graphql") as socket:
        query = f'subscription {{ analysisProgress(id: "{begun["id"]}") {{ status {PARTS} progress {{ done }} }} }}'
        subscribe(socket, query)
        while (message := json.loads(socket.recv(timeout=60)))["type"] == "next":
            heard.append(message["payload"]["data"]["analysisProgress"])
    assert message["type"] == "complete"
    assert heard[-1]["status"] == "SUCCESS"
    parts = heard[-1]["parts"]["nodes"]
    assert parts
    assert {each["__typename"] for each in parts} == {"FrontierPoint"}
    assert parts[0]["x"]["proven"] is True
    query = f"query ($id: ID!, $first: Int, $after: String) {{ analysis(id: $id) {{ {PARTS} }} }}"
    query = query.replace("parts {", "parts(first: $first, after: $after) {")
    first = api.ask(query, id=begun["id"], first=1)["analysis"]["parts"]
    assert (first["nodes"], first["totalCount"]) == (parts[:1], len(parts))
    rest = api.ask(query, id=begun["id"], after=first["pageInfo"]["endCursor"])["analysis"]["parts"]
    assert rest["nodes"] == parts[1:]


def test_parts_of_every_analysis_have_the_types_of_its_result(api: Planned) -> None:
    asked: dict[str, dict[str, Any]] = {
        "whatif": {"edits": [{"place": "capacity:global", "value": "9"}]},
        "prices": {},
        "prompts": {},
        "why": {},
        "rulePrices": {},
        "core": {},
        "alternatives": {},
        "compare": {},
        "capacityValues": {},
        "roadmaps": {"capacities": [{"tokens": "5"}]},
    }
    kinds: dict[str, set[str]] = {}
    for name, given in asked.items():
        begun = start(api, name, **given)
        done = ended(api, begun["id"])
        assert done["status"] == "SUCCESS", (name, done["errorText"])
        kinds[name] = {each["__typename"] for each in done["parts"]["nodes"]}
    assert kinds["whatif"] == {"WhatIfRun", "WhatIfStep"}
    some = {"prices": "PricesResult", "why": "Fact", "compare": "SolverAnswer", "capacityValues": "CapacityValue"}
    assert {name: kinds[name] - {"Price"} for name in some} == {name: {kind} for name, kind in some.items()}
    assert kinds["roadmaps"] == {"RoadmapSummary"}
    few = {"core": "CoreResult", "alternatives": "Alternative", "prompts": "Contribution", "rulePrices": "RulePrice"}
    assert all(kinds[name] <= {kind} for name, kind in few.items()), kinds


def test_facts_lead_to_what_they_are_about(api: Planned) -> None:
    about = "kind subject initiative { initiativeKey } rule { id words }"
    done = ended(api, start(api, "why")["id"], f"result {{ ... on WhyResult {{ facts {{ {about} }} }} }}")
    facts = done["result"]["facts"]
    assert any(fact["initiative"] or fact["rule"] for fact in facts), facts
    for fact in facts:
        named = (fact["initiative"] or {}).get("initiativeKey") or (fact["rule"] or {}).get("id") or ""
        assert named == fact["subject"], fact


def test_what_cannot_be_computed_says_why(api: Planned) -> None:
    done = ended(api, start(api, "rulePrices", parameters={"gap": 0.1})["id"])
    assert done["status"] == "FAILED"
    assert "this computation is exact" in done["errorText"]
    assert done["result"] is None


def test_analyses_are_listed_given_up_and_started_once(idle: Planned) -> None:
    first = start(idle, "core", idempotencyKey="tuesday")
    assert start(idle, "core", idempotencyKey="tuesday")["id"] == first["id"]
    second = start(idle, "why")
    query = "query ($filter: AnalysisFilter) { analyses(filter: $filter, first: 9) { totalCount nodes { id name } } }"
    found = idle.ask(query)["analyses"]["nodes"]
    assert [each["id"] for each in found] == [second["id"], first["id"]]
    assert idle.ask(query, filter={"names": ["WHY"]})["analyses"]["totalCount"] == 1
    assert idle.ask(query, filter={"scenarioIds": [idle.scenario_id]})["analyses"]["totalCount"] == 2
    assert idle.ask(query, filter={"scenarioIds": [encode_id("Scenario", 99)]})["analyses"]["totalCount"] == 0
    assert idle.ask(query, filter={"runIds": [encode_id("Run", "x")]})["analyses"]["totalCount"] == 0
    oldest = """{ analyses(orderBy: {field: CREATED_AT, direction: ASC}, first: 1) {
      nodes { id run { id } scenario { id } constraintSet { id } } } }"""
    about = {"run": None, "scenario": {"id": idle.scenario_id}, "constraintSet": None}
    assert idle.ask(oldest)["analyses"]["nodes"] == [{"id": first["id"], **about}]
    changed = idle.change("analysisCancel", "... on AnalysisCancelled { analysis { status } }", id=first["id"])
    assert changed["analysis"] == {"status": "CANCELLED"}
    assert idle.errors("analysisCancel", id=encode_id("Run", "x")) == [("input.id", "INVALID_ID")]
    assert idle.ask("{ jobs { totalCount } }") == {"jobs": {"totalCount": 0}}
    node = idle.ask("query ($id: ID!) { node(id: $id) { ... on Analysis { name } } }", id=second["id"])["node"]
    assert node == {"name": "WHY"}


def test_what_to_analyse_has_to_be_said_once(idle: Planned) -> None:
    assert idle.errors("coreStart") == [(None, "INVALID")]
    both = {"scenarioId": idle.scenario_id, "runId": encode_id("Run", "x")}
    assert idle.errors("coreStart", **both) == [(None, "INVALID")]
    rules = {"runId": encode_id("Run", "x"), "constraintSetId": encode_id("ConstraintSet", 1)}
    assert idle.errors("coreStart", **rules) == [(None, "INVALID")]
    assert idle.errors("coreStart", runId=idle.scenario_id) == [("input.runId", "INVALID_ID")]


def test_a_docstring_describes_its_fields() -> None:
    @dataclass
    class Fruit:
        """A fruit. ripe_from, ripe_to: days of the year; None where it never is; sort: of the ``apple``.

        eaten: by whom. Mostly birds.
        """

        ripe_from: int | None
        ripe_to: int | None
        sort: str
        eaten: str
        sour_taste: bool

    summary, about = described(Fruit)
    assert summary == "A fruit."
    assert about == {
        "ripe_from": "Days of the year; null where it never is.",
        "ripe_to": "Days of the year; null where it never is.",
        "sort": "Of the `apple`.",
        "eaten": "By whom. Mostly birds.",
        "sour_taste": "Sour taste.",
    }


class Taste(StrEnum):
    """How it tastes. sweet: like honey."""

    SWEET = "sweet"
    SOUR = "sour"


@dataclass(frozen=True)
class Seedling:
    """A seedling."""

    taste: Taste
    weights: Mapping[str, Decimal]
    grid: tuple[tuple[int, ...], ...] = ()


def test_records_become_types_and_their_values_go_along() -> None:
    made = output(Seedling).convert(Seedling(Taste.SOUR, {"b": Decimal(2), "a": Decimal("1.5")}, ((1, 2), ())))
    assert [(each.key, each.value) for each in made.weights] == [("a", Decimal("1.5")), ("b", Decimal(2))]
    assert made.grid == [[1, 2], []]
    assert made.taste.value is Taste.SOUR
