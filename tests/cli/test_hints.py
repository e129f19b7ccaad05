"""What tells people how to go on: mistyped commands, goals that nothing serves, reasons that are cut off."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from cli.render.text import merit_in_short, shortened
from tests.cli.conftest import Optengine
from tests.cli.problems import faulty, small, write


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "optengine: the following arguments are required: COMMAND"),
        (("sovle", "x.json"), "optengine: there is no COMMAND 'sovle'; did you mean solve?"),
        (("solve",), "optengine solve: the following arguments are required: FILE"),
        (
            ("solve", "x.json", "--solvr", "highs"),
            "optengine solve: unrecognized arguments: --solvr highs; did you mean",
        ),
        (("solve", "x.json", "--all=1"), "optengine solve: argument --all"),
        (("solve", "x.json", "--gap", "5%"), "0.01 is one per cent"),
        (("schema", "problm"), "did you mean problem?"),
        (("run", "strt"), "optengine run: there is no ACTION 'strt'; did you mean start?"),
        (("run", "list", "--jsn"), "optengine run list: unrecognized arguments: --jsn"),
    ],
)
def test_a_mistyped_command(optengine: Optengine, arguments: tuple[str, ...], said: str) -> None:
    outcome = optengine(*arguments)
    assert (outcome.code, outcome.out) == (2, "")
    first, second = outcome.err.splitlines()
    assert said in first
    assert second == f"`{first.partition(':')[0]} --help` explains it."


@pytest.mark.solver
@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"objective_mode": "weighted_kpis"}, "the scenario has no objective_weights"),
        ({"north_star_kpi_key": "nort_star"}, "no candidate adds to nort_star"),
    ],
)
def test_a_goal_that_nothing_serves(optengine: Optengine, tmp_path: Path, changes: dict[str, Any], said: str) -> None:
    problem = small()
    problem["scenario"].update(changes)
    problem["constraint_set"] = {"targets": [{"kpi_key": "north_star", "target_value": 9, "floor_or_goal": "goal"}]}
    outcome = optengine("solve", write(tmp_path, problem))
    assert outcome.code == 0
    assert said in outcome.out
    assert "only reports goals, lexicographic seeks them" in outcome.out


@pytest.mark.solver
def test_an_empty_portfolio_is_explained(optengine: Optengine, tmp_path: Path) -> None:
    problem = small()
    problem["scenario"]["capacity_total_tokens"] = 1
    outcome = optengine("solve", write(tmp_path, problem))
    assert outcome.code == 0
    for words in ("0 initiatives", "What limits you", "Left out", "checked in exact arithmetic"):
        assert words in outcome.out
    assert "Nothing counts" not in outcome.out


@pytest.mark.solver
def test_reasons_in_full(optengine: Optengine, tmp_path: Path) -> None:
    problem = small()
    problem["initiatives"][0] |= {"is_mandatory": True, "mandate_reason": "because " * 20 + "of the law"}
    file = write(tmp_path, problem)
    assert "--all shows the reasons in full" in optengine("solve", file).out
    full = optengine("solve", file, "--all").out
    assert "the law" in " ".join(full.split())
    assert "reasons in full" not in full


@pytest.mark.solver
def test_time_sensitivity_is_named_where_totals_lack_it(optengine: Optengine, tmp_path: Path) -> None:
    problem = small()
    assert "time sensitivity" not in optengine("solve", write(tmp_path, problem)).out
    problem["scenario"]["time_sensitivity_weight"] = 0.5
    assert "time sensitivity counts in the objective" in optengine("solve", write(tmp_path, problem)).out


def test_strict_says_what_it_refuses(optengine: Optengine, tmp_path: Path) -> None:
    file = write(tmp_path, faulty())
    assert "--strict" not in optengine("validate", file).out
    outcome = optengine("validate", file, "--strict")
    assert outcome.code == 2
    assert "can be solved, but --strict refuses 4 invalid candidates" in outcome.out


def test_values_in_reasons_are_short() -> None:
    assert shortened("on merit: value 0.0338983050847458 for 4 tokens") == "on merit: value 0.033898 for 4 tokens"
    assert shortened("on merit: value 0.25 for 4 tokens") == "on merit: value 0.25 for 4 tokens"
    assert shortened("I-0.0338983050847458 comes first") == "I-0.0338983050847458 comes first"


def test_reasons_in_tables_leave_out_what_other_columns_say() -> None:
    long = "prerequisite of B; on merit: value 1200 for 1,000 tokens, rank 3 of 9 by value per token"
    assert merit_in_short(long) == "prerequisite of B; on merit, rank 3 of 9"
    assert merit_in_short("mandatory: value for money, rank 3") == "mandatory: value for money, rank 3"
