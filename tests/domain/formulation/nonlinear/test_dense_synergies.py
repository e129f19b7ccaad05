"""Many pairs over few initiatives share columns, as long as these need not count far."""

from __future__ import annotations

from itertools import combinations
from itertools import product as cartesian

import pytest

from domain.formulation import Formulation
from domain.problem.constraints import ConstraintSet, SynergyBonus, Target, TargetKind
from tests.domain.builders import d, formulation, initiative, problem

KEYS = "ABCDEF"
PAIRS = ["".join(pair) for pair in combinations(KEYS, 2)]


def dense(*bonuses: str, floor: str | None = None) -> Formulation:
    """All pairs of six initiatives, the bonuses given to them in turn. floor: a KPI that has to reach something."""
    members = (initiative(key, synergy_group_keys=tuple(pair for pair in PAIRS if key in pair)) for key in KEYS)
    given = [SynergyBonus(pair, "north_star", d(bonuses[k % len(bonuses)])) for k, pair in enumerate(PAIRS)]
    targets = () if floor is None else (Target(floor, d("-1000000000000"), TargetKind.FLOOR),)
    return formulation(problem(*members, rules=ConstraintSet(synergies=tuple(given), targets=targets)))


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


@pytest.mark.parametrize("bonuses", [("2", "3"), ("-2", "-3"), ("2", "-3.5"), ("500000001", "1")])
@pytest.mark.parametrize("floor", [None, "north_star"])
def test_products_tell_what_the_rows_keep_their_columns_to(bonuses: tuple[str, ...], floor: str | None) -> None:
    model = dense(*bonuses, floor=floor).plan.model
    assert sum(len(product.partners) for product in model.products) == len(PAIRS)
    for chosen in cartesian((0, 1), repeat=len(KEYS)):
        point = [*chosen, *[0] * (model.num_columns - len(KEYS))]
        for product in model.products:
            point[product.column] = product.full_value(point)
        assert model.admits(point)
        for product in model.products:
            for step, guarded in ((1, product.rises), (-1, product.falls)):
                beside = list(point)
                beside[product.column] += step
                if guarded:
                    assert not model.admits(beside)


def test_sparse_pairs_tell_no_products() -> None:
    pairs = PAIRS[: len(KEYS) - 2]
    members = (initiative(key, synergy_group_keys=tuple(pair for pair in pairs if key in pair)) for key in KEYS)
    given = tuple(SynergyBonus(pair, "north_star", d("2")) for pair in pairs)
    assert not formulation(problem(*members, rules=ConstraintSet(synergies=given))).plan.model.products
