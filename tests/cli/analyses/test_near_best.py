"""``optengine core`` and ``optengine alternatives``."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cli.terminal import exit_codes
from tests.cli.conftest import Optengine
from tests.cli.problems import infeasible, small


def write(problem: object) -> None:
    Path("problem.json").write_text(json.dumps(problem))


def test_the_core_says_who_is_always_in(optengine: Optengine) -> None:
    write(small())
    outcome = optengine("core", "problem.json", "--within", "10", "--json")
    assert outcome.code == exit_codes.SOLVED
    assert outcome.answer["complete"]
    presence = {item["initiative_key"]: item["presence"] for item in outcome.answer["initiatives"]}
    assert presence == {"A": "always", "B": "never", "C": "always", "D": "never"}


def test_a_larger_loss_lets_more_in(optengine: Optengine) -> None:
    write(small())
    outcome = optengine("core", "problem.json", "--within", "50%")
    assert "Best value 130; within the loss is what attains 65." in outcome.out
    assert "Sometimes" in outcome.out
    assert "A*" in outcome.out


@pytest.mark.parametrize("loss", ["-1%", "-1", "150%", "much"])
def test_what_is_no_loss_is_refused_with_what_is_one(optengine: Optengine, loss: str) -> None:
    write(small())
    outcome = optengine("core", "problem.json", "--within", loss)
    assert outcome.code == exit_codes.BAD_INPUT
    assert f"argument --within: {loss!r} is no loss; give a share from 0% to 100%, or an amount" in outcome.err


def test_alternatives_end_where_there_are_no_more(optengine: Optengine) -> None:
    write(small())
    outcome = optengine("alternatives", "problem.json", "--count", "9", "--within", "40%")
    assert outcome.code == exit_codes.SOLVED
    assert "there are no more than these 3 different portfolios within the loss" in outcome.out


def test_alternatives_differ_as_much_as_possible(optengine: Optengine) -> None:
    write(small())
    outcome = optengine("alternatives", "problem.json", "--count", "2", "--within", "50%", "--json")
    first, second = outcome.answer["portfolios"]
    assert first["selected"] == ["A", "C"]
    assert second["selected"] == ["D"]
    assert second["distance"] == {"value": 3, "bound": 3, "proven": True, "proof": "exact"}


def test_without_a_portfolio_there_is_neither(optengine: Optengine) -> None:
    write(infeasible())
    assert optengine("core", "problem.json").code == exit_codes.INFEASIBLE
    assert optengine("alternatives", "problem.json", "--json").code == exit_codes.INFEASIBLE


def test_what_is_no_loss_is_refused(optengine: Optengine) -> None:
    write(small())
    for loss in ("much", "-1", "200%"):
        assert optengine("core", "problem.json", f"--within={loss}").code == exit_codes.BAD_INPUT
