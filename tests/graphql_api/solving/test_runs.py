from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx
import pytest
from sqlalchemy import update

from domain.storage.tokens_and_roles import ApiToken, Role
from graphql_api.transport.auth.gate import TokenGate
from graphql_api.transport.auth.stored_tokens import StoredTokens
from graphql_api.transport.auth.tokens import new_secret, token_hash
from graphql_api.transport.relay.ids import encode_id
from persistence import tables
from persistence.database.connection import for_writing
from persistence.problem_files.problem_file import loads
from persistence.unit_of_work import SqlStorage, SystemClock
from tests.graphql_api.planned import RUN, Planned, planned
from tests.graphql_api.stored import counted
from tests.graphql_api.transport.http.test_websocket import hear, opened, subscribe
from tests.tracing import traced

STARTED = f"... on RunStarted {{ runs {{ {RUN} }} findings {{ valid candidates }} }}"
RESULT = """
  steps { nodes { name status position } } timings { total solve }
  result {
    solutionStatus proof terminationReason objective selected warnings
    stages { name sense role value proven } usage { ruleId used limit slack binding }
    kpis { kpiKey total } targets { ruleId severity } conflict { rules } relaxation { rules { ruleId } }
    initiatives(first: 1) {
      totalCount pageInfo { hasNextPage endCursor } nodes { initiativeKey decision tokens scope reasons rank }
    }
    solver { name seed reproducible }
  }
"""


@pytest.fixture(scope="module")
def api() -> Iterator[Planned]:
    """Runs that nobody executes."""
    with planned() as api:
        yield api


@pytest.fixture(scope="module")
def working() -> Iterator[Planned]:
    """Runs that a worker executes."""
    with planned() as api:
        api.worker()
        yield api


def test_a_run_goes_from_its_start_to_its_result(working: Planned) -> None:
    (begun,) = working.start(parameters={"seed": 7, "options": {"seconds": 0.3}})
    assert begun["status"] in ("QUEUED", "RUNNING")
    done = working.until(begun["id"])
    assert (done["status"], done["solutionStatus"], done["attempt"]) == ("SUCCESS", "OPTIMAL", 1)
    linked = "portfolio { name run { id } summary { items } } scenario { name } constraintSet { name }"
    assert working.run(begun["id"], linked) == {
        "portfolio": {"name": f"Run {begun['runId']}", "run": {"id": begun["id"]}, "summary": {"items": 2}},
        "scenario": {"name": "UK push"},
        "constraintSet": None,
    }
    shown = working.run(
        begun["id"], f"{RESULT} proof parameters {{ seed timeLimit options }} inputsJson elapsedSeconds"
    )
    result = shown["result"]
    assert shown["proof"] == result["proof"] == "NUMERICAL", "options of its own may make any solver inexact"
    assert (result["terminationReason"], result["conflict"]) == ("OPTIMALITY", None)
    assert result["stages"][0]["sense"] == "MAXIMIZE"
    assert result["usage"][0]["ruleId"].startswith("capacity:")
    assert result["initiatives"]["totalCount"] == 2
    assert result["initiatives"]["pageInfo"]["hasNextPage"] is True
    assert [step["name"] for step in shown["steps"]["nodes"]][:2] == ["begin", "formulate"]
    assert shown["parameters"] == {"seed": 7, "timeLimit": 300.0, "options": {"seconds": 0.3}}
    assert loads(shown["inputsJson"]).scenario.name == "UK push"
    assert shown["elapsedSeconds"] >= 0.3
    rest = working.run(
        begun["id"], "result { initiatives(last: 1, decisions: [SELECTED, NOT_SELECTED]) { totalCount } }"
    )
    assert rest["result"]["initiatives"]["totalCount"] == 2


def test_how_a_run_came_to_its_answer_is_told_after_it_has_ended(working: Planned) -> None:
    (begun,) = working.start(parameters={"options": {"seconds": 1.2}})
    working.until(begun["id"])
    shown = working.run(
        begun["id"],
        "progress { stage incumbent } progressHistory { stage solverName incumbent bound gap elapsedSeconds at }",
    )
    history = shown["progressHistory"]
    assert history
    assert history[-1]["stage"] == shown["progress"]["stage"]
    assert {each["solverName"] for each in history} == {"busy"}
    times = [each["elapsedSeconds"] for each in history]
    assert times == sorted(times)


