"""Problem files over the API: taken in, given out, and solved without being stored."""

from __future__ import annotations

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Event
from typing import Any

import httpx
import pytest
import simplejson

from cli.wiring.bootstrap import sample_path
from domain.backlog.snapshots import as_snapshot
from domain.integer_model.model import SolveParameters
from domain.optimization.optimize import optimize
from domain.portfolio.report import PortfolioReport
from domain.storage.tokens_and_roles import ApiToken, Role
from graphql_api.problem_files import query
from graphql_api.transport.auth.gate import TokenGate
from graphql_api.transport.auth.stored_tokens import StoredTokens
from graphql_api.transport.auth.tokens import new_secret, token_hash
from persistence.problem_files.problem_file import inputs_hash, loads
from persistence.unit_of_work import SystemClock
from solvers.plugins.registry import load_solvers
from tests.graphql_api.planned import Planned, planned
from tests.graphql_api.stored import Api
from tests.persistence.records import NOW

IMPORTED = "... on ProblemImported { scenario { id name } constraintSet { id name } added changed kept }"
EXPORT = """query ($s: ID!, $r: ID) {
  scenarioProblem(scenarioId: $s, constraintSetId: $r) { text inputsHash initiatives } }"""
SOLVE = """query ($problem: JSON!, $solver: String, $seconds: Decimal) {
  problemSolve(problem: $problem, solver: $solver, seconds: $seconds) {
    solutionStatus proof objective selected conflict { rules named { family initiativeKeys } }
    usage { ruleId rule { family dimension key periodKey } } initiatives(first: 2) { totalCount
      nodes { initiativeKey blockingRules blockers { id family dimension key } } } } }"""


@pytest.fixture(scope="module")
def api() -> Iterator[Planned]:
    with planned() as api:
        yield api


def small_problem(**scenario: Any) -> dict[str, Any]:
    own = {"name": "S", "period_key": "2026-Q1", "objective_mode": "north_star", "capacity_total_tokens": 5}
    return {
        "scenario": own | scenario,
        "constraint_set": {"name": "R"},
        "initiatives": [
            {"initiative_key": "A", "engineering_tokens": 3, "kpi_contribution": {"north_star": 2}},
            {"initiative_key": "B", "engineering_tokens": 4.10, "kpi_contribution": {"north_star": 3}},
        ],
    }


def test_the_sample_goes_in_and_out_over_the_api() -> None:
    with planned() as api:
        text = sample_path().read_text("utf-8")
        made = api.change("problemImport", IMPORTED, text=text)
        assert len(made["added"]) == 71
        found = api.ask(EXPORT, s=made["scenario"]["id"], r=made["constraintSet"]["id"])["scenarioProblem"]
        # Two candidates of the test's own plan are in the same backlog, for another period.
        given, taken = loads(text), loads(found["text"])
        assert taken.scenario == given.scenario
        assert taken.constraint_set == as_snapshot(given).constraint_set
        assert found["inputsHash"] == inputs_hash(taken)
        started = api.change(
            "runStart",
            "... on RunStarted { runs { id result { solver { inputsHash } } } }",
            scenarioId=made["scenario"]["id"],
            constraintSetId=made["constraintSet"]["id"],
            solvers=["busy"],
        )
        assert started["__typename"] == "RunStarted"


