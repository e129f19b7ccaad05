from __future__ import annotations

from random import Random

import pytest

from domain.construction.board import OUT, Board
from domain.construction.building import build
from domain.construction.completion import completed
from domain.construction.ground import Ground, ground_of
from domain.construction.moves import Mover
from domain.integer_model.model import Plan, StageRole
from domain.optimization.preparation import PreparedProblem, prepare
from tests.domain.construction.backlogs import backlog
from tests.strategies import random_problem


def ground_for(prepared: PreparedProblem) -> Ground:
    return ground_of(prepared.formulation)


def as_one_number(plan: Plan, point: list[int]) -> int:
    """The stages' values at a point, each worth more than all that follow."""
    total, weight = 0, 1
    for stage in reversed([stage for stage in plan.stages if stage.role is not StageRole.CANONICAL]):
        total += weight * stage.form.value(point)
        columns = zip(stage.form.columns, stage.form.coefs, strict=True)
        weight *= 1 + sum(abs(coef) * (plan.model.upper[at] - plan.model.lower[at]) for at, coef in columns)
    return total


@pytest.mark.parametrize("seed", range(150))
def test_the_value_that_is_kept_is_that_of_the_stages_at_the_completed_point(seed: int) -> None:
    prepared = prepare(random_problem(seed, 2000))
    formulation = prepared.formulation
    for built in build(ground_for(prepared)):
        point = completed(formulation, built.columns)
        if formulation.plan.model.admits(point):
            assert built.value == as_one_number(formulation.plan, list(point))


@pytest.mark.parametrize("seed", range(30))
def test_undo_brings_everything_back(seed: int) -> None:
    ground = ground_for(prepare(backlog(seed, 30, 1 + seed % 4)))
    board, random = Board(ground), Random(seed)
    mover = Mover(board)

    def moved() -> None:
        for _ in range(20):
            unit = random.randrange(ground.size)
            if board.period_of[unit] == OUT:
                mover.add(unit)
            elif random.random() < 0.5:
                mover.drop(unit)
            else:
                mover.move(unit, random.randrange(ground.periods))
                others = [at for at, period in enumerate(board.period_of) if period != OUT and at != unit]
                if others:
                    mover.trade(unit, random.choice(others))

    moved()
    before = (board.selected(), list(board.period_of), list(board.room), list(board.missing), board.value)
    mark = board.mark
    moved()
    board.undo(mark)
    assert (board.selected(), list(board.period_of), list(board.room), list(board.missing), board.value) == before
