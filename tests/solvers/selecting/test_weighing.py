"""Rows of a placement with weights: true of every point, and found where limits of different kinds leave no room."""

from __future__ import annotations

import random
from dataclasses import replace
from itertools import product
from unittest.mock import patch

import pytest

from domain.integer_model.builder import ModelBuilder
from domain.integer_model.model import Places, Plan, StageRole
from domain.integer_model.result import SolutionStatus
from solvers.selecting.projection import projected
from solvers.selecting.weighing import MOST_WEIGHT, Weighing
from tests.solvers.selecting.models import Trying, packing, random_plan, solved, stage


def two_kinds_of_limits() -> Plan:
    """Three items of two kinds: the first period has room for two tokens in all, the second for two of each kind."""
    builder, kinds, worth = ModelBuilder(), (0, 0, 1), (5, 4, 3)
    for _ in kinds:
        builder.add_row("", [builder.add_column(), builder.add_column()], [1, 1], upper=1)
    builder.add_row("capacity:global@0", [0, 2, 4], [2, 2, 2], upper=2)
    for kind in range(2):
        columns = [2 * item + 1 for item, own in enumerate(kinds) if own == kind]
        builder.add_row(f"capacity:kind:{kind}@1", columns, [2] * len(columns), upper=1 if kind else 2)
    places = Places([0, 0, 1, 1, 2, 2], [0, 1] * 3)
    value = stage("value", range(6), [worth[column // 2] for column in range(6)])
    cost = stage("tokens", range(6), [-2] * 6, StageRole.TIE_BREAK)
    return Plan(replace(builder.build(), places=places), (value, cost))


def test_limits_of_different_kinds_are_added_up() -> None:
    plan, backend = two_kinds_of_limits(), Trying()
    enough = AssertionError("a row with weights is enough")
    with (
        patch("solvers.selecting.cuts.blame_for", side_effect=enough),
        patch("solvers.selecting.weighing.MOST_WEIGHT", 1),
    ):
        result = solved(plan, backend)
    assert [outcome.value for outcome in result.stages] == [9, -4]
    assert result.status is SolutionStatus.OPTIMAL
    assert "1 cut was added, until it could be" in result.notes[0]
    assert max(backend.widths) < 20


@pytest.mark.parametrize("seed", range(80))
def test_whatever_the_weights_are_every_point_keeps_the_row(seed: int) -> None:
    plan = random_plan(seed)
    assert plan.model.places is not None
    projection = projected(plan, plan.model.places)
    if projection is None:
        return
    weighing, dice, model = Weighing(projection), random.Random(seed), plan.model
    sides = len(weighing.sides)
    rows = [weighing.row([dice.choice((0, 0, 1, MOST_WEIGHT)) for _ in range(sides)]) for _ in range(20)]
    ranges = [range(low, high + 1) for low, high in zip(model.lower, model.upper, strict=True)]
    for point in filter(model.admits, product(*ranges)):
        selected = projection.down(point)
        assert all(form.value(selected) <= upper for _, form, _, upper in rows)


def test_the_excess_of_weights_is_what_the_row_says() -> None:
    plan = two_kinds_of_limits()
    assert plan.model.places is not None
    projection = projected(plan, plan.model.places)
    assert projection is not None
    weighing = Weighing(projection)
    with patch("solvers.selecting.weighing.MOST_WEIGHT", 1):
        question = weighing.question([1, 1, 1])
    assert question is not None
    excess = stage("excess", question.objective.columns, question.objective.coefs)
    found = solved(Plan(question, (excess,)))
    assert found.values is not None
    assert found.stages[0].value == 2
    _, form, _, upper = weighing.row(found.values)
    assert form.value([1, 1, 1]) > upper


def test_where_there_are_too_many_terms_nothing_is_weighed() -> None:
    plan = packing((3, 3, 2), (5, 4, 3), (4, 4))
    assert plan.model.places is not None
    projection = projected(plan, plan.model.places)
    assert projection is not None
    with patch("solvers.selecting.weighing.MOST_TERMS", 3):
        assert Weighing(projection).question([1, 1, 1]) is None