def test_known_initiatives_are_refused_kept_or_changed(api: Planned) -> None:
    first = api.change("problemImport", IMPORTED, problem=small_problem())
    assert (first["added"], first["changed"], first["kept"]) == (["A", "B"], [], [])
    assert api.errors("problemImport", problem=small_problem(), scenarioName="Again") == [(None, "CONFLICT")]
    other = small_problem(name="Other")
    other["initiatives"][0]["engineering_tokens"] = 1
    other["constraint_set"] = {"name": "R2", "mandatory_initiatives": ["A"]}
    kept = api.change("problemImport", IMPORTED, problem=other, existing="KEEP")
    assert (kept["added"], kept["changed"], kept["kept"]) == ([], [], ["A", "B"])
    changed = api.change(
        "problemImport", IMPORTED, problem=other, existing="CHANGE", scenarioName="Third", constraintSetName="R3"
    )
    assert (changed["added"], changed["changed"], changed["kept"]) == ([], ["A", "B"], [])
    assert (changed["scenario"]["name"], changed["constraintSet"]["name"]) == ("Third", "R3")
    text = api.ask(EXPORT, s=changed["scenario"]["id"])["scenarioProblem"]["text"]
    tokens = {each["initiative_key"]: each.get("engineering_tokens") for each in simplejson.loads(text)["initiatives"]}
    assert tokens["A"] == 1


def test_an_import_that_is_sent_again_is_made_once(api: Planned) -> None:
    problem = small_problem(name="Twice")
    for index, key in enumerate(("TW-A", "TW-B")):
        problem["initiatives"][index]["initiative_key"] = key
    problem["constraint_set"] = {"name": "Twice", "mandatory_initiatives": ["TW-A"]}
    first = api.change("problemImport", IMPORTED, problem=problem, idempotencyKey="twice")
    assert (first["added"], first["constraintSet"]["name"]) == (["TW-A", "TW-B"], "Twice")
    assert api.change("problemImport", IMPORTED, problem=problem, idempotencyKey="twice") == first
    assert api.errors("problemImport", problem=problem, existing="KEEP", idempotencyKey="twice") == [
        ("input.idempotencyKey", "CONFLICT")
    ]


def test_archived_initiatives_that_are_changed_come_back_and_those_that_are_kept_do_not(api: Planned) -> None:
    problem = small_problem(name="Archived")
    for index, key in enumerate(("AR-A", "AR-B")):
        problem["initiatives"][index]["initiative_key"] = key
    api.change("problemImport", IMPORTED, problem=problem)
    look = '{ initiatives(filter: {initiativeKeys: ["AR-A", "AR-B"], archived: null}) { nodes { id archivedAt } } }'
    ids = [each["id"] for each in api.ask(look)["initiatives"]["nodes"]]
    api.change("objectsArchive", "", ids=ids)
    for existing, archived in (("KEEP", True), ("CHANGE", False)):
        again = {"scenarioName": existing, "constraintSetName": existing}
        api.change("problemImport", IMPORTED, problem=problem, existing=existing, **again)
        found = api.ask(look)["initiatives"]["nodes"]
        assert [each["archivedAt"] is not None for each in found] == [archived, archived]


def test_one_token_holds_one_turn_of_those_that_are_solved_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    under_way: list[str] = []
    go_on, both = Event(), Event()

    def held(problem: Any, *rest: Any, **more: Any) -> PortfolioReport:
        under_way.append(problem.scenario.name)
        if len(under_way) == 2:
            both.set()
        assert go_on.wait(30)
        return optimize(problem, *rest, **more)

    monkeypatch.setattr(query, "optimize", held)
    gate = lambda storage: TokenGate(StoredTokens(storage, SystemClock()), 600)  # noqa: E731
    with planned(registry=load_solvers(), gate=gate) as api:
        with api.storage.writing() as uow:
            secrets = {name: new_secret() for name in ("one", "two")}
            for name, secret in secrets.items():
                uow.access.add_token(ApiToken(name, token_hash(secret), f"{name}@x.example", Role.VIEWER, NOW))

        def solve(name: str, number: int) -> httpx.Response:
            asked = Api(api.url, api.storage, {"authorization": f"Bearer {secrets[name]}"})
            return asked.send(SOLVE, problem=small_problem(name=f"{name} {number}"))

        with ThreadPoolExecutor(4) as many:
            greedy = [many.submit(solve, "one", number) for number in range(3)]
            while not under_way:
                time.sleep(0.01)
            other = many.submit(solve, "two", 0)
            assert both.wait(30)
            assert sorted(name.split()[0] for name in under_way) == ["one", "two"]
            go_on.set()
            for each in (*greedy, other):
                assert each.result().json()["data"]["problemSolve"]["selected"] == ["B"]