def test_steps_are_a_list_like_any_other_with_figures_of_their_own(working: Planned) -> None:
    (begun,) = working.start()
    working.until(begun["id"])
    detail = "detail { ... on SolveDetail { solver stages { name proven } } }"
    shown = working.run(
        begun["id"],
        f'steps(filter: {{names: ["solve"], statuses: [SUCCESS]}}) {{ totalCount nodes {{ name {detail} }} }} '
        "newest: steps(orderBy: {direction: DESC}, first: 1) { nodes { position } pageInfo { hasNextPage } } "
        "failed: steps(filter: {statuses: [FAILED]}) { totalCount }",
    )
    assert (shown["steps"]["totalCount"], shown["failed"]["totalCount"]) == (1, 0)
    (solve,) = shown["steps"]["nodes"]
    assert solve["detail"]["solver"] == "busy"
    assert solve["detail"]["stages"][0]["proven"] is True
    assert shown["newest"]["nodes"][0]["position"] > 2
    assert shown["newest"]["pageInfo"]["hasNextPage"] is True


def test_several_solvers_get_a_run_each_over_the_same_inputs(working: Planned) -> None:
    started = working.start(solvers=["busy", "crashing"])
    assert [run["solverName"] for run in started] == ["busy", "crashing"]
    first, second = (working.until(run["id"]) for run in started)
    # The backend that crashes fails by itself; another one answers its run, and the answer says so.
    assert (first["status"], second["status"]) == ("SUCCESS", "SUCCESS")
    hashes = {working.run(run["id"], "inputsHash")["inputsHash"] for run in started}
    assert len(hashes) == 1
    listed = working.ask(
        "query ($h: [String!]) { runs(filter: {inputsHashes: $h, statuses: [SUCCESS]}) { totalCount } }", h=list(hashes)
    )
    assert listed["runs"]["totalCount"] >= 2


def test_a_stopped_run_keeps_its_best_and_a_cancelled_one_can_be_tried_again(working: Planned) -> None:
    (run,) = working.start(parameters={"options": {"seconds": 60}})
    working.bench.executing(run["runId"])
    stopped = working.change("runStop", "... on RunStopped { run { id } }", id=run["id"])
    assert stopped["__typename"] == "RunStopped"
    done = working.until(run["id"])
    assert (done["solutionStatus"], done["terminationReason"]) == ("FEASIBLE", "STOPPED")
    assert working.errors("runStop", id=run["id"]) == [(None, "CONFLICT")]
    assert working.errors("runRetry", id=run["id"]) == [(None, "CONFLICT")]
    (other,) = working.start(parameters={"options": {"seconds": 60}})
    working.bench.executing(other["runId"])
    cancelled = working.change("runCancel", f"... on RunCancelled {{ run {{ {RUN} }} }}", id=other["id"])["run"]
    assert (cancelled["status"], cancelled["errorText"]) == ("CANCELLED", "cancelled on request")
    again = "... on RunRetried { run { id } }"
    first = working.change("runRetry", again, id=other["id"], idempotencyKey="k")["run"]
    assert working.change("runRetry", again, id=other["id"], idempotencyKey="k")["run"] == first
    clone = working.change(
        "runClone", "... on RunCloned { run { id } }", id=other["id"], parameters={"options": {"seconds": 0}}
    )["run"]
    assert working.until(clone["id"])["status"] == "SUCCESS"
    working.change("runCancel", "... on RunCancelled { run { id } }", id=first["id"])


def test_progress_over_server_sent_events_and_over_a_websocket(working: Planned) -> None:
    query = (
        "subscription ($id: ID!) { runProgress(id: $id) { status portfolio { name } progress { stage incumbent } } }"
    )
    (run,) = working.start(parameters={"options": {"seconds": 1}})
    body = {"query": query, "variables": {"id": run["id"]}}
    headers = {"accept": "text/event-stream"}
    text = httpx.post(f"{working.url}/graphql", json=body, headers=headers, timeout=30).text
    sent = [frame.removeprefix("event: next\ndata: ") for frame in text.split("\n\n") if "event: next" in frame]
    told = [json.loads(data)["data"]["runProgress"] for data in sent]
    assert (told[0]["portfolio"], told[-1]["status"]) == (None, "SUCCESS")
    assert told[-1]["portfolio"] is not None
    assert any(each["progress"] for each in told)
    with opened(f"{working.url}/graphql") as socket:
        subscribe(socket, query, variables={"id": run["id"]})
        assert hear(socket)["payload"]["data"]["runProgress"]["status"] == "SUCCESS"
        assert hear(socket) == {"id": "1", "type": "complete"}


def test_validation_starts_nothing(api: Planned) -> None:
    before = api.ask("{ runs { totalCount } }")["runs"]["totalCount"]
    asked = {"scenarioId": api.scenario_id, "solvers": ["busy"], "validateOnly": True}
    answer = api.change("runStart", STARTED, **asked)
    assert (answer["runs"], answer["findings"]) == ([], {"valid": True, "candidates": ["I-1", "I-2"]})
    assert api.errors("runStart", **asked | {"solvers": ["none"]}) == [(None, "INVALID")]
    assert api.ask("{ runs { totalCount } }")["runs"]["totalCount"] == before


