"""What a change of the rules gains in value: the main stage of the objective, the stages before it coming first."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from domain.analyses.session.losses import StageLoss, stage_losses
from domain.analyses.session.terms import Answer
from domain.integer_model.model import StageRole
from domain.integer_model.result import SolutionStatus
from domain.numbers import ZERO, negated


@dataclass(frozen=True, slots=True)
class Gain:
    """The best portfolio after a change against the best one before it.

    status: what is known of the portfolio after the change.
    at_least: the least by which the value rises; None where it is not known, or where there was no portfolio before.
    Equal to the most where the gain is proven.
    at_most: the most by which the value rises; None where it is not known, or where there was no portfolio before.
    Equal to the least where the gain is proven.
    stages: every stage of the objective; in lexicographic mode fewer missed goals may cost value.
    entered: initiatives that one best portfolio adds; empty where nothing is gained.
    dropped: initiatives that one best portfolio gives up; empty where nothing is gained.
    """

    status: SolutionStatus
    at_least: Decimal | None
    at_most: Decimal | None
    stages: tuple[StageLoss, ...]
    entered: tuple[str, ...]
    dropped: tuple[str, ...]

    @property
    def proven(self) -> bool:
        """Whether the gain is known exactly."""
        return self.at_least is not None and self.at_least == self.at_most

    @property
    def settled(self) -> bool:
        """Whether nothing is left open; without a portfolio before, that is what becomes of it after the change."""
        unknown = self.at_least is None and self.at_most is None
        return self.proven or (unknown and self.status in (SolutionStatus.OPTIMAL, SolutionStatus.INFEASIBLE))

    @property
    def helps(self) -> bool:
        """Whether some stage of the objective is proven to become better, none before it having become worse."""
        first = next((stage for stage in self.stages if stage.lost != ZERO), None)
        return first is not None and first.lost_at_most is not None and first.lost_at_most < ZERO


NOTHING = Gain(SolutionStatus.OPTIMAL, ZERO, ZERO, (), (), ())
"""A change that is proven to gain nothing."""


def looser(base: Answer, gain: Gain, at_most: Decimal | None = None) -> Gain:
    """The gain of looser rules, narrowed by what is known beforehand where a limit left it open.

    A single objective never loses by looser rules, nor gains more than by rules looser still (at_most); with goals
    before the value neither can be said.
    """
    stages = [stage for stage in base.stages if stage.role is StageRole.OBJECTIVE]
    if gain.settled or base.solution is None or len(stages) != 1:
        return gain
    known = [bound for bound in (gain.at_most, at_most) if bound is not None]
    return replace(gain, at_least=max(gain.at_least or ZERO, ZERO), at_most=min(known, default=None))


def gain_of(base: Answer, after: Answer) -> Gain:
    """The gain of an answer over the base; only where rules became looser, or anything else for better or worse."""
    if after.solution is None:
        return Gain(after.status, None, None, (), (), ())
    if base.solution is None:
        return Gain(after.status, None, None, stage_losses(after.stages, after), after.selected, ())
    losses = stage_losses(base.stages, after)
    main = losses[-1]
    same = all(stage.lost == ZERO for stage in losses)
    return Gain(
        status=after.status,
        at_least=None if main.lost_at_most is None else negated(main.lost_at_most),
        at_most=None if main.lost_at_least is None else negated(main.lost_at_least),
        stages=losses,
        entered=() if same else tuple(key for key in after.selected if key not in base.selected),
        dropped=() if same else tuple(key for key in base.selected if key not in after.selected),
    )
