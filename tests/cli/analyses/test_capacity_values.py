"""``optengine capacity-values`` and ``optengine transfers``."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from cli.terminal import exit_codes
from tests.cli.conftest import Optengine
from tests.cli.problems import infeasible, small


def write(problem: object) -> None:
    Path("problem.json").write_text(json.dumps(problem))


def split() -> dict[str, Any]:
    """Growth has room for A (5) and two tokens to spare; Core lacks one for D (6)."""
    problem = small()
    del problem["scenario"]["capacity_total_tokens"]
    problem["scenario"]["capacity_by_department"] = {"Growth": 7, "Core": 5}
    for initiative in problem["initiatives"]:
        initiative["department"] = "Core" if initiative["initiative_key"] == "D" else "Growth"
    return problem


def test_the_next_limit_comes_with_what_it_gains(optengine: Optengine) -> None:
    write(small())
    outcome = optengine("capacity-values", "problem.json", "--json")
    assert outcome.code == exit_codes.SOLVED
    (value,) = outcome.answer["capacities"]
    assert value["next_limit"] == {"value": 9, "bound": 9, "proven": True, "proof": "exact"}
    assert (value["one_more"]["at_least"], value["next_gain"]["at_most"]) == (10, 10)
    assert outcome.answer["complete"]


def test_capacities_are_told_as_a_table(optengine: Optengine) -> None:
    write(split())
    outcome = optengine("capacity-values", "problem.json")
    assert "everything proven" in outcome.out
    assert "department:Growth" in outcome.out
    assert "+70" in outcome.out


def test_without_a_portfolio_the_next_limit_is_the_first_that_allows_one(optengine: Optengine) -> None:
    write(infeasible())
    outcome = optengine("capacity-values", "problem.json", "--json")
    assert outcome.code == exit_codes.INFEASIBLE
    assert outcome.answer["capacities"][0]["next_limit"]["value"] == 11


def test_the_best_transfer_is_named(optengine: Optengine) -> None:
    write(split())
    outcome = optengine("transfers", "problem.json", "--tokens", "1", "--every-pair")
    assert outcome.code == exit_codes.SOLVED
    assert "Growth gives to Core: value +70; no pair does better." in outcome.out
    assert "-90" not in outcome.out


def test_what_cannot_be_moved_is_said(optengine: Optengine) -> None:
    write(small())
    outcome = optengine("transfers", "problem.json")
    assert outcome.code == exit_codes.SOLVED
    assert "this problem has 0" in outcome.out
    assert optengine("transfers", "problem.json", "--tokens", "0").code == exit_codes.BAD_INPUT
