"""``optengine batch``: what is started waits, can be shown, compared and given up; nothing executes it."""

from __future__ import annotations

import json

import pytest

from cli.wiring.databases import VARIABLE
from tests.cli.conftest import Optengine

SCENARIO, RULES = "First half of 2026", "Board rules 2026"


@pytest.fixture
def planned(optengine: Optengine, monkeypatch: pytest.MonkeyPatch) -> Optengine:
    """The command line over the sample organisation."""
    monkeypatch.delenv(VARIABLE, raising=False)
    assert optengine("db", "upgrade").code == 0
    assert optengine("db", "seed").code == 0
    return optengine


def test_a_batch_waits_with_all_that_it_was_asked(planned: Optengine) -> None:
    argv = ("batch", "start", SCENARIO, "--rules", RULES, "--capacity", "90%,100", "--mode", "north_star", "--key", "k")
    assert "No batches to list. To start one:  optengine batch start" in planned("batch", "list").out
    started = planned(*argv, "--name", "Capacities", "--email", "a@b.c")
    assert (started.code, started.err) == (0, "")
    batch_id = started.out.split()[0]
    assert planned(*argv, "--name", "Capacities", "--email", "a@b.c").out.split()[0] == batch_id
    (listed,) = json.loads(planned("batch", "list", "--json").out)
    assert (listed["batch_id"], listed["status"], listed["total"], listed["ended"]) == (batch_id, "queued", 2, 0)
    shown = planned("batch", "show", batch_id, "--json").answer
    assert [each["name"] for each in shown["roadmaps"]] == ["north_star · capacity 90%", "north_star · capacity 100"]
    assert shown["requested_by_email"] == "a@b.c"
    assert "waits" in planned("batch", "show", batch_id).out
    assert "Capacities" in planned("batch", "list").out


def test_it_can_be_compared_and_given_up(planned: Optengine) -> None:
    batch_id = planned("batch", "start", "1", "--vary-rules", RULES).out.split()[0]
    compared = planned("batch", "compare", batch_id, "--json").answer
    assert (compared["comparison"]["roadmaps"], compared["skipped"]) == ([], [RULES])
    assert "not made" in planned("batch", "compare", batch_id).out
    assert planned("batch", "resume", batch_id).code == 2
    assert planned("batch", "cancel", batch_id).code == 0
    assert planned("batch", "show", batch_id, "--json").answer["status"] == "cancelled"


@pytest.mark.parametrize(
    "argv", [("nobody",), ("1", "--rules", "nobody"), ("1", "--solver", "abacus"), ("1", "--mode", "best")]
)
def test_what_cannot_be_used_is_refused(planned: Optengine, argv: tuple[str, ...]) -> None:
    done = planned("batch", "start", *argv)
    assert done.code == 2
    assert done.err
    assert planned("batch", "show", "nobody").code == 2