def test_an_import_that_fails_stores_nothing(api: Planned) -> None:
    before = api.ask("{ initiatives { totalCount } scenarios { totalCount } }")
    bad = small_problem(name="Bad")
    bad["initiatives"] = [{"initiative_key": "NEW"}, {"initiative_key": "NEWER", "engineering_tokens": "x"}]
    faults = api.errors("problemImport", problem=bad)
    assert faults == [("input.problem.initiatives[1].engineering_tokens", "INVALID")]
    bad["initiatives"] = [{"initiative_key": "A1"}, {"initiative_key": "N" * 300}]
    assert api.errors("problemImport", problem=bad) == [("input.problem.initiatives[1].initiative_key", "INVALID")]
    assert api.errors("problemImport") == [("input.problem", "INVALID")]
    assert api.errors("problemImport", text="{") == [("input.text", "INVALID")]
    assert api.ask("{ initiatives { totalCount } scenarios { totalCount } }") == before


def test_what_is_solved_at_once_has_one_thread_and_little_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[SolveParameters] = []

    def seen(problem: Any, solver: Any, parameters: SolveParameters, *rest: Any, **more: Any) -> PortfolioReport:
        asked.append(parameters)
        return optimize(problem, solver, parameters, *rest, **more)

    monkeypatch.setattr(query, "optimize", seen)
    registry = load_solvers()
    with planned(registry=registry) as api:
        for name in ("auto", *registry.available):
            answer = api.ask(SOLVE, problem=small_problem(), solver=name)["problemSolve"]
            assert answer["selected"] == ["B"], name
    assert {(each.threads, each.memory_limit_mb) for each in asked} == {(1, query.MEMORY_MB)}


def test_a_problem_is_solved_at_once_and_nothing_is_stored() -> None:
    with planned(registry=load_solvers()) as api:
        before = api.ask("{ runs { totalCount } scenarios { totalCount } }")
        answer = api.ask(SOLVE, problem=small_problem(), seconds="5", solver="auto")["problemSolve"]
        assert (answer["solutionStatus"], answer["proof"], answer["objective"]) == ("OPTIMAL", "EXACT", "3")
        assert answer["selected"] == ["B"]
        assert answer["initiatives"]["totalCount"] == 2
        left = {each["initiativeKey"]: each for each in answer["initiatives"]["nodes"]}["A"]
        assert left["blockingRules"] == ["capacity:global"]
        capacity = {"family": "CAPACITY", "dimension": "GLOBAL", "key": None}
        assert left["blockers"] == [{"id": "capacity:global", **capacity}]
        assert answer["usage"][0]["rule"] == capacity | {"periodKey": None}
        impossible = small_problem()
        impossible["constraint_set"] = {"name": "R", "mandatory_initiatives": ["A", "B"]}
        answer = api.ask(SOLVE, problem=impossible)["problemSolve"]
        assert answer["solutionStatus"] == "INFEASIBLE"
        assert {"family": "MANDATORY", "initiativeKeys": ["A"]} in answer["conflict"]["named"]
        assert api.reasons(SOLVE, problem=small_problem(), seconds="11") == ["BAD_USER_INPUT"]
        assert api.reasons(SOLVE, problem=small_problem(), solver="abacus") == ["BAD_USER_INPUT"]
        assert api.reasons(SOLVE, problem={}) == ["BAD_USER_INPUT"]
        many = small_problem()
        many["initiatives"] = [{"initiative_key": f"I{number}"} for number in range(1001)]
        assert api.reasons(SOLVE, problem=many) == ["LIMIT_EXCEEDED"]
        assert api.ask("{ runs { totalCount } scenarios { totalCount } }") == before
