"""``optengine explain`` answers as a page and as data."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Optengine
from tests.cli.problems import infeasible, small, write

pytestmark = pytest.mark.solver


def test_the_page_of_the_portfolio_has_its_questions_as_headings(optengine: Optengine, tmp_path: Path) -> None:
    outcome = optengine("explain", write(tmp_path, small()))
    assert outcome.code == 0
    for heading in ("Why in", "What limits us", "Every number is exact"):
        assert heading in outcome.out


def test_the_same_facts_come_as_data(optengine: Optengine, tmp_path: Path) -> None:
    answer = optengine("explain", write(tmp_path, small()), "A", "--json").answer
    assert answer["subject"] == "A"
    assert answer["complete"] is True
    assert {"kind", "subject", "sentence", "numbers", "proof", "stage"} == set(answer["facts"][0])


def test_an_unknown_key_is_refused_with_what_was_meant(optengine: Optengine, tmp_path: Path) -> None:
    outcome = optengine("explain", write(tmp_path, small()), "a")
    assert outcome.code == 2
    assert "there is no initiative 'a'" in outcome.err


def test_an_infeasible_problem_is_explained_by_its_conflict(optengine: Optengine, tmp_path: Path) -> None:
    outcome = optengine("explain", write(tmp_path, infeasible()))
    assert outcome.code == 3
    assert "What cannot hold together" in outcome.out


def test_prompts_name_who_has_to_mend_what(optengine: Optengine, tmp_path: Path) -> None:
    problem = small()
    problem["initiatives"].append({"initiative_key": "Z", "department": "Growth"})
    outcome = optengine("explain", write(tmp_path, problem), "--prompts", "--by", "department")
    assert outcome.code == 0
    assert "Growth" in outcome.out
    assert "Mend Z: engineering_tokens is missing" in outcome.out
    refused = optengine("explain", "problem.json", "Z", "--prompts")
    assert (refused.code, refused.out) == (2, "")
    assert "leave the key out" in refused.err
