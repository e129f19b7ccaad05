"""What a change of the question makes of the value: the first stage of the objective that differs, and by how much."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from domain.analyses.reasons.why_results import Proof
from domain.analyses.session.losses import StageLoss, stage_losses
from domain.analyses.session.terms import Answer
from domain.numbers import ZERO, negated
from domain.rules.wording import grouped


@dataclass(frozen=True, slots=True)
class Difference:
    """How much worse (negative: better) the best portfolio is after a change, in the unit of one stage.

    stage: the first one that differs, or the last where none does. at_least, at_most: None where nothing is known.
    """

    stage: str
    is_main: bool
    after: Decimal | None
    at_least: Decimal | None
    at_most: Decimal | None

    @property
    def exact(self) -> Decimal | None:
        """The difference where it is proven."""
        return self.at_least if self.at_least == self.at_most else None

    @property
    def proof(self) -> Proof:
        """How sure the difference is."""
        if self.exact is not None:
            return Proof.PROVEN
        return Proof.OPEN if self.at_least is None or self.at_most is None else Proof.INTERVAL


def made_worse(base: Answer, answer: Answer) -> Difference:
    """Price of a demand; never negative."""
    found = _first(stage_losses(base.stages, answer))
    low = None if found.at_least is None else max(found.at_least, ZERO)
    return Difference(found.stage, found.is_main, found.after, low, found.at_most)


def made_better(base: Answer, answer: Answer) -> Difference:
    """Gain from a concession; never negative."""
    found = _first(stage_losses(base.stages, answer))
    low = None if found.at_most is None else max(negated(found.at_most), ZERO)
    high = None if found.at_least is None else negated(found.at_least)
    return Difference(found.stage, found.is_main, found.after, low, high)


def _first(losses: tuple[StageLoss, ...]) -> Difference:
    for at, loss in enumerate(losses):
        last = at == len(losses) - 1
        if last or loss.lost is None or loss.lost != ZERO:
            return Difference(loss.name, last, loss.after.value, loss.lost_at_least, loss.lost_at_most)
    return Difference("", True, None, ZERO, ZERO)


def numbers_of(difference: Difference, what: str) -> dict[str, Decimal]:
    """The numbers of a difference by name; ``what``: lost or gained."""
    named = {
        f"{what}_at_least": difference.at_least,
        f"{what}_at_most": difference.at_most,
        "value": difference.after,
    }
    return {name: value for name, value in named.items() if value is not None}


def amount(difference: Difference) -> str:
    """``69.9 of north_star``, ``between 3 and 12 of north_star``, ``an unknown amount of north_star``."""
    of = f" of {difference.stage}" if difference.stage else ""
    if difference.exact is not None:
        return f"{grouped(difference.exact)}{of}"
    if difference.at_least is None or difference.at_most is None:
        return f"an amount{of} that is not known"
    low, high = difference.at_least, difference.at_most
    return f"between {grouped(low, high)} and {grouped(high, low)}{of}"
