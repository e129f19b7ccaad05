from __future__ import annotations

from datetime import date
from random import Random

import pytest

from domain.construction.units import Units, join_units
from domain.problem.constraints import Bundle, ConstraintSet, Prerequisite
from domain.problem.problem import PortfolioProblem
from domain.rules.rulebook import ruled
from tests.domain.builders import initiative, problem


def units_of(question: PortfolioProblem) -> tuple[list[str], Units]:
    given = ruled(question)
    keys = list(given.pool.candidates)
    return keys, join_units(keys, given.rules)


def needs(*pairs: str) -> tuple[Prerequisite, ...]:
    return tuple(Prerequisite(pair[0], pair[1]) for pair in pairs)


def test_bundles_and_circles_of_prerequisites_are_one_unit() -> None:
    rules = ConstraintSet(prerequisites=needs("AB", "BA", "CA", "ED"), bundles=(Bundle("x", ("C", "D")),))
    keys, units = units_of(problem(*map(initiative, "ABCDEF"), rules=rules))
    joined = {"".join(keys[at] for at in group) for group in units.members}
    assert joined == {"AB", "CD", "E", "F"}


def test_a_unit_whose_need_is_closed_early_opens_later() -> None:
    question = problem(
        initiative("A", prerequisite_keys=("B",)),
        initiative("B", earliest_start_date=date(2026, 5, 1)),
        horizon=("2026-Q1", "2026-Q2"),
    )
    keys, units = units_of(question)
    assert units.open[units.unit_of[keys.index("A")]] == (1,)


def test_what_excludes_itself_within_a_bundle_is_never_open() -> None:
    rules = ConstraintSet(bundles=(Bundle("x", ("A", "B")),), exclusions=(("A", "B"),))
    _, units = units_of(problem(initiative("A"), initiative("B"), rules=rules))
    assert units.open == ((),)


def test_what_must_be_selected_brings_all_that_it_needs() -> None:
    rules = ConstraintSet(prerequisites=needs("AB", "BC"), mandatory_initiatives=("A",))
    _, units = units_of(problem(*map(initiative, "ABCD"), rules=rules))
    assert len(units.must) == 3


@pytest.mark.parametrize("seed", range(30))
def test_every_unit_stands_behind_what_it_needs_and_units_are_what_reaches_itself(seed: int) -> None:
    random = Random(seed)
    names = "ABCDEFGH"
    pairs = needs(*("".join(random.sample(names, 2)) for _ in range(random.randint(0, 10))))
    keys, units = units_of(problem(*map(initiative, names), rules=ConstraintSet(prerequisites=pairs)))
    reach = {key: {key} for key in keys}
    for _ in names:
        for pair in pairs:
            reach[pair.initiative_key] |= reach[pair.requires]
    for first in keys:
        for second in keys:
            together = units.unit_of[keys.index(first)] == units.unit_of[keys.index(second)]
            assert together == (second in reach[first] and first in reach[second])
    assert all(needed < unit for unit, group in enumerate(units.needs) for needed in group)
    assert sorted(at for group in units.members for at in group) == list(range(len(keys)))
