"""The canonical text of a problem: loss-free, one text for equal problems, safe on disk."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from domain.problem.initiative import Initiative
from domain.problem.problem import PortfolioProblem
from domain.problem.scenario import ObjectiveMode, Scenario
from persistence.problem_files.problem_file import dumps, inputs_hash, loads, read_problem, write_problem
from tests.persistence.problem_files.problems import FULL_FILE, SMALLEST_FILE, changed_file, problems


def with_tokens(tokens: Decimal) -> PortfolioProblem:
    return replace(loads(SMALLEST_FILE), initiatives=(Initiative("I", engineering_tokens=tokens),))


@given(problems)
@settings(max_examples=200, deadline=None)
def test_what_is_written_reads_back_as_the_same_problem(problem: PortfolioProblem) -> None:
    text = dumps(problem)
    assert loads(text) == problem
    assert dumps(loads(text)) == text


@given(problems)
@settings(max_examples=50, deadline=None)
def test_the_hash_survives_writing_and_reading(problem: PortfolioProblem) -> None:
    assert inputs_hash(loads(dumps(problem))) == inputs_hash(problem)


def test_the_smallest_problem_is_written_with_its_required_keys_only() -> None:
    assert json.loads(dumps(loads(SMALLEST_FILE))) == json.loads(SMALLEST_FILE)


def test_keys_are_written_in_the_order_of_the_specification() -> None:
    written = json.loads(dumps(loads(FULL_FILE)))
    given = json.loads(FULL_FILE)
    assert list(written) == list(given)
    assert list(written["scenario"]) == list(given["scenario"])
    assert list(written["constraint_set"]) == list(given["constraint_set"])
    assert list(written["initiatives"][0]) == list(given["initiatives"][0])


def test_short_things_stay_on_one_line_and_long_ones_are_spread() -> None:
    problem = replace(loads(SMALLEST_FILE), delivered=tuple(f"initiative-{number}" for number in range(8)))
    assert dumps(problem).splitlines() == [
        "{",
        '  "scenario": {"name": "S", "period_key": "2026", "objective_mode": "north_star"},',
        '  "delivered": [',
        *[f'    "initiative-{number}"{"," if number < 7 else ""}' for number in range(8)],
        "  ]",
        "}",
    ]


@pytest.mark.parametrize(
    ("number", "text"),
    [
        ("1E+3", "1000"),
        ("0.10", "0.1"),
        ("-0", "0"),
        ("1E-7", "0.0000001"),
        ("-12.5", "-12.5"),
        ("0E+5", "0"),
        ("8", "8"),
    ],
)
def test_numbers_are_written_plainly(number: str, text: str) -> None:
    assert f'"engineering_tokens": {text}}}' in dumps(with_tokens(Decimal(number)))


@pytest.mark.parametrize("number", ["NaN", "Infinity", "1E+15", "1E-31", "1E+999999999"])
def test_a_number_that_could_not_be_read_again_is_not_written(number: str) -> None:
    with pytest.raises(ValueError, match=r"finite|digits before the point|decimals"):
        dumps(with_tokens(Decimal(number)))


@pytest.mark.parametrize("number", [1, True, 0.1])
def test_a_number_that_is_no_decimal_is_not_written(number: Any) -> None:
    for spoilt in (Initiative("I", engineering_tokens=number), Initiative("I", scores={"RICE": number})):
        with pytest.raises(TypeError, match="expected a Decimal"):
            dumps(replace(loads(SMALLEST_FILE), initiatives=(spoilt,)))


def test_equal_problems_have_one_text_and_one_hash_however_they_were_spelled() -> None:
    respelled = changed_file(lambda content: content["scenario"].update(capacity_total_tokens=120.0))
    shuffled = changed_file(lambda content: content.update(scenario=dict(reversed(content["scenario"].items()))))
    turned = changed_file(
        lambda content: content["initiatives"][0].update(
            scores=dict(reversed(content["initiatives"][0]["scores"].items()))
        )
    )
    explicit = changed_file(lambda content: content["initiatives"][1].update(title="", market=None, team_tokens={}))
    for text in (respelled, shuffled, turned, explicit):
        assert dumps(loads(text)) == dumps(loads(FULL_FILE))
        assert inputs_hash(loads(text)) == inputs_hash(loads(FULL_FILE))


def test_different_problems_have_different_hashes() -> None:
    hashes = {
        inputs_hash(with_tokens(Decimal(tokens))) for tokens in ("1", "1.000000000000000000000000000001", "10", "-1")
    }
    assert len(hashes) == 4


def test_the_hash_of_a_problem_does_not_change_between_releases() -> None:
    assert inputs_hash(loads(FULL_FILE)) == "24edc7a5447ac3c5dd050656c3021b5c8888aee17b841e2e32f1a5d5eee86ffe"


def test_a_file_is_written_and_read_back(tmp_path: Path) -> None:
    path = tmp_path / "problem.json"
    write_problem(loads(FULL_FILE), path)
    assert read_problem(path) == loads(FULL_FILE)
    assert os.listdir(tmp_path) == ["problem.json"]


def test_a_file_that_is_replaced_keeps_its_permissions_and_its_symbolic_link(tmp_path: Path) -> None:
    path, link = tmp_path / "problem.json", tmp_path / "link.json"
    path.write_text("old")
    path.chmod(0o640)
    link.symlink_to(path)
    write_problem(loads(SMALLEST_FILE), link)
    assert link.is_symlink()
    assert path.stat().st_mode & 0o777 == 0o640
    assert read_problem(path) == loads(SMALLEST_FILE)


def test_a_failed_write_leaves_the_old_file_and_nothing_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise OSError("no space left on device")

    path = tmp_path / "problem.json"
    path.write_text("old")
    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(OSError, match="no space left"):
        write_problem(loads(SMALLEST_FILE), path)
    assert path.read_text() == "old"
    assert os.listdir(tmp_path) == ["problem.json"]


def test_a_problem_built_in_code_is_written_like_one_that_was_read() -> None:
    built = PortfolioProblem(Scenario("S", "2026", ObjectiveMode.NORTH_STAR))
    assert dumps(built) == dumps(loads(SMALLEST_FILE))
