"""What could only fail is refused at its start, with the place in the input."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from graphql_api.transport.relay.ids import encode_id
from tests.graphql_api.planned import Planned, planned

JOB = {"job": "PM_OPTIMIZE_RUN_ALL_CANDIDATES", "workbook": "plan.xlsx"}


@pytest.fixture(scope="module")
def idle() -> Iterator[Planned]:
    with planned() as api:
        yield api


@pytest.mark.parametrize(
    ("name", "given", "place"),
    [
        ("trade", {"forceIn": ["I-1", "I-99"], "forceOut": ["i-98"]}, ["forceIn[1]", "forceOut[0]"]),
        ("trade", {"forceIn": ["I-1"], "forceOut": ["I-1"]}, ["forceOut[0]"]),
        ("trade", {"forceIn": ["I-1"], "maxChanges": 0}, ["maxChanges"]),
        ("prices", {"initiatives": ["I-99"], "exact": -1}, ["initiatives[0]", "exact"]),
        ("why", {"initiativeKey": "I-99", "most": -1}, ["initiativeKey", "most"]),
        ("whatif", {"edits": []}, ["edits"]),
        (
            "whatif",
            {"edits": [{"place": "scenario.capacity_total_tokens", "value": "3"}, {"place": "nowhere", "value": "3"}]},
            ["edits[1]"],
        ),
        ("frontier", {"capacity": "team:nobody", "maxPoints": 1}, ["maxPoints", "capacity"]),
        ("capacityValues", {"capacities": ["global", "moon"], "step": "0"}, ["capacities[1]", "step"]),
        ("frontier", {"capacity": "global", "tokensFrom": "5", "tokensTo": "4"}, ["capacity"]),
        ("frontier", {"measures": ["north_star", "fame"]}, ["measures"]),
        ("rulePrices", {"rules": ["cap:global"]}, ["rules"]),
        ("roadmaps", {"frameworks": ["fame"]}, ["frameworks"]),
        ("trade", {}, ["forceIn"]),
        ("transfers", {"tokens": "-1"}, ["tokens"]),
        ("alternatives", {"count": 1, "within": "2"}, ["count", "within"]),
        ("core", {"within": "-0.01"}, ["within"]),
        ("core", {"solver": "abacus"}, ["solver"]),
        ("core", {"parameters": {"timeLimit": -1}}, ["parameters"]),
        ("compare", {"solvers": ["busy", "abacus"]}, ["solvers[1]"]),
    ],
)
def test_an_analysis_with_bad_input(idle: Planned, name: str, given: dict[str, Any], place: list[str]) -> None:
    found = idle.errors(f"{name}Start", **{"scenarioId": idle.scenario_id} | given)
    assert found == [(f"input.{each}", "INVALID") for each in place]
    assert idle.ask("{ analyses { totalCount } }") == {"analyses": {"totalCount": 0}}


@pytest.mark.parametrize(
    ("given", "place"),
    [
        ({"scenarioId": encode_id("Scenario", 999)}, "scenarioId"),
        ({"runId": encode_id("Run", "nobody")}, "runId"),
    ],
)
def test_an_analysis_of_what_is_not_there(idle: Planned, given: dict[str, Any], place: str) -> None:
    assert idle.errors("coreStart", **given) == [(f"input.{place}", "NOT_FOUND")]


def test_an_analysis_with_rules_that_are_not_there(idle: Planned) -> None:
    rules = encode_id("ConstraintSet", 999)
    found = idle.errors("coreStart", scenarioId=idle.scenario_id, constraintSetId=rules)
    assert found == [("input.constraintSetId", "NOT_FOUND")]


@pytest.mark.parametrize(
    ("given", "fault"),
    [
        ({"solver": "abacus"}, ("input.solver", "INVALID")),
        ({"timeLimit": 0}, ("input.timeLimit", "INVALID")),
        ({"runId": encode_id("Scenario", 1)}, ("input.runId", "INVALID_ID")),
        ({"runId": encode_id("Run", "nobody")}, ("input.runId", "NOT_FOUND")),
        ({"portfolioId": encode_id("Portfolio", 999)}, ("input.portfolioId", "NOT_FOUND")),
    ],
)
def test_a_job_with_bad_input(idle: Planned, given: dict[str, Any], fault: tuple[str, str]) -> None:
    assert idle.errors("jobRun", **JOB | given) == [fault]


def test_a_portfolio_that_is_not_there_cannot_be_published(idle: Planned) -> None:
    found = idle.errors("portfolioPublish", id=encode_id("Portfolio", 999), roadmap="roadmap.xlsx")
    assert found == [("input.id", "NOT_FOUND")]
