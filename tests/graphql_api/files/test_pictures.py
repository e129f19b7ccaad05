"""Pictures at addresses of their own: the same authorisation as the API, copies that are asked for, clear refusals."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest

from domain.integer_model.result import SolutionStatus
from domain.storage.run import RunOutcome, RunStatus
from domain.storage.tokens_and_roles import ApiToken, Role
from graphql_api.transport.auth.gate import TokenGate
from graphql_api.transport.auth.stored_tokens import StoredTokens
from graphql_api.transport.auth.tokens import new_secret, token_hash
from persistence.report_json import dumps
from persistence.unit_of_work import SqlStorage, SystemClock
from tests.graphql_api.planned import Planned, planned
from tests.pictures.results import chosen, report, usage

NOW = datetime(2026, 1, 5, tzinfo=UTC)


@pytest.fixture(scope="module")
def api() -> Iterator[Planned]:
    with planned() as api:
        yield api


@pytest.fixture(scope="module")
def done(api: Planned) -> dict[str, Any]:
    """A run that has ended, with an answer of our own."""
    (run,) = api.start()
    answer = report([chosen("A", "2026-Q1", 5, "First")], [usage("capacity:global", 5, 8)])
    finish(api, run["runId"], SolutionStatus.OPTIMAL, dumps(answer))
    return run


@pytest.fixture(scope="module")
def drawing(api: Planned) -> Planned:
    """The API once a worker is there."""
    api.bench.worker("w", slots=1, module="tests.graphql_api.tiny_worker")
    return api


def finish(api: Planned, run_id: str, status: SolutionStatus, text: str) -> None:
    with api.storage.writing() as uow:
        outcome = RunOutcome(RunStatus.SUCCESS, NOW, result=text, solution_status=status)
        assert uow.runs.finish(run_id, outcome)


def get(api: Planned, path: str, **headers: str) -> httpx.Response:
    return httpx.get(f"{api.url}/pictures/{path}", headers={**api.headers, **headers}, timeout=60)


@pytest.mark.parametrize("id_name", ["runId", "id"])
def test_a_run_has_its_capacity_use_and_its_roadmap(api: Planned, done: dict[str, Any], id_name: str) -> None:
    capacity = get(api, f"runs/{done[id_name]}/capacity.svg")
    assert (capacity.status_code, capacity.headers["content-type"]) == (200, "image/svg+xml")
    assert "5 of 8" in capacity.text
    roadmap = get(api, f"runs/{done[id_name]}/roadmap.png")
    assert (roadmap.status_code, roadmap.headers["content-type"]) == (200, "image/png")
    assert roadmap.content.startswith(b"\x89PNG")


def test_a_copy_is_asked_for_and_not_sent_again(api: Planned, done: dict[str, Any]) -> None:
    first = get(api, f"runs/{done['runId']}/roadmap.svg")
    tag = first.headers["etag"]
    assert first.headers["cache-control"] == "private, no-cache"
    assert "default-src 'none'" in first.headers["content-security-policy"]
    again = get(api, f"runs/{done['runId']}/roadmap.svg", **{"If-None-Match": f'"other", W/{tag}'})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    assert get(api, f"runs/{done['runId']}/roadmap.svg", **{"If-None-Match": '"other"'}).content == first.content
    assert get(api, f"runs/{done['runId']}/roadmap.png").headers["etag"] != tag


def test_what_cannot_be_drawn_is_said_in_json(api: Planned, done: dict[str, Any]) -> None:
    (waiting, infeasible) = api.start()[0]["runId"], api.start()[0]["runId"]
    finish(api, infeasible, SolutionStatus.INFEASIBLE, dumps(report()))
    for path, status, message in (
        ("runs/nobody/roadmap.svg", 404, "there is no"),
        (f"runs/{done['runId']}/frontier.svg", 404, "there are: capacity, roadmap"),
        (f"runs/{done['runId']}/roadmap.pdf", 404, "ends in .svg or .png"),
        (f"runs/{waiting}/roadmap.svg", 409, "is not done yet: queued"),
        (f"runs/{infeasible}/roadmap.svg", 409, "has no portfolio to draw: infeasible"),
        ("analyses/nobody.svg", 404, "there is no"),
    ):
        response = get(api, path)
        assert (response.status_code, path) == (status, path)
        assert message in response.json()["errors"][0]["message"]


@pytest.mark.parametrize(
    ("name", "given", "shows"),
    [
        ("frontier", {"solver": "tiny", "capacity": "global", "tokensTo": "12"}, "tokens of capacity:global"),
        ("compare", {"solvers": ["tiny"]}, "Value and bound over time"),
    ],
)
def test_a_stored_analysis_is_drawn(drawing: Planned, name: str, given: dict[str, Any], shows: str) -> None:
    started = drawing.change(
        f"{name}Start", "... on AnalysisStarted { analysis { id analysisId } }", scenarioId=drawing.scenario_id, **given
    )["analysis"]
    query = "query ($id: ID!) { analysis(id: $id) { status errorText } }"
    deadline = time.monotonic() + 60
    while (found := drawing.ask(query, id=started["id"])["analysis"])["status"] in ("QUEUED", "RUNNING"):
        assert time.monotonic() < deadline
        time.sleep(0.05)
    assert found == {"status": "SUCCESS", "errorText": None}
    for given_id in (started["id"], started["analysisId"]):
        response = get(drawing, f"analyses/{given_id}.svg")
        assert response.status_code == 200
        assert shows in response.text


def test_the_door_is_that_of_the_api() -> None:
    secrets = {role: new_secret() for role in Role}
    clock = SystemClock()

    def gate(storage: SqlStorage) -> TokenGate:
        with storage.writing() as uow:
            for role, secret in secrets.items():
                uow.access.add_token(ApiToken(role, token_hash(secret), f"{role}@plan.example", role, clock.now()))
        return TokenGate(StoredTokens(storage, clock), 0)

    with planned(gate) as api:
        assert get(api, "runs/nobody/roadmap.svg").status_code == 401
        for secret in secrets.values():
            assert get(api, "runs/nobody/roadmap.svg", Authorization=f"Bearer {secret}").status_code == 404
