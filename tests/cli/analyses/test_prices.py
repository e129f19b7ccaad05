"""``optengine prices``: replacement and forcing costs, exact and as bounds."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Optengine


@pytest.fixture
def file(tmp_path: Path) -> str:
    """Ten tokens, M is mandatory: M and B are best; A costs 15, C costs 2, D fits in no portfolio."""
    items = {"M": (4, 0), "A": (6, 30), "B": (5, 45), "C": (5, 43), "D": (7, 99)}
    problem = {
        "scenario": {
            "name": "S",
            "period_key": "2026-Q1",
            "objective_mode": "north_star",
            "capacity_total_tokens": 10,
        },
        "constraint_set": {"mandatory_initiatives": ["M"]},
        "initiatives": [
            {"initiative_key": key, "engineering_tokens": tokens, "kpi_contribution": {"north_star": value}}
            for key, (tokens, value) in items.items()
        ],
    }
    path = tmp_path / "problem.json"
    path.write_text(json.dumps(problem))
    return str(path)


@pytest.mark.parametrize("solver", ["highs", "cp-sat"])
def test_every_candidate_has_its_price(optengine: Optengine, file: str, solver: str):
    answer = optengine("prices", file, "--exact", "9", "--tokens", "--solver", solver, "--json").answer
    prices = {price["initiative_key"]: price for price in answer["prices"]}
    assert {key: price["lost_at_most"] for key, price in prices.items()} == {
        "M": None,
        "A": 15,
        "B": 2,
        "C": 2,
        "D": None,
    }
    assert {key for key, price in prices.items() if price["state"] == "impossible"} == {"M", "D"}
    assert prices["C"]["value_needed"] == 2
    assert [needed["at_most"] for needed in prices["A"]["tokens"]] == [1]
    assert [needed["at_most"] for needed in prices["C"]["tokens"]] == [1]


def test_the_tables_say_what_is_exact_and_what_is_a_bound(optengine: Optengine, file: str):
    said = optengine("prices", file, "--initiative", "A", "--tokens")
    assert said.code == 0
    assert "15 more" in said.out
    assert "1 (now 6)" in said.out
    said = optengine("prices", file, "--exact", "0")
    assert "at least" in said.out
    assert "irreplaceable" in said.out
    assert "cannot be in" in said.out


def test_a_solver_without_bounds_says_so(optengine: Optengine, file: str):
    said = optengine("prices", file, "--exact", "0", "--solver", "cp-sat")
    assert "cp-sat knows no bounds" in said.out


def test_who_is_no_candidate_has_no_price(optengine: Optengine, file: str):
    said = optengine("prices", file, "--initiative", "Z")
    assert said.code == 2
    assert "there is no initiative 'Z'" in said.err
    assert optengine("prices", file, "--exact", "-1").code == 2
