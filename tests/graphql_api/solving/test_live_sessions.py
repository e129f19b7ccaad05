"""Live sessions over the wire: opened, edited and followed by WebSocket and by server-sent events."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

import httpx
import pytest
from websockets.sync.client import ClientConnection

from cli.wiring.runs import SolverPoolCache
from domain.backlog.seeding import seed
from domain.live_sessions.runner import LiveSessions
from domain.live_sessions.states import SessionLimits
from domain.runs.limits import SolveLimits
from domain.runs.runs import Runs
from domain.storage.tokens_and_roles import Role
from graphql_api.transport.auth.gate import Gate, TokenGate
from graphql_api.transport.auth.stored_tokens import StoredTokens
from persistence.problem_files.problem_file import loads
from persistence.unit_of_work import SqlStorage, SystemClock
from tests.graphql_api.stored import Api, served
from tests.graphql_api.transport.auth.test_auth import SECRETS, token
from tests.graphql_api.transport.http.test_websocket import hear, opened, subscribe
from tests.persistence.run_queue.run_queues import runs_over
from tests.persistence.run_queue.test_run_service import FakeQueue

pytestmark = pytest.mark.solver

PROBLEM = {
    "scenario": {
        "name": "draft",
        "period_key": "2026-Q1",
        "objective_mode": "north_star",
        "capacity_total_tokens": 2,
    },
    "initiatives": [
        {"initiative_key": "A", "engineering_tokens": 2, "kpi_contribution": {"north_star": 5}},
        {"initiative_key": "B", "engineering_tokens": 2, "kpi_contribution": {"north_star": 3}},
    ],
}
FOLLOW = """subscription ($id: ID!) { sessionAnswers(id: $id) {
  seq isFinal status canonical value { name value bound proven proof } selected { initiativeKey periodKey }
  against entered { initiativeKey } left { initiativeKey } moved { initiativeKey } usage { ruleId slack }
  targets { ruleId } conflict { rules } boundSource place milliseconds detail
} }"""


@contextmanager
def living(gate: Callable[[SqlStorage], Gate] | None = None, **limits: Any) -> Iterator[Api]:
    with (
        LiveSessions(SolverPoolCache(), SolverPoolCache(), SessionLimits(**limits), "cp-sat") as live,
        served(gate, live=live, runs=lambda storage: runs_over(storage, FakeQueue())) as api,
    ):
        yield api


@pytest.fixture(scope="module")
def api() -> Iterator[Api]:
    with living() as api:
        yield api


def open_session(api: Api, **given: Any) -> str:
    answer = api.change("sessionOpen", "... on SessionOpened { id idleSeconds }", **(given or {"problem": PROBLEM}))
    assert answer["__typename"] == "SessionOpened", answer
    return str(answer["id"])


def seeded(api: Api) -> str:
    """A stored scenario of the same problem."""
    with api.storage.writing() as uow:
        seed(uow, loads(json.dumps(PROBLEM)), SystemClock())
    nodes = api.ask("{ scenarios { nodes { id name } } }")["scenarios"]["nodes"]
    return next(str(each["id"]) for each in nodes if each["name"] == "draft")


def edit(api: Api, session: str, seq: int, **draft: Any) -> dict[str, Any]:
    return api.change("sessionEdit", "... on SessionEdited { newestSeq }", id=session, seq=seq, **draft)


def last(socket: ClientConnection, seq: int) -> dict[str, Any]:
    """The last answer to a draft, as the socket tells it."""
    while True:
        message = hear(socket)
        assert message["type"] == "next", message
        answer: dict[str, Any] = message["payload"]["data"]["sessionAnswers"]
        if answer["seq"] == seq and answer["isFinal"]:
            return answer


def events(api: Api, session: str) -> Iterator[dict[str, Any]]:
    """What a stream of server-sent events tells, until it ends."""
    body = {"query": FOLLOW, "variables": {"id": session}}
    with httpx.stream(
        "POST", f"{api.url}/graphql", json=body, headers={"accept": "text/event-stream", **api.headers}, timeout=30
    ) as stream:
        for line in stream.iter_lines():
            if line.startswith("data: "):
                yield json.loads(line.removeprefix("data: "))


def test_drafts_are_answered_over_a_websocket(api: Api) -> None:
    session = open_session(api)
    with opened(f"{api.url}/graphql") as socket:
        subscribe(socket, FOLLOW, variables={"id": session})
        first = last(socket, 0)
        assert first["value"] == {"name": "north_star", "value": "5", "bound": "5", "proven": True, "proof": "EXACT"}
        assert first["canonical"] and first["selected"] == [{"initiativeKey": "A", "periodKey": "2026-Q1"}]
        assert edit(api, session, 3, forceOut=["A"])["newestSeq"] == 3
        assert edit(api, session, 2, forceOut=["B"])["newestSeq"] == 3
        second = last(socket, 3)
        assert (second["against"], second["entered"], second["left"]) == (
            0,
            [{"initiativeKey": "B"}],
            [{"initiativeKey": "A"}],
        )
        subscribe(
            socket,
            "mutation ($input: SessionEditInput!) { sessionEdit(input: $input) { __typename } }",
            "2",
            variables={"input": {"id": session, "seq": 4, "edits": [{"place": "capacity:global", "value": "4"}]}},
        )
        assert {hear(socket)["id"] for _ in range(2)} <= {"1", "2"}
        api.change("sessionClose", "", id=session)


def test_a_session_on_a_stored_scenario_is_followed_by_events_until_it_is_closed(api: Api) -> None:
    scenario = seeded(api)
    session = open_session(api, scenarioId=scenario)
    seen = []
    for event in events(api, session):
        seen.append(event["data"]["sessionAnswers"])
        if seen[-1]["isFinal"]:
            api.change("sessionClose", "", id=session)
    assert seen[-1]["isFinal"] and seen[-1]["value"]["value"] == "5"


def test_what_is_wrong_is_said_with_its_place(api: Api) -> None:
    session = open_session(api)
    assert api.errors("sessionOpen") == [("input", "INVALID")]
    assert api.errors("sessionOpen", problem={"scenario": {}})[0][0] == "input.problem.scenario.name"
    assert api.errors("sessionOpen", scenarioId="x") == [("input.scenarioId", "INVALID_ID")]
    assert api.errors("sessionEdit", id=session, seq=0) == [("input.seq", "INVALID")]
    assert api.errors("sessionEdit", id=session, seq=1, edits=[{"place": "capacity:globl"}]) == [(None, "INVALID")]
    api.change("sessionClose", "", id=session)


def test_a_session_that_is_gone_says_so_in_every_way(api: Api) -> None:
    session = open_session(api)
    api.change("sessionClose", "", id=session)
    assert api.errors("sessionEdit", id=session, seq=1) == [(None, "SESSION_GONE")]
    assert api.errors("sessionClose", id=session) == [(None, "SESSION_GONE")]
    (event,) = events(api, session)
    assert event["errors"][0]["extensions"]["code"] == "SESSION_GONE"


def test_viewers_have_sessions_of_their_own_and_only_so_many() -> None:
    with living(lambda storage: TokenGate(StoredTokens(storage, SystemClock()), 600), per_token=1) as api:
        with api.storage.writing() as uow:
            for role, secret in SECRETS.items():
                uow.access.add_token(token(secret, role, 1 + list(SECRETS).index(role)))
        api.headers = {"authorization": f"Bearer {SECRETS[Role.VIEWER]}"}
        limits = api.ask("{ server { limits { sessionsPerToken sessionIdleSeconds sessionSolveSeconds } } }")["server"]
        assert limits["limits"] == {
            "sessionsPerToken": 1,
            "sessionIdleSeconds": "600",
            "sessionSolveSeconds": "60",
        }
        own = "{ sessions { id newestSeq listeners idleSeconds } }"
        assert api.ask(own)["sessions"] == []
        session = open_session(api)
        assert edit(api, session, 1)["newestSeq"] == 1
        (found,) = api.ask(own)["sessions"]
        assert (found["id"], found["newestSeq"], found["listeners"]) == (session, 1, 0)
        assert found["idleSeconds"] < 60
        assert api.errors("sessionOpen", problem=PROBLEM) == [(None, "LIMIT_REACHED")]
        api.headers = {"authorization": f"Bearer {SECRETS[Role.PLANNER]}"}
        assert api.errors("sessionEdit", id=session, seq=2) == [(None, "SESSION_GONE")]
        assert api.ask(own)["sessions"] == [], "everybody sees their own"
        with api.storage.reading() as uow:
            assert not uow.access.audit_log(), "nothing was stored, so nothing is logged"
        api.headers = {"authorization": f"Bearer {SECRETS[Role.VIEWER]}"}
        keep = "mutation ($input: SessionKeepInput!) { sessionKeep(input: $input) { __typename } }"
        refused = api.send(keep, input={"id": session, "seq": 1, "name": "kept"})
        assert refused.status_code == 403, "only planners store"


def test_a_problem_that_is_too_large_for_a_live_session_is_refused_by_name() -> None:
    with living(initiatives=1) as api:
        answer = api.change("sessionOpen", "", problem=PROBLEM)
        (error,) = answer["errors"]
        assert error["code"] == "INVALID" and "live.initiatives" in error["message"]
        assert api.ask("{ sessions { id } server { limits { sessionInitiatives } } }") == {
            "sessions": [],
            "server": {"limits": {"sessionInitiatives": 1}},
        }


KEPT = """... on SessionKept { run { status proof solutionStatus solverName objective
  scenario { name capacityTotalTokens } constraintSet { name forcedOut } result { canonical }
  portfolio { name items(filter: {selected: true}) { nodes { initiativeKey } } } } }"""


def test_a_proven_draft_is_kept_as_scenario_rules_run_and_portfolio(api: Api) -> None:
    session = open_session(api, scenarioId=seeded(api))
    edit(api, session, 1, edits=[{"place": "capacity:global", "value": "3"}], forceOut=["A"])
    with opened(f"{api.url}/graphql") as socket:
        subscribe(socket, FOLLOW, variables={"id": session})
        last(socket, 1)
    assert api.errors("sessionKeep", id=session, seq=0, name="kept") == [("input.seq", "CONFLICT")]
    assert api.errors("sessionKeep", id=session, seq=1, name=" ") == [("input.name", "INVALID")]
    run = api.change("sessionKeep", KEPT, id=session, seq=1, name="kept", rulesName="without A")["run"]
    assert run["result"] == {"canonical": True}
    assert run["scenario"] == {"name": "kept", "capacityTotalTokens": "3"}
    assert run["constraintSet"] == {"name": "without A", "forcedOut": ["A"]}
    assert run["portfolio"] == {"name": "kept", "items": {"nodes": [{"initiativeKey": "B"}]}}
    assert [run[name] for name in ("status", "proof", "solutionStatus", "solverName", "objective")] == [
        "SUCCESS",
        "EXACT",
        "OPTIMAL",
        "cp-sat",
        "3",
    ]
    assert api.errors("sessionKeep", id=session, seq=1, name="kept") == [(None, "CONFLICT")]
    api.change("sessionClose", "", id=session)


def test_a_draft_without_a_portfolio_is_kept_with_a_queued_run(api: Api) -> None:
    session = open_session(api, scenarioId=seeded(api))
    edit(api, session, 1, forceIn=["A", "B"])
    given = {"id": session, "seq": 1, "name": "both", "idempotencyKey": "k"}
    with ThreadPoolExecutor(4) as many:
        runs = list(many.map(lambda _: api.change("sessionKeep", KEPT, **given)["run"], range(4)))
    assert runs == [runs[0]] * 4
    assert (runs[0]["status"], runs[0]["solverName"], runs[0]["portfolio"]) == ("QUEUED", "auto", None)
    assert runs[0]["constraintSet"]["name"] == "both"
    api.change("sessionClose", "", id=session)
    assert api.change("sessionKeep", KEPT, **given)["run"] == runs[0], "though the session is gone"
    assert api.errors("sessionKeep", **given | {"name": "other"}) == [("input.idempotencyKey", "CONFLICT")]


def test_the_run_of_a_kept_draft_asks_for_no_more_than_is_allowed() -> None:
    def limited(storage: SqlStorage) -> Runs:
        runs = runs_over(storage, FakeQueue())
        runs.limits = SolveLimits(seconds=60.0)
        return runs

    with LiveSessions(SolverPoolCache(), SolverPoolCache()) as live, served(live=live, runs=limited) as api:
        session = open_session(api, scenarioId=seeded(api))
        edit(api, session, 1, forceIn=["A", "B"])
        kept = "... on SessionKept { run { parameters { timeLimit } } }"
        run = api.change("sessionKeep", kept, id=session, seq=1, name="both")["run"]
        assert run["parameters"] == {"timeLimit": 60.0}


def test_a_draft_about_other_figures_than_those_stored_is_not_kept(api: Api) -> None:
    session = open_session(api, scenarioId=seeded(api))
    edit(api, session, 1, edits=[{"place": "initiatives[A].engineering_tokens", "value": "1"}])
    failed = api.change("sessionKeep", "", id=session, seq=1, name="other figures")
    assert failed["errors"][0]["code"] == "CONFLICT" and "session about A:" in failed["errors"][0]["message"]
    names = [each["name"] for each in api.ask("{ scenarios { nodes { name } } }")["scenarios"]["nodes"]]
    assert "other figures" not in names, "all or nothing"
    api.change("sessionClose", "", id=session)