def test_the_same_key_starts_one_run_however_often_it_is_sent(api: Planned) -> None:
    with ThreadPoolExecutor(8) as many:
        started = list(many.map(lambda _: api.start(idempotencyKey="often")[0]["id"], range(50)))
    assert len(set(started)) == 1
    other = {"scenarioId": api.scenario_id, "solvers": ["auto"], "idempotencyKey": "often"}
    assert api.errors("runStart", **other) == [(None, "CONFLICT")]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"scenarioId": encode_id("Scenario", 999)}, (None, "NOT_FOUND")),
        ({"scenarioId": encode_id("Run", 1)}, ("input.scenarioId", "INVALID_ID")),
        ({"constraintSetId": "x"}, ("input.constraintSetId", "INVALID_ID")),
        ({"constraintSetId": encode_id("ConstraintSet", 9)}, (None, "NOT_FOUND")),
        ({"initiativeKeys": ["I-1", "none"]}, (None, "NOT_FOUND")),
        ({"solvers": []}, (None, "INVALID")),
        ({"solvers": ["abacus"]}, (None, "INVALID")),
        ({"idempotencyKey": ""}, ("input.idempotencyKey", "INVALID")),
        ({"idempotencyKey": "a\0"}, ("input.idempotencyKey", "INVALID")),
        ({"idempotencyKey": "a\ud800"}, ("input.idempotencyKey", "INVALID")),
        ({"parameters": {"gap": 1.5}}, (None, "INVALID")),
        ({"parameters": {"timeLimit": -1}}, (None, "INVALID")),
        ({"parameters": {"effort": "QUICK", "gap": 0.01}}, ("input.parameters.effort", "INVALID")),
        ({"parameters": {"effort": "PROOF", "deterministicLimit": 5}}, ("input.parameters.effort", "INVALID")),
        ({"parameters": {"options": [1]}}, ("input.parameters.options", "INVALID")),
        ({"parameters": {"options": {"nonsense": 1}}}, (None, "INVALID")),
        ({"parameters": {"options": {"nonsense": 1}}, "validateOnly": True}, (None, "INVALID")),
        ({"parameters": {"stageTolerances": [{"stage": "fame", "relative": "0.1"}]}}, (None, "INVALID")),
        (
            {"parameters": {"stageTolerances": [{"stage": "fame", "relative": "0.1"}]}, "validateOnly": True},
            (None, "INVALID"),
        ),
        ({"parameters": {"options": {"a": None}}}, ("input.parameters.options.a", "INVALID")),
        (
            {"parameters": {"stageTolerances": [{"stage": "north_star", "relative": "-0.1"}]}},
            ("input.parameters.stageTolerances[0].relative", "INVALID"),
        ),
    ],
)
def test_what_cannot_be_started_is_said_where_it_is(api: Planned, given: dict[str, Any], expected: Any) -> None:
    assert api.errors("runStart", **{"scenarioId": api.scenario_id, "solvers": ["busy"]} | given) == [expected]


@pytest.mark.parametrize(
    ("given", "effort", "gap"),
    [({}, "NORMAL", 0), ({"effort": "QUICK"}, "QUICK", 0), ({"gap": 0}, None, 0), ({"gap": 0.01}, None, 0.01)],
)
def test_a_run_keeps_its_effort_unless_something_else_says_when_to_stop(
    api: Planned, given: dict[str, Any], effort: str | None, gap: float
) -> None:
    (run,) = api.start(parameters=given)
    shown = api.run(run["id"], "parameters { effort gap }")["parameters"]
    assert shown == {"effort": effort, "gap": gap}


def test_a_run_of_an_older_version_has_neither_effort_nor_proof(api: Planned) -> None:
    (run,) = api.start()
    with for_writing(api.storage.engine).begin() as connection:
        connection.execute(
            update(tables.OptimizationRun)
            .where(tables.OptimizationRun.run_id == run["runId"])
            .values(parameters_json={"gap": 0.0, "seed": 3, "time_limit": 300.0})
        )
    shown = api.run(run["id"], "proof parameters { effort gap seed timeLimit }")
    assert shown["parameters"] == {"effort": None, "gap": 0.0, "seed": 3, "timeLimit": 300.0}
    assert shown["proof"] is None


