"""Many pairs over few initiatives share columns, as long as these need not count far."""

from __future__ import annotations

from itertools import combinations

import pytest

from domain.constraints import ConstraintSet, SynergyBonus
from domain.formulation import Formulation
from tests.domain.builders import d, formulation, initiative, problem

KEYS = "ABCDEF"
PAIRS = ["".join(pair) for pair in combinations(KEYS, 2)]


def dense(*bonuses: str) -> Formulation:
    """All pairs of six initiatives, the bonuses given to them in turn."""
    members = (initiative(key, synergy_group_keys=tuple(pair for pair in PAIRS if key in pair)) for key in KEYS)
    given = [SynergyBonus(pair, "north_star", d(bonuses[k % len(bonuses)])) for k, pair in enumerate(PAIRS)]
    return formulation(problem(*members, rules=ConstraintSet(synergies=tuple(given))))


def reaches(found: Formulation) -> list[int]:
    return list(found.plan.model.upper[len(KEYS) :])


def value_of_all(found: Formulation) -> object:
    """The main stage with everything selected and every bonus column at its upper end."""
    stage = found.plan.stages[0]
    return stage.in_unit(stage.form.value(found.plan.model.upper))


def test_pairs_share_columns_that_count_in_their_largest_common_unit() -> None:
    found = dense("2000000", "3000000.0")
    assert len(reaches(found)) < len(KEYS)
    assert sum(reaches(found)) == 8 * 2 + 7 * 3
    assert value_of_all(found) == 6 + 37_000_000


@pytest.mark.parametrize("bonus", ["500000001", "-500000001", "50.0000001"])
def test_pairs_whose_shared_columns_would_count_far_take_a_column_each(bonus: str) -> None:
    assert max(reaches(dense(bonus, "1"))) < 2**25
