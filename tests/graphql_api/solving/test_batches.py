"""Batches of roadmaps through the API: started, watched, compared, given up."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

import pytest

from graphql_api.transport.relay.ids import encode_id
from tests.graphql_api.planned import Planned, planned

FIELDS = "id batchId name status total ended failed requestedByEmail createdAt cancelledAt"
START = f"""
mutation ($input: BatchStartInput!) {{ batchStart(input: $input) {{
  __typename ... on BatchStarted {{ batch {{ {FIELDS} }} }} ... on MutationFailed {{ errors {{ message }} }} }} }}
"""
CANCEL = f"""
mutation ($input: BatchCancelInput!) {{ batchCancel(input: $input) {{
  __typename ... on BatchCancelled {{ batch {{ {FIELDS} }} }} }} }}
"""


@pytest.fixture(scope="module")
def api() -> Iterator[Planned]:
    with planned() as made:
        assert made.bench is not None
        made.bench.worker("one")
        yield made


def asked(api: Planned, seconds: float, **changes: Any) -> dict[str, Any]:
    assert api.bench is not None
    return {
        "scenarioIds": [encode_id("Scenario", str(api.bench.scenario_id))],
        "solvers": ["busy"],
        "capacities": [{"tokens": tokens} for tokens in (4, 7, 11)],
        "parameters": {"options": {"seconds": seconds}},
        **changes,
    }


def until_ended(api: Planned, batch_id: str) -> dict[str, Any]:
    query = f"query ($id: ID!) {{ batch(id: $id) {{ {FIELDS} }} }}"
    deadline = time.monotonic() + 60
    while (found := api.ask(query, id=batch_id)["batch"])["status"] not in ("SUCCESS", "FAILED", "CANCELLED"):
        assert time.monotonic() < deadline, found
        time.sleep(0.1)
    result: dict[str, Any] = found
    return result


@pytest.mark.solver
def test_a_batch_is_made_watched_and_compared(api: Planned) -> None:
    weights = [{"name": "sales", "weights": [{"key": "north_star", "value": 2}]}]
    started = api.ask(START, input=asked(api, 0, name="Capacities", weightSets=weights, idempotencyKey="k"))
    batch = started["batchStart"]["batch"]
    assert (batch["name"], batch["total"]) == ("Capacities", 3)
    again = api.ask(START, input=asked(api, 0, name="Capacities", weightSets=weights, idempotencyKey="k"))
    assert again["batchStart"]["batch"]["id"] == batch["id"]
    done = until_ended(api, batch["id"])
    assert (done["status"], done["ended"], done["failed"]) == ("SUCCESS", 3, 0)
    query = """
    query ($id: ID!) { batch(id: $id) {
      roadmaps(orderBy: {direction: DESC}, first: 2, filter: {search: "SALES", statuses: [SUCCESS]}) {
        totalCount pageInfo { hasNextPage } edges { cursor }
        nodes { position name solver status runId run { id scenario { id } } } }
      waiting: roadmaps(filter: {statuses: [QUEUED]}) { totalCount }
      roadmapFacets(by: [SOLVERS, STATUSES]) { field values { value count } }
      runs { totalCount nodes { id status } }
      comparison { comparison { roadmaps { name status } matrix { initiativeKey coreIndex standing } }
                   regret { comparable cells { portfolio scenario allowed } } } }
      batches(first: 1, filter: {search: "capaciT", cancelled: false}, orderBy: {field: NAME}) { nodes { id } }
      none: batches(filter: {createdTo: "2020-01-01T00:00:00Z"}) { totalCount }
      given: batches(filter: {cancelled: true}) { totalCount } node(id: $id) { id } }
    """
    found = api.ask(query, id=batch["id"])
    listed = found["batch"]["roadmaps"]
    assert (listed["totalCount"], listed["pageInfo"]["hasNextPage"]) == (3, True)
    assert found["batch"]["waiting"]["totalCount"] == 0
    assert found["batch"]["roadmapFacets"][1] == {"field": "statuses", "values": [{"value": "SUCCESS", "count": 3}]}
    assert [each["position"] for each in listed["nodes"]] == [2, 1]
    second = listed["nodes"][1]
    assert (second["position"], second["name"], second["status"]) == (1, "sales · capacity 7", "SUCCESS")
    assert found["batch"]["runs"]["totalCount"] == 3
    assert second["run"] == {"id": second["runId"], "scenario": {"id": api.scenario_id}}
    assert (found["none"], found["given"]) == ({"totalCount": 0}, {"totalCount": 0})
    assert second["runId"] in {run["id"] for run in found["batch"]["runs"]["nodes"]}
    assert len(found["batch"]["comparison"]["comparison"]["roadmaps"]) == 3
    assert found["batches"]["nodes"] == [found["node"]] == [{"id": batch["id"]}]


@pytest.mark.solver
def test_a_batch_is_given_up(api: Planned) -> None:
    batch = api.ask(START, input=asked(api, 60))["batchStart"]["batch"]
    given_up = api.ask(CANCEL, input={"id": batch["id"]})["batchCancel"]
    assert given_up["batch"]["status"] == "CANCELLED"
    assert given_up["batch"]["cancelledAt"] is not None
    assert until_ended(api, batch["id"])["ended"] == 0


def test_what_makes_no_sense_is_refused(api: Planned) -> None:
    faults: tuple[dict[str, Any], ...] = (
        {"scenarioIds": []},
        {"solvers": ["abacus"]},
        {"frameworks": ["nobody"]},
        {"scenarioIds": ["x"]},
        {"name": "a\0"},
        {"idempotencyKey": "a\0"},
    )
    for changes in faults:
        failed = api.ask(START, input=asked(api, 0, **changes))["batchStart"]
        assert failed["__typename"] == "MutationFailed", changes
        assert failed["errors"][0]["message"]
    missing = encode_id("Batch", "none")
    assert api.ask("query ($id: ID!) { batch(id: $id) { id } }", id=missing)["batch"] is None
