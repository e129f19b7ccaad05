"""What a portfolio loses, also where a limit has left something open."""

from __future__ import annotations

from fractions import Fraction

import pytest

from domain.analyses.session.losses import StageLoss, first_loss, stage_losses
from domain.analyses.session.terms import Answer, StageFigure
from domain.integer_model.model import Sense, StageRole
from domain.integer_model.result import SolutionStatus


def figure(name: str, value: int, bound: int | None = None, less: bool = False) -> StageFigure:
    sense = Sense.MINIMIZE if less else Sense.MAXIMIZE
    proven = bound is None
    return StageFigure(
        name, sense, StageRole.OBJECTIVE, Fraction(value), Fraction(value if bound is None else bound), proven
    )


def losses(before: list[StageFigure], after: list[StageFigure]) -> tuple[StageLoss, ...]:
    return stage_losses(before, Answer(SolutionStatus.FEASIBLE, tuple(after)))


@pytest.mark.parametrize(
    ("before", "after", "least", "most"),
    [
        (figure("v", 100), figure("v", 90), 10, 10),
        (figure("v", 100), figure("v", 90, 95), 5, 10),
        (figure("v", 100, 108), figure("v", 90, 95), 5, 18),
        (figure("g", 1, less=True), figure("g", 4, less=True), 3, 3),
        (figure("g", 1, less=True), figure("g", 4, 2, less=True), 1, 3),
    ],
)
def test_a_loss_is_an_interval_until_all_is_proven(before: StageFigure, after: StageFigure, least: int, most: int):
    (loss,) = losses([before], [after])
    assert (loss.lost_at_least, loss.lost_at_most) == (least, most)
    assert loss.lost == (least if least == most else None)


def test_the_first_stage_that_loses_is_the_price_whatever_later_ones_gain():
    before = [figure("g", 1, less=True), figure("v", 100)]
    lost = losses(before, [figure("g", 2, less=True), figure("v", 120)])
    assert [loss.lost for loss in lost] == [1, -20]
    assert first_loss(lost) == "g"
    assert first_loss(losses(before, [figure("g", 1, less=True), figure("v", 90)])) == "v"
    assert first_loss(losses(before, before)) is None


def test_behind_an_unproven_stage_nothing_is_known_of_later_ones():
    before = [figure("g", 1, less=True), figure("v", 100)]
    lost = losses(before, [figure("g", 2, 1, less=True), figure("v", 120)])
    assert (lost[1].lost_at_least, lost[1].lost_at_most) == (None, None)
    assert first_loss(lost) is None
