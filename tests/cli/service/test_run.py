"""``optengine run``: what is started is stored with its inputs, waits, and can be given up; nothing executes it."""

from __future__ import annotations

import json
from pathlib import Path

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


def started(optengine: Optengine, *argv: str) -> list[str]:
    done = optengine("run", "start", SCENARIO, "--rules", RULES, *argv)
    assert (done.code, done.err) == (0, "")
    return [line.split()[0] for line in done.out.splitlines()]


def test_a_run_waits_with_all_that_it_was_asked(planned: Optengine, tmp_path: Path) -> None:
    run_id, other = started(planned, "--solver", "highs,cp-sat", "--seed", "7", "--email", "a@b.c")
    listed = json.loads(planned("run", "list", "--status", "queued", "--json").out)
    assert [run["run_id"] for run in listed] == [other, run_id]
    shown = planned("run", "show", run_id, "--json").answer
    assert (shown["status"], shown["solver_name"], shown["attempt"]) == ("queued", "highs", 0)
    assert (shown["parameters"]["seed"], shown["requested_by_email"]) == (7, "a@b.c")
    inputs = planned("run", "show", run_id, "--inputs")
    (tmp_path / "inputs.json").write_text(inputs.out, encoding="utf-8")
    assert planned("validate", "inputs.json", "--json").answer["valid"]
    assert run_id in planned("run", "list").out
    none = planned("run", "list", "--status", "failed")
    assert (none.code, none.out) == (0, " No runs to list. To start one:  optengine run start SCENARIO\n")
    assert run_id in planned("run", "show", run_id).out


def test_the_same_key_starts_one_run(planned: Optengine) -> None:
    assert started(planned, "--key", "k") == started(planned, "--key", "k")
    refused = planned("run", "start", SCENARIO, "--key", "k")
    assert refused.code == 2
    assert "used before with another input" in refused.err


def test_a_cancelled_run_can_be_tried_again(planned: Optengine) -> None:
    (run_id,) = started(planned)
    assert planned("run", "retry", run_id).code == 2
    assert planned("run", "cancel", run_id).code == 0
    assert planned("run", "show", run_id, "--json").answer["status"] == "cancelled"
    assert planned("run", "stop", run_id).code == 2
    again = planned("run", "retry", run_id)
    assert again.code == 0
    assert planned("run", "show", again.out.split()[0], "--json").answer["status"] == "queued"


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (["run", "show", "none"], "there is no run none"),
        (["run", "start", "none"], "there is no scenario none"),
        (["run", "start", SCENARIO, "--rules", "none"], "there is no constraint set none"),
        (["run", "start", SCENARIO, "--solver", "none"], "no solver named 'none'"),
        (["run", "start", SCENARIO, "--solver", ","], "name at least one solver"),
        (["run", "start", SCENARIO, "--solver", "auto", "--threads", "2"], "auto takes no threads"),
        (["run", "purge", "--days", "1000000"], "give 36500 at most"),
    ],
)
def test_what_cannot_be_done_is_said(planned: Optengine, argv: list[str], said: str) -> None:
    done = planned(*argv)
    assert (done.code, done.out) == (2, "")
    assert said in done.err


def test_a_database_that_is_not_set_up_is_said(optengine: Optengine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)
    for argv in (["list"], ["show", "r1"], ["start", SCENARIO], ["cancel", "r1"]):
        done = optengine("run", *argv)
        assert (done.code, done.out) == (2, "")
        assert done.err == "optengine: the database is empty; run `optengine db upgrade`\n"
