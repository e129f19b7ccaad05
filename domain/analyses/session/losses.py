"""What a portfolio loses against another one, stage by stage of the objective, with what is proven of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from domain.analyses.session.terms import Answer, Proven, StageFigure, proven_figure
from domain.integer_model.model import Sense, StageRole
from domain.numbers import to_decimal


@dataclass(frozen=True, slots=True)
class StageLoss:
    """One stage of the objective before and after a change, in the unit of the stage.

    The first stage with a loss decides: a later stage may gain what an earlier one has lost.
    name: which stage, such as ``north_star``.
    more_is_better: whether a greater value is better.
    before: its value before the change.
    after: its value after the change.
    lost_at_least: the least that the change costs; negative for a gain, None where it is not known. Equal to the most
    where the loss is proven.
    lost_at_most: the most that the change costs; negative for a gain, None where it is not known. Equal to the least
    where the loss is proven.
    """

    name: str
    more_is_better: bool
    before: Proven
    after: Proven
    lost_at_least: Decimal | None
    lost_at_most: Decimal | None

    @property
    def lost(self) -> Decimal | None:
        """The loss where it is known exactly."""
        return self.lost_at_most if self.lost_at_most == self.lost_at_least else None


def stage_losses(before: Sequence[StageFigure], after: Answer) -> tuple[StageLoss, ...]:
    """Loss of each objective stage from given figures to an answer with a portfolio."""
    known = {figure.name: figure for figure in before}
    out = []
    held = True
    for figure in after.stages:
        was = known.get(figure.name)
        if figure.role is StageRole.OBJECTIVE and was is not None:
            out.append(_loss(was, figure, held))
            held = held and figure.proven
    return tuple(out)


def first_loss(losses: Sequence[StageLoss]) -> str | None:
    """The first stage known to lose, which is the price of the change; None where none is."""
    for loss in losses:
        if loss.lost_at_least is None or loss.lost_at_least > 0:
            return None if loss.lost_at_least is None else loss.name
        if loss.lost is None or loss.lost < 0:
            return None
    return None


def _loss(before: StageFigure, after: StageFigure, held: bool) -> StageLoss:
    """held: the stages above are proven, so that the bounds of this one are those of the best portfolio."""
    up = 1 if after.sense is Sense.MAXIMIZE else -1
    best_after = after.exact if after.proven else after.exact_bound
    best_before = before.exact if before.proven else before.exact_bound
    least = None if best_after is None or not held else up * (before.exact - best_after)
    most = None if best_before is None or not held else up * (best_before - after.exact)
    return StageLoss(after.name, up > 0, proven_figure(before), proven_figure(after), _decimal(least), _decimal(most))


def _decimal(value: Fraction | None) -> Decimal | None:
    return None if value is None else to_decimal(value)
