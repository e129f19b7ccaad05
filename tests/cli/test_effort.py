"""``--effort`` on the command line: what is asked of the solver, what stands in its place, and where it is kept."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import pytest

from cli.arguments import options
from cli.main import build_parser
from cli.wiring.databases import VARIABLE
from domain.integer_model.model import Effort, SolveParameters
from tests.cli.conftest import Optengine
from tests.cli.problems import small, write
from tests.cli.test_help import BY_NAME

SOLVING = (
    "alternatives",
    "capacity-values",
    "compare",
    "core",
    "explain",
    "frontier",
    "prices",
    "roadmaps",
    "rule-prices",
    "solve",
    "trade",
    "transfers",
    "whatif",
)


def asked(*argv: str) -> SolveParameters:
    return options.solve_parameters(build_parser().parse_args(["solve", "x.json", *argv]))


def test_normal_is_what_holds_where_nothing_is_said() -> None:
    assert asked().effort is Effort.NORMAL
    assert asked("--time-limit", "5").effort is Effort.NORMAL


@pytest.mark.parametrize("effort", list(Effort))
def test_each_effort_can_be_asked_for(effort: Effort) -> None:
    found = asked("--effort", effort.value)
    assert (found.effort, found.gap, found.deterministic_limit) == (effort, 0.0, None)


@pytest.mark.parametrize(
    ("arguments", "gap", "limit"),
    [(("--gap", "0"), 0.0, None), (("--gap", "0.01"), 0.01, None), (("--deterministic-limit", "5"), 0.0, 5.0)],
)
def test_a_gap_and_a_limit_of_work_stand_in_the_place_of_an_effort(
    arguments: tuple[str, ...], gap: float, limit: float | None
) -> None:
    found = asked(*arguments)
    assert (found.effort, found.gap, found.deterministic_limit) == (None, gap, limit)


@pytest.mark.parametrize("other", [("--gap", "0.01"), ("--deterministic-limit", "5")])
def test_two_ways_to_stop_are_refused(optengine: Optengine, tmp_path: Path, other: tuple[str, str]) -> None:
    outcome = optengine("solve", write(tmp_path, small()), "--effort", "quick", *other)
    assert (outcome.code, outcome.out) == (2, "")
    assert f"--effort quick and {other[0]} each say when to stop" in outcome.err


def test_an_effort_that_there_is_not(optengine: Optengine) -> None:
    outcome = optengine("solve", "x.json", "--effort", "quik")
    assert outcome.code == 2
    assert "quick" in outcome.err


@pytest.mark.parametrize("name", SOLVING)
def test_every_command_that_solves_takes_an_effort_and_explains_it(name: str) -> None:
    text = " ".join(BY_NAME[name].format_help().split())
    assert "--effort {quick,normal,proof}" in text
    assert "within 0.1 % of the best possible" in text
    assert text.count("in place of --effort") == 2


def _actions(name: str) -> dict[str, argparse.ArgumentParser]:
    parser = BY_NAME[name]
    return next(dict(each.choices) for each in parser._actions if isinstance(each, argparse._SubParsersAction))


@pytest.mark.parametrize(("command", "action"), [("run", "start"), ("batch", "start"), ("job", "run")])
def test_what_is_stored_and_solved_later_takes_an_effort_too(command: str, action: str) -> None:
    assert "--effort {quick,normal,proof}" in _actions(command)[action].format_help()


def test_a_run_keeps_its_effort(optengine: Optengine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, f"sqlite:///{tmp_path / 'plan.db'}")
    assert optengine("db", "upgrade").code == 0
    assert optengine("db", "seed").code == 0
    for arguments, kept in (((), "normal"), (("--effort", "proof"), "proof"), (("--gap", "0.05"), None)):
        started = optengine("run", "start", "1", *arguments)
        assert started.code == 0, started.err
        shown = json.loads(optengine("run", "show", started.out.split()[0], "--json").out)
        assert shown["parameters"]["effort"] == kept


@pytest.mark.solver
def test_the_answer_says_what_it_was_worth(optengine: Optengine, tmp_path: Path) -> None:
    file = write(tmp_path, small())
    assert optengine("solve", file, "--json").answer["solver"]["parameters"]["effort"] == "normal"
    assert optengine("solve", file, "--json", "--gap", "0").answer["solver"]["parameters"]["effort"] is None
