"""``--picture`` draws answers into files."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Optengine
from tests.cli.problems import infeasible, small, write

pytestmark = pytest.mark.solver


def test_solve_draws_capacity_and_roadmap_and_says_where(optengine: Optengine, tmp_path: Path) -> None:
    outcome = optengine("solve", write(tmp_path, small()), "--picture", "plan.svg")
    assert outcome.code == 0
    assert outcome.out.endswith("Use of capacity: plan-capacity.svg\nRoadmap: plan-roadmap.svg\n")
    assert "<svg" in (tmp_path / "plan-capacity.svg").read_text(encoding="utf-8")
    assert "<svg" in (tmp_path / "plan-roadmap.svg").read_text(encoding="utf-8")


def test_json_stays_alone_on_standard_output(optengine: Optengine, tmp_path: Path) -> None:
    outcome = optengine("solve", write(tmp_path, small()), "--json", "--picture", "plan.png")
    assert outcome.answer["selected"]
    assert "plan-roadmap.png" in outcome.err
    assert (tmp_path / "plan-roadmap.png").read_bytes().startswith(b"\x89PNG")


def test_without_a_portfolio_nothing_is_drawn(optengine: Optengine, tmp_path: Path) -> None:
    outcome = optengine("solve", write(tmp_path, infeasible()), "--picture", "plan.svg")
    assert outcome.code == 3
    assert not list(tmp_path.glob("*.svg"))


@pytest.mark.parametrize(
    ("name", "message"), [("plan.pdf", "must end in .svg or .png"), ("nowhere/plan.svg", "there is no directory")]
)
def test_a_picture_that_cannot_be_written_is_refused_before_the_solve(
    optengine: Optengine, tmp_path: Path, name: str, message: str
) -> None:
    outcome = optengine("solve", write(tmp_path, small()), "--picture", name)
    assert outcome.code == 2
    assert message in outcome.err
    assert outcome.out == ""


def test_compare_draws_how_the_solvers_got_there(optengine: Optengine, tmp_path: Path) -> None:
    outcome = optengine("compare", write(tmp_path, small()), "--solver", "highs", "--picture", "race.svg")
    assert outcome.code == 0
    assert "Value and bound over time: race.svg" in outcome.out
    assert "highs, best value" in (tmp_path / "race.svg").read_text(encoding="utf-8")


def test_roadmaps_draws_which_holds_what(optengine: Optengine, tmp_path: Path) -> None:
    outcome = optengine("roadmaps", write(tmp_path, small()), "--capacity", "50%,100%", "--picture", "matrix.svg")
    assert outcome.code == 0
    assert outcome.out.endswith("Roadmaps beside each other: matrix.svg\n")
    assert "capacity 50%" in (tmp_path / "matrix.svg").read_text(encoding="utf-8")
