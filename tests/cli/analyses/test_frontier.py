"""``optengine frontier``: tables, JSON, picture, and what it refuses."""

from __future__ import annotations

import json
from pathlib import Path

from cli.terminal import exit_codes
from tests.cli.conftest import Optengine
from tests.cli.problems import infeasible, small


def test_the_value_against_the_capacity_has_every_breakpoint(optengine: Optengine, tmp_path: Path) -> None:
    Path("small.json").write_text(json.dumps(small()))
    outcome = optengine("frontier", "small.json", "--capacity", "global", "--json", "--picture", "curve.svg")
    points = [(point["x"]["value"], point["y"]["value"]) for point in outcome.answer["points"]]
    assert outcome.code == exit_codes.SOLVED
    assert points == [(0, 0), (3, 40), (4, 50), (5, 90), (8, 130), (9, 140), (11, 160), (12, 180), (14, 200), (15, 210)]
    assert outcome.answer["complete"]
    assert Path("curve.svg").read_text().startswith("<?xml")


def test_a_table_says_where_the_limit_of_today_lies(optengine: Optengine) -> None:
    Path("small.json").write_text(json.dumps(small()))
    outcome = optengine("frontier", "small.json", "--capacity", "global", "--from", "4", "--to", "9")
    assert outcome.code == exit_codes.SOLVED
    assert "Today's limit of 8 lies at the point with 8: north_star 130" in outcome.out
    assert "every point, proven" in outcome.out


def test_what_was_not_searched_is_said(optengine: Optengine) -> None:
    Path("small.json").write_text(json.dumps(small()))
    outcome = optengine("frontier", "small.json", "--kpis", "north_star,tokens", "--points", "2")
    assert "not complete" in outcome.out
    assert "Not searched: tokens between 0 and 8" in outcome.out


def test_an_infeasible_problem_has_no_frontier(optengine: Optengine) -> None:
    Path("problem.json").write_text(json.dumps(infeasible()))
    outcome = optengine("frontier", "problem.json", "--kpis", "north_star,tokens")
    assert outcome.code == exit_codes.INFEASIBLE
    assert "no portfolio keeps all rules" in outcome.out


def test_names_that_are_not_there_are_refused(optengine: Optengine) -> None:
    Path("small.json").write_text(json.dumps(small()))
    for argv, said in (
        (("--capacity", "squad:web"), "there is no capacity 'squad:web'"),
        (("--capacity", "market:UK"), "no candidate bears market 'UK'"),
        (("--kpis", "gmv,tokens"), "no candidate contributes to 'gmv'"),
        (("--kpis", "north_star"), "two different measures"),
        (("--capacity", "global", "--gap", "0.1"), "leave the gap at 0"),
        (("--capacity", "global", "--from", "9", "--to", "3"), "holds no capacity"),
    ):
        outcome = optengine("frontier", "small.json", *argv)
        assert outcome.code == exit_codes.BAD_INPUT
        assert said in outcome.err
