"""``optengine whatif``: edits in order, each with what it causes."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Optengine
from tests.cli.problems import small, write


@pytest.fixture
def file(tmp_path: Path) -> str:
    return write(tmp_path, small())


def test_each_change_is_told_with_what_it_causes(optengine: Optengine, file: str):
    arguments = ("--set", "scenario.capacity_total_tokens=9", "--force-out", "A", "--add-cap", "global=3")
    said = optengine("whatif", file, *arguments)
    assert said.code == 0
    assert "scenario.capacity_total_tokens: 8 -> 9" in said.out
    assert "forced_out:A: no rule -> in force" in said.out
    answer = optengine("whatif", file, *arguments, "--json").answer
    assert [step["run"]["values"][0]["value"]["value"] for step in answer["steps"]] == [140, 110, 40]
    entered = [[change["initiative_key"] for change in step["diff"]["entered"]] for step in answer["steps"]]
    left = [[change["initiative_key"] for change in step["diff"]["left"]] for step in answer["steps"]]
    assert (entered, left) == ([["B"], ["C", "D"], []], [["C"], ["A", "B"], ["D"]])
    assert [change["initiative_key"] for change in answer["diff"]["left"]] == ["A"]


def test_what_makes_it_impossible_is_explained_and_ends_with_3(optengine: Optengine, file: str):
    said = optengine("whatif", file, "--force-in", "A", "--force-in", "D")
    assert said.code == 3
    assert "impossible" in said.out
    assert "capacity:global" in said.out


def test_the_changed_problem_can_be_kept(optengine: Optengine, file: str, tmp_path: Path):
    assert optengine("whatif", file, "--force-out", "A", "--write", "changed.json").code == 0
    answer = optengine("solve", "changed.json", "--json").answer
    assert answer["selected"] == ["B", "C"]


@pytest.mark.parametrize(
    ("arguments", "fault"),
    [
        ([], "there is nothing to change"),
        (["--set", "scenario.capacity=3"], "edit 1: scenario.capacity: there is no field 'capacity'"),
        (["--force-in", "A", "--force-in", "Z"], "edit 2: mandatory:Z: there is no initiative 'Z'"),
        (["--add-cap", "global"], "cap:global: expected a number"),
    ],
)
def test_changes_that_make_no_sense_are_refused(optengine: Optengine, file: str, arguments: list[str], fault: str):
    said = optengine("whatif", file, *arguments)
    assert said.code == 2
    assert fault in said.err
