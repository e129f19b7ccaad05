"""``optengine rule-prices``: tables and JSON."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from cli.terminal import exit_codes
from tests.cli.conftest import Optengine
from tests.cli.problems import infeasible, small


def capped() -> dict[str, Any]:
    """The best without the cap is A and C for 130; within it, D for 70 and nothing beside it."""
    problem = small()
    for initiative in problem["initiatives"]:
        initiative["category"] = "Infra" if initiative["initiative_key"] == "D" else "UX"
    problem["constraint_set"] = {"caps": [{"dimension": "category", "key": "UX", "max_tokens": 2}]}
    return problem


def write(problem: object) -> None:
    Path("problem.json").write_text(json.dumps(problem))


def test_a_cap_has_its_price(optengine: Optengine) -> None:
    write(capped())
    outcome = optengine("rule-prices", "problem.json", "--json")
    assert outcome.code == exit_codes.SOLVED
    (price,) = outcome.answer["prices"]
    assert (price["rule_id"], price["gain"]["at_least"], price["gain"]["at_most"]) == ("cap:category:UX", 60, 60)
    assert outcome.answer["complete"]


def test_the_table_puts_the_highest_price_first(optengine: Optengine) -> None:
    write(capped())
    outcome = optengine("rule-prices", "problem.json", "--every")
    assert "value with all rules 70; every price proven" in outcome.out
    assert outcome.out.index("cap:category:UX") < outcome.out.index("capacity:global")
    assert "+60" in outcome.out


def test_an_infeasible_problem_shows_which_rule_alone_stands_in_the_way(optengine: Optengine) -> None:
    write(infeasible())
    outcome = optengine("rule-prices", "problem.json", "--every")
    assert outcome.code == exit_codes.INFEASIBLE
    assert "a portfolio worth" in outcome.out


def test_unknown_rules_are_refused(optengine: Optengine) -> None:
    write(capped())
    outcome = optengine("rule-prices", "problem.json", "--rule", "cap:category:Ops")
    assert outcome.code == exit_codes.BAD_INPUT
    assert "there is no rule cap:category:Ops in this problem (rules: cap:category:UX, capacity:global)" in outcome.err