def test_runs_are_listed_by_filter_and_in_order(api: Planned) -> None:
    made = [api.start()[0]["id"] for _ in range(3)]
    shown = "nodes { id } pageInfo { endCursor }"
    page = f"query ($f: RunFilter, $a: String) {{ runs(filter: $f, first: 2, after: $a) {{ {shown} }} }}"
    first = api.ask(page, f={"scenarioIds": [api.scenario_id], "statuses": ["QUEUED"]})["runs"]
    assert [node["id"] for node in first["nodes"]] == made[:0:-1]
    second = api.ask(page, a=first["pageInfo"]["endCursor"])["runs"]
    assert second["nodes"][0]["id"] == made[0]
    assert api.reasons(page, f={"scenarioIds": ["x"]}) == ["INVALID_ID"]
    nodes = api.ask("query ($ids: [ID!]!) { nodes(ids: $ids) { id } }", ids=[made[0], encode_id("Run", "none")])
    assert nodes["nodes"] == [{"id": made[0]}, None]
    assert api.run(encode_id("Run", "none")) is None


def test_the_number_of_statements_does_not_grow_with_the_runs(api: Planned) -> None:
    for _ in range(4):
        api.start()
    counts = []
    for first in (1, 6):
        with counted(api.storage.engine) as statements:
            api.ask(f"{{ runs(first: {first}) {{ nodes {{ {RUN} portfolio {{ id }} scenario {{ id }} }} }} }}")
        counts.append(len(statements))
    assert counts[0] == counts[1]


def test_many_who_poll_at_once_are_read_for_together(api: Planned) -> None:
    ids = [api.start()[0]["id"] for _ in range(2)]
    query = "query ($id: ID!) { run(id: $id) { id status } }"

    async def ask(client: httpx.AsyncClient, run_id: str) -> Any:
        body = {"query": query, "variables": {"id": run_id}}
        return (await client.post(f"{api.url}/graphql", json=body, timeout=30)).json()["data"]["run"]

    async def ask_all() -> list[Any]:
        async with httpx.AsyncClient() as client:
            return await asyncio.gather(*(ask(client, ids[number % 2]) for number in range(40)))

    with counted(api.storage.engine) as statements:
        answers = asyncio.run(ask_all())
    assert answers == [{"id": ids[number % 2], "status": "QUEUED"} for number in range(40)]
    assert len([text for text in statements if text.startswith("SELECT")]) < 40


def test_roles_and_the_audit_log() -> None:
    secrets = {role: new_secret() for role in Role}

    def gate(storage: SqlStorage) -> TokenGate:
        clock = SystemClock()
        with storage.writing() as uow:
            for role, secret in secrets.items():
                uow.access.add_token(ApiToken(role, token_hash(secret), f"{role}@plan.example", role, clock.now()))
        return TokenGate(StoredTokens(storage, clock), 0)

    with planned(gate) as api:
        api.headers["authorization"] = f"Bearer {secrets[Role.VIEWER]}"
        start = "mutation ($i: RunStartInput!) { runStart(input: $i) { __typename } }"
        assert api.reasons(start, i={"scenarioId": api.scenario_id}) == ["FORBIDDEN"]
        assert api.ask("{ runs { totalCount } }")["runs"]["totalCount"] == 0
        api.headers["authorization"] = f"Bearer {secrets[Role.PLANNER]}"
        (run,) = api.start(idempotencyKey="k")
        assert api.run(run["id"], "requestedByEmail")["requestedByEmail"] == "planner@plan.example"
        assert api.errors("runStop", id="x") == [("input.id", "INVALID_ID")]
        with api.storage.reading() as uow:
            refused, started, forbidden = uow.access.audit_log()
            tokens = {token.role: token for token in uow.access.tokens()}
    assert (started.operation, started.object_type, started.object_id) == ("runStart", "Run", run["runId"])
    assert (started.actor_email, started.api_token_id) == ("planner@plan.example", tokens[Role.PLANNER].id)
    assert started.input["idempotencyKey"] == "k"
    assert (refused.operation, refused.succeeded, refused.error_code) == ("runStop", False, "INVALID_ID")
    assert (forbidden.operation, forbidden.succeeded, forbidden.error_code) == ("runStart", False, "FORBIDDEN")
    assert tokens[Role.PLANNER].last_used_at is not None
    assert tokens[Role.ADMIN].last_used_at is None


FILES_OF_A_RUN_START = 44
"""Files of which a function is called, from the request over HTTP to the answer."""


def test_starting_a_run_leads_through_few_files() -> None:
    with traced(on=False) as trace, planned() as api:
        api.start()
        trace.on = True
        api.start()
        trace.on = False
    assert len(trace.files) <= FILES_OF_A_RUN_START, sorted(trace.files)


def test_a_run_that_nobody_executes_has_come_no_way(api: Planned) -> None:
    (waiting,) = api.start()
    assert api.run(waiting["id"], "progressHistory { stage }")["progressHistory"] == []


def test_a_started_run_is_answered_from_what_was_stored(api: Planned) -> None:
    with counted(api.bench.engine) as statements:
        api.start()
    assert [each for each in statements if each.startswith("INSERT INTO optimization_runs ")]
    assert not [each for each in statements if each.startswith("SELECT optimization_runs.")]
