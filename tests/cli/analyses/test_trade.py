"""``optengine trade``: prices, necessary changes, conflicts, and portfolios to stay near."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Optengine


@pytest.fixture
def file(tmp_path: Path) -> str:
    """Ten tokens: B and C are best; A is worth more than either, not than both. D needs B."""
    items = {"A": (6, 60), "B": (5, 45), "C": (5, 44), "D": (2, 1)}
    problem = {
        "scenario": {
            "name": "S",
            "period_key": "2026-Q1",
            "objective_mode": "north_star",
            "capacity_total_tokens": 10,
        },
        "constraint_set": {"prerequisites": [{"initiative_key": "D", "requires": "B"}]},
        "initiatives": [
            {"initiative_key": key, "engineering_tokens": tokens, "kpi_contribution": {"north_star": value}}
            for key, (tokens, value) in items.items()
        ],
    }
    path = tmp_path / "problem.json"
    path.write_text(json.dumps(problem))
    return str(path)


def test_a_trade_tells_its_price_and_its_changes(optengine: Optengine, file: str):
    said = optengine("trade", file, "--in", "A")
    assert said.code == 0
    assert "Costs 29 of north_star, proven." in said.out
    answer = optengine("trade", file, "--in", "A", "--json").answer
    assert answer["deal"]["changes"] == 3
    assert [change["initiative_key"] for change in answer["deal"]["diff"]["entered"]] == ["A"]
    assert [change["initiative_key"] for change in answer["deal"]["diff"]["left"]] == ["B", "C"]


def test_what_cannot_be_done_is_explained_and_ends_with_3(optengine: Optengine, file: str):
    said = optengine("trade", file, "--in", "D", "--out", "B")
    assert said.code == 3
    assert "prerequisite:D:B" in said.out
    assert "forced_out:B" in said.out


def test_the_best_portfolios_near_another_one_are_listed_by_number_of_changes(
    optengine: Optengine, file: str, tmp_path: Path
):
    (tmp_path / "today.txt").write_text("# what is planned\nA\n")
    answer = optengine("trade", file, "--keep-close-to", "today.txt", "--max-changes", "9", "--json").answer
    values = [entry["deal"]["losses"][0]["after"]["value"] for entry in answer["within"]]
    assert values == [60, 60, 89]
    assert answer["fewest"] == 0


def test_an_answer_of_solve_is_a_portfolio_to_stay_near(optengine: Optengine, file: str, tmp_path: Path):
    (tmp_path / "today.json").write_text(optengine("solve", file, "--json").out)
    answer = optengine("trade", file, "--keep-close-to", "today.json", "--json").answer
    assert answer["deal"]["changes"] == answer["deal"]["moves"] == 0
    assert [item["initiative_key"] for item in answer["base"]] == ["B", "C"]


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        ('{"a": 1}', "holds no portfolio"),
        ('["A", "A"]', "names A twice"),
        ("[1]", "'1' is no initiative"),
        ("[", "is no JSON"),
        ('[{"initiative_key": "A", "scope": "huge"}]', "the place of A"),
        ("Q", "there is no initiative 'Q'"),
    ],
)
def test_what_is_no_portfolio_is_refused(optengine: Optengine, file: str, tmp_path: Path, content: str, fault: str):
    (tmp_path / "portfolio").write_text(content)
    said = optengine("trade", file, "--keep-close-to", "portfolio")
    assert said.code == 2
    assert fault in said.err


@pytest.mark.parametrize(
    ("arguments", "fault"),
    [
        ([], "nothing to trade"),
        (["--in", "A", "--out", "A"], "in and out at once"),
        (["--in", "AA"], "there is no initiative 'AA' in this problem; did you mean A?"),
        (["--keep-close-to", "missing.json"], "missing.json cannot be read"),
    ],
)
def test_a_trade_that_makes_no_sense_is_refused(optengine: Optengine, file: str, arguments: list[str], fault: str):
    said = optengine("trade", file, *arguments)
    assert said.code == 2
    assert fault in said.err
