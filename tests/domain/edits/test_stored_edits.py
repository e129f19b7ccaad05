"""Edits of copies: what belongs to a scenario or to a constraint set, and what does not."""

from __future__ import annotations

from decimal import Decimal

import pytest

from domain.edits.edits import Edit, EditKind
from domain.edits.stored_edits import edited_rules, edited_scenario
from domain.errors import ProblemFileError
from domain.problem.constraints import Cap, ConstraintSet, Dimension, Prerequisite
from domain.problem.scenario import ObjectiveMode, Scenario

SCENARIO = Scenario("S", "2026-Q1", ObjectiveMode.NORTH_STAR, capacity_total_tokens=Decimal(10))
RULES = ConstraintSet("R", caps=(Cap(Dimension.MARKET, Decimal(9), "UK"),))


def test_a_scenario_is_edited_in_order():
    edits = [Edit("capacity:global", "12"), Edit("scenario.capacity_by_team[web]", "3"), Edit("capacity:global", "13")]
    changed = edited_scenario(SCENARIO, edits)
    assert (changed.capacity_total_tokens, changed.capacity_by_team) == (13, {"web": 3})
    assert edited_scenario(SCENARIO, []) == SCENARIO


def test_a_constraint_set_is_edited_whoever_its_keys_name():
    edits = [
        Edit("mandatory:I-7"),
        Edit("prerequisite:I-3:I-1"),
        Edit("cap:market:UK", kind=EditKind.REMOVE),
    ]
    changed = edited_rules(RULES, edits)
    assert changed == ConstraintSet("R", mandatory_initiatives=("I-7",), prerequisites=(Prerequisite("I-3", "I-1"),))


@pytest.mark.parametrize(
    ("edit", "fault"),
    [
        (Edit("mandatory:I-7"), "edits[0]: mandatory:I-7 is a rule of the constraint set"),
        (Edit("initiatives[I-7].market", "UK"), "ask the analysis whatif"),
        (Edit("scenario.horizon", "2026-Q2, 2026-Q1"), "edits[0]: scenario.horizon"),
        (Edit("scenario.nme", "x"), "did you mean name?"),
    ],
)
def test_what_is_not_of_the_scenario_is_refused(edit: Edit, fault: str):
    with pytest.raises(ProblemFileError) as caught:
        edited_scenario(SCENARIO, [edit])
    assert fault in str(caught.value)


def test_what_is_not_of_the_constraint_set_is_refused():
    with pytest.raises(ProblemFileError, match="belongs to the scenario"):
        edited_rules(RULES, [Edit("mandatory:I-7"), Edit("capacity:global", "3")])
